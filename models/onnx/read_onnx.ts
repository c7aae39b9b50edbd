/**
 * An ONNX file as an architecture: its layers in order, with units and parameters. Layers of
 * PyTorch's exporters (`Gemm`, `BatchNormalization`), of Keras's (`MatMul` and `Add`) and of
 * this project's own (`Gemm`s by columns, joined) come out alike.
 * @module
 */

import { type Inferred, inferShapes, type Shape, unitsOf } from "./infer_shapes.ts";
import {
  defaultOnnxLimits,
  type OnnxGraph,
  type OnnxLimits,
  type OnnxNode,
  parseOnnx,
} from "./parse_onnx.ts";

/** What a layer does. */
export type OnnxLayerKind =
  | "linear"
  | "batch-norm"
  | "activation"
  | "dropout"
  | "convolution"
  | "pooling"
  | "flatten"
  | "reshape"
  | "other";

/** One layer. */
export interface OnnxLayer {
  readonly kind: OnnxLayerKind;
  /** The node's name, or its operator when it has none. */
  readonly name: string;
  /** Numbers that go in for one image; channels of a convolution. */
  readonly inUnits?: number;
  /** Numbers that come out; channels of a convolution. */
  readonly outUnits?: number;
  /** Trained numbers, counted as PyTorch does: 2 a feature of a batch norm. */
  readonly parameters: number;
  /** Lower case, of an activation layer: `relu`, `tanh`. */
  readonly activation?: string;
  /** The value that the layer makes. */
  readonly value: string;
}

/** A file that was read: what it holds and whether it can be run. */
export interface OnnxArchitecture {
  readonly graph: OnnxGraph;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly layers: readonly OnnxLayer[];
  readonly parameters: number;
  /** Images in a batch, where the file fixes that. */
  readonly batch: number | null;
  /** Whether it draws random numbers when it runs, as a VAE's sampling does. */
  readonly random: boolean;
  /** Why it is not to be run; empty when it may be. */
  readonly obstacles: readonly string[];
}

/**
 * Reads a file that may come from anybody. Nothing of it is run.
 *
 * @param external files that hold arrays of this one, by the name that it calls them by
 * @throws {SyntaxError | RangeError} when the file is damaged, hostile or too large; the
 * message says how
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { readOnnx } from "./read_onnx.ts";
 * assertThrows(() => readOnnx(new Uint8Array([8, 7])), SyntaxError, "no graph");
 * ```
 */
export function readOnnx(
  bytes: Uint8Array,
  external?: ReadonlyMap<string, Uint8Array>,
  limits: OnnxLimits = defaultOnnxLimits,
): OnnxArchitecture {
  const graph = parseOnnx(bytes, external, limits);
  const inferred = inferShapes(graph, limits.valueElements);
  const layers = readLayers(graph, inferred);
  const random = graph.nodes.some(isRandom);
  const batch = graph.inputs[0]?.dims?.[0] ?? null;
  return {
    graph,
    shapes: inferred.shapes,
    layers,
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
    batch,
    random,
    obstacles: [
      ...inferred.obstacles,
      ...foreignTypes(graph),
    ],
  };
}

/** Whether a node draws random numbers. */
export function isRandom({ op }: OnnxNode): boolean {
  return op.startsWith("Random");
}

function foreignTypes({ inputs, outputs }: OnnxGraph): string[] {
  return [...inputs, ...outputs].filter(({ dataType }) => dataType !== 1)
    .map(({ name, dataType }) => `"${name}" has type ${dataType}, not float32`);
}

const ACTIVATIONS = new Set(
  ("Relu LeakyRelu Elu Selu Celu PRelu Tanh Sigmoid HardSigmoid HardSwish Softplus " +
    "Softsign Softmax LogSoftmax Gelu Mish").split(" "),
);

/** Operators that only compute shapes or pass numbers on are no layers. */
const SILENT = new Set(
  ("Identity Cast Constant Shape Gather Squeeze Unsqueeze Concat Split Transpose Exp Neg " +
    "Mul Add Sub Div RandomNormal RandomNormalLike").split(" "),
);

/** Operators whose constant inputs training moves. */
const TRAINED = new Set(
  ("Gemm MatMul Conv ConvTranspose BatchNormalization InstanceNormalization " +
    "LayerNormalization PRelu Add Sub Mul Div").split(" "),
);

const KINDS: Readonly<Record<string, OnnxLayerKind>> = {
  Gemm: "linear",
  MatMul: "linear",
  BatchNormalization: "batch-norm",
  Conv: "convolution",
  ConvTranspose: "convolution",
  MaxPool: "pooling",
  AveragePool: "pooling",
  GlobalAveragePool: "pooling",
  GlobalMaxPool: "pooling",
  Flatten: "flatten",
  Reshape: "reshape",
  Dropout: "dropout",
};

/** A layer that is still being put together, and what it read. */
type Draft = { -readonly [K in keyof OnnxLayer]: OnnxLayer[K] } & { from: string };

function readLayers(graph: OnnxGraph, { shapes }: Inferred): OnnxLayer[] {
  const drafts: Draft[] = [];
  const madeBy = new Map<string, Draft>();
  const constants = constantNames(graph);
  for (const node of graph.nodes) {
    const to = node.outputs[0] ?? "";
    if (constants.has(to)) continue;
    const merged = mergeBias(node, madeBy, constants, shapes) ??
      mergeColumns(node, madeBy, drafts);
    if (merged) {
      madeBy.set(to, merged);
      continue;
    }
    const parameters = countParameters(node, constants, shapes);
    if (SILENT.has(node.op) && parameters === 0) continue;
    const draft = layerOf(node, parameters, shapes);
    drafts.push(draft);
    madeBy.set(to, draft);
  }
  return drafts.map(({ from: _, ...layer }) => layer);
}

/** Values that do not depend on the graph's inputs. */
function constantNames({ nodes, tensors }: OnnxGraph): Set<string> {
  const names = new Set(tensors.keys());
  for (const node of nodes) {
    if (isRandom(node)) continue;
    if (node.inputs.every((input) => input === "" || names.has(input))) {
      for (const output of node.outputs) names.add(output);
    }
  }
  return names;
}

function layerOf(
  node: OnnxNode,
  parameters: number,
  shapes: ReadonlyMap<string, Shape>,
): Draft {
  const from = node.inputs[0] ?? "";
  const value = node.outputs[0] ?? "";
  const kind = ACTIVATIONS.has(node.op) ? "activation" : KINDS[node.op] ?? "other";
  const into = shapes.get(from);
  const out = shapes.get(value);
  const count = (shape: Shape) =>
    kind === "convolution" ? shape[1] ?? 0 : unitsOf(shape.slice(1));
  return {
    kind,
    name: node.name || node.op,
    ...(into ? { inUnits: count(into) } : {}),
    ...(out ? { outUnits: count(out) } : {}),
    parameters,
    ...(kind === "activation" ? { activation: node.op.toLowerCase() } : {}),
    value,
    from,
  };
}

/** Numbers of the constants that a node reads, without running statistics and shapes. */
function countParameters(
  { op, inputs }: OnnxNode,
  constants: ReadonlySet<string>,
  shapes: ReadonlyMap<string, Shape>,
): number {
  if (!TRAINED.has(op)) return 0;
  const trained = op === "BatchNormalization" ? inputs.slice(0, 3) : inputs;
  return trained.reduce((sum, input) => {
    const shape = constants.has(input) ? shapes.get(input) : undefined;
    const count = shape ? unitsOf(shape) : 0;
    // Single numbers, as the half of `exp(logVar / 2)`, are no parameters.
    return count > 1 || KINDS[op] || op === "PRelu" ? sum + count : sum;
  }, 0);
}

/** Takes `Add` of a constant row into the product before it. */
function mergeBias(
  { op, inputs }: OnnxNode,
  madeBy: ReadonlyMap<string, Draft>,
  constants: ReadonlySet<string>,
  shapes: ReadonlyMap<string, Shape>,
): Draft | undefined {
  if (op !== "Add") return undefined;
  const bias = inputs.find((input) => constants.has(input));
  const product = madeBy.get(inputs.find((input) => input !== bias) ?? "");
  const count = unitsOf(shapes.get(bias ?? "") ?? []);
  const fits = product?.kind === "linear" && product.outUnits === count &&
    product.parameters === product.inUnits! * count;
  if (bias === undefined || !fits) return undefined;
  product.parameters += count;
  return product;
}

/** Takes a product that was split by columns together again. */
function mergeColumns(
  { op, name, inputs, outputs }: OnnxNode,
  madeBy: ReadonlyMap<string, Draft>,
  drafts: Draft[],
): Draft | undefined {
  if (op !== "Concat" || inputs.length < 2) return undefined;
  const parts = inputs.map((input) => madeBy.get(input));
  const first = parts[0];
  const alike = first && new Set(parts).size === parts.length &&
    parts.every((part, i) =>
      part?.kind === "linear" && part.from === first.from && part.value === inputs[i]
    );
  if (!alike) return undefined;
  for (const part of parts.slice(1)) {
    first.outUnits = first.outUnits! + part!.outUnits!;
    first.parameters += part!.parameters;
    drafts.splice(drafts.indexOf(part!), 1);
  }
  first.name = name.replace(/\.join$/, "") || first.name;
  first.value = outputs[0] ?? "";
  return first;
}
