/**
 * The training loop.
 * @module
 */

import { type ImageSource, toUnitRange } from "../data/image_source.ts";
import { type DeviceLosses, type Losses, type Model, readLosses } from "../model.ts";
import {
  betaAt,
  epochOrder,
  planTraining,
  ratesAt,
  stepNoise,
  type TrainingConfig,
} from "./schedule.ts";

/** Loss terms at one moment of a run. */
export interface CurvePoint extends Losses {
  /** Steps done. */
  readonly step: number;
}

/** Where a run stands, as plain data; with the weights, all that a resumed run needs. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** One point a step. */
  readonly train: readonly CurvePoint[];
  /** One point a validation. */
  readonly validation: readonly CurvePoint[];
  /** Why training ended before its last step, if it did. */
  readonly stopped: "early" | "interrupted" | null;
}

/** How a caller watches and steers a run. */
export interface TrainingHooks {
  /** Called after losses have been read, with the steps done. */
  readonly onProgress?: (state: TrainingState) => void;
  /** Asked before each step; `true` ends the run at once, to be resumed later. */
  readonly shouldStop?: () => boolean;
  /** Called every `checkpointEvery` steps with a state that can be resumed. */
  readonly onCheckpoint?: (state: TrainingState) => Promise<void>;
  readonly checkpointEvery?: number;
}

/** Steps whose losses wait on the device before they are read, all at once. */
const READ_EVERY = 8;

/** The state before the first step. */
export const untrained: TrainingState = {
  step: 0,
  train: [],
  validation: [],
  stopped: null,
};

/**
 * Trains in place from `from` to the configured number of steps, or until it stops early or
 * is told to stop.
 *
 * @param model with the weights (and Adam's moments) that belong to `from`
 * @returns the state at the end
 * @throws {Error} when the device reports a fault, or a loss is not finite
 */
export async function trainModel(
  model: Model,
  images: ImageSource,
  config: TrainingConfig,
  hooks: TrainingHooks = {},
  from: TrainingState = untrained,
): Promise<TrainingState> {
  const plan = planTraining(config, images.count);
  const train = [...from.train];
  const validation = [...from.validation];
  let step = from.step;
  let order: Uint32Array | undefined;
  let pending: [step: number, losses: DeviceLosses][] = [];
  let stopped: TrainingState["stopped"] = null;
  // The curves are shared, not copied: whoever keeps a state writes it out at once.
  const state = (): TrainingState => ({ step, train, validation, stopped });
  const flush = async () => {
    for (const [at, losses] of pending) {
      const beta = betaAt(config, at - 1);
      const read = await readLosses(model, losses, config.reduction, beta);
      if (!Number.isFinite(read.loss)) {
        throw new Error(
          `Cannot go on training as the loss must be a number: ` +
            `it is ${read.loss} after step ${at}`,
        );
      }
      train.push({ step: at, ...read });
    }
    pending = [];
    // Where no step waits for a device, signals would otherwise never have their turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
  };

  while (step < config.steps) {
    if (hooks.shouldStop?.()) {
      stopped = "interrupted";
      break;
    }
    const inEpoch = step % plan.stepsPerEpoch;
    if (!order || inEpoch === 0) {
      order = epochOrder(config, plan, Math.floor(step / plan.stepsPerEpoch));
    }
    const indices = order.subarray(inEpoch * plan.batch, (inEpoch + 1) * plan.batch);
    pending.push([step + 1, await runStep(model, images, config, indices, step)]);
    step++;
    const validateNow = plan.validation.length > 0 &&
      (step % plan.validateEvery === 0 || step === config.steps);
    const checkpointNow = hooks.checkpointEvery !== undefined &&
      step % hooks.checkpointEvery === 0;
    if (pending.length >= READ_EVERY || validateNow || checkpointNow) await flush();
    if (validateNow) {
      const losses = await evaluateOn(model, images, plan.validation, config, plan.batch);
      validation.push({ step, ...losses });
      if (shouldStopEarly(validation, config.patience)) {
        stopped = "early";
        break;
      }
    }
    if (checkpointNow) await hooks.onCheckpoint?.(state());
    if (pending.length === 0) hooks.onProgress?.(state());
  }
  await flush();
  await model.engine.sync();
  const end = state();
  hooks.onProgress?.(end);
  return end;
}

/** One step: forward, backward, Adam. */
async function runStep(
  model: Model,
  images: ImageSource,
  config: TrainingConfig,
  indices: Uint32Array,
  step: number,
): Promise<DeviceLosses> {
  const { engine } = model;
  const rates = ratesAt(config, step);
  const pixels = toUnitRange(await images.read(indices));
  const batch = engine.upload(pixels, indices.length, model.spec.inputs);
  const losses = model.step(batch, {
    reduction: config.reduction,
    beta: betaAt(config, step),
    epsilon: (count) => stepNoise(config.seed, step, count),
    sink: (block, gradient) => {
      engine.adam(block, gradient, rates, step + 1);
      gradient.dispose();
    },
  });
  batch.dispose();
  return losses;
}

/** Losses over some images, by running statistics, at the configured beta. */
export async function evaluateOn(
  model: Model,
  images: ImageSource,
  indices: ArrayLike<number>,
  { reduction, beta }: Pick<TrainingConfig, "reduction" | "beta">,
  batch: number,
): Promise<Losses> {
  const all = Uint32Array.from(indices);
  let reconstruction = 0;
  let kl = 0;
  for (let start = 0; start < all.length; start += batch) {
    const part = all.subarray(start, start + batch);
    const pixels = toUnitRange(await images.read(part));
    const matrix = model.engine.upload(pixels, part.length, model.spec.inputs);
    const losses = await readLosses(model, model.evaluate(matrix), reduction, beta);
    matrix.dispose();
    reconstruction += losses.reconstruction * part.length / all.length;
    kl += losses.kl * part.length / all.length;
  }
  return { loss: reconstruction + beta * kl, reconstruction, kl };
}

/** Whether the last `patience` validations were no better than the best before them. */
export function shouldStopEarly(
  validation: readonly { readonly loss: number }[],
  patience: number | null,
): boolean {
  if (patience === null || validation.length <= patience) return false;
  const before = validation.slice(0, -patience).map(({ loss }) => loss);
  const recent = validation.slice(-patience).map(({ loss }) => loss);
  return Math.min(...recent) >= Math.min(...before);
}
