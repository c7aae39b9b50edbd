/**
 * Matrices on the device, made through tfjs so that its memory accounts hold.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import type { WebGpuBackend } from "../../backend/webgpu_device.ts";
import type { Matrix } from "../engine.ts";

/** Makes matrices, none of them larger than one binding may be. */
export class MatrixStore {
  readonly #backend: WebGpuBackend;
  readonly #maxBytes: number;

  /** `maxBytes` is the device's limit of one binding. */
  constructor(backend: WebGpuBackend, maxBytes: number) {
    this.#backend = backend;
    this.#maxBytes = maxBytes;
  }

  /**
   * A matrix whose numbers are whatever the memory held.
   *
   * @throws {RangeError} over the binding limit; the device itself would answer with zeros
   */
  empty(rows: number, columns: number): Matrix {
    const bytes = rows * columns * 4;
    if (bytes > this.#maxBytes) {
      throw new RangeError(
        `Cannot hold a [${rows}, ${columns}] matrix as a binding must fit ` +
          `${this.#maxBytes} bytes: it has ${bytes}`,
      );
    }
    const info = this.#backend.makeTensorInfo([rows, columns], "float32");
    return tf.engine().makeTensorFromTensorInfo(info) as Matrix;
  }

  /** A copy of numbers of the host. */
  upload(data: Float32Array<ArrayBuffer>, rows: number, columns: number): Matrix {
    if (data.length !== rows * columns) {
      throw new TypeError(
        `Cannot upload a matrix as its shape is [${rows}, ${columns}]: ` +
          `${data.length} numbers were given`,
      );
    }
    const matrix = this.empty(rows, columns);
    this.#backend.uploadToGPU(matrix.dataId);
    const buffer = this.#backend.tensorMap.get(matrix.dataId).resource!;
    this.#backend.device.queue.writeBuffer(buffer, 0, data);
    return matrix;
  }

  /** Numbers of the device; tfjs's host copy of them, which would soon be stale, is dropped. */
  async read(matrix: Matrix): Promise<Float32Array<ArrayBuffer>> {
    const values = await matrix.data();
    this.#backend.tensorMap.get(matrix.dataId).values = null;
    return new Float32Array(values);
  }
}
