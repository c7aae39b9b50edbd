/**
 * Calls of library functions that bear on how a network is built: arithmetic on shapes,
 * containers of layers, functional activations.
 *
 * @module
 */
import { argument, buildLayer, type CallArguments, layer } from "./build_layer.ts";
import type { Layer } from "../../../rubric/facts.ts";
import { layerType } from "./layer_types.ts";
import {
  asNumber,
  asShape,
  asUnits,
  isModule,
  joinTrails,
  numberValue,
  type Place,
  product,
  type TensorValue,
  unknown,
  type Value,
} from "./values.ts";

/** Longer lists are not followed: no network is that long. */
export const MAX_ITEMS = 400;

/** Elements of what can be iterated over; `undefined` if it can not be followed. */
export function itemsOf(value: Value | undefined): Value[] | undefined {
  if (value?.kind === "list" || value?.kind === "sequence") return value.items;
  if (value?.kind === "dictionary") {
    return [...value.entries.keys()].map((key) => ({ kind: "string", value: key }));
  }
  return undefined;
}

/** The layers and modules of arguments such as `*layers`, `[a, b]`, `OrderedDict([...])`. */
export function modulesIn(values: readonly Value[], depth = 0): Value[] {
  if (depth > 6) return [];
  return values.flatMap((value): Value[] => {
    if (isModule(value)) return [value];
    if (value.kind === "list") return modulesIn(value.items, depth + 1);
    if (value.kind === "dictionary") {
      return modulesIn([...value.entries.values()], depth + 1);
    }
    if (value.kind === "tensor" || value.kind === "function") return [value];
    // A module of a class that the report does not show.
    const name = value.kind === "unknown"
      ? /(^|\.)([A-Z]\w*)\(\)$/.exec(value.path)?.[2]
      : "";
    if (name) return [{ kind: "layer", infer: false, layer: foreign(name), at: NOWHERE }];
    return [];
  });
}

const NOWHERE: Place = { segment: -1, at: -1 };

function foreign(name: string): Layer {
  return layer(
    /conv|res(net|idual)|bottleneck|unet|cnn/i.test(name) ? "convolution" : "other",
    name,
    {},
  );
}

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

function inputTensor(call: CallArguments, at: Place): TensorValue {
  const options = call.positional[0]?.kind === "dictionary"
    ? { positional: [], named: call.positional[0].entries }
    : call;
  const shape = asShape(argument(options, ["shape"], 0)) ??
    asShape(argument(options, ["batch_shape"]))?.slice(1);
  return {
    kind: "tensor",
    trail: [{ ...layer("input", "Input", { outUnits: shape && product(shape) }), at }],
    ...(shape ? { shape } : {}),
  };
}

/** `F.relu(x)`, `tf.nn.sigmoid(x)`, `F.conv2d(x, w)`; others pass the tensor on. */
export function functional(
  name: string,
  tensors: readonly TensorValue[],
  at: Place,
): TensorValue {
  const tensor = merge(tensors);
  const type = layerType(name.replace(/_$/, ""));
  if (name === "interpolate") {
    return { ...tensor, trail: [...tensor.trail, { ...layer("pooling", name, {}), at }] };
  }
  if (
    !type || type.kind === "linear" || type.kind === "flatten" || type.kind === "other"
  ) {
    return tensor;
  }
  if (type.kind === "reshape" || type.kind === "input" || type.kind === "batch-norm") {
    return tensor;
  }
  return {
    ...tensor,
    trail: [
      ...tensor.trail,
      { ...layer(type.kind, name, { activation: type.activation }), at },
    ],
  };
}

/** One tensor that went through the layers of all. */
export function merge(tensors: readonly TensorValue[]): TensorValue {
  const [first, ...rest] = tensors;
  if (!first) return { kind: "tensor", trail: [] };
  return rest.reduce<TensorValue>((all, next) => ({
    kind: "tensor",
    trail: joinTrails(all.trail, next.trail),
    ...(all.shape ?? next.shape ? { shape: all.shape ?? next.shape ?? [] } : {}),
  }), first);
}

/** All tensors among arguments, also in lists. */
export function allTensors(call: CallArguments): TensorValue[] {
  return [...call.positional, ...call.named.values()].flatMap((value) =>
    value.kind === "tensor"
      ? [value]
      : value.kind === "list"
      ? value.items.filter((item) => item.kind === "tensor")
      : []
  );
}

/** A tensor, or the best of several outputs: one of the input's size, else the longest. */
export function tensorOf(value: Value | undefined): TensorValue | undefined {
  if (value?.kind === "tensor") return value;
  const items = value?.kind === "list"
    ? value.items
    : value?.kind === "dictionary"
    ? [...value.entries.values()]
    : [];
  const tensors = items.flatMap((item) => tensorOf(item) ?? []);
  const whole = tensors.filter((tensor) => {
    const linear = tensor.trail.filter((own) => own.kind === "linear");
    const size = linear[0]?.inUnits;
    return linear.length > 1 && size !== undefined && linear.at(-1)?.outUnits === size;
  });
  return (whole.length > 0 ? whole : tensors).reduce<TensorValue | undefined>(
    (best, tensor) => best && best.trail.length >= tensor.trail.length ? best : tensor,
    undefined,
  );
}

function between(start: TensorValue | undefined, end: TensorValue): TensorValue {
  const own = start?.trail ?? [];
  let same = 0;
  while (same < own.length && own[same] === end.trail[same]) same++;
  const head = own.at(-1);
  // Keep the input itself: its size is the model's input size.
  const from = same > 0 && head?.kind === "input" ? same - 1 : same;
  return { ...end, trail: end.trail.slice(from) };
}

/** Arithmetic and comparison of numbers, lists and tensors. */
export function binary(operator: string, a: Value, b: Value): Value {
  if (a.kind === "tensor" || b.kind === "tensor") {
    return merge([a, b].filter((value) => value.kind === "tensor"));
  }
  if (operator === "+" && (a.kind === "list" || a.kind === "sequence")) {
    const items = itemsOf(b);
    if (items && a.items.length + items.length <= MAX_ITEMS) {
      return { kind: "list", items: [...a.items, ...items] };
    }
    return unknown();
  }
  if (operator === "*" && a.kind === "list" && asUnits(b) !== undefined) {
    const times = asUnits(b) ?? 0;
    return times * a.items.length <= MAX_ITEMS
      ? { kind: "list", items: Array.from({ length: times }, () => a.items).flat() }
      : unknown();
  }
  if ((a.kind === "string" || a.kind === "none") && /^[!=]==?$/.test(operator)) {
    if (b.kind !== "string" && b.kind !== "none") return unknown();
    const same = a.kind === b.kind &&
      (a.kind === "none" || (b.kind === "string" && a.value === b.value));
    return numberValue(Number(same === operator.startsWith("=")));
  }
  if (a.kind === "none" || b.kind === "none") {
    if (operator === "is") return numberValue(Number(a.kind === b.kind));
    return unknown();
  }
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x === undefined || y === undefined) return unknown();
  switch (operator) {
    case "+":
      return numberValue(x + y);
    case "-":
      return numberValue(x - y);
    case "*":
      return numberValue(x * y);
    case "/":
      return numberValue(x / y);
    case "//":
      return numberValue(Math.floor(x / y));
    case "%":
      return numberValue(x % y);
    case "**":
    case "^":
      return numberValue(x ** y);
    case "<<":
      return numberValue(x * 2 ** y);
    case ">>":
      return numberValue(Math.floor(x / 2 ** y));
    case "<":
      return numberValue(Number(x < y));
    case ">":
      return numberValue(Number(x > y));
    case "<=":
      return numberValue(Number(x <= y));
    case ">=":
      return numberValue(Number(x >= y));
    case "==":
    case "===":
      return numberValue(Number(x === y));
    case "!=":
    case "!==":
      return numberValue(Number(x !== y));
    case "and":
    case "&&":
      return numberValue(Number(x !== 0 && y !== 0));
    case "or":
    case "||":
      return x !== 0 ? numberValue(x) : numberValue(y);
    default:
      return unknown();
  }
}
