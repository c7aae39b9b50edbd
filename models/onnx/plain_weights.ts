/**
 * From a model on an engine to plain arrays.
 * @module
 */

import type { Model } from "../model.ts";
import { batchNormDefaults, type Engine } from "../network/engine.ts";
import { readParameter } from "../network/parameter.ts";
import type { LayerSpec } from "../network/stack.ts";
import type { DenseLayer, PlainLayer, PlainModel, PlainStack } from "./plain_model.ts";

/** Reads all weights and running statistics of a model to the host. */
export async function readPlainModel(model: Model): Promise<PlainModel> {
  const { spec, engine } = model;
  const arrays = { engine, ...named(model) };
  const encoder = await readStack(arrays, "encoder", spec.inputs, spec.encoder);
  const decoder = await readStack(arrays, "decoder", model.latent, spec.decoder);
  if (spec.kind === "ae") return { kind: "ae", encoder, decoder };
  const head = (name: string) => readDense(arrays, name, encoder.outputs, spec.latent);
  return {
    kind: "vae",
    encoder,
    mean: await head("mean"),
    spread: await head(spec.form),
    form: spec.form,
    decoder,
  };
}

/** Access to a model's arrays by name. */
interface Arrays {
  readonly engine: Engine;
  readonly parameters: ReadonlyMap<string, Model["parameters"][number]>;
  readonly statistics: ReadonlyMap<string, Model["statistics"][number]>;
}

function named({ parameters, statistics }: Model): Omit<Arrays, "engine"> {
  return {
    parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    statistics: new Map(statistics.map((statistic) => [statistic.name, statistic])),
  };
}

async function readStack(
  arrays: Arrays,
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
      layers.push(await readBatchNorm(arrays, name, width));
    } else {
      layers.push(await readDense(arrays, name, width, spec.units));
      width = spec.units;
    }
  }
  return { inputs, outputs: width, layers };
}

async function readDense(
  { engine, parameters }: Arrays,
  name: string,
  inputs: number,
  outputs: number,
): Promise<DenseLayer> {
  return {
    kind: "dense",
    name,
    inputs,
    outputs,
    weight: await readParameter(engine, parameters.get(`${name}.weight`)!),
    bias: await readParameter(engine, parameters.get(`${name}.bias`)!),
  };
}

async function readBatchNorm(
  { engine, parameters, statistics }: Arrays,
  name: string,
  width: number,
): Promise<PlainLayer> {
  const running = await engine.read(statistics.get(`${name}.running`)!.value);
  return {
    kind: "batchNorm",
    name,
    gamma: await readParameter(engine, parameters.get(`${name}.weight`)!),
    beta: await readParameter(engine, parameters.get(`${name}.bias`)!),
    mean: running.subarray(0, width),
    variance: running.subarray(width),
    epsilon: batchNormDefaults.epsilon,
  };
}
