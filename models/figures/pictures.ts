/**
 * Batches of pictures as figures take them, and their way into marks.
 * @module
 */

import type { PictureMark } from "./drawing.ts";

/** Pictures of one size, one after another: rows, columns, channels (NHWC). */
export interface Pictures {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for RGB. */
  readonly channels: number;
  /** Bytes, or numbers in [-1, 1]; what lies outside is clipped. */
  readonly values: Uint8Array | Float32Array;
}

/**
 * How many pictures a batch holds.
 *
 * @throws {TypeError} when the values are no whole number of pictures, or neither grey nor RGB
 */
export function pictureCount({ height, width, channels, values }: Pictures): number {
  const count = values.length / (height * width * channels);
  if (!Number.isInteger(count) || (channels !== 1 && channels !== 3)) {
    throw new TypeError(
      `Cannot draw pictures as they must be whole and have 1 or 3 channels: ` +
        `${values.length} values for ${height} x ${width} x ${channels}`,
    );
  }
  return count;
}

/** Picture number `index`, to be drawn at `(x, y)`, each of its pixels `scale` wide. */
export function pictureMark(
  pictures: Pictures,
  index: number,
  x: number,
  y: number,
  scale: number,
): PictureMark {
  const { height, width, channels, values } = pictures;
  const rgb = new Uint8Array(3 * height * width);
  const start = index * height * width * channels;
  const toByte = values instanceof Uint8Array
    ? (value: number) => value
    : (value: number) => Math.min(255, Math.max(0, Math.round((value + 1) * 127.5)));
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) {
      const from = start + i * channels + (channels === 1 ? 0 : c);
      rgb[3 * i + c] = toByte(values[from]!);
    }
  }
  return { kind: "picture", x, y, width, height, scale, rgb };
}

/** Width or height of `count` pictures in a row, with gaps. */
export function rowLength(count: number, side: number, gap: number): number {
  return count * side + Math.max(0, count - 1) * gap;
}
