/**
 * Models that are trained once: kept in a folder under a digest of everything that decides
 * them (layers, training, data, seed, backend, versions).
 *
 * @module
 */
import type { ModelSpec } from "../../models/architecture.ts";
import { buildModel } from "../../models/build_model.ts";
import { sha256 } from "../../models/data/digest.ts";
import type { ImageSource } from "../../models/data/image_source.ts";
import type { Model } from "../../models/model.ts";
import { adamDefaults, type Engine } from "../../models/network/engine.ts";
import {
  loadCheckpoint,
  loadWeights,
  saveCheckpoint,
  saveWeights,
  weightsDigest,
} from "../../models/training/checkpoint.ts";
import { canonicalJson, runVersions } from "../../models/training/manifest.ts";
import type { TrainingConfig } from "../../models/training/schedule.ts";
import { trainModel, untrained } from "../../models/training/train_model.ts";
import { boundCache, markUsed } from "./bound_cache.ts";

/** Part of every key: raise it when the same key would give other weights. */
const RECIPE = 1;

/** A trained model, with what became of its training. */
export interface ReferenceModel {
  readonly model: Model;
  readonly key: string;
  readonly steps: number;
  readonly weights: string;
  readonly cached: boolean;
}

/** How the model of a plan is trained. */
export function referenceConfig(
  spec: ModelSpec,
  seed: number,
  { steps, batch }: { readonly steps: number; readonly batch: number },
): TrainingConfig {
  return {
    spec,
    seed,
    batch,
    steps,
    validationFraction: 0.1,
    adam: { ...adamDefaults, learningRate: 1e-3 },
    // Few steps: a falling rate lets the last of them smooth what the first roughened.
    finalRateFraction: 0.05,
    reduction: spec.kind === "ae" ? "mean" : "sum",
    beta: spec.kind === "ae" ? 0 : 1,
    warmupSteps: 0,
    patience: null,
  };
}

/**
 * Takes the model from the cache, or trains it and puts it there. Of a training that the
 * clock stopped a checkpoint is kept, from which the next call goes on to the same weights.
 *
 * @param cache folder of models
 * @param deadlineMs wall clock for the training
 * @throws {Error} when the device reports a fault or training can not go on
 */
export async function referenceModel(
  engine: Engine,
  images: ImageSource,
  config: TrainingConfig,
  { cache, deadlineMs, tell }: {
    readonly cache: string;
    readonly deadlineMs: number;
    readonly tell: (line: string) => void;
  },
): Promise<ReferenceModel> {
  const key = await sha256(canonicalJson({
    recipe: RECIPE,
    config,
    data: images.digest,
    backend: engine.facts,
    versions: runVersions(),
  }));
  const folder = `${cache}/models`;
  const path = `${folder}/${key}.bin`;
  const known = await fromCache(engine, path);
  if (known) {
    await markUsed(path);
    const weights = await weightsDigest(known);
    return { model: known, key, steps: config.steps, weights, cached: true };
  }
  const model = buildModel(engine, config.spec, config.seed);
  const checkpoint = `${folder}/${key}.checkpoint.bin`;
  const { name, adapter } = engine.facts;
  const backend = `${name}: ${adapter}`;
  const identity = { config, dataDigest: images.digest, backend };
  try {
    const from = await exists(checkpoint)
      ? await loadCheckpoint(model, checkpoint, identity)
      : untrained;
    const started = performance.now();
    const state = await trainModel(model, images, config, {
      shouldStop: () => performance.now() - started > deadlineMs,
      onProgress: ({ step }) => tell(`training: step ${step} of ${config.steps}`),
    }, from);
    const weights = await weightsDigest(model);
    await Deno.mkdir(folder, { recursive: true });
    if (state.stopped === "interrupted") {
      await saveCheckpoint(model, checkpoint, { ...identity, state });
    } else {
      await saveWeights(model, path);
      if (await exists(checkpoint)) await Deno.remove(checkpoint);
    }
    await boundCache(folder, state.stopped === "interrupted" ? checkpoint : path);
    return { model, key, steps: state.step, weights, cached: false };
  } catch (error) {
    model.dispose();
    throw error;
  }
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

/** The cached model; a file that is damaged is as good as none. */
async function fromCache(engine: Engine, path: string): Promise<Model | undefined> {
  try {
    return await loadWeights(engine, path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
