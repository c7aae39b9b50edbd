/**
 * What kind of content a picture holds: pictures, a chart, a diagram or text.
 *
 * @module
 */
import type { Box, Raster } from "../../rubric/evidence.ts";
import type { Figure } from "../../rubric/facts.ts";
import {
  backgroundColors,
  type Color,
  countIn,
  type Foreground,
  foreground,
} from "./background.ts";
import { around } from "./lattice.ts";
import { crop, resize } from "./resize.ts";
import { luminance } from "./seam_comb.ts";
import { splitPanels } from "./split_panels.ts";
import { xyCut } from "./xy_cut.ts";

/** Longer side of the copy that is looked at, in pixels. */
const workSize = 640;

/**
 * Tells what a picture holds. `pictures`: photo-like areas, faces, digits, noise;
 * `chart`: drawn between axes; `text`: lines of print; `diagram`: flat shapes on a plain
 * page; `unknown` where no sign is clear.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { classifyContent } from "./content.ts";
 *
 * const rgb = new Uint8Array(64 * 64 * 3).map((_, i) => (i * i * 7 + (i >> 5) * 13) % 251);
 * assertEquals(classifyContent({ width: 64, height: 64, rgb }), "pictures");
 * ```
 */
export function classifyContent(raster: Raster): Figure["content"] {
  const scale = Math.min(1, workSize / Math.max(raster.width, raster.height));
  const small = resize(
    raster,
    Math.max(1, Math.round(raster.width * scale)),
    Math.max(1, Math.round(raster.height * scale)),
  );
  const page = backgroundColors(small)[0];
  if (!page) return richTones(small) ? "pictures" : "unknown";
  const mask = foreground(small, page);
  const leaves = xyCut(mask).filter((leaf) => leaf[2] >= 3 && leaf[3] >= 3);
  if ((page[0] + page[1] + page[2]) / 3 > 200 && hasAxes(mask)) return "chart";
  const area = (boxes: readonly Box[]) =>
    boxes.reduce((sum, box) => sum + box[2] * box[3], 0);
  const filled = leaves.filter((leaf) =>
    leaf[2] >= 16 && leaf[3] >= 16 && leaf[2] / leaf[3] < 8 && leaf[3] / leaf[2] < 8 &&
    fill(mask, leaf) >= 0.55
  );
  const photos = filled.filter((leaf) =>
    leaf[2] >= 28 && leaf[3] >= 28 && richTones(crop(small, leaf))
  );
  const seen = leaves.length > 0 ? area([around(leaves)]) : 0;
  if (area(photos) > 0.08 * seen && area(photos) >= 0.45 * area(leaves)) {
    return "pictures";
  }
  const tiles = filled.filter((leaf) => digitLike(crop(small, leaf)));
  if (tiles.length > 0 && area(tiles) >= 0.6 * area(leaves)) return "pictures";
  if (filled.length > 0 && area(filled) >= 0.6 * area(leaves)) {
    const largest = filled.reduce((a, b) => a[2] * a[3] >= b[2] * b[3] ? a : b);
    const inner = area([largest]) > 0.25 * seen &&
        area([largest]) < 0.9 * small.width * small.height
      ? crop(small, inset(largest))
      : null;
    if (inner && Math.min(inner.width, inner.height) > 24) return inside(inner);
  }
  return onPage(small, mask, page, leaves);
}

/** A filled box that is no photo by itself: a grid of digits, a dark screenshot. */
function inside(raster: Raster): Figure["content"] {
  const page = backgroundColors(raster)[0];
  if (!page) return richTones(raster) ? "pictures" : "unknown";
  const mask = foreground(raster, page);
  return onPage(raster, mask, page, xyCut(mask));
}

function onPage(
  raster: Raster,
  mask: Foreground,
  page: Color,
  leaves: readonly Box[],
): Figure["content"] {
  const brightness = (page[0] + page[1] + page[2]) / 3;
  if (hasAxes(mask)) return "chart";
  const split = splitPanels(raster);
  const squares = split.panels.length >= 2 && split.panels.every((box) => {
    const aspect = box[2] / box[3];
    return aspect > 0.75 && aspect < 1.33;
  });
  const ink = countIn(mask, 0, 0, mask.width, mask.height) / (mask.width * mask.height);
  if (squares && split.method !== "single" && brightness < 90 && ink > 0.04) {
    return "pictures";
  }
  if (textLines(mask, leaves)) return "text";
  if (leaves.length === 1 && brightness < 60 && ink > 0.05) return "pictures";
  if (brightness > 200 && ink < 0.5 && leaves.length >= 2) return "diagram";
  return "unknown";
}

/** A box without its outermost pixels, where colours of both sides mix. */
function inset([left, top, width, height]: Box): Box {
  const edge = Math.min(width, height) > 60 ? 2 : 0;
  return [left + edge, top + edge, width - 2 * edge, height - 2 * edge];
}

function fill(mask: Foreground, box: Box): number {
  const [left, top, width, height] = box;
  return countIn(mask, left, top, left + width, top + height) / (width * height);
}

/** Many tones and no colour that covers half of it: a photo, a blurred one, noise. */
export function richTones(raster: Raster): boolean {
  const size = Math.min(64, raster.width, raster.height);
  if (size < 8) return false;
  const common = modeShare(raster);
  const plane = luminance(
    resize(raster, Math.min(64, raster.width), Math.min(64, raster.height)),
  );
  const levels = new Set<number>();
  for (const value of plane) levels.add(Math.round(value / 4));
  return common < 0.55 && levels.size >= 18;
}

/** Share of the most common colour, of 16 levels a channel. */
function modeShare(raster: Raster): number {
  const counts = new Map<number, number>();
  const step = Math.max(1, Math.floor(raster.width * raster.height / 20_000));
  let total = 0;
  for (let i = 0; i < raster.width * raster.height; i += step, total++) {
    const o = i * 3;
    const key = (raster.rgb[o]! >> 4) << 8 | (raster.rgb[o + 1]! >> 4) << 4 |
      raster.rgb[o + 2]! >> 4;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values()) / total;
}

/** A square tile, one colour around a soft shape: a digit, a garment, a blank panel. */
function digitLike(raster: Raster): boolean {
  const aspect = raster.width / raster.height;
  if (aspect < 0.7 || aspect > 1.43) return false;
  const edge = Math.max(1, Math.round(raster.width * 0.03));
  const tile = crop(raster, [
    edge,
    edge,
    raster.width - 2 * edge,
    raster.height - 2 * edge,
  ]);
  const border = backgroundColors(tile)[0];
  if (!border || (border[0] + border[1] + border[2]) / 3 > 110) return false;
  const small = resize(tile, 28, 28);
  const plane = luminance(small);
  let soft = 0;
  let bright = 0;
  for (const value of plane) {
    if (value > 60) bright++;
    if (value > 60 && value < 200) soft++;
  }
  return bright > 20 && bright < 560 && soft > 0.15 * bright;
}

/** A long upright line that meets a long level one, both thin: the axes of a chart. */
function hasAxes(mask: Foreground): boolean {
  const { width, height } = mask;
  const columns = longRuns(mask, "columns", 0.35 * height);
  const rows = longRuns(mask, "rows", 0.3 * width);
  for (const column of columns) {
    for (const row of rows) {
      const meetsLevel = column.at >= row.start - 4 && column.at <= row.end + 4;
      const meetsUpright = row.at >= column.start - 4 && row.at <= column.end + 4;
      const near = (a: number, b: number) => Math.abs(a - b) <= 5;
      const corner = near(column.at, row.start) &&
        (near(row.at, column.end) || near(row.at, column.start));
      if (meetsLevel && meetsUpright && corner) return true;
    }
  }
  return false;
}

interface Run {
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Thin lines of unbroken foreground, at least `least` pixels long. */
function longRuns(mask: Foreground, along: "columns" | "rows", least: number): Run[] {
  const columns = along === "columns";
  const lines = columns ? mask.width : mask.height;
  const length = columns ? mask.height : mask.width;
  const on = (line: number, at: number) =>
    line >= 0 && line < lines &&
    (columns
        ? countIn(mask, line, at, line + 1, at + 1)
        : countIn(mask, at, line, at + 1, line + 1)) === 1;
  const runs: Run[] = [];
  for (let line = 0; line < lines; line++) {
    let start = -1;
    for (let at = 0; at <= length; at++) {
      const here = at < length && on(line, at);
      if (here && start < 0) start = at;
      if (here || start < 0) continue;
      if (at - start >= least && thin(on, line, start, at)) {
        runs.push({ at: line, start, end: at });
      }
      start = -1;
    }
  }
  return runs;
}

/** Whether at most a third of what lies 5 pixels to either side is foreground. */
function thin(
  on: (line: number, at: number) => boolean,
  line: number,
  start: number,
  end: number,
): boolean {
  let before = 0;
  let after = 0;
  for (let at = start; at < end; at++) {
    if (on(line - 5, at)) before++;
    if (on(line + 5, at)) after++;
  }
  return before <= (end - start) * 0.4 && after <= (end - start) * 0.4;
}

/** Lines of print: bands of small pieces of ink, one above the other. */
function textLines(mask: Foreground, leaves: readonly Box[]): boolean {
  const pieces = leaves.filter((leaf) =>
    leaf[3] <= Math.max(40, mask.height * 0.12) && leaf[3] >= 3
  );
  if (pieces.length < 6 || pieces.length < 0.7 * leaves.length) return false;
  const spans = pieces.map((piece) => [piece[1], piece[1] + piece[3]] as const)
    .sort((a, b) => a[0] - b[0]);
  let bands = 0;
  let reach = -1;
  for (const [top, bottom] of spans) {
    if (top >= reach) bands++;
    reach = Math.max(reach, bottom);
  }
  return bands >= 3;
}
