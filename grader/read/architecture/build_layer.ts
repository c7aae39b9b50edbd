/**
 * A call of a layer's constructor -> the layer; a layer and a tensor -> the next tensor.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layerType, plainTypeName } from "./layer_types.ts";
import {
  asShape,
  asUnits,
  type LayerValue,
  type Place,
  product,
  type TensorValue,
  type Value,
} from "./values.ts";

/** Arguments of a call, sorted out. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** The value of the first name that was given, or of the position. */
export function argument(
  { positional, named }: CallArguments,
  names: readonly string[],
  position?: number,
): Value | undefined {
  for (const name of names) {
    const value = named.get(name);
    if (value) return value;
  }
  return position === undefined ? undefined : positional[position];
}

function activationName(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  if (value.kind === "layer") return value.layer.activation;
  const text = value.kind === "string"
    ? value.value
    : value.kind === "unknown"
    ? value.path
    : "";
  const plain = plainTypeName(text);
  if (plain === "" || plain === "linear" || plain === "none") return undefined;
  return layerType(plain)?.activation ?? plain;
}

/**
 * A layer, if the path names one.
 *
 * @param path Dotted name as called: `nn.Linear`, `tf.layers.dense`, `layers.Dense`.
 */
export function buildLayer(
  path: string,
  call: CallArguments,
  at: Place,
): LayerValue | undefined {
  const type = layerType(path);
  if (!type) return undefined;
  const last = path.split(".").at(-1) ?? path;
  const options = call.positional[0]?.kind === "dictionary"
    ? call.positional[0].entries
    : undefined;
  const all: CallArguments = options
    ? { positional: [], named: new Map([...options, ...call.named]) }
    : call;
  const plain = plainTypeName(last);
  const dense = plain === "dense" || plain === "lazylinear" || plain === "fullyconnected";
  // A function of that name (`F.relu`, `conv2d`) is no layer; tfjs writes layers small.
  if (
    /^[a-z]/.test(last) && !options && !/layers\./.test(path) &&
    !/^resnet|^vgg/.test(last)
  ) {
    return undefined;
  }
  const name = path;
  const inputShape = shapeOf(all);
  const common = {
    kind: "layer" as const,
    at,
    ...(inputShape ? { inputShape } : {}),
  };
  if (type.kind === "linear") {
    const outUnits = asUnits(
      dense
        ? argument(all, ["units", "out_features", "features", "output_dim"], 0)
        : argument(
          all,
          ["out_features", "features"],
          call.positional.length > 1 ? 1 : undefined,
        ) ??
          (plain === "linear" && call.positional.length === 1 &&
              !all.named.has("in_features")
            ? call.positional[0]
            : undefined),
    );
    const inUnits = dense ? asUnits(argument(all, ["input_dim"])) : asUnits(
      argument(all, ["in_features"], call.positional.length > 1 ? 0 : undefined),
    );
    const activation = activationName(
      argument(all, ["activation"], dense ? 1 : undefined),
    );
    return {
      ...common,
      infer: dense,
      layer: layer("linear", name, { inUnits, outUnits, activation }),
    };
  }
  if (type.kind === "activation") {
    const activation = type.activation ??
      activationName(argument(all, ["activation"], 0));
    return { ...common, infer: false, layer: layer("activation", name, { activation }) };
  }
  if (type.kind === "batch-norm") {
    const size = dense || plain === "batchnormalization"
      ? undefined
      : asUnits(argument(all, ["num_features"], 0));
    return {
      ...common,
      infer: true,
      layer: layer("batch-norm", name, { inUnits: size, outUnits: size }),
    };
  }
  if (type.kind === "reshape") {
    const shape = asShape(
      argument(
        all,
        ["target_shape", "targetShape", "unflattened_size"],
        plain === "unflatten" ? 1 : 0,
      ),
    );
    return {
      ...common,
      infer: false,
      layer: layer("reshape", name, {}),
      ...(shape ? { shape } : {}),
    };
  }
  return { ...common, infer: false, layer: layer(type.kind, name, {}) };
}

function shapeOf(call: CallArguments): (number | undefined)[] | undefined {
  return asShape(
    argument(call, [
      "input_shape",
      "inputShape",
      "batch_input_shape",
      "input_dim",
      "shape",
    ]),
  );
}

/** A layer with only the fields that are known. */
export function layer(
  kind: Layer["kind"],
  name: string,
  fields: {
    readonly inUnits?: number | undefined;
    readonly outUnits?: number | undefined;
    readonly activation?: string | undefined;
    readonly parameters?: number | undefined;
  },
): Layer {
  const { inUnits, outUnits, activation, parameters } = fields;
  return {
    kind,
    name,
    ...(inUnits === undefined ? {} : { inUnits }),
    ...(outUnits === undefined ? {} : { outUnits }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(activation === undefined ? {} : { activation }),
  };
}

/** The tensor after a layer; sizes that the layer left open are taken from the tensor. */
export function applyLayer(value: LayerValue, tensor: TensorValue): TensorValue {
  const stated = value.inputShape;
  const shape = tensor.shape ?? stated;
  let own = value.layer;
  let next = shape;
  switch (own.kind) {
    case "linear": {
      const inUnits = own.inUnits ?? (value.infer ? shape?.at(-1) : undefined);
      own = layer("linear", own.name, { ...own, inUnits });
      next = [
        ...(shape && shape.length > 1 && value.infer ? shape.slice(0, -1) : []),
        own.outUnits,
      ];
      break;
    }
    case "batch-norm": {
      const size = own.outUnits ?? (shape?.length === 1 ? shape[0] : undefined);
      own = layer("batch-norm", own.name, { inUnits: size, outUnits: size });
      break;
    }
    case "flatten":
      next = shape ? [product(shape)] : undefined;
      break;
    case "reshape":
      next = value.shape;
      break;
    case "input":
      next = stated ?? shape;
      own = layer("input", own.name, { outUnits: next && product(next) });
      break;
    case "activation":
    case "dropout":
      break;
    case "other":
      if (!/lambda|sampling|identity|noise|norm/i.test(own.name)) next = undefined;
      break;
    default:
      next = undefined;
  }
  const size = own.kind === "input" && tensor.trail.length > 0;
  return {
    kind: "tensor",
    trail: size ? tensor.trail : [...tensor.trail, { ...own, at: value.at }],
    ...(next ? { shape: next } : {}),
  };
}
