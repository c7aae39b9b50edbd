/**
 * Reads a program for the networks that it builds. Nothing is run: expressions are
 * evaluated over the syntax tree, what is not known stays unknown, and the number of
 * steps is bounded.
 *
 * @module
 */
import { applyLayer, argument, type CallArguments } from "./build_layer.ts";
import {
  allTensors,
  binary,
  callLibrary,
  functional,
  itemsOf,
  MAX_ITEMS,
  merge,
  modulesIn,
  tensorOf,
} from "./builtins.ts";
import type { Argument, Expression, Parameter, Statement } from "./syntax.ts";
import {
  asNumber,
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  isModule,
  NONE,
  numberValue,
  type Place,
  type Scope,
  type SequenceValue,
  type TensorValue,
  unknown,
  type Value,
} from "./values.ts";

const MAX_STEPS = 30_000;
const MAX_DEPTH = 40;
const MAX_LOOP = 40;
const MAX_TRAIL = 400;

/** A model was made or used by code that stands outside its own class. */
export interface Use {
  readonly value: Value;
  readonly how: "made" | "called" | "bound";
  readonly name: string;
  readonly place: Place;
}

/** Methods that give back the module itself. */
const SELF =
  /^(to|cuda|cpu|eval|train|double|float|half|apply|compile|build|requires_grad_|share_memory|bfloat16)$/;

export class Interpreter {
  readonly globals: Scope = { names: new Map() };
  readonly classes: ClassValue[] = [];
  readonly functions: FunctionValue[] = [];
  readonly uses: Use[] = [];
  /** Places of functions and classes that other code reached. */
  readonly called = new Set<FunctionValue>();
  #steps = 0;
  #depth = 0;
  #inside = 0;
  #segment = 0;
  #source = "";

  /** Reads one piece of code; what earlier pieces bound stays bound. */
  run(body: readonly Statement[], segment: number, source: string): void {
    this.#segment = segment;
    this.#source = source;
    this.execute(body, this.globals);
  }

  /** Whether the bound on steps was reached: what was found may be incomplete. */
  get exhausted(): boolean {
    return this.#steps > MAX_STEPS;
  }

  /** Calls a function with what its parameters default to. */
  callWithDefaults(value: FunctionValue): Value {
    this.#segment = value.at.segment;
    return this.callFunction(value, { positional: [], named: new Map() });
  }

  /** An object of a class, made with what its constructor defaults to. */
  makeWithDefaults(value: ClassValue): InstanceValue {
    this.#segment = value.at.segment;
    return this.instantiate(value, { positional: [], named: new Map() }, value.at);
  }

  execute(body: readonly Statement[], scope: Scope): Value | undefined {
    for (const statement of body) {
      if (++this.#steps > MAX_STEPS) return undefined;
      const result = this.statement(statement, scope);
      if (result) return result;
    }
    return undefined;
  }

  place(at: number): Place {
    return { segment: this.#segment, at };
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
          source: this.#source.slice(statement.at, statement.end),
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
      source: this.#source.slice(statement.at, statement.end),
      at: this.place(statement.at),
    };
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

  bind(target: Expression, value: Value, scope: Scope, at: number, quiet = false): void {
    switch (target.type) {
      case "name": {
        const old = scope.names.get(target.name);
        const keep = value.kind === "unknown" && old && isModule(old) && value.loaded;
        if (keep) return;
        scope.names.set(target.name, value);
        if (!quiet && this.#inside === 0 && (isModule(value) || value.kind === "list")) {
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

  lookup(name: string, scope: Scope): Value | undefined {
    for (let own: Scope | undefined = scope; own; own = own.outer) {
      const value = own.names.get(name);
      if (value) return value;
    }
    return undefined;
  }

  evaluate(expression: Expression, scope: Scope): Value {
    if (++this.#steps > MAX_STEPS) return unknown();
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
      return this.#steps > MAX_STEPS
        ? []
        : this.comprehend(expression, clause + 1, inner);
    }).slice(0, MAX_ITEMS);
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

  call(expression: Expression & { type: "call" }, scope: Scope): Value {
    const call = this.arguments(expression.arguments, scope);
    const place = this.place(expression.at);
    const { callee } = expression;
    if (callee.type === "attribute" && isSuper(callee.object)) {
      return this.callSuper(callee.name, call, scope);
    }
    if (callee.type === "name" && callee.name === "setattr") {
      const [object, , value] = call.positional;
      if (object?.kind === "instance" && value) addModule(object, value);
      return NONE;
    }
    if (callee.type === "attribute") {
      const object = this.evaluate(callee.object, scope);
      if (object.kind !== "unknown") {
        return this.callMethod(object, callee.name, call, place);
      }
    }
    return this.apply(this.evaluate(callee, scope), call, place);
  }

  /** `super().__init__(...)`: of a base class in the report, or of a container. */
  callSuper(name: string, call: CallArguments, scope: Scope): Value {
    const self = this.lookup("self", scope);
    if (self?.kind !== "instance") return unknown(name);
    for (const base of self.of.bases) {
      const inherited = base.kind === "class" ? this.method(base, name) : undefined;
      if (inherited && this.#depth < MAX_DEPTH) {
        return this.callFunction({ ...inherited, self }, call);
      }
    }
    if (name === "__init__") {
      modulesIn(call.positional).forEach((own) => addModule(self, own));
    }
    return unknown(name);
  }

  arguments(list: readonly Argument[], scope: Scope): CallArguments {
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    for (const { name, spread, value } of list) {
      const own = this.evaluate(value, scope);
      if (name) named.set(name, own);
      else if (spread) positional.push(...modulesOrItems(own));
      else positional.push(own);
    }
    return { positional, named };
  }

  callMethod(object: Value, name: string, call: CallArguments, place: Place): Value {
    const [first, second] = call.positional;
    switch (object.kind) {
      case "list":
      case "sequence": {
        if (object.kind === "sequence") {
          if (SELF.test(name)) return object;
          if (name === "add_module" && second) {
            object.items.push(second);
            return NONE;
          }
          if (name === "add" && first) {
            object.items.push(first);
            return NONE;
          }
          if (/^(predict|forward|apply|call|__call__|predict_on_batch)$/.test(name)) {
            return this.apply(object, call, place);
          }
          if (/^(summary|fit|parameters|get_layer|evaluate|state_dict)$/.test(name)) {
            this.used(object, place, name);
            return unknown(name);
          }
        }
        if (
          (name === "append" || name === "push") && first &&
          object.items.length < MAX_ITEMS
        ) {
          object.items.push(...call.positional);
          return object;
        }
        if ((name === "extend" || name === "concat") && first) {
          object.items.push(...modulesOrItems(first).slice(0, MAX_ITEMS));
          return object;
        }
        if (name === "insert" && second) {
          object.items.splice(asNumber(first) ?? 0, 0, second);
          return NONE;
        }
        if (name === "pop") return object.items.pop() ?? NONE;
        if (name === "reverse") {
          object.items.reverse();
          return object;
        }
        if (name === "forEach" || name === "map") {
          const results = [...object.items].map((item, i) =>
            first
              ? this.apply(first, {
                positional: [item, numberValue(i)],
                named: new Map(),
              }, place)
              : NONE
          );
          return { kind: "list", items: results };
        }
        return unknown(name);
      }
      case "dictionary": {
        if (name === "items" || name === "values") {
          return {
            kind: "list",
            items: [...object.entries].map(([key, value]) =>
              name === "values"
                ? value
                : { kind: "list", items: [{ kind: "string", value: key }, value] }
            ),
          };
        }
        if (name === "get" && first?.kind === "string") {
          return object.entries.get(first.value) ?? second ?? NONE;
        }
        return this.apply(object.entries.get(name) ?? unknown(name), call, place);
      }
      case "tensor":
        return this.tensorMethod(object, name, call, place);
      case "layer":
        if (/^(apply|call|forward|__call__)$/.test(name)) {
          return this.apply(object, call, place);
        }
        return SELF.test(name) ? object : unknown(name);
      case "instance": {
        const own = this.attribute(object, name);
        if (own.kind !== "unknown") {
          if (isModule(own) || own.kind === "function") this.used(object, place, name);
          if (own.kind === "function") return this.callFunction(own, call);
          return this.apply(own, call, place);
        }
        if (SELF.test(name)) return object;
        if (name === "add_module" && second) {
          addModule(object, second);
          return NONE;
        }
        if (/^(__call__|predict|forward|call|reconstruct)$/.test(name)) {
          return this.apply(object, call, place);
        }
        this.used(object, place, name);
        return unknown(name);
      }
      case "function":
        return name === "apply" ? this.apply(object, call, place) : unknown(name);
      default:
        return unknown(name);
    }
  }

  tensorMethod(
    tensor: TensorValue,
    name: string,
    call: CallArguments,
    place: Place,
  ): Value {
    if (/^(view|reshape|unflatten)$/.test(name)) {
      return { kind: "tensor", trail: tensor.trail };
    }
    if (/^(size|dim|item|numpy|mean|sum|max|min|backward|argmax)$/.test(name)) {
      return name === "numpy" ? tensor : unknown(name);
    }
    if (name === "chunk" || name === "split") {
      const n = Math.min(asNumber(call.positional[0]) ?? 2, 8);
      return {
        kind: "list",
        items: Array.from({ length: Math.max(1, n) }, () => tensor),
      };
    }
    return functional(name, [tensor, ...allTensors(call)], place);
  }

  used(value: Value, place: Place, name: string): void {
    if (this.#inside === 0) this.uses.push({ value, how: "called", name, place });
  }

  /** Calls a value. */
  apply(callee: Value, call: CallArguments, place: Place): Value {
    if (this.#depth > MAX_DEPTH || this.#steps > MAX_STEPS) return unknown();
    switch (callee.kind) {
      case "unknown":
        return callLibrary(callee.path, call, place);
      case "class":
        return this.instantiate(callee, call, place);
      case "function":
        return this.callFunction(callee, call);
      case "layer": {
        // A layer that reads several tensors: `Lambda(sample)([mean, log_var])`.
        const several = call.positional[0]?.kind === "list" ? allTensors(call) : [];
        const tensor = several.length > 1
          ? merge(several)
          : tensorOf(call.positional[0]) ?? allTensors(call)[0];
        return tensor ? this.through(callee, tensor) : unknown();
      }
      case "sequence": {
        this.used(callee, place, "");
        const tensor = tensorOf(call.positional[0]) ?? allTensors(call)[0];
        return tensor ? this.through(callee, tensor) : unknown();
      }
      case "instance": {
        this.used(callee, place, "");
        const forward = this.method(callee.of, "forward") ??
          this.method(callee.of, "call") ?? this.method(callee.of, "__call__");
        const tensor = tensorOf(call.positional[0]) ?? allTensors(call)[0];
        if (forward && tensor) {
          return this.callFunction({ ...forward, self: callee }, call);
        }
        return tensor ? this.through(callee, tensor) : unknown();
      }
      default:
        return unknown();
    }
  }

  /** A tensor after a module. */
  through(module: Value, tensor: TensorValue, depth = 0): TensorValue {
    if (depth > MAX_DEPTH || tensor.trail.length > MAX_TRAIL) return tensor;
    if (++this.#steps > MAX_STEPS) return tensor;
    switch (module.kind) {
      case "layer":
        return applyLayer(module, tensor);
      case "tensor":
        return {
          kind: "tensor",
          trail: [
            ...tensor.trail,
            ...module.trail.filter((own) =>
              own.kind !== "input" || tensor.trail.length === 0
            ),
          ],
          ...(module.shape ? { shape: module.shape } : {}),
        };
      case "sequence":
        return module.items.reduce<TensorValue>(
          (own, item) => this.through(item, own, depth + 1),
          tensor,
        );
      case "instance": {
        const forward = this.method(module.of, "forward") ??
          this.method(module.of, "call") ?? this.method(module.of, "__call__");
        if (forward) {
          const result = tensorOf(
            this.callFunction({ ...forward, self: module }, {
              positional: [tensor],
              named: new Map(),
            }),
          );
          if (result) return result;
        }
        return modulesIn([...module.attributes.values()]).reduce<TensorValue>(
          (own, item) => this.through(item, own, depth + 1),
          tensor,
        );
      }
      case "function":
        return tensorOf(
          this.callFunction(module, { positional: [tensor], named: new Map() }),
        ) ?? tensor;
      default:
        return tensor;
    }
  }

  instantiate(own: ClassValue, call: CallArguments, place: Place): InstanceValue {
    const instance: InstanceValue = {
      kind: "instance",
      of: own,
      attributes: new Map(own.fields),
      at: own.at,
    };
    if (this.#depth > MAX_DEPTH) return instance;
    if (this.#inside === 0) {
      this.uses.push({ value: instance, how: "made", name: own.name, place });
    }
    const init = this.method(own, "__init__");
    if (init) this.callFunction({ ...init, self: instance }, call);
    else for (const [name, value] of call.named) instance.attributes.set(name, value);
    for (const name of ["setup", "build"]) {
      const setup = own.methods.get(name);
      if (setup) {
        this.callFunction({ ...setup, self: instance }, {
          positional: [],
          named: new Map(),
        });
      }
    }
    return instance;
  }

  callFunction(own: FunctionValue, call: CallArguments): Value {
    if (this.#depth > MAX_DEPTH || this.#steps > MAX_STEPS) return unknown();
    this.called.add(own);
    const scope: Scope = { names: new Map(), outer: own.scope };
    const [head] = own.parameters;
    const bound = own.self !== undefined && head !== undefined;
    if (own.self && head) scope.names.set(head.name, own.self);
    this.parameters(
      bound ? own.parameters.slice(1) : own.parameters,
      call,
      scope,
      own.scope,
    );
    const before = [this.#segment, this.#source] as const;
    this.#segment = own.at.segment;
    const method = own.self === undefined ? 0 : 1;
    this.#depth++;
    this.#inside += method;
    const result = this.execute(own.body, scope);
    this.#inside -= method;
    this.#depth--;
    [this.#segment, this.#source] = before;
    return result ?? NONE;
  }

  parameters(
    list: readonly Parameter[],
    call: CallArguments,
    scope: Scope,
    outer: Scope,
  ): void {
    let position = 0;
    for (const { name, initial, rest } of list) {
      if (rest) {
        scope.names.set(name, { kind: "list", items: call.positional.slice(position) });
        position = call.positional.length;
        continue;
      }
      const value = argument(call, [name]) ?? call.positional[position++] ??
        (initial ? this.evaluate(initial, outer) : unknown(name));
      scope.names.set(name, value);
    }
  }
}

function isSuper(expression: Expression): boolean {
  return expression.type === "call" && expression.callee.type === "name" &&
    expression.callee.name === "super";
}

/** Names may be formatted strings that are not evaluated: every module has its own key. */
function addModule(object: InstanceValue, module: Value): void {
  object.attributes.set(`#${object.attributes.size}`, module);
}

function modulesOrItems(value: Value): Value[] {
  const items = itemsOf(value);
  if (items) return items;
  return isModule(value) ? [value] : [];
}

/** The layers of a module, in the order of its definition. */
export function sequenceOf(value: SequenceValue | InstanceValue): Value[] {
  return value.kind === "sequence"
    ? value.items
    : modulesIn([...value.attributes.values()]);
}
