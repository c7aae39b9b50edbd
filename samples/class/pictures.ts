/**
 * Small pictures of made reports: a face of a few shapes, and what an autoencoder might
 * make of it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";

/** RGB bytes, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** PNG files of one report, by name. */
export type Pictures = Readonly<Record<PictureName, Uint8Array<ArrayBuffer>>>;

/** The pictures that a report can show. */
export type PictureName = "original" | "reconstruction" | "adjusted_1" | "adjusted_2";

const side = 64;

/** Draws the pictures of a report; `random` gives numbers from 0 to 1. */
export function drawPictures(random: () => number): Pictures {
  const colors = Array.from({ length: 9 }, () => Math.floor(80 + 170 * random()));
  const shape = [random(), random(), random(), random()];
  const draw = (change: (r: number, g: number, b: number) => number[], blur: number) => {
    const rgb = new Uint8Array(side * side * 3);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const at = colorAt(x, y, colors, shape, blur);
        rgb.set(change(at[0]!, at[1]!, at[2]!).map(byte), (y * side + x) * 3);
      }
    }
    return encodePng({ width: side, height: side, rgb });
  };
  return {
    original: draw((r, g, b) => [r, g, b], 0.03),
    reconstruction: draw((r, g, b) => [r + 4, g + 4, b + 4], 0.25),
    adjusted_1: draw((r, g, b) => [r * 0.6, g * 0.6, b * 0.65], 0.3),
    adjusted_2: draw((r, g, b) => [b * 0.9 + 30, r * 0.7, g + 40], 0.45),
  };
}

const byte = (value: number) => Math.max(0, Math.min(255, Math.round(value)));

/** A face before a background, its edges as soft as `blur`. */
function colorAt(
  x: number,
  y: number,
  colors: readonly number[],
  shape: readonly number[],
  blur: number,
): number[] {
  const [u, v] = [x / side - 0.5, y / side - 0.5];
  const inside = (cx: number, cy: number, rx: number, ry: number) => {
    const d = Math.hypot((u - cx) / rx, (v - cy) / ry);
    return 1 / (1 + Math.exp((d - 1) / (blur * 0.25)));
  };
  const mix = (from: number[], to: readonly number[], share: number) =>
    from.map((value, i) => value * (1 - share) + to[i]! * share);
  let color = colors.slice(0, 3).map((value, i) => value + 30 * v * (i - 1));
  color = mix(color, colors.slice(3, 6), inside(0, 0.02, 0.26 + 0.08 * shape[0]!, 0.36));
  color = mix(color, colors.slice(6, 9), inside(0, -0.26, 0.3, 0.12 + 0.08 * shape[1]!));
  for (const eye of [-1, 1]) {
    const at = eye * (0.09 + 0.04 * shape[2]!);
    color = mix(color, [30, 30, 40], inside(at, -0.02, 0.035, 0.03));
  }
  return mix(color, [150, 40, 50], inside(0, 0.2, 0.09 + 0.05 * shape[3]!, 0.03));
}

/** A PNG file (8 bits, RGB), the same bytes each time. */
export function encodePng({ width, height, rgb }: Pixels): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    out.set(body, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  return new Uint8Array(Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 6 })),
    chunk("IEND", Buffer.alloc(0)),
  ]));
}
