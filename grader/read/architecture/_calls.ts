/**
 * Calls of methods: of containers, tensors, layers and objects.
 *
 * @module
 */
import type { CallArguments } from "./build_layer.ts";
import { MAX_ITEMS, modulesIn } from "./containers.ts";
import { allTensors, functional } from "./tensors.ts";
import type { Argument, Expression } from "./syntax.ts";
import {
  asNumber,
  type InstanceValue,
  isModule,
  NONE,
  numberValue,
  type Place,
  type Scope,
  type TensorValue,
  unknown,
  type Value,
} from "./values.ts";
import { Expressions, modulesOrItems } from "./_expressions.ts";
import { MAX_DEPTH } from "./_machine.ts";

/** Methods that give back the module itself. */
const SELF =
  /^(to|cuda|cpu|eval|train|double|float|half|apply|compile|build|requires_grad_|share_memory|bfloat16)$/;

/** Reads calls. */
export abstract class Calls extends Expressions {
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
      if (inherited && this.depth < MAX_DEPTH) {
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
}

function isSuper(expression: Expression): boolean {
  return expression.type === "call" && expression.callee.type === "name" &&
    expression.callee.name === "super";
}

/** Names may be formatted strings that are not evaluated: every module has its own key. */
function addModule(object: InstanceValue, module: Value): void {
  object.attributes.set(`#${object.attributes.size}`, module);
}
