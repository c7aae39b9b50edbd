/**
 * Latents to look at: samples of the prior, lines between images, walks along one element.
 * Pure; noise comes from the seed.
 * @module
 */

import { normals } from "../random/draw.ts";
import { streamOf } from "../random/stream.ts";
import type { Latents } from "./adjustment.ts";

/** Samples of the standard normal prior. */
export function priorSamples(seed: number, rows: number, size: number): Latents {
  return { values: normals(streamOf(seed, "prior"), rows * size), rows, size };
}

/**
 * Points on the line from one latent to another, both ends included.
 *
 * @param from row of the start
 * @param to row of the end
 * @throws {RangeError} for fewer than two steps
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { interpolate } from "./latent_paths.ts";
 * const ends = { values: new Float32Array([0, 4]), rows: 2, size: 1 };
 * assertEquals([...interpolate(ends, 0, 1, 3).values], [0, 2, 4]);
 * ```
 */
export function interpolate(
  { values, size }: Latents,
  from: number,
  to: number,
  steps: number,
): Latents {
  if (!Number.isInteger(steps) || steps < 2) {
    throw new RangeError(
      `Cannot interpolate as there must be two steps or more: ${steps}`,
    );
  }
  const path = new Float32Array(steps * size);
  for (let step = 0; step < steps; step++) {
    const share = step / (steps - 1);
    for (let i = 0; i < size; i++) {
      path[step * size + i] = (1 - share) * values[from * size + i]! +
        share * values[to * size + i]!;
    }
  }
  return { values: path, rows: steps, size };
}

/** Copies of one latent whose element takes each of the values in turn. */
export function traverse(
  { values, size }: Latents,
  row: number,
  element: number,
  stops: readonly number[],
): Latents {
  const path = new Float32Array(stops.length * size);
  stops.forEach((stop, i) => {
    path.set(values.subarray(row * size, (row + 1) * size), i * size);
    path[i * size + element] = stop;
  });
  return { values: path, rows: stops.length, size };
}
