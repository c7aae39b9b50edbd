/**
 * A whole run: data, engine, models, measures, files.
 *
 * Beside `manifest.json` each model has a folder with `weights.bin`, `curves.json` and, while
 * it is not done, `checkpoint.bin`.
 * @module
 */

import { buildModel } from "../build_model.ts";
import { type Dataset, pictureSize } from "../data/image_source.ts";
import { openDataset } from "../data/open_dataset.ts";
import { measureModel } from "../measures/measure_model.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import type { Model } from "../model.ts";
import type { Engine } from "../network/engine.ts";
import { openEngine } from "../network/open_engine.ts";
import { disposeMoments } from "../network/parameter.ts";
import { codecOf, readPictures } from "../run_model.ts";
import {
  loadCheckpoint,
  loadWeights,
  saveCheckpoint,
  saveWeights,
  weightsDigest,
} from "./checkpoint.ts";
import {
  canonicalJson,
  dataRecord,
  type RunManifest,
  runVersions,
  type TrainedRecord,
} from "./manifest.ts";
import { type ModelKind, type RunRequest, trainingConfig } from "./run_request.ts";
import { planTraining, type TrainingConfig } from "./schedule.ts";
import { type TrainingState, trainModel } from "./train_model.ts";

/** Where a run writes, and how its caller watches and steers it. */
export interface RunOptions {
  readonly out: string;
  /** Folder for drawn pictures. */
  readonly cache?: string;
  /** Go on from what is in `out`. */
  readonly resume?: boolean;
  /** Steps between checkpoints; none but at an interruption when left out. */
  readonly checkpointEvery?: number;
  /** Told what happens, a line at a time. */
  readonly tell?: (line: string) => void;
  readonly onProgress?: (kind: ModelKind, steps: number, state: TrainingState) => void;
  readonly shouldStop?: () => boolean;
  /** Called with each trained model, before it is freed. */
  readonly onTrained?: (trained: Trained) => Promise<void>;
}

/** A trained model with what figures of it need. */
export interface Trained {
  readonly kind: ModelKind;
  readonly model: Model;
  readonly config: TrainingConfig;
  readonly state: TrainingState;
  readonly dataset: Dataset;
  /** Indices of the pictures that were held back from training. */
  readonly heldBack: Uint32Array;
  /** The pictures that the measures looked at: of those held back, where there are two. */
  readonly measured: Pictures;
  readonly record: TrainedRecord;
  /** The model's own folder. */
  readonly folder: string;
}

/** How a run ended: with its manifest, or interrupted and ready to be resumed. */
export type RunResult =
  | { readonly status: "done"; readonly manifest: RunManifest }
  | { readonly status: "interrupted"; readonly kind: ModelKind; readonly step: number };

/** Name of the weights in a model's folder. */
export const weightsFile = "weights.bin";

/** Pictures that the measures look at. */
const MEASURED = 64;

/**
 * Trains the models that are asked for, one after another, measures them, and writes all
 * files. The manifest is written last.
 *
 * @throws {Error} when the backend or the data cannot be had, or training cannot go on
 */
export async function runTraining(
  request: RunRequest,
  options: RunOptions,
): Promise<RunResult> {
  const tell = options.tell ?? (() => {});
  const { engine, line } = await openEngine(request.backend);
  tell(line);
  const dataset = await openDataset(request, options.cache);
  try {
    const { name, images } = dataset;
    const { height, width, channels } = images.shape;
    tell(`Data: ${name}, ${images.count} pictures of ${width}x${height}x${channels}`);
    const models: RunManifest["models"] = {};
    for (const kind of request.models) {
      const result = await runOne(request, kind, engine, dataset, options);
      if ("step" in result) return { status: "interrupted", kind, ...result };
      Object.assign(models, { [kind]: result.record });
    }
    const manifest: RunManifest = {
      schema: "latentmark/run@1",
      request,
      data: dataRecord(dataset),
      backend: engine.facts,
      versions: runVersions(),
      models,
      figures: {},
      onnx: {},
      onnxAgreement: {},
    };
    await writeManifest(options.out, manifest);
    return { status: "done", manifest };
  } finally {
    dataset.images.close();
    dataset.test?.images.close();
  }
}

/** Writes a manifest where its run's files lie. */
export async function writeManifest(out: string, manifest: RunManifest): Promise<void> {
  await Deno.mkdir(out, { recursive: true });
  await Deno.writeTextFile(`${out}/manifest.json`, canonicalJson(manifest));
}

async function runOne(
  request: RunRequest,
  kind: ModelKind,
  engine: Engine,
  dataset: Dataset,
  options: RunOptions,
): Promise<{ record: TrainedRecord } | { step: number }> {
  const { images, test } = dataset;
  const folder = `${options.out}/${kind}`;
  await Deno.mkdir(folder, { recursive: true });
  const config = trainingConfig(request, kind, pictureSize(images.shape), images.count);
  const identity = {
    config,
    dataDigest: images.digest,
    backend: `${engine.facts.name}: ${engine.facts.adapter}`,
  };
  const files = {
    weights: `${folder}/${weightsFile}`,
    curves: `${folder}/curves.json`,
    checkpoint: `${folder}/checkpoint.bin`,
  };
  const done = options.resume ? await finishedBefore(engine, files, identity) : undefined;
  const model = done?.model ?? buildModel(engine, config.spec, config.seed);
  try {
    let state = done?.state;
    if (!state) {
      const from = options.resume && await exists(files.checkpoint)
        ? await loadCheckpoint(model, files.checkpoint, identity)
        : undefined;
      if (from) options.tell?.(`Resuming ${kind} after step ${from.step}`);
      const save = (now: TrainingState) =>
        saveCheckpoint(model, files.checkpoint, { ...identity, state: now });
      state = await trainModel(model, images, config, {
        onProgress: (now) => options.onProgress?.(kind, config.steps, now),
        onCheckpoint: save,
        ...(options.shouldStop ? { shouldStop: options.shouldStop } : {}),
        ...(options.checkpointEvery ? { checkpointEvery: options.checkpointEvery } : {}),
      }, from);
      if (state.stopped === "interrupted") {
        await save(state);
        return { step: state.step };
      }
      // Only training needs them, and they are twice as large as the model.
      model.parameters.forEach(disposeMoments);
      await engine.release();
      await saveWeights(model, files.weights);
      await Deno.writeTextFile(files.curves, canonicalJson({ ...identity, state }));
      if (await exists(files.checkpoint)) await Deno.remove(files.checkpoint);
    }
    const heldBack = planTraining(config, images.count).validation;
    const measured = await readPictures(images, measuredIndices(heldBack, images.count));
    const record: TrainedRecord = {
      config,
      steps: state.step,
      stopped: state.stopped,
      train: state.train.at(-1) ?? null,
      validation: state.validation.at(-1) ?? null,
      measures: await measureModel(
        codecOf(model),
        measured,
        images.shape,
        test,
        request.seed,
      ),
      weights: await weightsDigest(model),
    };
    await options.onTrained?.({
      kind,
      model,
      config,
      state,
      dataset,
      heldBack,
      measured,
      record,
      folder,
    });
    return { record };
  } finally {
    model.dispose();
    await engine.release();
  }
}

/** Pictures held back, or the first ones where none (or one) were. */
export function measuredIndices(heldBack: Uint32Array, count: number): Uint32Array {
  if (heldBack.length >= 2) return heldBack.slice(0, MEASURED);
  return Uint32Array.from({ length: Math.min(MEASURED, count) }, (_, i) => i);
}

/** The model of an earlier, finished run with the same identity. */
async function finishedBefore(
  engine: Engine,
  files: { weights: string; curves: string },
  identity: { config: TrainingConfig; dataDigest: string; backend: string },
): Promise<{ model: Model; state: TrainingState } | undefined> {
  if (!await exists(files.weights) || !await exists(files.curves)) return undefined;
  const { state, ...written } = JSON.parse(await Deno.readTextFile(files.curves)) as
    & typeof identity
    & { state: TrainingState };
  if (canonicalJson(written) !== canonicalJson(identity)) return undefined;
  return { model: await loadWeights(engine, files.weights), state };
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
