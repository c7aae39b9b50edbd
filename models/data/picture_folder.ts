/**
 * A folder of the user's own PNG and JPEG pictures, brought to one size.
 * @module
 */

// By their files: the package's main module would load a native library.
import jpegDecoder from "imagescript/wasm/node/jpeg.js";
import pngDecoder from "imagescript/wasm/node/png.js";
import { sha256 } from "./digest.ts";
import { type ImageSource, memorySource } from "./image_source.ts";

/**
 * Reads the pictures of a folder (not of its subfolders), in the order of their names. Each
 * is cut to its middle square and averaged down (or repeated up) to `side` pixels.
 *
 * @throws {RangeError} when there is no picture
 * @throws {TypeError} when a picture cannot be decoded
 */
export async function openPictureFolder(path: string, side = 64): Promise<ImageSource> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(path)) {
    if (entry.isFile && /\.(png|jpe?g)$/i.test(entry.name)) files.push(entry.name);
  }
  if (files.length === 0) {
    throw new RangeError(
      `Cannot train on "${path}" as it must hold PNG or JPEG pictures: none was found`,
    );
  }
  files.sort((a, b) => a < b ? -1 : 1);
  const pixels = new Uint8Array(files.length * side * side * 3);
  for (const [i, file] of files.entries()) {
    const bytes = await Deno.readFile(`${path}/${file}`);
    let image: Bitmap;
    try {
      image = await decodePicture(bytes);
    } catch (error) {
      throw new TypeError(
        `Cannot train on "${path}/${file}" as it must be a PNG or JPEG picture: ` +
          (error instanceof Error ? error.message : String(error)),
      );
    }
    pixels.set(squareRgb(image, side), i * side * side * 3);
  }
  const shape = { height: side, width: side, channels: 3 };
  const name = path.replace(/\/+$/, "").replace(/.*\//, "");
  return memorySource(name, shape, await sha256(pixels), pixels);
}

/** The package's decoders; pictures come as RGBA bytes. */
interface PngDecoder {
  decode(file: Uint8Array): { width: number; height: number; framebuffer: Uint8Array };
}
interface JpegDecoder {
  load(file: Uint8Array): { width: number; height: number; buffer: Uint8Array };
}

/** Most pixels of a picture that is decoded at all. */
const MOST_PIXELS = 64_000_000;

async function decodePicture(file: Uint8Array): Promise<Bitmap> {
  if (file[0] === 0xff && file[1] === 0xd8) {
    const decoder = await (jpegDecoder as { init(): Promise<JpegDecoder> }).init();
    const { width, height, buffer } = decoder.load(file);
    return { width, height, bitmap: buffer };
  }
  if (file[0] !== 0x89 || file[1] !== 0x50 || file.length < 24) {
    throw new TypeError("it starts otherwise");
  }
  const header = new DataView(file.buffer, file.byteOffset);
  const pixels = header.getUint32(16) * header.getUint32(20);
  if (pixels > MOST_PIXELS) throw new TypeError(`it has ${pixels} pixels`);
  const decoder = await (pngDecoder as { init(): Promise<PngDecoder> }).init();
  const { width, height, framebuffer } = decoder.decode(file);
  return { width, height, bitmap: framebuffer };
}

/** What this module needs of a decoded picture: RGBA bytes. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bitmap: Uint8ClampedArray | Uint8Array;
}

/**
 * The middle square of a picture, over white, at `side` pixels by area averaging.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { squareRgb } from "./picture_folder.ts";
 * const bitmap = new Uint8Array([255, 0, 0, 255, 0, 0, 255, 255]);
 * assertEquals([...squareRgb({ width: 2, height: 1, bitmap }, 1)], [255, 0, 0]);
 * ```
 */
export function squareRgb({ width, height, bitmap }: Bitmap, side: number): Uint8Array {
  const square = Math.min(width, height);
  const left = Math.floor((width - square) / 2);
  const top = Math.floor((height - square) / 2);
  const rgb = new Uint8Array(side * side * 3);
  const range = (i: number) => {
    const first = Math.floor(i * square / side);
    return [first, Math.max(first + 1, Math.floor((i + 1) * square / side))] as const;
  };
  for (let y = 0; y < side; y++) {
    const [y0, y1] = range(y);
    for (let x = 0; x < side; x++) {
      const [x0, x1] = range(x);
      const sums = [0, 0, 0];
      for (let sy = y0; sy < y1; sy++) {
        for (let sx = x0; sx < x1; sx++) {
          const at = ((top + sy) * width + left + sx) * 4;
          const alpha = bitmap[at + 3]! / 255;
          for (let c = 0; c < 3; c++) {
            sums[c] = sums[c]! + bitmap[at + c]! * alpha + 255 * (1 - alpha);
          }
        }
      }
      const count = (y1 - y0) * (x1 - x0);
      for (let c = 0; c < 3; c++) {
        rgb[(y * side + x) * 3 + c] = Math.round(sums[c]! / count);
      }
    }
  }
  return rgb;
}
