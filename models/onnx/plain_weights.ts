/**
 * From a model on an engine, or from its weights file, to plain arrays.
 * @module
 */

import type { ModelSpec } from "../architecture.ts";
import type { Model } from "../model.ts";
import { batchNormDefaults } from "../network/engine.ts";
import { readParameter } from "../network/parameter.ts";
import type { LayerSpec } from "../network/stack.ts";
import { openArrays } from "../training/array_file.ts";
import type { DenseLayer, PlainLayer, PlainModel, PlainStack } from "./plain_model.ts";

/** Reads all weights and running statistics of a model to the host. */
export async function readPlainModel(model: Model): Promise<PlainModel> {
  const { engine, parameters, statistics } = model;
  return await readModel(model.spec, model.latent, async (name) => {
    const parameter = parameters.find((each) => each.name === name);
    if (parameter) return await readParameter(engine, parameter);
    return await engine.read(statistics.find((each) => each.name === name)!.value);
  });
}

/**
 * Reads a weights file, with no engine: so large a model need not be held twice.
 *
 * @throws {SyntaxError} when it is no such file, or not whole
 */
export async function readPlainWeights(path: string): Promise<PlainModel> {
  const file = await openArrays<{ readonly spec: ModelSpec }>(path);
  try {
    const { spec } = file.meta;
    return await readModel(spec, latentOf(spec), file.read);
  } finally {
    file.close();
  }
}

/** Width of the latent of an architecture. */
export function latentOf(spec: ModelSpec): number {
  if (spec.kind === "vae") return spec.latent;
  return spec.encoder.findLast((layer) => layer.kind === "dense")?.units ?? spec.inputs;
}

/** Gives an array by name, as weights files call it. */
type ReadArray = (name: string) => Promise<Float32Array>;

async function readModel(
  spec: ModelSpec,
  latent: number,
  read: ReadArray,
): Promise<PlainModel> {
  const encoder = await readStack(read, "encoder", spec.inputs, spec.encoder);
  const decoder = await readStack(read, "decoder", latent, spec.decoder);
  if (spec.kind === "ae") return { kind: "ae", encoder, decoder };
  const head = (name: string) => readDense(read, name, encoder.outputs, spec.latent);
  return {
    kind: "vae",
    encoder,
    mean: await head("mean"),
    spread: await head(spec.form),
    form: spec.form,
    decoder,
  };
}

async function readStack(
  read: ReadArray,
  prefix: string,
  inputs: number,
  specs: readonly LayerSpec[],
): Promise<PlainStack> {
  const layers: PlainLayer[] = [];
  let width = inputs;
  for (const [i, spec] of specs.entries()) {
    const name = `${prefix}.${i}`;
    if (spec.kind === "activation") {
      layers.push({ kind: "activation", name, function: spec.function });
    } else if (spec.kind === "batchNorm") {
      layers.push(await readBatchNorm(read, name, width));
    } else {
      layers.push(await readDense(read, name, width, spec.units));
      width = spec.units;
    }
  }
  return { inputs, outputs: width, layers };
}

async function readDense(
  read: ReadArray,
  name: string,
  inputs: number,
  outputs: number,
): Promise<DenseLayer> {
  return {
    kind: "dense",
    name,
    inputs,
    outputs,
    weight: await read(`${name}.weight`),
    bias: await read(`${name}.bias`),
  };
}

async function readBatchNorm(
  read: ReadArray,
  name: string,
  width: number,
): Promise<PlainLayer> {
  const running = await read(`${name}.running`);
  return {
    kind: "batchNorm",
    name,
    gamma: await read(`${name}.weight`),
    beta: await read(`${name}.bias`),
    mean: running.subarray(0, width),
    variance: running.subarray(width),
    epsilon: batchNormDefaults.epsilon,
  };
}
