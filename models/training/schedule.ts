/**
 * What a run does at each step, as pure functions of its configuration: a resumed run asks
 * the same questions and gets the same answers.
 * @module
 */

import type { ModelSpec } from "../architecture.ts";
import type { ReconstructionReduction } from "../model.ts";
import type { AdamRates } from "../network/engine.ts";
import { normals, permutation } from "../random/draw.ts";
import { streamOf } from "../random/stream.ts";

/** Everything that decides a run's result, beside its data and its backend. Plain data. */
export interface TrainingConfig {
  readonly spec: ModelSpec;
  readonly seed: number;
  /** Images a step. */
  readonly batch: number;
  /** Steps in all. */
  readonly steps: number;
  /** Part of the images that is held back, 0 to below 1. */
  readonly validationFraction: number;
  readonly adam: AdamRates;
  /** The learning rate falls evenly to this part of itself; 1: it stays. */
  readonly finalRateFraction: number;
  readonly reduction: ReconstructionReduction;
  /** Weight of the KL term after the warm-up. */
  readonly beta: number;
  /** Steps over which the weight grows from 0 in even steps. */
  readonly warmupSteps: number;
  /** Validations without a better loss after which training stops; `null`: never. */
  readonly patience: number | null;
}

/** The split of the images, and the counts that follow. */
export interface Plan {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  /** Images a step; fewer than asked for when there are not as many. */
  readonly batch: number;
  readonly stepsPerEpoch: number;
  /** Steps between validations: an epoch, or more when epochs are short. */
  readonly validateEvery: number;
}

/** At most this many validations a run, so that short epochs do not drown in them. */
const VALIDATIONS = 20;

/**
 * Splits `count` images and plans the steps. The rest of an epoch that does not fill a batch
 * is left out: batch statistics of a few images would be noise.
 *
 * @throws {RangeError} when fewer than two images are left to train on
 */
export function planTraining(config: TrainingConfig, count: number): Plan {
  const order = permutation(streamOf(config.seed, "split"), count);
  const held = Math.floor(count * config.validationFraction);
  const train = order.slice(held);
  if (train.length < 2) {
    throw new RangeError(
      `Cannot train as at least two images must be left for training: ` +
        `${train.length} of ${count} are`,
    );
  }
  const batch = Math.min(config.batch, train.length);
  const stepsPerEpoch = Math.floor(train.length / batch);
  const shortest = Math.ceil(config.steps / VALIDATIONS);
  return {
    train,
    validation: order.slice(0, held).sort(),
    batch,
    stepsPerEpoch,
    validateEvery: Math.ceil(shortest / stepsPerEpoch) * stepsPerEpoch,
  };
}

/** The order of training images in one epoch. */
export function epochOrder(
  config: TrainingConfig,
  plan: Plan,
  epoch: number,
): Uint32Array {
  const stream = streamOf(config.seed, `order/${epoch}`);
  return permutation(stream, plan.train.length).map((at) => plan.train[at]!);
}

/** Adam's rates in a step, counted from 0. */
export function ratesAt(
  { adam, finalRateFraction, steps }: Pick<
    TrainingConfig,
    "adam" | "finalRateFraction" | "steps"
  >,
  step: number,
): AdamRates {
  const fraction = 1 - (1 - finalRateFraction) * step / steps;
  return { ...adam, learningRate: adam.learningRate * fraction };
}

/** Weight of the KL term in a step, counted from 0. */
export function betaAt(
  { beta, warmupSteps }: Pick<TrainingConfig, "beta" | "warmupSteps">,
  step: number,
): number {
  return warmupSteps > 0 ? beta * Math.min(1, (step + 1) / warmupSteps) : beta;
}

/** Reparameterisation noise of a step. */
export function stepNoise(
  seed: number,
  step: number,
  count: number,
): Float32Array<ArrayBuffer> {
  return normals(streamOf(seed, `noise/${step}`), count);
}
