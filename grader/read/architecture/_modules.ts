/**
 * Modules of the interpreter: made, called, and applied to tensors.
 *
 * @module
 */
import { applyLayer, argument, type CallArguments } from "./build_layer.ts";
import { callLibrary } from "./builtins.ts";
import { modulesIn } from "./containers.ts";
import { allTensors, merge, tensorOf } from "./tensors.ts";
import type { Parameter } from "./syntax.ts";
import {
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  NONE,
  type Place,
  type Scope,
  type TensorValue,
  unknown,
  type Value,
} from "./values.ts";
import { Calls } from "./_calls.ts";
import { MAX_DEPTH, MAX_STEPS } from "./_machine.ts";

const MAX_TRAIL = 400;

/** Makes objects and sends tensors through modules. */
export abstract class Modules extends Calls {
  /** Calls a value. */
  apply(callee: Value, call: CallArguments, place: Place): Value {
    if (this.depth > MAX_DEPTH || this.steps > MAX_STEPS) return unknown();
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
    if (++this.steps > MAX_STEPS) return tensor;
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
    if (this.depth > MAX_DEPTH) return instance;
    if (this.inside === 0) {
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
    if (this.depth > MAX_DEPTH || this.steps > MAX_STEPS) return unknown();
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
    const before = [this.segment, this.source] as const;
    this.segment = own.at.segment;
    const method = own.self === undefined ? 0 : 1;
    this.depth++;
    this.inside += method;
    const result = this.execute(own.body, scope);
    this.inside -= method;
    this.depth--;
    [this.segment, this.source] = before;
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
