/**
 * Threefry-2x32 with 20 rounds: a keyed bijection from a 64-bit counter to 64 random bits.
 * Counter-based, so that any draw can be made alone, in any order, on any machine.
 * Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 * @module
 */

/** Two unsigned 32-bit words. */
export type Words = readonly [low: number, high: number];

/** Parity constant of the key schedule. */
const PARITY = 0x1bd11bda;

/**
 * Encrypts one counter under one key.
 *
 * @param key two unsigned 32-bit words
 * @param counter two unsigned 32-bit words
 * @returns two unsigned 32-bit words
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { threefry } from "./threefry.ts";
 * assertEquals(threefry([0, 0], [0, 0]), [0x6b200159, 0x99ba4efe]);
 * ```
 */
export function threefry(key: Words, counter: Words): Words {
  const words = new Uint32Array(2);
  threefryInto(key[0], key[1], counter[0], counter[1], words);
  return [words[0]!, words[1]!];
}

/** As `threefry`, without allocating: writes the two words into `out`. */
export function threefryInto(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
): void {
  const key2 = PARITY ^ key0 ^ key1;
  let a = (counter0 + key0) | 0;
  let b = (counter1 + key1) | 0;

  a = (a + b) | 0, b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0, b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0, b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0, b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key1) | 0, b = (b + key2 + 1) | 0;

  a = (a + b) | 0, b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0, b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0, b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0, b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key2) | 0, b = (b + key0 + 2) | 0;

  a = (a + b) | 0, b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0, b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0, b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0, b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key0) | 0, b = (b + key1 + 3) | 0;

  a = (a + b) | 0, b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0, b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0, b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0, b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + key1) | 0, b = (b + key2 + 4) | 0;

  a = (a + b) | 0, b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0, b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0, b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0, b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + key2) | 0, b = (b + key0 + 5) | 0;

  out[0] = a;
  out[1] = b;
}
