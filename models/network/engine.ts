/**
 * The few operations that training and inference of dense networks need, as one interface
 * with two implementations (WebGPU, WASM) that pass one suite of tests. Matrices are tfjs
 * tensors, float32, row-major, on the engine's backend; whoever receives one disposes of it.
 * Results of two backends differ in the last bits; on one backend they always repeat.
 * @module
 */

import type * as tf from "@tensorflow/tfjs-core";
import type { BackendFacts } from "../backend/select_backend.ts";

/** A float32 matrix `[rows, columns]` on the engine's backend. */
export type Matrix = tf.Tensor2D;

/** Element-wise functions whose derivative follows from their own result. */
export type ActivationKind = "relu" | "leakyRelu" | "elu" | "tanh" | "sigmoid";

/** A run of columns of a parameter, held apart where one binding cannot hold the whole. */
export interface ParameterBlock {
  readonly start: number;
  readonly width: number;
  /** The engine may put a new tensor here when it changes the values. */
  value: Matrix;
  /** Adam's first and second moments; `undefined` until the first update. */
  moments: Moments | undefined;
}

/** Where Adam's moments of one block live is the engine's own affair. */
export interface Moments {
  read(): Promise<{ first: Float32Array; second: Float32Array }>;
  dispose(): void;
}

/** A trained array `[rows, columns]`, split by columns. */
export interface Parameter {
  /** Layer and role, as in `"encoder.0.weight"`. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly blocks: readonly ParameterBlock[];
}

/** Adam as PyTorch defines it. */
export interface AdamRates {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Settings of batch normalisation; see `batchNormDefaults`. */
export interface BatchNormSettings {
  readonly epsilon: number;
  /** Share of the new batch in the running statistics (torch's sense; Keras has 1 - this). */
  readonly momentum: number;
}

/** How the latent's spread is parameterised. */
export type LatentForm =
  /** `z = mean + exp(spread / 2) * epsilon`; KL to N(0, 1) in nats. */
  | "logVar"
  /** `z = mean + exp(spread) * epsilon`; penalty `exp(spread) - (1 + spread) + mean^2`. */
  | "sigma";

/** The operations. Methods that change an argument say so; all others make new matrices. */
export interface Engine {
  readonly facts: BackendFacts;

  /** Copies numbers to the backend. @throws {RangeError} over the binding limit */
  upload(data: Float32Array<ArrayBuffer>, rows: number, columns: number): Matrix;
  /** Reads numbers back. @throws {Error} when the device has reported a fault */
  read(matrix: Matrix): Promise<Float32Array<ArrayBuffer>>;
  /** Waits for the work so far. @throws {Error} when the device has reported a fault */
  sync(): Promise<void>;
  /** Bytes held on the backend, as far as it counts them. */
  heldBytes(): number;
  /** Gives back memory that is kept only to be used again, where the backend can. */
  release(): Promise<void>;

  /** Widths of the column blocks that a `[rows, columns]` parameter must be split into. */
  blockWidths(rows: number, columns: number): readonly number[];

  /** `x . w`: `[batch, in]` by `[in, out]`. */
  product(x: Matrix, weight: Parameter): Matrix;
  /** `xT . dy` for one block of the weight: `[in, block width]`. */
  weightGradient(x: Matrix, dy: Matrix, block: ParameterBlock): Matrix;
  /** `dy . wT`: `[batch, in]`. */
  inputGradient(dy: Matrix, weight: Parameter): Matrix;

  /** Adds a row to every row of `y`, in place. */
  addRow(y: Matrix, row: Matrix): void;
  /** Adds `other` to `y`, in place. */
  add(y: Matrix, other: Matrix): void;
  /** Sums over rows: `[1, columns]`. */
  columnSums(y: Matrix): Matrix;

  /** Applies the function in place. */
  activate(kind: ActivationKind, y: Matrix): void;
  /** Turns `dy` into the gradient before the function, in place, from its result `y`. */
  activationGradient(kind: ActivationKind, y: Matrix, dy: Matrix): void;

  /** Normalises by the batch's statistics and moves the running ones, in place, `[2, n]`. */
  batchNormTrain(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    settings: BatchNormSettings,
  ): { y: Matrix; saved: Matrix };
  /** Normalises by the running statistics. */
  batchNormInfer(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    settings: BatchNormSettings,
  ): Matrix;
  /** Gradients for the input, gamma and beta. */
  batchNormGradient(
    dy: Matrix,
    x: Matrix,
    gamma: Matrix,
    saved: Matrix,
  ): { dx: Matrix; dGamma: Matrix; dBeta: Matrix };

  /**
   * Squared error against a target. The gradient is `scale * 2 * (y - target)`; `sums` are
   * partial sums of the squared error, which the host adds up.
   */
  squaredError(
    y: Matrix,
    target: Matrix,
    scale: number,
  ): { gradient: Matrix; sums: Matrix };

  /** A latent sample, and partial sums of the penalty (KL or its variant). */
  sampleLatent(
    mean: Matrix,
    spread: Matrix,
    epsilon: Matrix,
    form: LatentForm,
  ): { z: Matrix; sums: Matrix };
  /** Gradients of `loss + penaltyScale * penalty` for mean and spread. */
  latentGradient(
    dz: Matrix,
    mean: Matrix,
    spread: Matrix,
    epsilon: Matrix,
    form: LatentForm,
    penaltyScale: number,
  ): { dMean: Matrix; dSpread: Matrix };

  /** One Adam update of one block, in place. `step` counts from 1. */
  adam(block: ParameterBlock, gradient: Matrix, rates: AdamRates, step: number): void;
  /** Sets a block's moments, for a resumed run. */
  setMoments(block: ParameterBlock, first: Float32Array, second: Float32Array): void;
}

/** torch's defaults. */
export const batchNormDefaults: BatchNormSettings = { epsilon: 1e-5, momentum: 0.1 };

/** torch's defaults, with the learning rate most courses use. */
export const adamDefaults: AdamRates = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};

/** Step sizes of one Adam update, computed in double precision on the host. */
export function adamStepSizes(
  rates: AdamRates,
  step: number,
): { size: number; secondScale: number } {
  return {
    size: rates.learningRate / (1 - rates.beta1 ** step),
    secondScale: 1 / Math.sqrt(1 - rates.beta2 ** step),
  };
}
