/**
 * State and look-ups of the interpreter.
 *
 * @module
 */
import type { CallArguments } from "./build_layer.ts";
import type { Expression, Statement } from "./syntax.ts";
import {
  type ClassValue,
  type FunctionValue,
  numberValue,
  type Place,
  type Scope,
  unknown,
  type Value,
} from "./values.ts";

export const MAX_STEPS = 30_000;
export const MAX_DEPTH = 40;

/** A model was made or used by code that stands outside its own class. */
export interface Use {
  readonly value: Value;
  readonly how: "made" | "called" | "bound";
  readonly name: string;
  readonly place: Place;
}

/** What every layer of the interpreter knows. */
export abstract class Machine {
  readonly globals: Scope = { names: new Map() };
  readonly classes: ClassValue[] = [];
  readonly functions: FunctionValue[] = [];
  readonly uses: Use[] = [];
  /** Functions that other code reached. */
  readonly called: Set<FunctionValue> = new Set();
  protected steps = 0;
  protected depth = 0;
  /** How many methods are being read: what they do is no use from outside. */
  protected inside = 0;
  protected segment = 0;
  protected source = "";

  abstract evaluate(expression: Expression, scope: Scope): Value;
  abstract execute(body: readonly Statement[], scope: Scope): Value | undefined;
  abstract apply(callee: Value, call: CallArguments, place: Place): Value;
  abstract callFunction(own: FunctionValue, call: CallArguments): Value;

  place(at: number): Place {
    return { segment: this.segment, at };
  }

  truth(value: Value): boolean | undefined {
    switch (value.kind) {
      case "number":
        return value.value !== 0;
      case "string":
        return value.value !== "";
      case "none":
        return false;
      case "list":
        return value.items.length > 0;
      case "unknown":
      case "dictionary":
        return undefined;
      default:
        return true;
    }
  }

  lookup(name: string, scope: Scope): Value | undefined {
    for (let own: Scope | undefined = scope; own; own = own.outer) {
      const value = own.names.get(name);
      if (value) return value;
    }
    return undefined;
  }

  attribute(object: Value, name: string): Value {
    switch (object.kind) {
      case "instance": {
        const own = object.attributes.get(name);
        if (own) return own;
        const method = this.method(object.of, name);
        return method
          ? { ...method, self: object }
          : object.of.fields.get(name) ?? unknown(name);
      }
      case "unknown":
        return {
          kind: "unknown",
          path: object.path === "" ? name : `${object.path}.${name}`,
        };
      case "dictionary":
        return object.entries.get(name) ?? unknown(name);
      case "layer":
        // Parts of a pretrained network: `resnet.layer1`.
        return object.layer.kind === "convolution" ? object : unknown(name);
      case "tensor":
        return name === "shape" && object.shape
          ? {
            kind: "list",
            items: [
              unknown(),
              ...object.shape.map((n) => n === undefined ? unknown() : numberValue(n)),
            ],
          }
          : name === "T" || name === "data"
          ? object
          : unknown(name);
      default:
        return unknown(name);
    }
  }

  method(own: ClassValue, name: string, depth = 0): FunctionValue | undefined {
    const found = own.methods.get(name);
    if (found || depth > 5) return found;
    for (const base of own.bases) {
      const inherited = base.kind === "class" && base !== own
        ? this.method(base, name, depth + 1)
        : undefined;
      if (inherited) return inherited;
    }
    return undefined;
  }

  used(value: Value, place: Place, name: string): void {
    if (this.inside === 0) this.uses.push({ value, how: "called", name, place });
  }
}
