/**
 * What the autoencoder and the VAE have in common, for training, checkpoints, measures and
 * export. Weights are reached by layer name through `parameters` and `statistics`.
 * @module
 */

import type { ModelSpec } from "./architecture.ts";
import type { Engine, Matrix, Parameter } from "./network/engine.ts";
import type { GradientSink } from "./network/layer.ts";
import type { Statistic } from "./network/parameter.ts";

/** How the squared error of a batch becomes a loss; both average over the batch. */
export type ReconstructionReduction =
  /** Mean over all numbers of an image (torch's `MSELoss`). */
  | "mean"
  /** Sum over all numbers of an image, as an ELBO has it. */
  | "sum";

/** What one training step needs beside its batch. */
export interface StepContext {
  readonly reduction: ReconstructionReduction;
  /** Weight of the KL term in this step; the autoencoder has none. */
  readonly beta: number;
  /** Standard normal noise for `[rows, latent]`, or `undefined` for none. */
  readonly epsilon: (count: number) => Float32Array<ArrayBuffer>;
  readonly sink: GradientSink;
}

/** Loss terms of some batches as the device has them; read and disposed of by `readLosses`. */
export interface DeviceLosses {
  /** Partial sums of the squared error. */
  readonly squared: Matrix;
  /** Partial sums of the KL term. */
  readonly penalty: Matrix | undefined;
  /** Images in the batch. */
  readonly rows: number;
}

/** A model on an engine. Matrices that methods return are the caller's. */
export interface Model {
  readonly spec: ModelSpec;
  readonly engine: Engine;
  /** Width of the latent. */
  readonly latent: number;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  /** Latents of images `[rows, inputs]`; for a VAE the posterior's mean. */
  encode(images: Matrix): Matrix;
  /** Images of latents `[rows, latent]`. */
  decode(latents: Matrix): Matrix;
  /** One forward and backward pass; gradients go to the sink. */
  step(images: Matrix, context: StepContext): DeviceLosses;
  /** The losses alone, with running statistics and, for a VAE, at the mean (epsilon 0). */
  evaluate(images: Matrix): DeviceLosses;
  dispose(): void;
}

/** Loss terms, averaged over images. */
export interface Losses {
  /** What training minimises: `reconstruction + beta * kl`. */
  readonly loss: number;
  readonly reconstruction: number;
  /** KL (or the sigma form's penalty) an image, in nats, before beta; 0 for autoencoders. */
  readonly kl: number;
}

/** Reads loss sums and frees them. Sums over partial sums are in double precision. */
export async function readLosses(
  model: Model,
  losses: DeviceLosses,
  reduction: ReconstructionReduction,
  beta: number,
): Promise<Losses> {
  const { squared, penalty, rows } = losses;
  const total = async (sums: Matrix | undefined) => {
    if (!sums) return 0;
    const values = await model.engine.read(sums);
    sums.dispose();
    return values.reduce((a, b) => a + b, 0);
  };
  const perImage = await total(squared) / rows;
  const reconstruction = reduction === "mean" ? perImage / model.spec.inputs : perImage;
  const kl = await total(penalty) / rows;
  return { loss: reconstruction + beta * kl, reconstruction, kl };
}

/** Factor of the squared error's gradient for a batch of `rows`. */
export function errorScale(
  reduction: ReconstructionReduction,
  rows: number,
  inputs: number,
): number {
  return reduction === "mean" ? 1 / (rows * inputs) : 1 / rows;
}
