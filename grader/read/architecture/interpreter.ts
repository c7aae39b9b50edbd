/**
 * Reads a program for the networks that it builds. Nothing is run: expressions are
 * evaluated over the syntax tree, what is not known stays unknown, and the number of
 * steps is bounded.
 *
 * @module
 */
import { itemsOf, modulesIn } from "./containers.ts";
import { binary } from "./operators.ts";
import type { Statement } from "./syntax.ts";
import {
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  type Scope,
  type SequenceValue,
  unknown,
  type Value,
} from "./values.ts";
import { MAX_STEPS } from "./_machine.ts";
import { Modules } from "./_modules.ts";

export type { Use } from "./_machine.ts";

const MAX_LOOP = 40;

/** Reads programs; what one binds stays bound for the next. */
export class Interpreter extends Modules {
  /** Reads one piece of code; what earlier pieces bound stays bound. */
  run(body: readonly Statement[], segment: number, source: string): void {
    this.segment = segment;
    this.source = source;
    this.execute(body, this.globals);
  }

  /** Calls a function with what its parameters default to. */
  callWithDefaults(value: FunctionValue): Value {
    this.segment = value.at.segment;
    return this.callFunction(value, { positional: [], named: new Map() });
  }

  /** An object of a class, made with what its constructor defaults to. */
  makeWithDefaults(value: ClassValue): InstanceValue {
    this.segment = value.at.segment;
    return this.instantiate(value, { positional: [], named: new Map() }, value.at);
  }

  execute(body: readonly Statement[], scope: Scope): Value | undefined {
    for (const statement of body) {
      if (++this.steps > MAX_STEPS) return undefined;
      const result = this.statement(statement, scope);
      if (result) return result;
    }
    return undefined;
  }

  statement(statement: Statement, scope: Scope): Value | undefined {
    switch (statement.type) {
      case "expression":
        this.evaluate(statement.value, scope);
        return undefined;
      case "assign": {
        let value = this.evaluate(statement.value, scope);
        for (const target of statement.targets) {
          if (statement.operator) {
            const old = this.evaluate(target, scope);
            value = binary(statement.operator, old, value);
          }
          this.bind(target, value, scope, statement.at);
        }
        return undefined;
      }
      case "return":
        return this.evaluate(statement.value, scope);
      case "block":
        return this.execute(statement.body, scope);
      case "for": {
        const items = itemsOf(this.evaluate(statement.iterable, scope)) ?? [unknown()];
        // A loop over epochs or data builds nothing: once is enough.
        for (const item of items.length > MAX_LOOP ? items.slice(0, 1) : [...items]) {
          this.bind(statement.target, item, scope, statement.at, true);
          const result = this.execute(statement.body, scope);
          if (result) return result;
        }
        return undefined;
      }
      case "if": {
        for (const { test, body } of statement.branches) {
          const decided = test ? this.truth(this.evaluate(test, scope)) : true;
          if (decided !== false) return this.execute(body, scope);
        }
        return undefined;
      }
      case "define": {
        const own = this.define(statement, scope);
        scope.names.set(statement.name, own);
        if (scope === this.globals) this.functions.push(own);
        return undefined;
      }
      case "class": {
        const methods = new Map<string, FunctionValue>();
        const fields = new Map<string, Value>();
        for (const inner of statement.body) {
          if (inner.type === "define") methods.set(inner.name, this.define(inner, scope));
          if (inner.type === "assign" && inner.targets[0]?.type === "name") {
            fields.set(inner.targets[0].name, this.evaluate(inner.value, scope));
          }
        }
        const own: ClassValue = {
          kind: "class",
          name: statement.name,
          bases: statement.bases.map((base) => this.evaluate(base, scope)),
          methods,
          fields,
          source: this.source.slice(statement.at, statement.end),
          at: this.place(statement.at),
        };
        scope.names.set(statement.name, own);
        this.classes.push(own);
        return undefined;
      }
    }
  }

  define(statement: Statement & { type: "define" }, scope: Scope): FunctionValue {
    return {
      kind: "function",
      name: statement.name,
      parameters: statement.parameters,
      body: statement.body,
      scope,
      source: this.source.slice(statement.at, statement.end),
      at: this.place(statement.at),
    };
  }
}

/** The layers of a module, in the order of its definition. */
export function sequenceOf(value: SequenceValue | InstanceValue): Value[] {
  return value.kind === "sequence"
    ? value.items
    : modulesIn([...value.attributes.values()]);
}
