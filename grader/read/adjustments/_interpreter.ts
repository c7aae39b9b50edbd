/**
 * Abstract reading of a program: follows latents from the encoder to the decoder and
 * records what was done to them. Nothing is executed: numbers are folded, loops over
 * known lists are walked, everything else is unknown.
 *
 * @module
 */
import { Assignments } from "./_assignments.ts";
import type { Expression, Parameter, Statement } from "./_program.ts";
import {
  dotted,
  isDecoder,
  isEncoder,
  isSampling,
  isSink,
  isTraining,
} from "./_names.ts";
import { type Call, libraryCall, tensorOf } from "./_library_calls.ts";
import {
  add,
  asNumber,
  type Callable,
  holdsLatent,
  type Linear,
  multiply,
  number,
  other,
  type Scope,
  type Value,
} from "./_values.ts";

const stepLimit = 40_000;
const depthLimit = 12;
const loopLimit = 12;
const modules =
  /^(?:torch|np|numpy|tf|keras|k|f|nn|math|random|copy|plt|scipy|jnp|jax)\b/i;

/** Reads a program; `changes` and `plain` hold what was seen. */
export class Interpreter extends Assignments {
  #steps = 0;
  #depth = 0;
  readonly #called = new Set<Callable>();

  /** Reads all statements, then the functions that nobody calls. */
  run(statements: readonly Statement[]): void {
    const scope: Scope = { names: new Map(), outer: null };
    this.#body(statements, scope);
    for (const callable of this.#callables(scope)) {
      if (this.#called.has(callable)) continue;
      const before = this.context;
      this.context = { ...before, uncalled: true };
      const result = this.#invoke(callable, [], new Map(), true);
      if (result) this.finish(result, this.at);
      this.context = before;
    }
    this.recordLeftOver();
  }

  #callables(scope: Scope): Callable[] {
    return [...scope.names.values()].flatMap((value) =>
      value.k === "callable"
        ? [value]
        : value.k === "class"
        ? [...value.methods.values()]
        : []
    );
  }

  /** The value that the statements return. */
  #body(statements: readonly Statement[], scope: Scope): Value | null {
    let returned: Value | null = null;
    for (const statement of statements) {
      if (++this.#steps > stepLimit) return returned;
      if (returned && statement.k === "return") return returned;
      returned ??= this.#statement(statement, scope);
      if (returned && statement.k === "return") return returned;
    }
    return returned;
  }

  #statement(statement: Statement, scope: Scope): Value | null {
    this.at = statement.at;
    switch (statement.k) {
      case "assign": {
        const value = this.#value(statement.value, scope);
        this.at = statement.at;
        for (const target of statement.targets) {
          this.assign(
            target,
            value,
            scope,
            (e) => this.#value(e, scope),
            statement.value.k === "call",
          );
        }
        return null;
      }
      case "update": {
        const left = this.#value(statement.target, scope);
        const right = this.#value(statement.value, scope);
        this.at = statement.at;
        const value = this.#arithmetic(
          statement.op,
          left,
          right,
          dotted(statement.value),
        );
        this.update(statement.target, value, scope, (e) => this.#value(e, scope));
        return null;
      }
      case "expression":
        this.#value(statement.value, scope);
        return null;
      case "return":
        return statement.value ? this.#value(statement.value, scope) : null;
      case "def":
        scope.names.set(statement.name, this.#callable(statement, scope));
        return null;
      case "class": {
        const methods = new Map<string, Callable>();
        for (const member of statement.body) {
          if (member.k === "def") methods.set(member.name, this.#callable(member, scope));
        }
        scope.names.set(statement.name, { k: "class", methods });
        return null;
      }
      case "for":
        return this.#loop(statement, scope);
      case "block":
        return this.#training(statement.text, () => this.#body(statement.body, scope));
      case "branches":
        return this.#branches(statement.branches, scope);
      case "comment":
        this.comment(statement.text, scope);
        return null;
    }
  }

  #callable(
    statement: Extract<Statement, { k: "def" }>,
    scope: Scope,
  ): Callable {
    const { name, parameters, body } = statement;
    return {
      k: "callable",
      name,
      parameters,
      body,
      scope,
      training: isTraining(statement.text),
    };
  }

  #training<T>(text: string, body: () => T): T {
    const before = this.context;
    if (isTraining(text)) this.context = { ...before, training: true };
    const result = body();
    this.context = before;
    return result;
  }

  #loop(statement: Extract<Statement, { k: "for" }>, scope: Scope): Value | null {
    const iterable = this.#value(statement.iterable, scope);
    const items = this.#items(iterable);
    return this.#training(statement.text, () => {
      let returned: Value | null = null;
      for (const item of items) {
        this.assign(statement.target, item, scope, (e) => this.#value(e, scope), false);
        returned ??= this.#body(statement.body, scope);
      }
      return returned;
    });
  }

  #items(iterable: Value): readonly Value[] {
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

  #branches(
    branches: Extract<Statement, { k: "branches" }>["branches"],
    scope: Scope,
  ): Value | null {
    const open: (readonly Statement[])[] = [];
    for (const { test, body } of branches) {
      const holds = test ? this.#test(test, scope) : true;
      if (holds === false) continue;
      open.push(body);
      if (holds) break;
    }
    if (open.length === 1) return this.#body(open[0] ?? [], scope);
    const returned: Value[] = [];
    const [start, names] = [this.state(), new Map(scope.names)];
    let kept: ReturnType<Assignments["state"]> | null = null;
    let keptNames = names;
    for (const body of open) {
      this.restore(start);
      scope.names.clear();
      for (const [name, value] of names) scope.names.set(name, value);
      const value = this.#body(body, scope);
      if (value) returned.push(value);
      if (!kept) [kept, keptNames] = [this.state(), new Map(scope.names)];
    }
    if (kept) {
      this.restore(kept);
      for (const [name, value] of keptNames) scope.names.set(name, value);
    }
    return returned.length > 1 ? { k: "list", items: returned } : returned[0] ?? null;
  }

  #test(test: Expression, scope: Scope): boolean | null {
    if (test.k === "binary" && /^(?:[=!]=+|[<>]=?|is)$/.test(test.op)) {
      const [left, right] = [
        this.#value(test.left, scope),
        this.#value(test.right, scope),
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
    const value = asNumber(this.#value(test, scope));
    return value === null ? null : value !== 0;
  }

  #arithmetic(op: string, left: Value, right: Value, text: string): Value {
    if (left.k === "list" && right.k === "list" && op === "+") {
      return { k: "list", items: [...left.items, ...right.items] };
    }
    const a = asLinear(left);
    const b = asLinear(right);
    switch (op) {
      case "+":
        return add(a, b);
      case "-":
        return add(a, b, -1);
      case "*":
        return multiply(a, b, text);
      case "/":
      case "//": {
        const divisor = asNumber(b);
        return multiply(a, divisor ? number(1 / divisor) : other(text), text);
      }
      case "**": {
        const [base, exponent] = [asNumber(a), asNumber(b)];
        if (base !== null && exponent !== null) return number(base ** exponent);
      }
    }
    return other(text, holdsLatent(a) || holdsLatent(b));
  }

  #value(expression: Expression, scope: Scope): Value {
    if (++this.#steps > stepLimit) return other("limit");
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
          items: expression.items.map((item) => this.#value(item, scope)),
        };
      case "dict": {
        const entries = expression.entries.map(([key, value]) => {
          const name = this.#value(key, scope);
          const text = name.k === "text"
            ? name.value
            : String(asNumber(name) ?? dotted(key));
          return [text, this.#value(value, scope)] as const;
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
        const value = this.#value(expression.operand, scope);
        if (expression.op !== "-") {
          return expression.op === "+" ? value : other(expression.op);
        }
        return multiply(asLinear(value), number(-1), "-");
      }
      case "binary": {
        const left = this.#value(expression.left, scope);
        const right = this.#value(expression.right, scope);
        const text = `${dotted(expression.left)}${expression.op}${
          dotted(expression.right)
        }`;
        return this.#arithmetic(expression.op, left, right, text);
      }
      case "choice": {
        const holds = this.#test(expression.test, scope);
        if (holds !== null) {
          return this.#value(holds ? expression.yes : expression.no, scope);
        }
        return this.#value(expression.yes, scope);
      }
      case "comprehension": {
        const inner: Scope = { names: new Map(), outer: scope };
        const items = this.#items(this.#value(expression.iterable, scope)).map((item) => {
          this.assign(
            expression.target,
            item,
            inner,
            (e) => this.#value(e, inner),
            false,
          );
          return this.#value(expression.element, inner);
        });
        return { k: "list", items };
      }
      case "index":
        return this.index(
          this.#value(expression.object, scope),
          expression.subscripts,
          (e) => this.#value(e, scope),
        );
      case "member":
        return this.#member(expression, scope);
      case "call":
        return this.#call(expression, scope);
      case "unknown": {
        const parts = expression.parts.map((part) => this.#value(part, scope));
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
    const object = this.#value(expression.object, scope);
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
    const args = call.args.map((arg) => this.#value(arg, scope));
    const named = new Map(
      [...call.named].map(([name, arg]) => [name, this.#value(arg, scope)] as const),
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
      if (method) return this.#invoke(method, args, named, false) ?? other(callee);
    }
    if (target?.k === "callable") {
      return this.#invoke(target, args, named, false) ?? other(callee);
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
      ? this.#value(callee.object, scope)
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
      this.update(callee.object, value, scope, (e) => this.#value(e, scope));
    } else if (
      value && name.endsWith("_") && self?.k === "linear" && callee.k === "member"
    ) {
      this.update(callee.object, value, scope, (e) => this.#value(e, scope));
    }
    return value;
  }

  #invoke(
    callable: Callable,
    args: readonly Value[],
    named: ReadonlyMap<string, Value>,
    free: boolean,
  ): Value | null {
    this.#called.add(callable);
    if (this.#depth >= depthLimit) return null;
    const scope: Scope = { names: new Map(), outer: callable.scope };
    const parameters = callable.parameters.filter((p) =>
      p.name !== "self" && p.name !== "cls"
    );
    parameters.forEach((parameter, i) =>
      this.#bind(parameter, args[i] ?? named.get(parameter.name), scope, free)
    );
    const before = this.context;
    const forward = /^(?:forward|call|__call__)$/.test(callable.name);
    const chosen = [...args, ...named.values()].some((arg) => asNumber(arg) !== null);
    this.context = {
      ...before,
      training: before.training || callable.training,
      forward: before.forward || (forward && !chosen),
    };
    this.#depth++;
    const value = this.#body(callable.body, scope);
    this.#depth--;
    this.context = before;
    return value;
  }

  #bind(
    parameter: Parameter,
    given: Value | undefined,
    scope: Scope,
    free: boolean,
  ): void {
    const value = given ?? (parameter.value ? this.#value(parameter.value, scope) : null);
    if (value) scope.names.set(parameter.name, value);
    else if (free) scope.names.set(parameter.name, this.freeParameter(parameter.name));
  }
}

function isModule(chain: string): boolean {
  return modules.test(chain) && !/[([?]/.test(chain);
}

function asLinear(value: Value): Linear {
  if (value.k === "linear") return value;
  if (value.k === "list" && value.items.length === 1 && value.items[0]?.k === "linear") {
    return value.items[0];
  }
  if (value.k === "text") return other(value.value);
  return holdsLatent(value) ? other("list", true) : other("list");
}
