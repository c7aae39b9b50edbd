/**
 * Comparing two pictures: difference, structural similarity, blank and noise.
 *
 * @module
 */
import type { Raster } from "../../rubric/evidence.ts";
import { resize } from "./resize.ts";
import { luminance } from "./seam_comb.ts";

/** Side of the copies that are compared, in pixels. */
const side = 64;

/** A small copy of one size, for comparing. */
export interface Thumbnail {
  /** RGB, 64 x 64. */
  readonly raster: Raster;
  /** Brightness, 64 x 64. */
  readonly plane: Float32Array;
}

/** Makes the copy that the comparisons work on: 64 x 64, area averages. */
export function thumbnail(raster: Raster): Thumbnail {
  const small = resize(raster, side, side);
  return { raster: small, plane: luminance(small) };
}

/**
 * Mean absolute difference of two pictures after resizing, 0 (same) to 1 (black and
 * white).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { difference, thumbnail } from "./compare.ts";
 *
 * const black = thumbnail({ width: 1, height: 1, rgb: new Uint8Array([0, 0, 0]) });
 * const white = thumbnail({ width: 2, height: 2, rgb: new Uint8Array(12).fill(255) });
 * assertEquals([difference(black, black), difference(black, white)], [0, 1]);
 * ```
 */
export function difference(a: Thumbnail, b: Thumbnail): number {
  let sum = 0;
  for (let i = 0; i < a.raster.rgb.length; i++) {
    sum += Math.abs(a.raster.rgb[i]! - b.raster.rgb[i]!);
  }
  return sum / a.raster.rgb.length / 255;
}

/** Largest mean difference of any of 8 x 8 blocks: a change of one small part counts. */
export function localDifference(a: Thumbnail, b: Thumbnail): number {
  const sums = new Float64Array(64);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const o = (y * side + x) * 3;
      const block = (y >> 3) * 8 + (x >> 3);
      for (let c = 0; c < 3; c++) {
        sums[block] = sums[block]! +
          Math.abs(a.raster.rgb[o + c]! - b.raster.rgb[o + c]!);
      }
    }
  }
  return Math.max(...sums) / (64 * 3) / 255;
}

/**
 * Whether two pictures are the same but for compression and rounding. A mild adjustment
 * is not: a single block that differs visibly is enough.
 */
export function practicallySame(a: Thumbnail, b: Thumbnail): boolean {
  return difference(a, b) < 0.004 && localDifference(a, b) < 0.012;
}

/**
 * Structural similarity of the brightness, mean over 8 x 8 windows; 1 for the same.
 *
 * Source: Z. Wang et al., "Image quality assessment: from error visibility to structural
 * similarity", IEEE TIP 13(4), 2004, with uniform windows.
 */
export function ssim(a: Thumbnail, b: Thumbnail): number {
  const window = 8;
  const c1 = (0.01 * 255) ** 2;
  const c2 = (0.03 * 255) ** 2;
  const count = window * window;
  let total = 0;
  let windows = 0;
  for (let y = 0; y + window <= side; y += 4) {
    for (let x = 0; x + window <= side; x += 4) {
      let sa = 0;
      let sb = 0;
      let saa = 0;
      let sbb = 0;
      let sab = 0;
      for (let j = 0; j < window; j++) {
        for (let i = 0; i < window; i++) {
          const at = (y + j) * side + x + i;
          const va = a.plane[at]!;
          const vb = b.plane[at]!;
          sa += va;
          sb += vb;
          saa += va * va;
          sbb += vb * vb;
          sab += va * vb;
        }
      }
      const ma = sa / count;
      const mb = sb / count;
      const variance = saa / count - ma * ma + sbb / count - mb * mb;
      const covariance = sab / count - ma * mb;
      total += ((2 * ma * mb + c1) * (2 * covariance + c2)) /
        ((ma * ma + mb * mb + c1) * (variance + c2));
      windows++;
    }
  }
  return total / windows;
}

/** Whether a picture shows one colour only. */
export function isBlank(picture: Thumbnail): boolean {
  const { rgb } = picture.raster;
  for (let c = 0; c < 3; c++) {
    let sum = 0;
    let squares = 0;
    for (let i = c; i < rgb.length; i += 3) {
      sum += rgb[i]!;
      squares += rgb[i]! * rgb[i]!;
    }
    const count = rgb.length / 3;
    if (squares / count - (sum / count) ** 2 > 6) return false;
  }
  return true;
}

/**
 * Whether neighbouring pixels of a picture have nothing to do with each other: noise, with
 * no shape left in it. Looks at the picture itself, as a small copy averages noise away.
 */
export function isNoise(raster: Raster): boolean {
  const most = 128;
  const part = raster.width > most || raster.height > most
    ? resize(raster, Math.min(most, raster.width), Math.min(most, raster.height))
    : raster;
  const plane = luminance(part);
  const { width, height } = part;
  let mean = 0;
  for (const value of plane) mean += value;
  mean /= plane.length;
  let variance = 0;
  let near = 0;
  let far = 0;
  for (let y = 0; y + 4 < height; y++) {
    for (let x = 0; x + 4 < width; x++) {
      const value = plane[y * width + x]! - mean;
      variance += value * value;
      near += value * (plane[y * width + x + 1]! - mean);
      far += value * (plane[(y + 4) * width + x + 4]! - mean);
    }
  }
  if (variance / plane.length < 40) return false;
  return near / variance < 0.35 && Math.abs(far / variance) < 0.12;
}
