/**
 * Direct views of tfjs's WASM tensors, for loops that write several results in one pass.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import type { Matrix } from "../engine.ts";

interface WasmBackend {
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array<ArrayBuffer>;
  readonly wasm: { readonly HEAPU8: Uint8Array };
}

function backend(): WasmBackend {
  return tf.backend() as unknown as WasmBackend;
}

/** A new matrix; its numbers are whatever the memory held. */
export function emptyMatrix(rows: number, columns: number): Matrix {
  const info = backend().makeOutput([rows, columns], "float32");
  return tf.engine().makeTensorFromTensorInfo(info) as Matrix;
}

/**
 * The matrix's own memory. A view dies when the heap grows, so take it after the last
 * allocation and do not keep it.
 */
export function view(matrix: Matrix): Float32Array<ArrayBuffer> {
  return backend().typedArrayFromHeap(matrix);
}

/** Size of the whole heap. */
export function heapBytes(): number {
  return backend().wasm.HEAPU8.byteLength;
}
