/**
 * Names, copies and changes of latents: the memory of the interpreter.
 *
 * @module
 */
import { classify, isPart, place } from "./_classify.ts";
import { isLatentName, isNoiseName, isSurelyLatentName } from "./_names.ts";
import type { Expression, Subscript } from "./_program.ts";
import { tensorOf } from "./_library_calls.ts";
import {
  asNumber,
  type Atom,
  holdsLatent,
  type Linear,
  only,
  type Operation,
  other,
  type Scope,
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

type Evaluate = (expression: Expression) => Value;

/** Memory of the interpreter; see {@linkcode Change} for what comes out. */
export class Assignments {
  /** Changed latents. */
  readonly changes: Change[] = [];
  /** Places where a latent without an input picture is decoded. */
  readonly fromPrior: number[] = [];
  /** Places where values are decoded that come from no encoder. */
  readonly unrelated: number[] = [];
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
  readonly #members = new Map<string, Value>();
  readonly #aliases = new Map<string, Value>();

  #tensor(encoded: boolean, source?: Tensor): Tensor {
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

  #latent(tensor: Tensor, rank: 1 | 2 | null = null, path: readonly Step[] = []): Linear {
    return only({ a: "latent", tensor, rank, path });
  }

  /** The value of a call of an encoder. */
  protected encoded(text: string): Value {
    const batch =
      /unsqueeze|expand_dims|newaxis|\[None|view\(1|reshape\(1|\bX\b|batch|imgs|images|x_test|predict\(/;
    return this.#latent(this.#tensor(true), batch.test(text) ? 2 : null);
  }

  /** A sample from the distribution that the encoder gave. */
  protected sampled(latents: readonly Value[], text: string): Value {
    for (const value of latents) {
      const tensor = tensorOf(value);
      if (tensor && tensor.changes.length > 0) return value;
    }
    return latents.length > 0 ? this.#latent(this.#tensor(true)) : other(text);
  }

  /** A parameter whose argument is not known. */
  protected freeParameter(name: string): Value {
    return isSurelyLatentName(name) ? this.#latent(this.#tensor(false)) : other(name);
  }

  /** A value by name, only if it was assigned. */
  protected find(name: string, scope: Scope): Value | null {
    for (let s: Scope | null = scope; s; s = s.outer) {
      const value = s.names.get(name);
      if (value) return value;
    }
    return null;
  }

  /** A value by name; an unassigned name that says latent or noise is believed. */
  protected lookUp(name: string, scope: Scope): Value {
    const found = this.find(name, scope) ?? this.#aliases.get(name);
    if (found) return found;
    const value = isSurelyLatentName(name)
      ? this.#latent(this.#tensor(false))
      : isNoiseName(name)
      ? only({ a: "noise", sampled: false })
      : other(name);
    if (holdsLatent(value)) this.#aliases.set(name, value);
    return value;
  }

  /** A value that was assigned to `self.z` or the like. */
  protected member(chain: string, _scope: Scope): Value | null {
    return this.#members.get(chain) ?? null;
  }

  /** One picture of a batch of latents. */
  protected element(value: Value): Value {
    const tensor = tensorOf(value);
    return tensor ? this.#latent(tensor, 1, []) : other("element", true);
  }

  /** `value[subscripts]`. */
  protected index(
    value: Value,
    subscripts: readonly Subscript[],
    evaluate: Evaluate,
  ): Value {
    if (value.k === "list" || value.k === "dict") {
      const [only] = subscripts;
      const key = only?.k === "at" ? evaluate(only.value) : null;
      if (key?.k === "text" && value.k === "dict") {
        return value.entries.get(key.value) ?? other("item");
      }
      const at = asNumber(key ?? undefined);
      if (value.k === "list" && at !== null) return value.items.at(at) ?? other("item");
      return value.k === "list" && only?.k === "slice"
        ? value
        : value.k === "list"
        ? (value.items[0] ?? other("item"))
        : other("item");
    }
    if (value.k !== "linear") return other("item");
    const [term] = value.terms;
    if (
      !term || value.terms.length !== 1 || term.atom.a !== "latent" ||
      value.constant !== 0
    ) {
      if (value.terms.every(({ atom }) => atom.a === "noise")) return value;
      return other("item", holdsLatent(value));
    }
    const path = [...term.atom.path, ...steps(subscripts, evaluate)];
    return {
      k: "linear",
      terms: [{ atom: { ...term.atom, path: path }, factor: term.factor }],
      constant: 0,
    };
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
    const copied = this.#tensor(true, tensor);
    this.#contexts.set(copied, this.#contexts.get(tensor) ?? this.context);
    return this.#latent(copied, single ? 1 : rank);
  }

  /** A changed copy by a function that no linear form describes. */
  protected derive(source: Linear, name: string, text: string): Value {
    const [term] = source.terms;
    if (!term || term.atom.a !== "latent") return other(text, true);
    const { tensor, path, rank } = term.atom;
    const copied = this.#tensor(true, tensor);
    const where = place(path, rank);
    const operation: Operation = {
      kind: "other",
      ...where,
      parameters: {},
      detail: name.replace(/_$/, ""),
      idle: false,
    };
    tensor.used = true;
    this.#change(copied, operation);
    return this.#latent(copied, rank);
  }

  /** `target = value`. */
  protected assign(
    target: Expression,
    value: Value,
    scope: Scope,
    evaluate: Evaluate,
    called: boolean,
  ): void {
    if (target.k === "list") {
      target.items.forEach((item, i) => {
        const part = value.k === "list"
          ? value.items[i] ?? other("item")
          : called && value.k === "linear" && tensorOf(value)
          ? this.#latent(this.#tensor(true), 2)
          : this.#outputOf(item, value, called);
        this.assign(item, part, scope, evaluate, called);
      });
    } else if (target.k === "name") {
      scope.names.set(target.name, this.#named(target.name, value, called));
    } else if (target.k === "member") {
      const chain = chainOf(target);
      if (chain) this.#members.set(chain, this.#named(target.name, value, called));
    } else if (target.k === "index") this.update(target, value, scope, evaluate);
  }

  /** An output of a model that a latent name is given to. */
  #outputOf(item: Expression, value: Value, called: boolean): Value {
    const name = item.k === "name" ? item.name : "";
    if (!called || !isLatentName(name)) return other(name, holdsLatent(value));
    return this.#latent(this.#tensor(true), 2);
  }

  #named(name: string, value: Value, called: boolean): Value {
    if (value.k !== "linear") return value;
    const known = value.terms.some(({ atom }) => atom.a === "latent");
    if (known) return this.#settle(value, isLatentName(name));
    const opaque = value.terms.length === 1 && value.terms[0]?.atom.a === "other" &&
      !value.terms[0].atom.latent;
    if (called && opaque && isSurelyLatentName(name)) {
      return this.#latent(this.#tensor(false));
    }
    return value;
  }

  /** Turns a sum with a latent into a latent of its own. */
  #settle(value: Linear, plain: boolean): Value {
    const latents = value.terms.filter(({ atom }) => atom.a === "latent");
    const [first] = latents;
    if (!first || first.atom.a !== "latent") return value;
    if (tensorOf(value)) return value;
    const { tensor, path, rank } = first.atom;
    if (isPart(path, rank)) return value;
    const target: Atom = { ...first.atom, path: [] };
    const operation = classify(target, value);
    const source = this.#tensor(true, tensor);
    const single = path.length === 1 && path[0]?.k === "at";
    for (const { atom } of latents) if (atom.a === "latent") atom.tensor.used = true;
    if (operation === null) {
      source.changes = [];
      source.used = true;
    } else this.#change(source, operation);
    if (!plain) source.used = true;
    return this.#latent(source, single ? 1 : rank);
  }

  /** Changes a name, an element or a part in place. */
  protected update(
    target: Expression,
    value: Value,
    scope: Scope,
    evaluate: Evaluate,
  ): void {
    if (target.k === "name") {
      const known = this.find(target.name, scope) ?? this.lookUp(target.name, scope);
      const tensor = tensorOf(known);
      const [term] = known.k === "linear" ? known.terms : [];
      if (tensor && value.k === "linear" && term?.atom.a === "latent") {
        const operation = classify({ ...term.atom }, value);
        if (operation) this.#change(tensor, operation);
        scope.names.set(target.name, known);
      } else scope.names.set(target.name, this.#named(target.name, value, false));
      return;
    }
    if (target.k === "member") return;
    if (target.k !== "index") return;
    const object = evaluate(target.object);
    if (object.k === "dict" || object.k === "list") {
      const [only] = target.subscripts;
      const key = only?.k === "at" ? evaluate(only.value) : null;
      if (object.k === "dict" && key?.k === "text") object.entries.set(key.value, value);
      const at = asNumber(key ?? undefined);
      if (object.k === "list" && at !== null && at >= 0 && at < object.items.length) {
        object.items[at] = value;
      }
      return;
    }
    if (object.k !== "linear") return;
    const [term] = object.terms;
    if (object.terms.length !== 1 || !term || term.atom.a !== "latent") return;
    const path = [...term.atom.path, ...steps(target.subscripts, evaluate)];
    const linear = value.k === "linear" ? value : other("value", holdsLatent(value));
    const operation = classify({ ...term.atom, path }, linear);
    if (operation) this.#change(term.atom.tensor, operation);
  }

  #change(tensor: Tensor, operation: Operation): void {
    tensor.changes = [...tensor.changes, operation];
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
    const settled = this.#settle(value, true);
    const tensor = tensorOf(settled);
    if (!tensor) {
      if (
        decoded && value.terms.some(({ atom }) => atom.a === "noise") &&
        !holdsLatent(value)
      ) {
        this.fromPrior.push(at);
      }
      return;
    }
    tensor.used = true;
    if (tensor.changes.length > 0) this.#record(tensor, at, decoded);
  }

  #record(tensor: Tensor, at: number, decoded: boolean): void {
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

  /** A comment may hold a change that does not happen. */
  protected comment(text: string, _scope: Scope): void {
    this.comments.push({ text: text.replace(/^#+\s?|^\/\/+\s?/, ""), at: this.at });
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

function chainOf(expression: Expression): string | null {
  if (expression.k === "name") return expression.name;
  if (expression.k !== "member") return null;
  const object = chainOf(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}

function steps(subscripts: readonly Subscript[], evaluate: Evaluate): readonly Step[] {
  return subscripts.map((subscript): Step => {
    if (subscript.k === "rest") return { k: "all" };
    if (subscript.k === "at") {
      const value = evaluate(subscript.value);
      if (value.k === "list") {
        const items = value.items.map((item) => asNumber(item));
        const known = items.every((item) => item !== null);
        return {
          k: "several",
          items: known ? items.map((item) => item ?? 0) : null,
          text: items.join("&"),
        };
      }
      const n = asNumber(value);
      return { k: "at", n, text: n === null ? textOf(value) : String(n) };
    }
    if (!subscript.from && !subscript.to) return { k: "all" };
    const from = subscript.from ? asNumber(evaluate(subscript.from)) : 0;
    const to = subscript.to ? asNumber(evaluate(subscript.to)) : null;
    const open = subscript.to !== undefined && to === null;
    const text = `${from ?? "?"}:${open ? "?" : to ?? ""}`;
    const count = from === null || to === null ? 0 : to - from;
    const items = from !== null && count > 0 && count <= 256
      ? Array.from({ length: count }, (_, i) => from + i)
      : null;
    return { k: "several", items, text };
  });
}

function textOf(value: Value): string {
  if (value.k !== "linear") return value.k === "text" ? value.value : "?";
  return value.terms.map(({ atom }) => atom.a === "other" ? atom.text : "?").join("+") ||
    "?";
}
