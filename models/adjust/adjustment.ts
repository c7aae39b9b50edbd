/**
 * Adjustments of latents as data: what a homework report declares, and what figures and
 * measures apply. Pure; noise comes from the seed.
 * @module
 */

import { normals } from "../random/draw.ts";
import { streamOf } from "../random/stream.ts";

/** Elements of the latent vector that an adjustment touches; the first is 0. */
export type Target = "all" | readonly number[];

/** One adjustment. */
export type Adjustment =
  /** `z = (1 - ratio) * z + ratio * noise`, one noise vector shared by all images. */
  | { readonly kind: "mixNoise"; readonly ratio: number; readonly target: Target }
  /** `z = z + stdDev * noise`; shared by all images, or drawn for each. */
  | {
    readonly kind: "addNoise";
    readonly stdDev: number;
    readonly shared: boolean;
    readonly target: Target;
  }
  | { readonly kind: "scale"; readonly factor: number; readonly target: Target }
  | { readonly kind: "shift"; readonly by: number; readonly target: Target }
  | { readonly kind: "negate"; readonly target: Target }
  | { readonly kind: "set"; readonly value: number; readonly target: Target }
  | { readonly kind: "zero"; readonly target: Target }
  /** One result for each of `values`, all elements of the target set to it. */
  | {
    readonly kind: "sweep";
    readonly values: readonly number[];
    readonly target: Target;
  };

/** Latents of several images, row-major `[rows, size]`. */
export interface Latents {
  readonly values: Float32Array<ArrayBuffer>;
  readonly rows: number;
  readonly size: number;
}

/** The share of noise in the three adjustments of the report this project grew from. */
export const noiseRatios = [0.2, 0.5, 0.8] as const;

/** Those three adjustments. */
export const sharedNoiseMixes: readonly Adjustment[] = noiseRatios.map((ratio) => ({
  kind: "mixNoise",
  ratio,
  target: "all",
}));

/**
 * Applies an adjustment. The latents given are left as they are.
 *
 * @param seed decides the noise; adjustments with one seed share one noise vector
 * @returns one result, or one for each value of a sweep
 * @throws {RangeError} when the target names an element that the latent has not, or a ratio
 * does not lie in [0, 1]
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { adjustLatents } from "./adjustment.ts";
 * const latents = { values: new Float32Array([1, 2, 3, 4]), rows: 2, size: 2 };
 * const [negated] = adjustLatents(latents, { kind: "negate", target: [1] }, 0);
 * assertEquals([...negated!.values], [1, -2, 3, -4]);
 * ```
 */
export function adjustLatents(
  latents: Latents,
  adjustment: Adjustment,
  seed: number,
): Latents[] {
  const { rows, size } = latents;
  const elements = targetElements(adjustment.target, size);
  const change = (next: (z: number, element: number, row: number) => number): Latents => {
    const values = latents.values.slice();
    for (let row = 0; row < rows; row++) {
      for (const element of elements) {
        const at = row * size + element;
        values[at] = next(values[at]!, element, row);
      }
    }
    return { values, rows, size };
  };
  switch (adjustment.kind) {
    case "mixNoise": {
      const { ratio } = adjustment;
      if (!(ratio >= 0 && ratio <= 1)) {
        throw new RangeError(
          `Cannot mix noise into latents as the ratio must lie in [0, 1]: ${ratio}`,
        );
      }
      const noise = latentNoise(seed, size);
      return [change((z, element) => (1 - ratio) * z + ratio * noise[element]!)];
    }
    case "addNoise": {
      const { stdDev, shared } = adjustment;
      const noise = latentNoise(seed, shared ? size : rows * size);
      return [
        change((z, element, row) =>
          z + stdDev * noise[(shared ? 0 : row * size) + element]!
        ),
      ];
    }
    case "scale":
      return [change((z) => z * adjustment.factor)];
    case "shift":
      return [change((z) => z + adjustment.by)];
    case "negate":
      return [change((z) => -z)];
    case "set":
      return [change(() => adjustment.value)];
    case "zero":
      return [change(() => 0)];
    case "sweep":
      return adjustment.values.map((value) => change(() => value));
  }
}

/** What an adjustment does, in a few words, for captions. */
export function describeAdjustment(adjustment: Adjustment): string {
  const { target } = adjustment;
  const where = target === "all"
    ? "all elements"
    : `element${target.length === 1 ? "" : "s"} ${target.join(", ")}`;
  switch (adjustment.kind) {
    case "mixNoise":
      return `${where}: ${Math.round(adjustment.ratio * 100)}% noise mixed in`;
    case "addNoise":
      return `${where}: noise of standard deviation ${adjustment.stdDev} added`;
    case "scale":
      return `${where}: times ${adjustment.factor}`;
    case "shift":
      return `${where}: ${adjustment.by < 0 ? "minus" : "plus"} ${
        Math.abs(adjustment.by)
      }`;
    case "negate":
      return `${where}: negated`;
    case "set":
      return `${where}: set to ${adjustment.value}`;
    case "zero":
      return `${where}: set to 0`;
    case "sweep":
      return `${where}: swept over ${adjustment.values.join(", ")}`;
  }
}

/** The standard normal noise that adjustments of one seed use. */
export function latentNoise(seed: number, count: number): Float32Array<ArrayBuffer> {
  return normals(streamOf(seed, "adjust/noise"), count);
}

function targetElements(target: Target, size: number): readonly number[] {
  if (target === "all") return Array.from({ length: size }, (_, i) => i);
  for (const element of target) {
    if (!Number.isInteger(element) || element < 0 || element >= size) {
      throw new RangeError(
        `Cannot adjust latents as element ${element} must be one of 0 to ${size - 1}`,
      );
    }
  }
  return target;
}
