/**
 * The three products of a dense layer, over parameters that may be split by columns.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Matrix, Parameter, ParameterBlock } from "../engine.ts";
import type { MatrixStore } from "./matrix_store.ts";
import {
  canUseVectors,
  hardwareTile,
  matmulKernel,
  productCall,
  type ProductForm,
  type ProductShape,
  smallTile,
  softwareTiles,
} from "./matmul_kernel.ts";
import type { Kernel, KernelRunner } from "./run_kernel.ts";

/** See `Engine` for what each method gives. */
export class Products {
  readonly #runner: KernelRunner;
  readonly #store: MatrixStore;
  readonly #software: boolean;
  readonly #kernels = new Map<string, Kernel>();

  /** `software`: whether the device is the processor, which decides tiles and textures. */
  constructor(runner: KernelRunner, store: MatrixStore, software: boolean) {
    this.#runner = runner;
    this.#store = store;
    this.#software = software;
  }

  product(x: Matrix, weight: Parameter): Matrix {
    const [batch, inputs] = x.shape;
    const parts = weight.blocks.map((block) =>
      this.#multiply("nn", x, block.value, {
        m: batch,
        n: block.width,
        k: inputs,
        aStride: inputs,
        aStart: 0,
        bStride: block.width,
        bStart: 0,
        accumulate: false,
      })
    );
    if (parts.length === 1) return parts[0]!;
    const whole = tf.concat2d(parts, 1);
    parts.forEach((part) => part.dispose());
    return whole;
  }

  weightGradient(x: Matrix, dy: Matrix, block: ParameterBlock): Matrix {
    const [batch, inputs] = x.shape;
    return this.#multiply("tn", x, dy, {
      m: inputs,
      n: block.width,
      k: batch,
      aStride: inputs,
      aStart: 0,
      bStride: dy.shape[1],
      bStart: block.start,
      accumulate: false,
    });
  }

  inputGradient(dy: Matrix, weight: Parameter): Matrix {
    const [batch, outputs] = dy.shape;
    let dx: Matrix | undefined;
    for (const block of weight.blocks) {
      dx = this.#multiply("nt", dy, block.value, {
        m: batch,
        n: weight.rows,
        k: block.width,
        aStride: outputs,
        aStart: block.start,
        bStride: block.width,
        bStart: 0,
        accumulate: dx !== undefined,
      }, dx);
    }
    return dx!;
  }

  #multiply(
    form: ProductForm,
    a: Matrix,
    b: Matrix,
    shape: ProductShape,
    into?: Matrix,
  ): Matrix {
    const c = into ?? this.#store.empty(shape.m, shape.n);
    const vectors = canUseVectors(form, shape);
    const lanes = vectors ? 4 : 1;
    const textures = vectors && this.#software;
    const small = !vectors || shape.m * shape.n * shape.k < 2 ** 20;
    const large = this.#software ? softwareTiles[form] : hardwareTile;
    const tile = small ? smallTile : large;
    const key = `${form}${lanes}${small}`;
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = matmulKernel(form, tile, lanes, textures);
      this.#kernels.set(key, kernel);
    }
    this.#runner.run(kernel, {
      tensors: [c, a, b],
      ...productCall(form, shape, tile, lanes),
    });
    return c;
  }
}
