/**
 * Expressions of the interpreter: evaluated over the syntax tree.
 *
 * @module
 */
import { itemsOf, MAX_ITEMS } from "./containers.ts";
import { binary } from "./operators.ts";
import type { Expression } from "./syntax.ts";
import {
  asNumber,
  isModule,
  NONE,
  numberValue,
  type Scope,
  unknown,
  type Value,
} from "./values.ts";
import { Machine, MAX_STEPS } from "./_machine.ts";

/** Evaluates expressions and binds names. */
export abstract class Expressions extends Machine {
  abstract call(expression: Expression & { type: "call" }, scope: Scope): Value;

  evaluate(expression: Expression, scope: Scope): Value {
    if (++this.steps > MAX_STEPS) return unknown();
    switch (expression.type) {
      case "number":
        return numberValue(expression.value);
      case "string":
        return { kind: "string", value: expression.value };
      case "boolean":
        return numberValue(Number(expression.value));
      case "none":
        return NONE;
      case "name":
        return this.lookup(expression.name, scope) ?? unknown(expression.name);
      case "attribute":
        return this.attribute(this.evaluate(expression.object, scope), expression.name);
      case "index":
        return this.index(expression, scope);
      case "call":
        return this.call(expression, scope);
      case "binary": {
        const left = this.evaluate(expression.left, scope);
        const right = this.evaluate(expression.right, scope);
        // flax and functional code: `x |> f` is not written, `a or b` is.
        if (expression.operator === "or" || expression.operator === "||") {
          const truth = this.truth(left);
          if (truth === true) return left;
          if (truth === false) return right;
        }
        return binary(expression.operator, left, right);
      }
      case "unary": {
        const value = this.evaluate(expression.operand, scope);
        if (expression.operator === "not" || expression.operator === "!") {
          const truth = this.truth(value);
          return truth === undefined ? unknown() : numberValue(Number(!truth));
        }
        const n = asNumber(value);
        if (n === undefined) return value.kind === "tensor" ? value : unknown();
        return expression.operator === "-" ? numberValue(-n) : numberValue(n);
      }
      case "list":
        return {
          kind: "list",
          items: expression.items.flatMap((item) => {
            if (item.type !== "spread") return [this.evaluate(item, scope)];
            return modulesOrItems(this.evaluate(item.value, scope));
          }).slice(0, MAX_ITEMS),
        };
      case "dictionary": {
        const entries = new Map<string, Value>();
        for (const { key, value } of expression.entries) {
          const name = this.evaluate(key, scope);
          const own = this.evaluate(value, scope);
          if (name.kind === "string") entries.set(name.value, own);
          else if (name.kind === "number") entries.set(String(name.value), own);
        }
        return { kind: "dictionary", entries };
      }
      case "comprehension":
        return { kind: "list", items: this.comprehend(expression, 0, scope) };
      case "conditional": {
        const test = this.truth(this.evaluate(expression.test, scope));
        return this.evaluate(
          test === false ? expression.otherwise : expression.then,
          scope,
        );
      }
      case "function":
        return {
          kind: "function",
          name: "",
          parameters: expression.parameters,
          body: expression.body,
          scope,
          source: "",
          at: this.place(0),
        };
      default:
        return unknown();
    }
  }

  comprehend(
    expression: Expression & { type: "comprehension" },
    clause: number,
    scope: Scope,
  ): Value[] {
    const own = expression.clauses[clause];
    if (!own) return [this.evaluate(expression.element, scope)];
    const items = itemsOf(this.evaluate(own.iterable, scope)) ?? [];
    const inner: Scope = { names: new Map(), outer: scope };
    return items.flatMap((item) => {
      this.bind(own.target, item, inner, 0, true);
      return this.steps > MAX_STEPS ? [] : this.comprehend(expression, clause + 1, inner);
    }).slice(0, MAX_ITEMS);
  }

  index(expression: Expression & { type: "index" }, scope: Scope): Value {
    const object = this.evaluate(expression.object, scope);
    const [index] = expression.indices;
    if (object.kind === "tensor") return object;
    if (!index) return unknown();
    if (object.kind === "dictionary") {
      const key = this.evaluate(index, scope);
      return key.kind === "string" || key.kind === "number"
        ? object.entries.get(String(key.value)) ?? unknown()
        : unknown();
    }
    const items = object.kind === "list" || object.kind === "sequence"
      ? object.items
      : undefined;
    if (!items) return unknown();
    if (index.type === "slice") {
      const part = (own: Expression | undefined) =>
        own && asNumber(this.evaluate(own, scope));
      const step = part(index.step) ?? 1;
      const list = items.slice(part(index.from) ?? 0, part(index.to) ?? undefined);
      const picked = step < 0
        ? [...items].reverse()
        : list.filter((_, i) => i % Math.max(1, Math.floor(step)) === 0);
      return object.kind === "sequence"
        ? { ...object, items: picked }
        : { kind: "list", items: picked };
    }
    const n = asNumber(this.evaluate(index, scope));
    return n === undefined ? unknown() : items.at(n) ?? unknown();
  }

  bind(target: Expression, value: Value, scope: Scope, at: number, quiet = false): void {
    switch (target.type) {
      case "name": {
        const old = scope.names.get(target.name);
        const keep = value.kind === "unknown" && old && isModule(old) && value.loaded;
        if (keep) return;
        scope.names.set(target.name, value);
        if (!quiet && this.inside === 0 && (isModule(value) || value.kind === "list")) {
          this.uses.push({
            value,
            how: "bound",
            name: target.name,
            place: this.place(at),
          });
        }
        return;
      }
      case "list": {
        const items = itemsOf(value);
        target.items.forEach((item, i) => {
          const own = items?.[i] ?? (value.kind === "tensor" ? value : unknown());
          this.bind(item, own, scope, at, quiet);
        });
        return;
      }
      case "dictionary":
        for (const { key, value: inner } of target.entries) {
          const name = key.type === "string" ? key.value : "";
          const own = value.kind === "dictionary" ? value.entries.get(name) : undefined;
          this.bind(inner, own ?? unknown(), scope, at, quiet);
        }
        return;
      case "attribute": {
        const object = this.evaluate(target.object, scope);
        if (object.kind === "instance") object.attributes.set(target.name, value);
        return;
      }
      case "index": {
        const object = this.evaluate(target.object, scope);
        const [index] = target.indices;
        const key = index ? this.evaluate(index, scope) : NONE;
        if (object.kind === "dictionary" && key.kind === "string") {
          object.entries.set(key.value, value);
        }
        return;
      }
    }
  }
}

/** What `*value` spreads out. */
export function modulesOrItems(value: Value): Value[] {
  const items = itemsOf(value);
  if (items) return items;
  return isModule(value) ? [value] : [];
}
