/**
 * Tensors: the layers that they went through.
 *
 * @module
 */
import { argument, type CallArguments, layer } from "./build_layer.ts";
import { layerType } from "./layer_types.ts";
import {
  asShape,
  joinTrails,
  type Place,
  product,
  type TensorValue,
  type Value,
} from "./values.ts";

/** The tensor that `Input(shape)` gives. */
export function inputTensor(call: CallArguments, at: Place): TensorValue {
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

/** The layers from a model's input to its output. */
export function between(start: TensorValue | undefined, end: TensorValue): TensorValue {
  const own = start?.trail ?? [];
  let same = 0;
  while (same < own.length && own[same] === end.trail[same]) same++;
  const head = own.at(-1);
  // Keep the input itself: its size is the model's input size.
  const from = same > 0 && head?.kind === "input" ? same - 1 : same;
  return { ...end, trail: end.trail.slice(from) };
}
