/**
 * Trained models as ONNX files: encoder, decoder and whole model. `Gemm`,
 * `BatchNormalization` and activations of operator set 13, weights inside the file.
 *
 * A weight above one binding of a default WebGPU device (128 MiB) is split by columns into
 * several `Gemm`s and a `Concat`, which gives the same numbers.
 * @module
 */

import {
  floatBytes,
  modelMessage,
  nodeMessage,
  type NodeSpec,
  tensorMessage,
  valueMessage,
  type ValueSpec,
} from "./onnx_messages.ts";
import type {
  DenseLayer,
  PlainActivation,
  PlainLayer,
  PlainModel,
} from "./plain_model.ts";
import { checkLayers } from "./plain_model.ts";
import { bytesOf, type Chunk, chunksOf, type Piece } from "./protobuf_writer.ts";

/** An ONNX file that is put together while it is written. */
export interface OnnxFile {
  readonly length: number;
  /** The file, part by part; may be called again. */
  chunks(): Iterable<Uint8Array>;
  /** The file in one array. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** Settings of the export functions. */
export interface ExportOptions {
  /** Largest weight that is left whole, in bytes. */
  readonly maxTensorBytes?: number;
}

const DEFAULT_BINDING = 128 * 1024 * 1024;

/** From protobuf pieces to a file. */
export function onnxFile(whole: Piece): OnnxFile {
  return {
    length: whole.length,
    chunks: () => chunksOf(whole),
    bytes: () => bytesOf(whole),
  };
}

/**
 * The encoder: input `x`; output `z`, or for a VAE `mean` and `logVar` (or `sigma`).
 *
 * @throws {TypeError} when an array does not fit its layer
 */
export function exportEncoder(model: PlainModel, options: ExportOptions = {}): OnnxFile {
  const graph = new GraphBuilder(options);
  const { inputs } = model.encoder;
  const latents = encode(graph, model);
  return graph.file("encoder", [{ name: "x", units: inputs }], latents);
}

/** The decoder: input `z`, output `reconstruction`. */
export function exportDecoder(model: PlainModel, options: ExportOptions = {}): OnnxFile {
  const graph = new GraphBuilder(options);
  const { inputs, outputs, layers } = model.decoder;
  graph.stack("z", inputs, layers, "reconstruction");
  return graph.file("decoder", [{ name: "z", units: inputs }], [
    { name: "reconstruction", units: outputs },
  ]);
}

/**
 * Encoder and decoder in one: input `x`, output `reconstruction`. A VAE takes its noise as
 * the input `epsilon` (all zero: the mean is decoded) and gives `mean` and `logVar` (or
 * `sigma`) too.
 */
export function exportWhole(model: PlainModel, options: ExportOptions = {}): OnnxFile {
  const graph = new GraphBuilder(options);
  const latents = encode(graph, model);
  const { inputs, outputs, layers } = model.decoder;
  const given = [{ name: "x", units: model.encoder.inputs }];
  if (model.kind === "vae") {
    given.push({ name: "epsilon", units: inputs });
    sample(graph, model.form);
  }
  graph.stack("z", inputs, layers, "reconstruction");
  return graph.file("model", given, [
    { name: "reconstruction", units: outputs },
    ...model.kind === "vae" ? latents : [],
  ]);
}

/** Adds the encoder to a graph; returns what it gives. */
function encode(graph: GraphBuilder, model: PlainModel): ValueSpec[] {
  const { inputs, outputs, layers } = model.encoder;
  if (model.kind === "ae") {
    graph.stack("x", inputs, layers, "z");
    return [{ name: "z", units: outputs }];
  }
  const { mean, spread, form } = model;
  const trunk = layers.length === 0 ? "x" : "hidden";
  if (layers.length > 0) graph.stack("x", inputs, layers, trunk);
  graph.stack(trunk, outputs, [mean], "mean");
  graph.stack(trunk, outputs, [spread], form);
  return [
    { name: "mean", units: mean.outputs },
    { name: form, units: spread.outputs },
  ];
}

/** `z = mean + exp(spread / 2) * epsilon`, or without the half. */
function sample(graph: GraphBuilder, form: "logVar" | "sigma"): void {
  let spread: string = form;
  if (form === "logVar") {
    graph.constant("half", [1], Float32Array.of(0.5));
    graph.node({
      op: "Mul",
      name: "halve",
      inputs: [form, "half"],
      outputs: ["logStdDev"],
    });
    spread = "logStdDev";
  }
  graph.node({ op: "Exp", name: "exp", inputs: [spread], outputs: ["stdDev"] });
  graph.node({
    op: "Mul",
    name: "noise",
    inputs: ["stdDev", "epsilon"],
    outputs: ["scaledNoise"],
  });
  graph.node({
    op: "Add",
    name: "sample",
    inputs: ["mean", "scaledNoise"],
    outputs: ["z"],
  });
}

const OPERATORS: Record<PlainActivation, string> = {
  relu: "Relu",
  leakyRelu: "LeakyRelu",
  elu: "Elu",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
};

/** Collects nodes and arrays in order. */
class GraphBuilder {
  readonly #maxBytes: number;
  readonly #nodes: Piece[] = [];
  readonly #tensors: Piece[] = [];

  constructor({ maxTensorBytes = DEFAULT_BINDING }: ExportOptions) {
    this.#maxBytes = maxTensorBytes;
  }

  node(spec: NodeSpec): void {
    this.#nodes.push(nodeMessage(spec));
  }

  constant(name: string, dims: readonly number[], values: Float32Array): void {
    this.#tensors.push(tensorMessage(name, dims, floatBytes(values)));
  }

  /** Layers from one named value to another; values between are called after their layer. */
  stack(
    from: string,
    inputs: number,
    layers: readonly PlainLayer[],
    to: string,
  ): void {
    checkLayers(inputs, layers);
    if (layers.length === 0) {
      throw new TypeError(
        `Cannot export layers from "${from}" to "${to}" as there must be one: got none`,
      );
    }
    let current = from;
    layers.forEach((layer, i) => {
      const result = i === layers.length - 1 ? to : `${layer.name}.out`;
      this.#layer(layer, current, result);
      current = result;
    });
  }

  #layer(layer: PlainLayer, from: string, to: string): void {
    const { name } = layer;
    if (layer.kind === "activation") {
      return this.node({
        op: OPERATORS[layer.function],
        name,
        inputs: [from],
        outputs: [to],
      });
    }
    if (layer.kind === "dense") return this.#dense(layer, from, to);
    const roles = ["gamma", "beta", "mean", "variance"] as const;
    for (const role of roles) {
      this.constant(`${name}.${role}`, [layer[role].length], layer[role]);
    }
    this.node({
      op: "BatchNormalization",
      name,
      inputs: [from, ...roles.map((role) => `${name}.${role}`)],
      outputs: [to],
      attributes: { epsilon: { float: layer.epsilon } },
    });
  }

  #dense(layer: DenseLayer, from: string, to: string): void {
    const { name, inputs, outputs, weight, bias } = layer;
    const count = Math.ceil(4 * inputs * outputs / this.#maxBytes);
    const width = Math.ceil(outputs / count);
    const parts: string[] = [];
    for (let start = 0; start < outputs; start += width) {
      const columns = Math.min(width, outputs - start);
      const part = count === 1 ? name : `${name}.columns${start}`;
      const data: Chunk = count === 1 ? floatBytes(weight) : {
        length: 4 * inputs * columns,
        make: () => floatBytes(columnsOf(layer, start, columns)),
      };
      this.#tensors.push(tensorMessage(`${part}.weight`, [inputs, columns], data));
      this.constant(`${part}.bias`, [columns], bias.subarray(start, start + columns));
      const result = count === 1 ? to : `${part}.out`;
      parts.push(result);
      this.node({
        op: "Gemm",
        name: part,
        inputs: [from, `${part}.weight`, `${part}.bias`],
        outputs: [result],
      });
    }
    if (count === 1) return;
    this.node({
      op: "Concat",
      name: `${name}.join`,
      inputs: parts,
      outputs: [to],
      attributes: { axis: { int: 1 } },
    });
  }

  file(
    name: string,
    inputs: readonly ValueSpec[],
    outputs: readonly ValueSpec[],
  ): OnnxFile {
    const value = ({ name, units }: ValueSpec) => valueMessage(name, [units]);
    return onnxFile(modelMessage({
      name,
      nodes: this.#nodes,
      initializers: this.#tensors,
      inputs: inputs.map(value),
      outputs: outputs.map(value),
    }));
  }
}

/** A run of columns of a weight, as an array of its own. */
function columnsOf(
  { inputs, outputs, weight }: DenseLayer,
  start: number,
  width: number,
) {
  const block = new Float32Array(inputs * width);
  for (let row = 0; row < inputs; row++) {
    const from = row * outputs + start;
    block.set(weight.subarray(from, from + width), row * width);
  }
  return block;
}
