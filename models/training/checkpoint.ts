/**
 * Weights and checkpoints on disk, and the digest that tells whether two models are the same.
 * @module
 */

import { createHash } from "node:crypto";
import type { ModelSpec } from "../architecture.ts";
import { buildModel } from "../build_model.ts";
import type { Model } from "../model.ts";
import type { Engine } from "../network/engine.ts";
import { readMoments, readParameter, writeParameter } from "../network/parameter.ts";
import { type ArrayToWrite, openArrays, writeArrays } from "./array_file.ts";
import type { TrainingConfig } from "./schedule.ts";
import type { TrainingState } from "./train_model.ts";

/** What a weights file says beside its arrays. */
export interface WeightsMeta {
  readonly schema: "latentmark/weights@1";
  readonly spec: ModelSpec;
}

/** What a checkpoint says beside its arrays. */
export interface CheckpointMeta {
  readonly schema: "latentmark/checkpoint@1";
  readonly config: TrainingConfig;
  readonly dataDigest: string;
  /** Backend and adapter: others would go on with other last bits. */
  readonly backend: string;
  readonly state: TrainingState;
}

/** Names of the arrays that hold Adam's moments. */
const momentName = (name: string, which: "first" | "second") => `adam.${which}/${name}`;

/** Writes parameters and statistics by name, in `[inputs, outputs]` layout. */
export async function saveWeights(model: Model, path: string): Promise<void> {
  const meta: WeightsMeta = { schema: "latentmark/weights@1", spec: model.spec };
  await writeArrays(path, meta, weightArrays(model));
}

/** Builds the model of a weights file. */
export async function loadWeights(engine: Engine, path: string): Promise<Model> {
  const file = await openArrays<WeightsMeta>(path);
  try {
    if (file.meta.schema !== "latentmark/weights@1") {
      throw new SyntaxError(
        `Cannot load "${path}" as it must hold weights: it says ${file.meta.schema}`,
      );
    }
    const model = buildModel(engine, file.meta.spec, 0);
    await readInto(model, file.read);
    return model;
  } finally {
    file.close();
  }
}

/** Writes all that a resumed run needs. */
export async function saveCheckpoint(
  model: Model,
  path: string,
  meta: Omit<CheckpointMeta, "schema">,
): Promise<void> {
  const arrays = weightArrays(model);
  for (const parameter of model.parameters) {
    const shape = [parameter.rows, parameter.columns] as const;
    // Read anew for each, so that no more than one parameter is held.
    for (const which of ["first", "second"] as const) {
      arrays.push({
        name: momentName(parameter.name, which),
        shape,
        numbers: async () => {
          const moments = await readMoments(parameter);
          const size = parameter.rows * parameter.columns;
          return new Float32Array(moments ? moments[which] : new Float32Array(size));
        },
      });
    }
  }
  await writeArrays(path, { schema: "latentmark/checkpoint@1", ...meta }, arrays);
}

/**
 * Loads a checkpoint into a model of the same architecture.
 *
 * @returns the state to go on from
 * @throws {TypeError} when the checkpoint belongs to another run: other configuration
 * (save the number of steps, where no step depends on it), other data or another backend
 */
export async function loadCheckpoint(
  model: Model,
  path: string,
  expected: Pick<CheckpointMeta, "config" | "dataDigest" | "backend">,
): Promise<TrainingState> {
  const file = await openArrays<CheckpointMeta>(path);
  try {
    const { meta } = file;
    const same = (what: string, a: unknown, b: unknown) => {
      if (JSON.stringify(a) !== JSON.stringify(b)) {
        throw new TypeError(
          `Cannot resume from "${path}" as its ${what} must be this run's: ` +
            `${JSON.stringify(a)} is not ${JSON.stringify(b)}`,
        );
      }
    };
    same("schema", meta.schema, "latentmark/checkpoint@1");
    const withoutSteps = (config: TrainingConfig) =>
      config.finalRateFraction === 1 ? { ...config, steps: 0 } : config;
    same("configuration", withoutSteps(meta.config), withoutSteps(expected.config));
    same("data", meta.dataDigest, expected.dataDigest);
    same("backend", meta.backend, expected.backend);
    await readInto(model, file.read, true);
    return { ...meta.state, stopped: null };
  } finally {
    file.close();
  }
}

/** SHA-256 over names, shapes and bytes of all parameters and statistics. */
export async function weightsDigest(model: Model): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, shape, numbers } of weightArrays(model)) {
    hash.update(JSON.stringify([name, shape]));
    hash.update(new Uint8Array((await numbers()).buffer));
  }
  return hash.digest("hex");
}

function weightArrays(model: Model): ArrayToWrite[] {
  const { engine } = model;
  return [
    ...model.parameters.map((parameter): ArrayToWrite => ({
      name: parameter.name,
      shape: [parameter.rows, parameter.columns],
      numbers: () => readParameter(engine, parameter),
    })),
    ...model.statistics.map((statistic): ArrayToWrite => ({
      name: statistic.name,
      shape: statistic.value.shape,
      numbers: () => engine.read(statistic.value),
    })),
  ];
}

async function readInto(
  model: Model,
  read: (name: string) => Promise<Float32Array<ArrayBuffer>>,
  withMoments = false,
): Promise<void> {
  const { engine } = model;
  for (const parameter of model.parameters) {
    const { name } = parameter;
    const moments = withMoments
      ? {
        first: await read(momentName(name, "first")),
        second: await read(momentName(name, "second")),
      }
      : undefined;
    writeParameter(engine, parameter, await read(name), moments);
  }
  for (const statistic of model.statistics) {
    const [rows, columns] = statistic.value.shape;
    const old = statistic.value;
    statistic.value = engine.upload(await read(statistic.name), rows, columns);
    old.dispose();
  }
}
