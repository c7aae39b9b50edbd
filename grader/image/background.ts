/**
 * What a picture is drawn on: candidate colours of page and gutters, and what stands out.
 *
 * @module
 */
import type { Raster } from "../../rubric/evidence.ts";

/** A colour, 0 to 255 a channel. */
export type Color = readonly [red: number, green: number, blue: number];

/** Pixels that differ from a background, with sums over any rectangle in four reads. */
export interface Foreground {
  readonly width: number;
  readonly height: number;
  /** `(width + 1) * (height + 1)` sums of the pixels above and left. */
  readonly sums: Int32Array;
}

/** A line counts as one colour if this share of it is. */
const uniformShare = 0.985;
const tolerance = 22;

/**
 * Colours that may be page or gutters: those of the outer border and of lines that run
 * across the whole picture in one colour, the most likely first; at most four.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { backgroundColors } from "./background.ts";
 *
 * const rgb = new Uint8Array(10 * 10 * 3).fill(255);
 * assertEquals(backgroundColors({ width: 10, height: 10, rgb }), [[255, 255, 255]]);
 * ```
 */
export function backgroundColors(raster: Raster): readonly Color[] {
  const { width, height } = raster;
  const votes = new Map<string, { color: Color; weight: number }>();
  const vote = (color: Color, weight: number) => {
    for (const known of votes.values()) {
      if (distance(known.color, color) <= tolerance) {
        known.weight += weight;
        return;
      }
    }
    votes.set(color.join(), { color, weight });
  };
  for (let y = 0; y < height; y++) {
    const color = lineColor(raster, y * width, 1, width);
    if (color) vote(color, weigh(color, width, y === 0 || y === height - 1));
  }
  for (let x = 0; x < width; x++) {
    const color = lineColor(raster, x, width, height);
    if (color) vote(color, weigh(color, height, x === 0 || x === width - 1));
  }
  return [...votes.values()].sort((a, b) => b.weight - a.weight).slice(0, 4)
    .map((entry) => entry.color);
}

/** Borders say most; white, grey and black are likelier gutters than other colours. */
function weigh(color: Color, length: number, border: boolean): number {
  const neutral = Math.max(...color) - Math.min(...color) < 12;
  const pure = neutral && (color[0] < 16 || color[0] > 239);
  return length * (border ? 20 : 1) * (pure ? 12 : neutral ? 3 : 1);
}

/** The colour of a row or column, if it has but one. */
function lineColor(
  raster: Raster,
  first: number,
  step: number,
  length: number,
): Color | null {
  const { rgb } = raster;
  const at = (i: number): Color => {
    const o = (first + i * step) * 3;
    return [rgb[o]!, rgb[o + 1]!, rgb[o + 2]!];
  };
  const probes = [0.13, 0.31, 0.5, 0.69, 0.87].map((part) =>
    at(Math.floor(part * length))
  );
  const color = [0, 1, 2].map((c) =>
    probes.map((probe) => probe[c]!).sort((a, b) => a - b)[2]!
  ) as unknown as Color;
  if (probes.filter((probe) => distance(probe, color) > tolerance).length > 1) {
    return null;
  }
  let off = 0;
  const allowed = length * (1 - uniformShare);
  for (let i = 0; i < length; i++) {
    const o = (first + i * step) * 3;
    if (
      Math.abs(rgb[o]! - color[0]) > tolerance ||
      Math.abs(rgb[o + 1]! - color[1]) > tolerance ||
      Math.abs(rgb[o + 2]! - color[2]) > tolerance
    ) {
      off++;
      if (off > allowed) return null;
    }
  }
  return color;
}

/** Largest difference of any channel. */
export function distance(a: Color, b: Color): number {
  return Math.max(
    Math.abs(a[0] - b[0]),
    Math.abs(a[1] - b[1]),
    Math.abs(a[2] - b[2]),
  );
}

/** Marks the pixels that differ from `background` in any channel by more than 22. */
export function foreground(raster: Raster, background: Color): Foreground {
  const { width, height, rgb } = raster;
  const sums = new Int32Array((width + 1) * (height + 1));
  const [red, green, blue] = background;
  let o = 0;
  for (let y = 0; y < height; y++) {
    let row = 0;
    const out = (y + 1) * (width + 1);
    const above = y * (width + 1);
    for (let x = 0; x < width; x++, o += 3) {
      const differs = Math.abs(rgb[o]! - red) > tolerance ||
        Math.abs(rgb[o + 1]! - green) > tolerance ||
        Math.abs(rgb[o + 2]! - blue) > tolerance;
      if (differs) row++;
      sums[out + x + 1] = sums[above + x + 1]! + row;
    }
  }
  return { width, height, sums };
}

/** Number of foreground pixels in a rectangle given by its edges, right and bottom exclusive. */
export function countIn(
  mask: Foreground,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  const stride = mask.width + 1;
  return mask.sums[bottom * stride + right]! - mask.sums[top * stride + right]! -
    mask.sums[bottom * stride + left]! + mask.sums[top * stride + left]!;
}
