/**
 * Named streams of randomness that all come from one seed. A stream is a key, not a state:
 * draws are addressed by index, so that a resumed run meets the same numbers.
 * @module
 */

import { threefry } from "./threefry.ts";

/** A key derived from a seed and a name. Plain data; two streams never share draws. */
export interface Stream {
  readonly key0: number;
  readonly key1: number;
}

/**
 * Derives the stream of one purpose from the run's seed.
 *
 * @param seed a non-negative safe integer
 * @param name what the numbers are for, for example `"weights/encoder.0"`
 * @throws {RangeError} when the seed is not a non-negative safe integer
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { streamOf } from "./stream.ts";
 * assertEquals(streamOf(7, "order"), streamOf(7, "order"));
 * assertNotEquals(streamOf(7, "order"), streamOf(7, "noise"));
 * ```
 */
export function streamOf(seed: number, name: string): Stream {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot derive stream "${name}" as a seed must be a non-negative safe integer: ${seed}`,
    );
  }
  const low = seed >>> 0;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  const [key0, key1] = threefry([low, high], hashName(name));
  return { key0, key1 };
}

/** Two independent FNV-1a hashes over the UTF-8 bytes of the name. */
function hashName(name: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (const byte of new TextEncoder().encode(name)) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193);
    b = (b << 5) | (b >>> 27);
  }
  return [a >>> 0, b >>> 0];
}
