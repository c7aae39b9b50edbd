/**
 * The engine on WASM: tfjs's (XNNPACK's) plain matrix product, and loops over the heap for
 * the rest. tfjs's products with a transposed operand are slow, so operands are transposed.
 * XNNPACK caches a packed copy of a product's second operand by tensor, so a tensor that has
 * been one is never written again: a changed weight becomes a new tensor.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import type { SelectedBackend } from "../../backend/select_backend.ts";
import {
  type ActivationKind,
  type AdamRates,
  adamStepSizes,
  type BatchNormSettings,
  type Engine,
  type LatentForm,
  type Matrix,
  type Moments,
  type Parameter,
  type ParameterBlock,
} from "../engine.ts";
import { emptyMatrix, heapBytes, view } from "./heap.ts";
import * as loops from "./loops.ts";

/** Adam's moments stay outside the heap, which is scarce and never read by a product. */
interface HostMoments extends Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Products that are summed before the sum is added to the result. */
const LINK = 4096;

/** Options of the engine. */
export interface WasmEngineOptions {
  /** Largest block of a parameter, in bytes; no limit when left out. */
  readonly maxBlockBytes?: number;
}

/** @see Engine */
export class WasmEngine implements Engine {
  readonly facts;
  readonly #maxBlockBytes: number;

  /** The backend must be the active one of tfjs, as `selectBackend` leaves it. */
  constructor(selected: SelectedBackend, options: WasmEngineOptions = {}) {
    this.facts = selected.facts;
    this.#maxBlockBytes = options.maxBlockBytes ?? Infinity;
  }

  upload(data: Float32Array<ArrayBuffer>, rows: number, columns: number): Matrix {
    const matrix = emptyMatrix(rows, columns);
    view(matrix).set(data);
    return matrix;
  }

  async read(matrix: Matrix): Promise<Float32Array<ArrayBuffer>> {
    return new Float32Array(await matrix.data());
  }

  async sync(): Promise<void> {
    // Every operation has run when its method returns; other work may have its turn here.
    await Promise.resolve();
  }

  heldBytes(): number {
    return heapBytes();
  }

  /** Nothing: a WASM heap never shrinks. */
  release(): Promise<void> {
    return Promise.resolve();
  }

  blockWidths(rows: number, columns: number): readonly number[] {
    const most = Math.max(1, Math.floor(this.#maxBlockBytes / (rows * 4)));
    const count = Math.ceil(columns / most);
    const width = Math.ceil(columns / count);
    const widths: number[] = [];
    for (let start = 0; start < columns; start += width) {
      widths.push(Math.min(width, columns - start));
    }
    return widths;
  }

  product(x: Matrix, weight: Parameter): Matrix {
    const parts = weight.blocks.map((block) => this.#product(x, block.value));
    if (parts.length === 1) return parts[0]!;
    const whole = tf.concat2d(parts, 1);
    parts.forEach((part) => part.dispose());
    return whole;
  }

  /** A product as the sum of products of `LINK` columns: see the WebGPU kernel of that name. */
  #product(x: Matrix, weight: Matrix): Matrix {
    const [inputs, outputs] = weight.shape;
    if (inputs <= LINK) return tf.matMul(x, weight) as Matrix;
    return tf.tidy(() => {
      let sum: Matrix | undefined;
      for (let start = 0; start < inputs; start += LINK) {
        const width = Math.min(LINK, inputs - start);
        const columns = tf.slice2d(x, [0, start], [x.shape[0], width]);
        const rows = tf.slice2d(weight, [start, 0], [width, outputs]);
        const part = tf.matMul(columns, rows) as Matrix;
        if (sum) this.add(sum, part);
        else sum = part;
      }
      return sum!;
    });
  }

  weightGradient(x: Matrix, dy: Matrix, block: ParameterBlock): Matrix {
    return tf.tidy(() => {
      const window = block.width === dy.shape[1]
        ? dy
        : tf.slice2d(dy, [0, block.start], [dy.shape[0], block.width]);
      return tf.matMul(tf.transpose(x), window) as Matrix;
    });
  }

  inputGradient(dy: Matrix, weight: Parameter): Matrix {
    return tf.tidy(() => {
      const dyT = tf.transpose(dy) as Matrix;
      let dxT: Matrix | undefined;
      for (const block of weight.blocks) {
        const rows = weight.blocks.length === 1
          ? dyT
          : tf.slice2d(dyT, [block.start, 0], [block.width, dy.shape[0]]);
        const part = tf.matMul(block.value, rows) as Matrix;
        if (dxT) this.add(dxT, part);
        else dxT = part;
      }
      return tf.transpose(dxT!) as Matrix;
    });
  }

  addRow(y: Matrix, row: Matrix): void {
    loops.addRow(view(y), view(row));
  }

  add(y: Matrix, other: Matrix): void {
    const to = view(y);
    const from = view(other);
    for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
  }

  columnSums(y: Matrix): Matrix {
    const sums = emptyMatrix(1, y.shape[1]);
    loops.columnSums(view(y), view(sums));
    return sums;
  }

  activate(kind: ActivationKind, y: Matrix): void {
    loops.activate(kind, view(y));
  }

  activationGradient(kind: ActivationKind, y: Matrix, dy: Matrix): void {
    loops.activationGradient(kind, view(y), view(dy));
  }

  batchNormTrain(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    settings: BatchNormSettings,
  ): { y: Matrix; saved: Matrix } {
    const [rows, columns] = x.shape;
    const y = emptyMatrix(rows, columns);
    const saved = emptyMatrix(2, columns);
    loops.batchNormStatistics(view(x), view(saved), view(running), settings);
    loops.batchNormApply(view(x), view(saved), view(gamma), view(beta), view(y));
    return { y, saved };
  }

  batchNormInfer(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    settings: BatchNormSettings,
  ): Matrix {
    const [rows, columns] = x.shape;
    const y = emptyMatrix(rows, columns);
    const saved = loops.savedFromRunning(view(running), settings.epsilon);
    loops.batchNormApply(view(x), saved, view(gamma), view(beta), view(y));
    return y;
  }

  batchNormGradient(
    dy: Matrix,
    x: Matrix,
    gamma: Matrix,
    saved: Matrix,
  ): { dx: Matrix; dGamma: Matrix; dBeta: Matrix } {
    const [rows, columns] = x.shape;
    const dx = emptyMatrix(rows, columns);
    const dGamma = emptyMatrix(1, columns);
    const dBeta = emptyMatrix(1, columns);
    loops.batchNormGradient(
      view(dy),
      view(x),
      view(gamma),
      view(saved),
      view(dx),
      view(dGamma),
      view(dBeta),
    );
    return { dx, dGamma, dBeta };
  }

  squaredError(
    y: Matrix,
    target: Matrix,
    scale: number,
  ): { gradient: Matrix; sums: Matrix } {
    const [rows, columns] = y.shape;
    const gradient = emptyMatrix(rows, columns);
    const sums = emptyMatrix(1, rows);
    loops.squaredError(view(y), view(target), scale, view(gradient), view(sums));
    return { gradient, sums };
  }

  sampleLatent(
    mean: Matrix,
    spread: Matrix,
    epsilon: Matrix,
    form: LatentForm,
  ): { z: Matrix; sums: Matrix } {
    const [rows, columns] = mean.shape;
    const z = emptyMatrix(rows, columns);
    const sums = emptyMatrix(1, rows);
    loops.sampleLatent(
      view(mean),
      view(spread),
      view(epsilon),
      form,
      view(z),
      view(sums),
    );
    return { z, sums };
  }

  latentGradient(
    dz: Matrix,
    mean: Matrix,
    spread: Matrix,
    epsilon: Matrix,
    form: LatentForm,
    penaltyScale: number,
  ): { dMean: Matrix; dSpread: Matrix } {
    const [rows, columns] = mean.shape;
    const dMean = emptyMatrix(rows, columns);
    const dSpread = emptyMatrix(rows, columns);
    loops.latentGradient(
      { dz: view(dz), mean: view(mean), spread: view(spread), epsilon: view(epsilon) },
      form,
      penaltyScale,
      view(dMean),
      view(dSpread),
    );
    return { dMean, dSpread };
  }

  adam(block: ParameterBlock, gradient: Matrix, rates: AdamRates, step: number): void {
    const old = block.value;
    const moments = (block.moments ??= hostMoments(
      new Float32Array(old.size),
      new Float32Array(old.size),
    )) as HostMoments;
    const changed = emptyMatrix(old.shape[0], old.shape[1]);
    loops.adam(
      view(old),
      view(changed),
      moments.first,
      moments.second,
      view(gradient),
      rates,
      adamStepSizes(rates, step),
    );
    block.value = changed;
    old.dispose();
  }

  setMoments(block: ParameterBlock, first: Float32Array, second: Float32Array): void {
    block.moments = hostMoments(Float32Array.from(first), Float32Array.from(second));
  }
}

function hostMoments(first: Float32Array, second: Float32Array): HostMoments {
  return {
    first,
    second,
    read: () =>
      Promise.resolve({
        first: Float32Array.from(first),
        second: Float32Array.from(second),
      }),
    dispose() {},
  };
}
