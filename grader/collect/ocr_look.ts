/**
 * What a picture looks like, by its pixels alone: whether it holds lines of small shapes on
 * an even background, as text does. Pure and cheap: OCR is only tried where this says yes.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import {
  heightOf,
  isLetterLike,
  isWidePair,
  runsOf,
  type Shape,
  shapesOf,
  splitRow,
  widthOf,
} from "./_ocr_shapes.ts";

/** A line of letters, as far as shapes tell. */
export interface TextRun {
  readonly box: Box;
  /** Shapes in it. */
  readonly shapes: number;
}

/** The looks of a picture. */
export interface TextLook {
  /** Lines of letters outside of larger shapes, from top to bottom. */
  readonly runs: readonly TextRun[];
  /** Median height of letters in pixels, 0 where there are none. */
  readonly letterHeight: number;
  /** Grey value of the background, 0 to 255. */
  readonly background: number;
  /** Whether the picture as a whole is text: a screenshot of code, of a table, of prose. */
  readonly isText: boolean;
}

/** Grey values after ITU-R BT.601. */
export function greyOf({ width, height, rgb }: Raster): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let i = 0, from = 0; i < grey.length; i++, from += 3) {
    grey[i] = (rgb[from]! * 77 + rgb[from + 1]! * 150 + rgb[from + 2]! * 29) >> 8;
  }
  return grey;
}

/** The commonest shade, and the share of the picture that has it. */
function backgroundOf(grey: Uint8Array): { shade: number; share: number } {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value]! += 1;
  let shade = 255;
  let best = 0;
  for (let value = 0; value < 256; value++) {
    let near = 0;
    for (let d = -6; d <= 6; d++) near += counts[value + d] ?? 0;
    // Of equal windows, the one with the higher peak in its middle.
    const weight = near + counts[value]! / 4;
    if (weight > best) [best, shade] = [weight, value];
  }
  let share = 0;
  for (let d = -10; d <= 10; d++) share += counts[shade + d] ?? 0;
  return { shade, share: share / grey.length };
}

function boxOfShapes(shapes: readonly Shape[]): Box {
  const left = Math.min(...shapes.map((shape) => shape.left));
  const top = Math.min(...shapes.map((shape) => shape.top));
  const right = Math.max(...shapes.map((shape) => shape.right));
  const bottom = Math.max(...shapes.map((shape) => shape.bottom));
  return [left, top, right - left + 1, bottom - top + 1];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/**
 * Whether runs are rows of a lattice, such as a grid of handwritten digits: steps to the
 * right as wide as steps down. Letters stand closer than lines do.
 */
function isLattice(runs: readonly (readonly Shape[])[]): boolean {
  if (runs.length < 2) return false;
  const steps: number[] = [];
  for (const run of runs) {
    const centers = run.map((shape) => (shape.left + shape.right) / 2).sort((a, b) =>
      a - b
    );
    for (let i = 0; i + 1 < centers.length; i++) {
      steps.push(centers[i + 1]! - centers[i]!);
    }
  }
  const rows = runs.map((run) =>
    median(run.map((shape) => (shape.top + shape.bottom) / 2))
  )
    .sort((a, b) => a - b);
  const downs = rows.slice(1).map((row, i) => row - rows[i]!).filter((down) => down > 3);
  const across = median(steps);
  const even = steps.filter((step) => Math.abs(step - across) < 0.25 * across).length;
  const down = median(downs);
  return down > 0 && across > 0.72 * down && even > 0.55 * steps.length;
}

/**
 * Looks at a picture.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const plain = { width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3).fill(200) };
 * assertEquals(lookAt(plain).isText, false);
 * assertEquals(lookAt(plain).runs, []);
 * ```
 */
export function lookAt(raster: Raster): TextLook {
  const { width, height } = raster;
  const grey = greyOf(raster);
  const { shade, share } = backgroundOf(grey);
  const none = { runs: [], letterHeight: 0, background: shade, isText: false };
  if (share < 0.06 || width < 24 || height < 8) return none;
  const shapes = shapesOf(grey, width, height, shade);
  if (shapes.length > 60_000) return none;
  const large = shapes.filter((shape) =>
    heightOf(shape) > 28 && widthOf(shape) > 28 &&
    shape.ink > 0.22 * heightOf(shape) * widthOf(shape)
  );
  const letters = shapes.filter((shape) =>
    isLetterLike(shape) && !large.includes(shape) &&
    !large.some((whole) =>
      shape.left >= whole.left && shape.right <= whole.right &&
      shape.top >= whole.top && shape.bottom <= whole.bottom
    )
  );
  const rows = runsOf(letters).filter((run) => run.length >= 3 || isWidePair(run));
  const letterHeight = median(rows.flatMap((run) => run.map(heightOf)));
  const runs = rows.flatMap((row) => splitRow(row, 1.7 * letterHeight)).map((run) => ({
    box: boxOfShapes(run),
    shapes: run.length,
  })).sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  // Titles stand on a light or dark margin, not on the commonest shade of a photo; rows of
  // digits are no titles.
  const margin = share >= 0.3 || shade < 48 || shade > 200;
  const lattice = rows.length >= 4 && isLattice(rows.filter((row) => row.length >= 5));
  if (!margin || lattice || letterHeight < 4) return none;
  return {
    runs,
    letterHeight,
    background: shade,
    isText: isWholeText(rows, large, raster, share),
  };
}

function isWholeText(
  rows: readonly (readonly Shape[])[],
  large: readonly Shape[],
  raster: Raster,
  share: number,
): boolean {
  const long = rows.filter((row) => row.length >= 7);
  const letters = rows.reduce((sum, row) => sum + row.length, 0);
  if (share < 0.5 || long.length < 1 || letters < 14) return false;
  if (isLattice(long)) return false;
  const whole = raster.width * raster.height;
  const area = (boxes: readonly Box[]) =>
    boxes.reduce((sum, box) => sum + box[2] * box[3], 0);
  const text = area(rows.map(boxOfShapes));
  const other = area(large.map((shape) => boxOfShapes([shape])));
  // A chart has a title and labels, too, but most of it is neither.
  return other < 0.5 * text && text > (long.length >= 4 ? 0.05 : 0.09) * whole;
}
