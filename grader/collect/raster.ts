/**
 * Bytes of a picture file -> pixels.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { imageSize } from "image-size";
import type { Raster } from "../../rubric/evidence.ts";
import { exifOrientation, orient } from "./_exif.ts";
import { decodeGif, decodeJpeg, decodePng } from "./_wasm_codecs.ts";

/** Pixels, or the reason why there are none. */
export type Decoded = { readonly raster: Raster } | { readonly error: string };

/** Formats that {@linkcode decodeRaster} reads. */
export type PictureFormat = "png" | "jpg" | "gif" | "webp" | "bmp" | "tiff";

/**
 * Tells the format of a picture by its first bytes; `null` for anything else.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pictureFormat(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])), "jpg");
 * assertEquals(pictureFormat(new TextEncoder().encode("<svg>")), null);
 * ```
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith("\x89PNG")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpg";
  if (head.startsWith("GIF8")) return "gif";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "webp";
  if (head.startsWith("BM") && bytes.length > 26) return "bmp";
  if (head.startsWith("II*\0") || head.startsWith("MM\0*")) return "tiff";
  return null;
}

/** Composites RGBA pixels on white. */
function onWhite(
  width: number,
  height: number,
  rgba: Uint8Array | Uint8ClampedArray,
): Raster {
  const count = width * height;
  if (rgba.length < count * 4) throw new Error("too few pixels");
  const rgb = new Uint8Array(count * 3);
  for (let i = 0, from = 0, to = 0; i < count; i++, from += 4, to += 3) {
    const alpha = rgba[from + 3]!;
    if (alpha === 255) {
      rgb[to] = rgba[from]!;
      rgb[to + 1] = rgba[from + 1]!;
      rgb[to + 2] = rgba[from + 2]!;
    } else {
      const rest = (255 - alpha) * 255 + 127;
      rgb[to] = (rgba[from]! * alpha + rest) / 255;
      rgb[to + 1] = (rgba[from + 1]! * alpha + rest) / 255;
      rgb[to + 2] = (rgba[from + 2]! * alpha + rest) / 255;
    }
  }
  return { width, height, rgb };
}

// Rare formats have libraries of their own, which are loaded when they are needed.

let webpReady: Promise<void> | null = null;

/** Loads the decoder from its own file: its default loader would fetch. */
async function webp(bytes: Uint8Array): Promise<Raster> {
  const { default: decodeWebp, init: initWebp } = await import(
    "@jsquash/webp/decode.js"
  );
  webpReady ??= (async () => {
    const url = import.meta.resolve("@jsquash/webp/codec/dec/webp_dec.wasm");
    await initWebp(await WebAssembly.compile(await Deno.readFile(new URL(url))));
  })();
  await webpReady;
  const copy = new Uint8Array(bytes);
  const { width, height, data } = await decodeWebp(copy.buffer);
  return onWhite(width, height, new Uint8Array(data.buffer));
}

async function bmp(bytes: Uint8Array): Promise<Raster> {
  const { decode: decodeBmp } = await import("bmp-ts");
  const image = decodeBmp(Buffer.from(bytes), { toRGBA: true });
  const rgba = new Uint8Array(image.data);
  // Without an alpha channel in use, the fourth byte is padding.
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  return onWhite(image.width, Math.abs(image.height), rgba);
}

async function tiff(bytes: Uint8Array): Promise<Raster> {
  const { default: UTIF } = await import("utif2");
  const copy = new Uint8Array(bytes).buffer;
  const first = UTIF.decode(copy)[0];
  if (first === undefined) throw new Error("no picture in it");
  UTIF.decodeImage(copy, first);
  return onWhite(first.width, first.height, UTIF.toRGBA8(first));
}

async function decode(bytes: Uint8Array, format: PictureFormat): Promise<Raster> {
  switch (format) {
    case "png": {
      const { width, height, rgba } = await decodePng(bytes);
      return onWhite(width, height, rgba);
    }
    case "jpg": {
      const { width, height, rgba } = await decodeJpeg(bytes);
      return orient(onWhite(width, height, rgba), exifOrientation(bytes));
    }
    case "gif": {
      const { width, height, rgba } = await decodeGif(bytes);
      return onWhite(width, height, rgba);
    }
    case "webp":
      return await webp(bytes);
    case "bmp":
      return await bmp(bytes);
    case "tiff":
      return await tiff(bytes);
  }
}

/**
 * Decodes a PNG, JPEG, GIF (first frame), WebP, BMP or TIFF file: RGB, transparent parts on
 * white, JPEG turned as its EXIF block asks.
 *
 * @param bytes the file; not changed
 * @param admit is asked with the size that the file states, before anything is decoded; a
 *   reason refuses the picture
 * @returns the pixels, or the reason why there are none; never rejects
 */
export async function decodeRaster(
  bytes: Uint8Array,
  admit: (width: number, height: number) => string | null,
): Promise<Decoded> {
  if (bytes.length === 0) return { error: "the file is empty" };
  const format = pictureFormat(bytes);
  if (format === null) {
    return { error: "not a PNG, JPEG, GIF, WebP, BMP or TIFF picture" };
  }
  try {
    const stated = imageSize(bytes);
    const reason = admit(stated.width, stated.height);
    if (reason !== null) return { error: reason };
    const raster = await decode(bytes, format);
    const claimed = stated.width * stated.height;
    if (raster.width * raster.height > claimed) {
      return {
        error: `larger than the ${stated.width} x ${stated.height} that it states`,
      };
    }
    return { raster };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: `a damaged ${format.toUpperCase()} picture (${message})` };
  }
}
