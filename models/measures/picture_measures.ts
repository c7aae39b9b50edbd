/**
 * Measures on pictures in [-1, 1], row-major `[rows, size]`. Pure, in double precision.
 * @module
 */

import type { ImageShape } from "../data/image_source.ts";

/** Several pictures. */
export interface Pictures {
  readonly values: Float32Array;
  readonly rows: number;
  readonly size: number;
}

/**
 * Mean squared error of each picture against its partner.
 *
 * @throws {RangeError} when the two differ in shape
 */
export function meanSquaredErrors(a: Pictures, b: Pictures): number[] {
  if (a.rows !== b.rows || a.size !== b.size) {
    throw new RangeError(
      `Cannot compare pictures as their shapes must agree: ` +
        `[${a.rows}, ${a.size}] and [${b.rows}, ${b.size}]`,
    );
  }
  return Array.from({ length: a.rows }, (_, row) => distance(a, row, b, row));
}

/**
 * Mean squared difference over all pairs of different pictures: 0 when all are alike.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { meanPairwiseDistance } from "./picture_measures.ts";
 * const values = new Float32Array([0, 0, 1, 1]);
 * assertEquals(meanPairwiseDistance({ values, rows: 2, size: 2 }), 1);
 * ```
 */
export function meanPairwiseDistance(pictures: Pictures): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < pictures.rows; i++) {
    for (let j = 0; j < i; j++) {
      sum += distance(pictures, i, pictures, j);
      pairs++;
    }
  }
  return pairs === 0 ? 0 : sum / pairs;
}

/**
 * For each picture, the mean squared difference to the most similar of `others`. When both
 * are the same pictures, each is compared with the rest.
 */
export function nearestDistances(pictures: Pictures, others: Pictures): number[] {
  return Array.from({ length: pictures.rows }, (_, row) => {
    let nearest = Infinity;
    for (let other = 0; other < others.rows; other++) {
      if (pictures === others && other === row) continue;
      nearest = Math.min(nearest, distance(pictures, row, others, other));
    }
    return nearest;
  });
}

/**
 * How much of the detail of originals their reconstructions keep: the slope of the least
 * squares line through the Laplacians of both, over all pixels. 1: all of it; below: blurred.
 * Noise that has nothing to do with the original adds nothing.
 */
export function detailKept(
  originals: Pictures,
  reconstructions: Pictures,
  shape: ImageShape,
): number {
  let product = 0;
  let squares = 0;
  for (let row = 0; row < originals.rows; row++) {
    const a = laplacian(originals, row, shape);
    const b = laplacian(reconstructions, row, shape);
    for (let i = 0; i < a.length; i++) {
      product += a[i]! * b[i]!;
      squares += a[i]! ** 2;
    }
  }
  return squares === 0 ? 1 : product / squares;
}

/** Each inner pixel's neighbours minus four times itself; it sums to about 0. */
function laplacian(pictures: Pictures, row: number, shape: ImageShape): Float64Array {
  const { height, width, channels } = shape;
  const at = (y: number, x: number, c: number) =>
    pictures.values[row * pictures.size + (y * width + x) * channels + c]!;
  const result = new Float64Array(Math.max(0, (height - 2) * (width - 2) * channels));
  let i = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      for (let c = 0; c < channels; c++) {
        result[i++] = at(y - 1, x, c) + at(y + 1, x, c) + at(y, x - 1, c) +
          at(y, x + 1, c) - 4 * at(y, x, c);
      }
    }
  }
  return result;
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}

function distance(a: Pictures, i: number, b: Pictures, j: number): number {
  let sum = 0;
  for (let at = 0; at < a.size; at++) {
    sum += (a.values[i * a.size + at]! - b.values[j * b.size + at]!) ** 2;
  }
  return sum / a.size;
}
