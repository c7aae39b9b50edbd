/**
 * The engine on WebGPU: own WGSL kernels on tfjs's tensors.
 * @module
 */

import type { SelectedBackend } from "../../backend/select_backend.ts";
import { activeWebGpuBackend, type WebGpuBackend } from "../../backend/webgpu_device.ts";
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
import { ADAM_GROUP, adamKernel } from "./adam_kernel.ts";
import * as kernels from "./elementwise_kernels.ts";
import { MatrixStore } from "./matrix_store.ts";
import { Products } from "./products.ts";
import { type Kernel, KernelRunner, type Uniform } from "./run_kernel.ts";

/** Adam's moments as tensors beside the weight. */
interface DeviceMoments extends Moments {
  readonly first: Matrix;
  readonly second: Matrix;
}

/** Options of the engine. */
export interface WebGpuEngineOptions {
  /** Largest block of a parameter, in bytes; the device's binding limit when left out. */
  readonly maxBlockBytes?: number;
}

/** @see Engine */
export class WebGpuEngine implements Engine {
  readonly facts;
  readonly #selected: SelectedBackend;
  readonly #backend: WebGpuBackend;
  readonly #runner: KernelRunner;
  readonly #store: MatrixStore;
  readonly #products: Products;
  readonly #maxBlockBytes: number;

  /** The backend must be the active one of tfjs, as `selectBackend` leaves it. */
  constructor(selected: SelectedBackend, options: WebGpuEngineOptions = {}) {
    this.facts = selected.facts;
    this.#selected = selected;
    this.#backend = activeWebGpuBackend();
    this.#runner = new KernelRunner(this.#backend);
    const maxBytes = selected.facts.maxBindingBytes ?? Infinity;
    this.#maxBlockBytes = Math.min(options.maxBlockBytes ?? Infinity, maxBytes);
    this.#store = new MatrixStore(this.#backend, maxBytes);
    this.#products = new Products(this.#runner, this.#store, this.facts.software);
  }

  upload(data: Float32Array<ArrayBuffer>, rows: number, columns: number): Matrix {
    return this.#store.upload(data, rows, columns);
  }

  async read(matrix: Matrix): Promise<Float32Array<ArrayBuffer>> {
    const values = await this.#store.read(matrix);
    this.#selected.faults.check();
    return values;
  }

  async sync(): Promise<void> {
    this.#runner.submit();
    await this.#backend.device.queue.onSubmittedWorkDone();
    this.#selected.faults.check();
  }

  heldBytes(): number {
    return this.#backend.memory().numBytesAllocatedInGPU + this.#runner.textureBytes();
  }

  async release(): Promise<void> {
    await this.sync();
    const { bufferManager } = this.#backend;
    for (const buffers of bufferManager.freeBuffers.values()) {
      for (const buffer of buffers.splice(0)) {
        bufferManager.numFreeBuffers--;
        bufferManager.numBytesAllocated -= buffer.size;
        buffer.destroy();
      }
    }
  }

  blockWidths(rows: number, columns: number): readonly number[] {
    // Whole vectors, so that every block keeps the fast kernels.
    const most = Math.floor(this.#maxBlockBytes / (rows * 4 * 4)) * 4;
    if (most < 4) {
      throw new RangeError(
        `Cannot split a [${rows}, ${columns}] parameter as four of its columns must fit ` +
          `${this.#maxBlockBytes} bytes`,
      );
    }
    const count = Math.ceil(columns / most);
    const width = Math.ceil(columns / count / 4) * 4;
    const widths: number[] = [];
    for (let start = 0; start < columns; start += width) {
      widths.push(Math.min(width, columns - start));
    }
    return widths;
  }

  product(x: Matrix, weight: Parameter): Matrix {
    return this.#products.product(x, weight);
  }

  weightGradient(x: Matrix, dy: Matrix, block: ParameterBlock): Matrix {
    return this.#products.weightGradient(x, dy, block);
  }

  inputGradient(dy: Matrix, weight: Parameter): Matrix {
    return this.#products.inputGradient(dy, weight);
  }

  addRow(y: Matrix, row: Matrix): void {
    this.#each(kernels.addRowKernel, [y, row], y.size, [["u32", y.shape[1]]]);
  }

  add(y: Matrix, other: Matrix): void {
    this.#each(kernels.addKernel, [y, other], y.size, []);
  }

  columnSums(y: Matrix): Matrix {
    const [rows, columns] = y.shape;
    const sums = this.#store.empty(1, columns);
    this.#each(kernels.columnSumsKernel, [sums, y], columns, [["u32", rows]]);
    return sums;
  }

  activate(kind: ActivationKind, y: Matrix): void {
    this.#each(kernels.activationKernel(kind), [y], y.size, []);
  }

  activationGradient(kind: ActivationKind, y: Matrix, dy: Matrix): void {
    this.#each(kernels.activationGradientKernel(kind), [dy, y], y.size, []);
  }

  batchNormTrain(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    { epsilon, momentum }: BatchNormSettings,
  ): { y: Matrix; saved: Matrix } {
    const [rows, columns] = x.shape;
    const y = this.#store.empty(rows, columns);
    const saved = this.#store.empty(2, columns);
    this.#each(
      kernels.batchNormTrainKernel,
      [y, saved, running, x, gamma, beta],
      columns,
      [["u32", rows], ["f32", epsilon], ["f32", momentum]],
    );
    return { y, saved };
  }

  batchNormInfer(
    x: Matrix,
    gamma: Matrix,
    beta: Matrix,
    running: Matrix,
    { epsilon }: BatchNormSettings,
  ): Matrix {
    const [rows, columns] = x.shape;
    const y = this.#store.empty(rows, columns);
    this.#each(
      kernels.batchNormInferKernel,
      [y, x, gamma, beta, running],
      y.size,
      [["u32", columns], ["f32", epsilon]],
    );
    return y;
  }

  batchNormGradient(
    dy: Matrix,
    x: Matrix,
    gamma: Matrix,
    saved: Matrix,
  ): { dx: Matrix; dGamma: Matrix; dBeta: Matrix } {
    const [rows, columns] = x.shape;
    const dx = this.#store.empty(rows, columns);
    const dGamma = this.#store.empty(1, columns);
    const dBeta = this.#store.empty(1, columns);
    this.#each(
      kernels.batchNormGradientKernel,
      [dx, dGamma, dBeta, dy, x, gamma, saved],
      columns,
      [["u32", rows]],
    );
    return { dx, dGamma, dBeta };
  }

  squaredError(
    y: Matrix,
    target: Matrix,
    scale: number,
  ): { gradient: Matrix; sums: Matrix } {
    const [rows, columns] = y.shape;
    const gradient = this.#store.empty(rows, columns);
    const byColumn = this.#store.empty(1, columns);
    this.#each(
      kernels.squaredErrorKernel,
      [gradient, byColumn, y, target],
      columns,
      [["u32", rows], ["f32", scale]],
    );
    return { gradient, sums: this.#partialSums(byColumn) };
  }

  sampleLatent(
    mean: Matrix,
    spread: Matrix,
    epsilon: Matrix,
    form: LatentForm,
  ): { z: Matrix; sums: Matrix } {
    const [rows, columns] = mean.shape;
    const z = this.#store.empty(rows, columns);
    const byColumn = this.#store.empty(1, columns);
    this.#each(
      kernels.sampleLatentKernel(form),
      [z, byColumn, mean, spread, epsilon],
      columns,
      [["u32", rows]],
    );
    return { z, sums: this.#partialSums(byColumn) };
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
    const dMean = this.#store.empty(rows, columns);
    const dSpread = this.#store.empty(rows, columns);
    this.#each(
      kernels.latentGradientKernel(form),
      [dMean, dSpread, dz, mean, spread, epsilon],
      mean.size,
      [["f32", penaltyScale]],
    );
    return { dMean, dSpread };
  }

  adam(block: ParameterBlock, gradient: Matrix, rates: AdamRates, step: number): void {
    const { value } = block;
    const moments = (block.moments ??= this.#moments(
      this.#zeros(value),
      this.#zeros(value),
    )) as DeviceMoments;
    const vectors = value.size % 4 === 0;
    const textures = vectors && this.facts.software;
    const lanes = vectors ? 4 : 1;
    const { size, secondScale } = adamStepSizes(rates, step);
    const state = [value, moments.first, moments.second];
    const count = value.size / lanes;
    this.#runner.run(adamKernel(lanes, textures), {
      tensors: [...state, ...(textures ? state : []), gradient],
      uniforms: [
        ["u32", count],
        ["f32", size],
        ["f32", secondScale],
        ["f32", rates.epsilon],
        ["f32", rates.beta1],
        ["f32", rates.beta2],
      ],
      workgroups: this.#groups(Math.ceil(count / ADAM_GROUP)),
    });
  }

  setMoments(block: ParameterBlock, first: Float32Array, second: Float32Array): void {
    const [rows, columns] = block.value.shape;
    block.moments?.dispose();
    block.moments = this.#moments(
      this.upload(new Float32Array(first), rows, columns),
      this.upload(new Float32Array(second), rows, columns),
    );
  }

  #moments(first: Matrix, second: Matrix): DeviceMoments {
    return {
      first,
      second,
      read: async () => ({
        first: await this.read(first),
        second: await this.read(second),
      }),
      dispose() {
        first.dispose();
        second.dispose();
      },
    };
  }

  #partialSums(values: Matrix): Matrix {
    const partial = this.#store.empty(1, kernels.PARTIALS);
    this.#each(kernels.partialSumsKernel, [partial, values], kernels.PARTIALS, [
      ["u32", values.size],
    ]);
    values.dispose();
    return partial;
  }

  /** Runs a kernel of `n` invocations. */
  #each(
    kernel: Kernel,
    tensors: Matrix[],
    n: number,
    uniforms: readonly Uniform[],
  ): void {
    this.#runner.run(kernel, {
      tensors,
      uniforms: [["u32", n], ...uniforms],
      workgroups: this.#groups(Math.ceil(n / kernels.GROUP)),
    });
  }

  /** Lays workgroups out in two dimensions, each of which has a limit. */
  #groups(count: number): [number, number] {
    const most = 32768;
    return count <= most ? [count, 1] : [most, Math.ceil(count / most)];
  }

  #zeros({ shape: [rows, columns] }: Matrix): Matrix {
    return this.#store.upload(new Float32Array(rows * columns), rows, columns);
  }
}
