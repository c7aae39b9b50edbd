/**
 * Abstract reading of a program: follows latents from the encoder to the decoder and
 * records what was done to them. Nothing is executed: numbers are folded, loops over
 * known lists are walked, everything else is unknown.
 *
 * @module
 */
import { arithmetic } from "./_arithmetic.ts";
import { Expressions } from "./_expressions.ts";
import { dotted, isTraining } from "./_names.ts";
import type { Parameter, Statement } from "./_program.ts";
import { asNumber, type Callable, type Scope, type Value } from "./_values.ts";

const depthLimit = 12;

/** Reads a program; `changes` and `plain` hold what was seen. */
export class Interpreter extends Expressions {
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
      const result = this.invoke(callable, [], new Map(), true);
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
      if (!this.step()) return returned;
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
        const value = this.value(statement.value, scope);
        this.at = statement.at;
        for (const target of statement.targets) {
          this.assign(
            target,
            value,
            scope,
            (e) => this.value(e, scope),
            statement.value.k === "call",
          );
        }
        return null;
      }
      case "update": {
        const left = this.value(statement.target, scope);
        const right = this.value(statement.value, scope);
        this.at = statement.at;
        const value = arithmetic(
          statement.op,
          left,
          right,
          dotted(statement.value),
        );
        this.update(statement.target, value, scope, (e) => this.value(e, scope));
        return null;
      }
      case "expression":
        this.value(statement.value, scope);
        return null;
      case "return":
        return statement.value ? this.value(statement.value, scope) : null;
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
    const iterable = this.value(statement.iterable, scope);
    const items = this.items(iterable);
    return this.#training(statement.text, () => {
      let returned: Value | null = null;
      for (const item of items) {
        this.assign(statement.target, item, scope, (e) => this.value(e, scope), false);
        returned ??= this.#body(statement.body, scope);
      }
      return returned;
    });
  }

  #branches(
    branches: Extract<Statement, { k: "branches" }>["branches"],
    scope: Scope,
  ): Value | null {
    const open: (readonly Statement[])[] = [];
    for (const { test, body } of branches) {
      const holds = test ? this.test(test, scope) : true;
      if (holds === false) continue;
      open.push(body);
      if (holds) break;
    }
    if (open.length === 1) return this.#body(open[0] ?? [], scope);
    const returned: Value[] = [];
    const [start, names] = [this.state(), new Map(scope.names)];
    let kept: ReturnType<Expressions["state"]> | null = null;
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

  protected override invoke(
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
    const value = given ?? (parameter.value ? this.value(parameter.value, scope) : null);
    if (value) scope.names.set(parameter.name, value);
    else if (free) scope.names.set(parameter.name, this.freeParameter(parameter.name));
  }
}
