/**
 * Calls of library functions that bear on how a network is built: arithmetic on shapes,
 * containers of layers, functional activations.
 *
 * @module
 */
import { argument, buildLayer, type CallArguments, layer } from "./build_layer.ts";
import {
  asNumber,
  asUnits,
  isModule,
  numberValue,
  type Place,
  product,
  unknown,
  type Value,
} from "./values.ts";

import {
  allTensors,
  between,
  functional,
  inputTensor,
  merge,
  tensorOf,
} from "./tensors.ts";
import { itemsOf, MAX_ITEMS, modulesIn } from "./containers.ts";

function numbers(call: CallArguments): number[] | undefined {
  const list = call.positional.length === 1 ? itemsOf(call.positional[0]) : undefined;
  const found = (list ?? call.positional).map(asNumber);
  return found.every((n) => n !== undefined) ? found : undefined;
}

/** Value of a call of something that the report does not define. */
export function callLibrary(path: string, call: CallArguments, at: Place): Value {
  const last = path.split(".").at(-1) ?? path;
  const [first, second] = call.positional;
  const tensors = allTensors(call);
  switch (last) {
    case "range": {
      const bounds = call.positional.map(asNumber);
      if (bounds.length === 0 || bounds.some((n) => n === undefined)) {
        return unknown(path);
      }
      const [a = 0, b, step = 1] = bounds;
      const from = b === undefined ? 0 : a;
      const to = b === undefined ? a : b;
      const list: Value[] = [];
      if (step === 0) return unknown(path);
      for (let i = from; step > 0 ? i < to : i > to; i += step) {
        if (list.length >= MAX_ITEMS) return unknown(path);
        list.push(numberValue(i));
      }
      return { kind: "list", items: list };
    }
    case "len": {
      const list = itemsOf(first);
      return list ? numberValue(list.length) : unknown(path);
    }
    case "list":
    case "tuple":
    case "OrderedDict":
    case "sorted": {
      if (first?.kind === "dictionary") return first;
      const list = itemsOf(first);
      return list ? { kind: "list", items: [...list] } : { kind: "list", items: [] };
    }
    case "dict":
      return first?.kind === "dictionary"
        ? first
        : { kind: "dictionary", entries: new Map(call.named) };
    case "reversed": {
      const list = itemsOf(first);
      return list ? { kind: "list", items: [...list].reverse() } : unknown(path);
    }
    case "zip": {
      const lists = call.positional.map(itemsOf);
      if (lists.length === 0 || lists.some((list) => !list)) return unknown(path);
      const length = Math.min(...lists.map((list) => list?.length ?? 0));
      return {
        kind: "list",
        items: Array.from({ length }, (_, i) => ({
          kind: "list",
          items: lists.map((list) => list?.[i] ?? unknown()),
        })),
      };
    }
    case "enumerate": {
      const list = itemsOf(first);
      return list
        ? {
          kind: "list",
          items: list.map((item, i) => ({ kind: "list", items: [numberValue(i), item] })),
        }
        : unknown(path);
    }
    case "int":
    case "float":
    case "round":
    case "floor":
    case "trunc": {
      const n = asNumber(first);
      return n === undefined
        ? unknown(path)
        : numberValue(last === "float" ? n : Math.floor(n));
    }
    case "prod":
    case "product": {
      const list = numbers(call);
      return list ? numberValue(list.reduce((a, b) => a * b, 1)) : unknown(path);
    }
    case "sum":
    case "max":
    case "min": {
      const list = numbers(call);
      if (list && list.length > 0) {
        return numberValue(
          last === "sum"
            ? list.reduce((a, b) => a + b, 0)
            : last === "max"
            ? Math.max(...list)
            : Math.min(...list),
        );
      }
      break;
    }
    case "pow": {
      const [a, b] = [asNumber(first), asNumber(second)];
      return a === undefined || b === undefined ? unknown(path) : numberValue(a ** b);
    }
    case "Sequential":
    case "sequential":
    case "ModuleList":
    case "ModuleDict": {
      const options = first?.kind === "dictionary"
        ? first.entries.get("layers")
        : undefined;
      return {
        kind: "sequence",
        type: path,
        items: modulesIn(
          options ? [options] : [...call.positional, ...call.named.values()],
        ),
        at,
      };
    }
    case "Model":
    case "model":
    case "Functional": {
      const options = first?.kind === "dictionary"
        ? { positional: [], named: first.entries }
        : call;
      const input = argument(options, ["inputs", "input"], 0);
      const output = tensorOf(argument(options, ["outputs", "output"], 1));
      if (output) {
        const start = tensorOf(input);
        return {
          kind: "sequence",
          type: path,
          items: [between(start, output)],
          at,
        };
      }
      break;
    }
    case "dense":
    case "fully_connected":
    case "matmul": {
      // Functions of low-level TensorFlow: `tf.layers.dense(x, 512)`, `tf.matmul(x, w)`.
      const [tensor] = tensors;
      if (!tensor || first?.kind === "dictionary") break;
      const outUnits = last === "matmul"
        ? undefined
        : asUnits(argument(call, ["units", "num_outputs"], 1));
      const inUnits = tensor.shape?.length === 1 ? tensor.shape[0] : undefined;
      return {
        kind: "tensor",
        trail: [...tensor.trail, { ...layer("linear", path, { inUnits, outUnits }), at }],
        shape: [outUnits],
      };
    }
    case "Input":
    case "input":
      if (/^[a-z]/.test(last) && !path.includes(".")) break;
      return inputTensor(call, at);
    case "cat":
    case "concat":
    case "concatenate":
    case "stack":
    case "hstack":
    case "add":
    case "Add":
      if (tensors.length > 0) return { ...merge(tensors), shape: [undefined] };
      break;
    case "flatten": {
      const tensor = tensors[0];
      if (tensor) {
        return { ...tensor, ...(tensor.shape ? { shape: [product(tensor.shape)] } : {}) };
      }
      break;
    }
    case "load":
    case "load_model":
    case "from_pretrained":
    case "load_from_checkpoint":
      return { kind: "unknown", path, loaded: true };
  }
  const built = buildLayer(path, call, at);
  if (built) return built;
  if (tensors.length > 0) return functional(last, tensors, at);
  const wrapped = call.positional.find(isModule);
  if (wrapped && /parallel|prepare|compile|to_device|wrap|module/i.test(last)) {
    return wrapped;
  }
  return unknown(`${path}()`);
}
