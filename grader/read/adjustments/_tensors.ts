/**
 * Latents and what is done to them on their way from the encoder to the decoder.
 *
 * @module
 */
import { classify, isPart, place } from "./_classify.ts";
import { tensorOf } from "./_library_calls.ts";
import {
  type Atom,
  holdsLatent,
  type Linear,
  only,
  type Operation,
  other,
  pathText,
  type Step,
  type Tensor,
  type Value,
} from "./_values.ts";

/** Under which circumstances a statement runs. */
export interface Context {
  /** Inside a loop or function that trains. */
  readonly training: boolean;
  /** Inside a model's forward pass, with nothing chosen by the caller. */
  readonly forward: boolean;
  /** Inside a function that nobody calls. */
  readonly uncalled: boolean;
}

/** A changed latent that reached a decoder, or the end of the program. */
export interface Change {
  readonly operations: readonly Operation[];
  /** Offset of the decoding, else of the change. */
  readonly at: number;
  readonly changedAt: number;
  readonly decoded: boolean;
  readonly encoded: boolean;
  readonly context: Context;
}

/** Bounds against code that is meant to do harm. */
const changeLimit = 100;
const tensorLimit = 2000;

/** Memory of the interpreter; see {@linkcode Change} for what comes out. */
export class Tensors {
  /** Changed latents. */
  readonly changes: Change[] = [];
  /** Places where a latent without an input picture is decoded. */
  readonly fromPrior: number[] = [];
  /** Places where values are decoded that come from no encoder. */
  readonly unrelated: number[] = [];
  /** Places where something is decoded that comes of a latent in an unknown way. */
  readonly opaque: { readonly text: string; readonly at: number }[] = [];
  /** Places where a latent and a decoder are handed to a function that is not there. */
  readonly handedOver: number[] = [];
  /** Changes that stand in comments. */
  readonly comments: { readonly text: string; readonly at: number }[] = [];
  /** Whether anything is decoded at all. */
  decodes = false;
  protected context: Context = { training: false, forward: false, uncalled: false };
  protected at = 0;
  readonly #tensors: Tensor[] = [];
  readonly #contexts = new Map<Tensor, Context>();

  /** Whether there are more latents than any report has use for. */
  protected get crowded(): boolean {
    return this.#tensors.length > tensorLimit;
  }

  protected tensor(encoded: boolean, source?: Tensor): Tensor {
    const id = this.#tensors.length;
    const tensor: Tensor = {
      id,
      root: source?.root ?? id,
      changes: source?.changes ?? [],
      encoded: source?.encoded ?? encoded,
      used: false,
      at: this.at,
    };
    this.#tensors.push(tensor);
    return tensor;
  }

  protected latent(
    tensor: Tensor,
    rank: 1 | 2 | null = null,
    path: readonly Step[] = [],
  ): Linear {
    return only({ a: "latent", tensor, rank, path });
  }

  /** A latent of its own with what was done so far. */
  protected copy(value: Value): Value {
    if (value.k !== "linear") return value;
    const [term] = value.terms;
    if (
      value.terms.length !== 1 || !term || term.atom.a !== "latent" || term.factor !== 1
    ) {
      return value;
    }
    const { tensor, path, rank } = term.atom;
    if (isPart(path, rank)) return value;
    const single = path.length === 1 && path[0]?.k === "at";
    tensor.used = true;
    const copied = this.tensor(true, tensor);
    this.#contexts.set(copied, this.#contexts.get(tensor) ?? this.context);
    return this.latent(copied, single ? 1 : rank);
  }

  /** A changed copy by a function that no linear form describes. */
  protected derive(source: Linear, name: string, text: string): Value {
    const [term] = source.terms;
    if (!term || term.atom.a !== "latent") return other(text, true);
    const { tensor, path, rank } = term.atom;
    const copied = this.tensor(true, tensor);
    const where = place(path, rank);
    const operation: Operation = {
      kind: "other",
      ...where,
      parameters: {},
      detail: name.replace(/_$/, ""),
      idle: false,
    };
    tensor.used = true;
    this.change(copied, operation);
    return this.latent(copied, rank);
  }

  /** Turns a sum with a latent into a latent of its own. */
  protected settle(value: Linear, plain: boolean): Value {
    const latents = value.terms.filter(({ atom }) => atom.a === "latent");
    const [first] = latents;
    if (!first || first.atom.a !== "latent") return value;
    if (tensorOf(value)) return value;
    const { tensor, path, rank } = first.atom;
    if (isPart(path, rank)) return value;
    const target: Atom = { ...first.atom, path: [] };
    const operation = classify(target, value);
    const source = this.tensor(true, tensor);
    const single = path.length === 1 && path[0]?.k === "at";
    for (const { atom } of latents) if (atom.a === "latent") atom.tensor.used = true;
    if (operation === null) {
      source.changes = [];
      source.used = true;
    } else this.change(source, operation);
    if (!plain) source.used = true;
    return this.latent(source, single ? 1 : rank);
  }

  protected change(tensor: Tensor, operation: Operation): void {
    if (tensor.changes.length < changeLimit) {
      tensor.changes = [...tensor.changes, operation];
    }
    tensor.at = this.at;
    tensor.used = false;
    this.#contexts.set(tensor, this.context);
  }

  /** A decoder was given the value. */
  protected decode(value: Value, at: number): void {
    this.decodes = true;
    this.#reach(value, at, true);
  }

  /** Some function was given the value. */
  protected escape(value: Value, at: number): void {
    if (holdsLatent(value)) this.#reach(value, at, true);
  }

  /** A function that nobody calls returns the value. */
  protected finish(value: Value, at: number): void {
    this.#reach(value, at, false);
  }

  #reach(value: Value, at: number, decoded: boolean): void {
    if (value.k === "list") {
      for (const item of value.items) this.#reach(item, at, decoded);
    }
    if (value.k !== "linear") return;
    const settled = this.settle(value, true);
    const tensor = tensorOf(settled);
    if (!tensor) {
      if (decoded && !holdsLatent(value)) {
        const noise = value.terms.some(({ atom }) => atom.a === "noise");
        (noise ? this.fromPrior : this.unrelated).push(at);
      } else if (decoded && this.opaque.length < changeLimit) {
        const { training, forward, uncalled } = this.context;
        if (training || forward || uncalled) return;
        if (isRearranged(value)) this.opaque.push({ text: textOf(value), at });
        else this.unrelated.push(at);
      }
      return;
    }
    tensor.used = true;
    if (tensor.changes.length > 0) this.#record(tensor, at, decoded);
  }

  #record(tensor: Tensor, at: number, decoded: boolean): void {
    if (this.changes.length >= changeLimit * 10) return;
    const context = this.#contexts.get(tensor) ?? this.context;
    this.changes.push({
      operations: tensor.changes,
      at,
      changedAt: tensor.at,
      decoded,
      encoded: tensor.encoded,
      context: {
        training: context.training || this.context.training,
        forward: context.forward || this.context.forward,
        uncalled: context.uncalled || this.context.uncalled,
      },
    });
  }

  /** Records latents that were changed and then never used. */
  protected recordLeftOver(): void {
    for (const tensor of this.#tensors) {
      if (!tensor.used && tensor.changes.length > 0) {
        this.#record(tensor, tensor.at, false);
      }
    }
  }

  /** What was done to each latent so far. */
  protected state(): readonly (readonly [Tensor, readonly Operation[]])[] {
    return this.#tensors.map((tensor) => [tensor, tensor.changes]);
  }

  /** Goes back to an earlier {@linkcode state}. */
  protected restore(state: readonly (readonly [Tensor, readonly Operation[]])[]): void {
    for (const [tensor, changes] of state) tensor.changes = changes;
  }
}

/** `z[:, perm]`, `z[:, ::-1]`, `z ** 2`: the whole latent, yet not as it was. */
function isRearranged({ terms }: Linear): boolean {
  const [term] = terms;
  if (terms.length !== 1 || !term) return false;
  if (term.atom.a === "other") {
    return /^[a-z_]\w{0,20} ?\*\* ?[\d.]+$/i.test(term.atom.text);
  }
  const last = term.atom.a === "latent" ? term.atom.path.at(-1) : undefined;
  return last?.k === "several"
    ? last.items === null
    : last?.k === "at" && last.n === null;
}

function textOf({ terms }: Linear): string {
  return terms.map(({ atom }) =>
    atom.a === "other" ? atom.text : atom.a === "latent" ? pathText(atom.path) : atom.a
  ).join("+").slice(0, 60);
}
