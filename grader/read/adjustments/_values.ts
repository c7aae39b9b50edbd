/**
 * Values of the abstract reading of code: arithmetic is kept as a linear form over
 * latents and noise, so that `z * 0.8 + 0.2 * noise` can be told from `-z` by looking.
 *
 * @module
 */
import type { AdjustmentKind } from "../../../rubric/facts.ts";
import type { Parameter, Statement } from "./_program.ts";

/** One step of indexing into a latent. */
export type Step =
  | { readonly k: "all" }
  | { readonly k: "at"; readonly n: number | null; readonly text: string }
  | {
    readonly k: "several";
    readonly items: readonly number[] | null;
    readonly text: string;
  };

/** One change of a latent. */
export interface Operation {
  readonly kind: AdjustmentKind;
  readonly elements: "all" | "some" | "unknown";
  readonly indices?: readonly number[];
  /** The indexed elements as a text, for comparison. */
  readonly place: string;
  /** The picture of the batch that is changed, where it is only one. */
  readonly row?: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** What is unknown about the parameters, for comparison. */
  readonly detail: string;
  /** Nothing changes: `z[0] = z[0]`. */
  readonly idle: boolean;
}

/** A latent representation and what was done to it; `changes` grows with the reading. */
export interface Tensor {
  readonly id: number;
  /** Copies of one latent share it. */
  readonly root: number;
  changes: readonly Operation[];
  /** It was seen to come from an encoder; else only its name says so. */
  readonly encoded: boolean;
  /** It was handed on: decoded, copied into another one, or given to a function. */
  used: boolean;
  /** Offset of the last change. */
  at: number;
}

/** What a linear form is a sum of. */
export type Atom =
  | {
    readonly a: "latent";
    readonly tensor: Tensor;
    readonly path: readonly Step[];
    /** Dimensions, where known: 1 for one vector, 2 for a batch. */
    readonly rank: 1 | 2 | null;
  }
  /** `sampled`: scaled by a spread that the encoder gives (reparameterisation). */
  | { readonly a: "noise"; readonly sampled: boolean }
  /** `latent`: computed from one. */
  | { readonly a: "other"; readonly text: string; readonly latent: boolean };

/** An atom and its factor; `null`: not known. */
export interface Term {
  readonly atom: Atom;
  readonly factor: number | null;
}

/** A number, a tensor or a sum of such. */
export interface Linear {
  readonly k: "linear";
  readonly terms: readonly Term[];
  /** `null`: not known. */
  readonly constant: number | null;
}

/** Where names are looked up. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly outer: Scope | null;
}

/** A function of the program. */
export interface Callable {
  readonly k: "callable";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly scope: Scope;
  /** The function trains a model. */
  readonly training: boolean;
}

/** Any value. */
export type Value =
  | Linear
  | { readonly k: "text"; readonly value: string }
  | { readonly k: "list"; readonly items: Value[] }
  | { readonly k: "dict"; readonly entries: Map<string, Value> }
  | Callable
  | { readonly k: "class"; readonly methods: ReadonlyMap<string, Callable> }
  | { readonly k: "object"; readonly methods: ReadonlyMap<string, Callable> };

/** A known number. */
export function number(constant: number): Linear {
  return { k: "linear", terms: [], constant };
}

/** Something that is not understood. */
export function other(text: string, latent = false): Linear {
  return {
    k: "linear",
    terms: [{ atom: { a: "other", text: text.slice(0, 60), latent }, factor: 1 }],
    constant: 0,
  };
}

/** One atom, once. */
export function only(atom: Atom): Linear {
  return { k: "linear", terms: [{ atom, factor: 1 }], constant: 0 };
}

/** The number, if the value is one. */
export function asNumber(value: Value | undefined): number | null {
  return value?.k === "linear" && value.terms.length === 0 ? value.constant : null;
}

/** Whether the value is or holds a latent. */
export function holdsLatent(value: Value): boolean {
  if (value.k === "list") return value.items.some(holdsLatent);
  return value.k === "linear" &&
    value.terms.some(({ atom }) =>
      atom.a === "latent" || (atom.a === "other" && atom.latent)
    );
}

/** `left + sign * right`. */
export function add(left: Linear, right: Linear, sign: 1 | -1 = 1): Linear {
  if (left.terms.length > 40) return left;
  const terms = [...left.terms];
  for (const term of right.terms) {
    const factor = times(term.factor, sign);
    const same = terms.findIndex((known) => sameAtom(known.atom, term.atom));
    const known = terms[same];
    if (!known) terms.push({ atom: term.atom, factor });
    else {
      const sum = known.factor === null || factor === null ? null : known.factor + factor;
      if (sum === 0) terms.splice(same, 1);
      else terms[same] = { atom: known.atom, factor: sum };
    }
  }
  const constant = left.constant === null || right.constant === null
    ? null
    : round(left.constant + sign * right.constant);
  return { k: "linear", terms, constant };
}

/** `left * right`; a product of two tensors is no longer linear. */
export function multiply(left: Linear, right: Linear, text: string): Linear {
  if (right.terms.length === 0) return scaled(left, right.constant);
  if (left.terms.length === 0) return scaled(right, left.constant);
  const atoms = [...left.terms, ...right.terms].map((term) => term.atom);
  const latent = holdsLatent(left) || holdsLatent(right);
  if (atoms.some((atom) => atom.a === "noise")) {
    const noiseOnly = [left, right].some((side) =>
      side.terms.every((term) => term.atom.a === "noise")
    );
    const spread = atoms.some((atom) =>
      atom.a === "other" &&
        (atom.latent || /std|sigma|var|σ|exp|sqrt/i.test(atom.text)) ||
      atom.a === "latent"
    );
    if (noiseOnly) {
      return {
        k: "linear",
        terms: [{ atom: { a: "noise", sampled: spread }, factor: null }],
        constant: 0,
      };
    }
  }
  const pure = [left, right].find((side) =>
    side.terms.length === 1 && side.terms[0]?.atom.a === "latent" && side.constant === 0
  );
  const rest = pure === left ? right : left;
  const first = pure?.terms[0];
  if (first && !holdsLatent(rest)) {
    return { k: "linear", terms: [{ atom: first.atom, factor: null }], constant: 0 };
  }
  return other(text, latent);
}

function scaled(value: Linear, factor: number | null): Linear {
  if (factor === 0) return number(0);
  return {
    k: "linear",
    terms: value.terms.map((term) => ({
      atom: term.atom,
      factor: times(term.factor, factor),
    })),
    constant: value.constant === 0 ? 0 : times(value.constant, factor),
  };
}

function times(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : round(a * b);
}

/** Drops the noise of binary fractions: `1 - 0.8` is 0.2. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(10)) : value;
}

function sameAtom(a: Atom, b: Atom): boolean {
  if (a.a === "latent" && b.a === "latent") {
    return a.tensor.root === b.tensor.root && pathText(a.path) === pathText(b.path);
  }
  if (a.a === "other" && b.a === "other") return a.text === b.text;
  return a.a === "noise" && b.a === "noise" && a.sampled === b.sampled;
}

/** A path as text, equal for equal places. */
export function pathText(path: readonly Step[]): string {
  return path.map((step) => step.k === "all" ? ":" : step.text).join(",");
}
