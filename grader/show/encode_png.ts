/**
 * Pixels as PNG: what was a picture of a submission, in whatever container, becomes a file
 * that the harness wrote itself.
 *
 * @module
 */

// By its file: the package's main module would load a native library, for other formats.
import pngEncoder from "imagescript/png/node.js";
import type { Raster } from "../../rubric/evidence.ts";
import { resize } from "../image/resize.ts";

type Encode = (
  pixels: Uint8Array,
  options: { width: number; height: number; channels: 3; level: number },
) => Uint8Array<ArrayBuffer>;

/**
 * Encodes a picture, made smaller where its longer side exceeds `longest` pixels.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const png = encodePng({ width: 2, height: 1, rgb: new Uint8Array(6) });
 * assertEquals([...png.subarray(1, 4)], [...new TextEncoder().encode("PNG")]);
 * ```
 */
export function encodePng(raster: Raster, longest = Infinity): Uint8Array<ArrayBuffer> {
  const { width, height, rgb } = fit(raster, longest);
  const { encode } = pngEncoder as { encode: Encode };
  return encode(rgb, { width, height, channels: 3, level: 3 });
}

function fit(raster: Raster, longest: number): Raster {
  const side = Math.max(raster.width, raster.height);
  if (side <= longest) return raster;
  const scale = longest / side;
  return resize(
    raster,
    Math.max(1, Math.round(raster.width * scale)),
    Math.max(1, Math.round(raster.height * scale)),
  );
}
