/**
 * Expressions of a program -> abstract values.
 *
 * @module
 */
import { arithmetic, asLinear } from "./_arithmetic.ts";
import { Assignments } from "./_assignments.ts";
import type { Expression } from "./_program.ts";
import { dotted, isDecoder, isEncoder, isSampling, isSink } from "./_names.ts";
import { type Call, libraryCall, tensorOf } from "./_library_calls.ts";
import {
  asNumber,
  type Callable,
  holdsLatent,
  multiply,
  number,
  other,
  type Scope,
  type Value,
} from "./_values.ts";

const stepLimit = 40_000;
const loopLimit = 12;
const modules =
  /^(?:torch|np|numpy|tf|keras|k|f|nn|math|random|copy|plt|scipy|jnp|jax)\b/i;

/** Evaluates expressions; the statements around them are {@linkcode Interpreter}'s. */
export abstract class Expressions extends Assignments {
  #steps = 0;

  /** Counts a step; `false` when the program is too long to go on. */
  protected step(): boolean {
    return ++this.#steps <= stepLimit && !this.crowded;
  }

  /** The value that a function of the program returns. */
  protected abstract invoke(
    callable: Callable,
    args: readonly Value[],
    named: ReadonlyMap<string, Value>,
    free: boolean,
  ): Value | null;

  protected items(iterable: Value): readonly Value[] {
    if (iterable.k === "list") {
      const { items } = iterable;
      if (items.length <= loopLimit) return items;
      const step = (items.length - 1) / (loopLimit - 1);
      return Array.from(
        { length: loopLimit },
        (_, i) => items[Math.round(i * step)] ?? number(0),
      );
    }
    if (iterable.k === "dict") {
      return [...iterable.entries.keys()].map((value) => ({ k: "text", value }));
    }
    if (holdsLatent(iterable)) return [this.element(iterable)];
    return [other("item")];
  }

  protected test(test: Expression, scope: Scope): boolean | null {
    if (test.k === "binary" && /^(?:[=!]=+|[<>]=?|is)$/.test(test.op)) {
      const [left, right] = [
        this.value(test.left, scope),
        this.value(test.right, scope),
      ];
      if (left.k === "text" && right.k === "text") {
        const same = left.value === right.value;
        return test.op.startsWith("!") ? !same : same;
      }
      const [a, b] = [asNumber(left), asNumber(right)];
      if (a === null || b === null) return null;
      if (test.op.startsWith("!")) return a !== b;
      if (test.op.startsWith("=") || test.op === "is") return a === b;
      const [less, equal] = [test.op.startsWith("<"), test.op.endsWith("=")];
      return (equal && a === b) || (less ? a < b : a > b);
    }
    if (test.k !== "name" && test.k !== "number" && test.k !== "call") return null;
    const value = asNumber(this.value(test, scope));
    return value === null ? null : value !== 0;
  }

  /** The value of an expression. */
  protected value(expression: Expression, scope: Scope): Value {
    if (!this.step()) return other("limit");
    switch (expression.k) {
      case "number":
        return number(expression.value);
      case "text":
        return { k: "text", value: expression.value };
      case "name":
        return this.lookUp(expression.name, scope);
      case "list":
        return {
          k: "list",
          items: expression.items.map((item) => this.value(item, scope)),
        };
      case "dict": {
        const entries = expression.entries.map(([key, value]) => {
          const name = this.value(key, scope);
          const text = name.k === "text"
            ? name.value
            : String(asNumber(name) ?? dotted(key));
          return [text, this.value(value, scope)] as const;
        });
        return { k: "dict", entries: new Map(entries) };
      }
      case "function":
        return {
          k: "callable",
          name: "",
          parameters: expression.parameters,
          body: expression.body,
          scope,
          training: false,
        };
      case "unary": {
        const value = this.value(expression.operand, scope);
        if (expression.op !== "-") {
          return expression.op === "+" ? value : other(expression.op);
        }
        return multiply(asLinear(value), number(-1), "-");
      }
      case "binary": {
        const left = this.value(expression.left, scope);
        const right = this.value(expression.right, scope);
        const text = `${dotted(expression.left)}${expression.op}${
          dotted(expression.right)
        }`;
        return arithmetic(expression.op, left, right, text);
      }
      case "choice": {
        const holds = this.test(expression.test, scope);
        if (holds !== null) {
          return this.value(holds ? expression.yes : expression.no, scope);
        }
        return this.value(expression.yes, scope);
      }
      case "comprehension": {
        const inner: Scope = { names: new Map(), outer: scope };
        const items = this.items(this.value(expression.iterable, scope)).map((item) => {
          this.assign(
            expression.target,
            item,
            inner,
            (e) => this.value(e, inner),
            false,
          );
          return this.value(expression.element, inner);
        });
        return { k: "list", items };
      }
      case "index":
        return this.index(
          this.value(expression.object, scope),
          expression.subscripts,
          (e) => this.value(e, scope),
        );
      case "member":
        return this.#member(expression, scope);
      case "call":
        return this.#call(expression, scope);
      case "unknown": {
        const parts = expression.parts.map((part) => this.value(part, scope));
        return other(expression.text, parts.some(holdsLatent));
      }
    }
  }

  #member(expression: Extract<Expression, { k: "member" }>, scope: Scope): Value {
    const chain = dotted(expression);
    const bound = this.member(chain, scope);
    if (bound) return bound;
    if (isModule(chain)) {
      return other(chain, false);
    }
    const object = this.value(expression.object, scope);
    if (object.k === "object") return object.methods.get(expression.name) ?? other(chain);
    if (["data", "T", "values"].includes(expression.name)) return object;
    if (
      /mean|mu|loc|latent|hidden|sample|z$/.test(expression.name) && holdsLatent(object)
    ) {
      return object;
    }
    return other(chain, false);
  }

  #call(call: Extract<Expression, { k: "call" }>, scope: Scope): Value {
    const args = call.args.map((arg) => this.value(arg, scope));
    const named = new Map(
      [...call.named].map(([name, arg]) => [name, this.value(arg, scope)] as const),
    );
    const callee = dotted(call.callee);
    const name = callee.split(".").at(-1) ?? "";
    this.at = call.at;
    const everything = [...args, ...named.values()];
    const latents = everything.filter(holdsLatent);
    if (isEncoder(callee) && !everything.every((arg) => arg.k === "text")) {
      return this.encoded(call.text);
    }
    if (isDecoder(callee)) {
      for (const value of everything) this.decode(value, call.at);
      return other(callee);
    }
    const target = this.#target(call.callee, scope);
    if (isSampling(name)) return this.sampled(latents, call.text);
    if (target?.k === "class") return { k: "object", methods: target.methods };
    if (target?.k === "object") {
      const method = target.methods.get("forward") ?? target.methods.get("call");
      if (method) return this.invoke(method, args, named, false) ?? other(callee);
    }
    if (target?.k === "callable") {
      return this.invoke(target, args, named, false) ?? other(callee);
    }
    const known = this.#library(call, name, args, named, scope);
    if (known) return known;
    const passed = [...call.args, ...call.named.values()];
    const constructs = /^[A-Z]/.test(name);
    if (
      latents.length > 0 && !constructs && passed.some((arg) => isDecoder(dotted(arg)))
    ) {
      this.handedOver.push(call.at);
    }
    if (!isSink(callee)) { for (const value of latents) this.escape(value, call.at); }
    return other(call.text, latents.length > 0);
  }

  #target(callee: Expression, scope: Scope): Value | null {
    if (callee.k === "name") return this.find(callee.name, scope);
    if (callee.k !== "member") return null;
    if (isModule(dotted(callee.object))) return null;
    const object = callee.object.k === "name"
      ? this.find(callee.object.name, scope)
      : null;
    if (object?.k === "object") return object.methods.get(callee.name) ?? null;
    return this.member(dotted(callee), scope);
  }

  #library(
    call: Extract<Expression, { k: "call" }>,
    name: string,
    args: readonly Value[],
    named: ReadonlyMap<string, Value>,
    scope: Scope,
  ): Value | null {
    const { callee } = call;
    const onModule = callee.k !== "member" || isModule(dotted(callee.object));
    const self = callee.k === "member" && !onModule
      ? this.value(callee.object, scope)
      : null;
    if (name === "append" && self?.k === "list" && args[0]) {
      self.items.push(args[0]);
      return self;
    }
    const request: Call = {
      name,
      self,
      args,
      named,
      text: call.text,
      derive: (source, operation, text) => this.derive(source, operation, text),
      copy: (value) => this.copy(value),
    };
    const value = libraryCall(request);
    if (value && name.endsWith("_") && self && callee.k === "member" && tensorOf(self)) {
      this.update(callee.object, value, scope, (e) => this.value(e, scope));
    } else if (
      value && name.endsWith("_") && self?.k === "linear" && callee.k === "member"
    ) {
      this.update(callee.object, value, scope, (e) => this.value(e, scope));
    }
    return value;
  }
}

function isModule(chain: string): boolean {
  return modules.test(chain) && !/[([?]/.test(chain);
}
