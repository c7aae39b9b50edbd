/**
 * Names, copies and changes of latents: the memory of the interpreter.
 *
 * @module
 */
import { classify } from "./_classify.ts";
import { isLatentName, isNoiseName, isSurelyLatentName } from "./_names.ts";
import type { Expression, Subscript } from "./_program.ts";
import { tensorOf } from "./_library_calls.ts";
import { steps } from "./_subscripts.ts";
import { Tensors } from "./_tensors.ts";
import {
  asNumber,
  holdsLatent,
  only,
  other,
  pathText,
  type Scope,
  type Value,
} from "./_values.ts";

type Evaluate = (expression: Expression) => Value;

/** What names stand for; what they stand for changes in {@linkcode Tensors}. */
export class Assignments extends Tensors {
  readonly #members = new Map<string, Value>();
  readonly #aliases = new Map<string, Value>();
  readonly #told: ReadonlySet<string>;

  /** `told`: names that the report's words give to the latent. */
  constructor(told: ReadonlySet<string> = new Set()) {
    super();
    this.#told = told;
  }

  /** The value of a call of an encoder. */
  protected encoded(text: string): Value {
    const batch =
      /unsqueeze|expand_dims|newaxis|\[None|view\(1|reshape\(1|\bX\b|batch|imgs|images|x_test|predict\(/;
    return this.latent(this.tensor(true), batch.test(text) ? 2 : null);
  }

  /** A sample from the distribution that the encoder gave. */
  protected sampled(latents: readonly Value[], text: string): Value {
    for (const value of latents) {
      const tensor = tensorOf(value);
      if (tensor && tensor.changes.length > 0) return value;
    }
    return latents.length > 0 ? this.latent(this.tensor(true)) : other(text);
  }

  /** A parameter whose argument is not known. */
  protected freeParameter(name: string): Value {
    return isSurelyLatentName(name) ? this.latent(this.tensor(false)) : other(name);
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
    const value = isSurelyLatentName(name) || this.#told.has(name)
      ? this.latent(this.tensor(false))
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
    return tensor ? this.latent(tensor, 1, []) : other("element", true);
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
      const [only] = value.terms;
      const base = only?.atom.a === "other" ? only.atom.text : "";
      const place = pathText(steps(subscripts, evaluate));
      return other(`${base || "item"}[${place}]`, holdsLatent(value));
    }
    const path = [...term.atom.path, ...steps(subscripts, evaluate)];
    return {
      k: "linear",
      terms: [{ atom: { ...term.atom, path: path }, factor: term.factor }],
      constant: 0,
    };
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
        const changed = i === 0 && (tensorOf(value)?.changes.length ?? 0) > 0;
        const part = value.k === "list"
          ? value.items[i] ?? other("item")
          : changed
          ? value
          : called && value.k === "linear" && tensorOf(value)
          ? this.latent(this.tensor(true), 2)
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
    return this.latent(this.tensor(true), 2);
  }

  #named(name: string, value: Value, called: boolean): Value {
    if (value.k !== "linear") return value;
    const known = value.terms.some(({ atom }) => atom.a === "latent");
    if (known) return this.settle(value, isLatentName(name));
    const opaque = value.terms.length === 1 && value.terms[0]?.atom.a === "other" &&
      !value.terms[0].atom.latent;
    if (called && opaque && isSurelyLatentName(name)) {
      return this.latent(this.tensor(false));
    }
    return value;
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
        if (operation) this.change(tensor, operation);
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
    // A mask or a unit vector: zeros or ones, some of which are set.
    if (object.terms.length === 0 && target.object.k === "name") {
      const { name } = target.object;
      scope.names.set(name, other(`${name}@${this.at}`));
      return;
    }
    const [term] = object.terms;
    if (object.terms.length !== 1 || !term || term.atom.a !== "latent") return;
    const path = [...term.atom.path, ...steps(target.subscripts, evaluate)];
    const linear = value.k === "linear" ? value : other("value", holdsLatent(value));
    const operation = classify({ ...term.atom, path }, linear);
    if (operation) this.change(term.atom.tensor, operation);
  }

  /** A comment may hold a change that does not happen. */
  protected comment(text: string, _scope: Scope): void {
    this.comments.push({ text: text.replace(/^#+\s?|^\/\/+\s?/, ""), at: this.at });
  }
}

function chainOf(expression: Expression): string | null {
  if (expression.k === "name") return expression.name;
  if (expression.k !== "member") return null;
  const object = chainOf(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}
