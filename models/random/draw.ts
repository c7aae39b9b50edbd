/**
 * Draws from a stream: uniform numbers, normal numbers, whole numbers, permutations.
 * All pure functions of (stream, index).
 * @module
 */

import type { Stream } from "./stream.ts";
import { threefryInto } from "./threefry.ts";

const TO_UNIT = 1 / 2 ** 32;

/**
 * Uniform numbers in `[low, high)`, float32, as drawn at indices `first`, `first + 1`, ...
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { uniforms } from "./draw.ts";
 * import { streamOf } from "./stream.ts";
 * const stream = streamOf(1, "doc");
 * assertEquals(uniforms(stream, 6).slice(4), uniforms(stream, 2, { first: 4 }));
 * ```
 */
export function uniforms(
  stream: Stream,
  count: number,
  { low = 0, high = 1, first = 0 }: { low?: number; high?: number; first?: number } = {},
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count);
  const words = new Uint32Array(2);
  const scale = (high - low) / 2 ** 24;
  for (let i = 0; i < count; i++) {
    const index = first + i;
    // One block of two words serves two neighbouring indices.
    if (i === 0 || (index & 1) === 0) block(stream, Math.floor(index / 2), words);
    // 24 bits: what float32 holds exactly, so that [0, 1) never rounds up to 1.
    out[i] = low + (words[index & 1]! >>> 8) * scale;
  }
  return out;
}

/**
 * Standard normal numbers, float32, by the Box-Muller transform; as drawn at indices
 * `first`, `first + 1`, ...
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { normals } from "./draw.ts";
 * import { streamOf } from "./stream.ts";
 * const stream = streamOf(1, "doc");
 * assertEquals(normals(stream, 9).slice(3), normals(stream, 6, { first: 3 }));
 * ```
 */
export function normals(
  stream: Stream,
  count: number,
  { first = 0 }: { first?: number } = {},
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(count);
  const words = new Uint32Array(2);
  let radius = 0;
  let angle = 0;
  for (let i = 0; i < count; i++) {
    const index = first + i;
    if (i === 0 || (index & 1) === 0) {
      block(stream, Math.floor(index / 2), words);
      // (word + 1) / 2^32 lies in (0, 1], so that the logarithm is finite.
      radius = Math.sqrt(-2 * Math.log((words[0]! + 1) * TO_UNIT));
      angle = 2 * Math.PI * words[1]! * TO_UNIT;
    }
    out[i] = radius * ((index & 1) === 0 ? Math.cos(angle) : Math.sin(angle));
  }
  return out;
}

/**
 * One whole number in `[0, bound)`.
 *
 * @throws {RangeError} when the bound is not in `[1, 2^32]`
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { integer } from "./draw.ts";
 * import { streamOf } from "./stream.ts";
 * assert(integer(streamOf(1, "doc"), 0, 6) < 6);
 * ```
 */
export function integer(stream: Stream, index: number, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
    throw new RangeError(
      `Cannot draw an integer as its bound must lie in [1, 2^32]: ${bound}`,
    );
  }
  const words = new Uint32Array(2);
  block(stream, index, words);
  // 53 bits scaled by the bound: the bias is under bound / 2^53.
  const unit = (words[0]! * 2 ** 21 + (words[1]! >>> 11)) / 2 ** 53;
  return Math.floor(unit * bound);
}

/**
 * A permutation of `0 .. count - 1` (Fisher-Yates).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { permutation } from "./draw.ts";
 * import { streamOf } from "./stream.ts";
 * const order = permutation(streamOf(1, "doc"), 5);
 * assertEquals([...order].sort(), [0, 1, 2, 3, 4]);
 * ```
 */
export function permutation(stream: Stream, count: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = integer(stream, i, i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}

function block(stream: Stream, counter: number, words: Uint32Array): void {
  const high = Math.floor(counter / 2 ** 32);
  threefryInto(stream.key0, stream.key1, counter | 0, high | 0, words);
}
