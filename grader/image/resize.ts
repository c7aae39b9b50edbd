/**
 * Changing the size of pictures.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";

/** Which source samples make one target sample, and with what weights (sum 1). */
interface Tap {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Taps of one axis: area average where the axis shrinks, bilinear (half-pixel centres)
 * where it grows.
 */
function axisTaps(from: number, to: number): Tap[] {
  const taps: Tap[] = [];
  const scale = from / to;
  for (let i = 0; i < to; i++) {
    if (scale > 1) {
      const start = i * scale;
      const end = Math.min(from, start + scale);
      const first = Math.floor(start);
      const last = Math.min(from - 1, Math.ceil(end) - 1);
      const weights: number[] = [];
      for (let j = first; j <= last; j++) {
        weights.push((Math.min(end, j + 1) - Math.max(start, j)) / (end - start));
      }
      taps.push({ first, weights });
    } else {
      const center = Math.min(from - 1, Math.max(0, (i + 0.5) * scale - 0.5));
      const first = Math.floor(center);
      const part = center - first;
      taps.push({ first, weights: part === 0 ? [1] : [1 - part, part] });
    }
  }
  return taps;
}

/**
 * Resizes a picture: area average along an axis that shrinks (no aliasing), bilinear along
 * one that grows. The same size returns the raster itself.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const raster = { width: 2, height: 1, rgb: new Uint8Array([0, 0, 0, 200, 100, 50]) };
 * assertEquals(resize(raster, 1, 1).rgb, new Uint8Array([100, 50, 25]));
 * ```
 *
 * @throws {RangeError} where a size is not a whole number above 0
 */
export function resize(raster: Raster, width: number, height: number): Raster {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(
      `Cannot resize a picture as sizes must be whole and above 0: ${width} x ${height}`,
    );
  }
  if (width === raster.width && height === raster.height) return raster;
  const columns = axisTaps(raster.width, width);
  const rows = axisTaps(raster.height, height);
  const wide = new Float32Array(width * raster.height * 3);
  for (let y = 0; y < raster.height; y++) {
    const line = y * raster.width * 3;
    let out = y * width * 3;
    for (const { first, weights } of columns) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let at = line + first * 3;
      for (const weight of weights) {
        red += weight * raster.rgb[at]!;
        green += weight * raster.rgb[at + 1]!;
        blue += weight * raster.rgb[at + 2]!;
        at += 3;
      }
      wide[out] = red;
      wide[out + 1] = green;
      wide[out + 2] = blue;
      out += 3;
    }
  }
  const stride = width * 3;
  const rgb = new Uint8Array(stride * height);
  const sum = new Float32Array(stride);
  rows.forEach(({ first, weights }, y) => {
    sum.fill(0.5);
    weights.forEach((weight, j) => {
      const line = (first + j) * stride;
      for (let x = 0; x < stride; x++) sum[x] = sum[x]! + weight * wide[line + x]!;
    });
    const out = y * stride;
    for (let x = 0; x < stride; x++) rgb[out + x] = Math.min(255, sum[x]!);
  });
  return { width, height, rgb };
}

/**
 * Cuts a box out of a picture. The box is rounded outwards and cut at the edges of the
 * picture.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const raster = { width: 2, height: 1, rgb: new Uint8Array([1, 1, 1, 2, 2, 2]) };
 * assertEquals(crop(raster, [1, 0, 1, 1]).rgb, new Uint8Array([2, 2, 2]));
 * ```
 *
 * @throws {RangeError} where nothing of the picture lies in the box
 */
export function crop(raster: Raster, box: Box): Raster {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const right = Math.min(raster.width, Math.ceil(box[0] + box[2]));
  const bottom = Math.min(raster.height, Math.ceil(box[1] + box[3]));
  const width = right - left;
  const height = bottom - top;
  if (!(width > 0 && height > 0)) {
    throw new RangeError(
      `Cannot crop a picture as the box must meet it: [${box.join(", ")}] of ` +
        `${raster.width} x ${raster.height}`,
    );
  }
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * raster.width + left) * 3;
    rgb.set(raster.rgb.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, rgb };
}
