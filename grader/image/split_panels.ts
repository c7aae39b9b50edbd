/**
 * A composite picture -> its panels: cut along gutters, else an equal-size lattice, else
 * the seams of a gapless grid.
 *
 * @module
 */
import type { Box, Raster } from "../../rubric/evidence.ts";
import { backgroundColors, countIn, type Foreground, foreground } from "./background.ts";
import { around, latticeGaps, outerPeriod } from "./lattice.ts";
import { latticeByGaps } from "./lattice_by_gaps.ts";
import {
  fromLattice,
  type LayoutHint,
  one,
  overlaps,
  type PanelSplit,
} from "./panel_split.ts";
import { crop, resize } from "./resize.ts";
import { bySeams } from "./seam_split.ts";
import { type Found, mainLeaf, regularLeaves } from "./solid_leaves.ts";
import { xyCut } from "./xy_cut.ts";

const maxPixels = 1_200_000;
const maxDepth = 2;

/**
 * Splits a picture into its panels. A picture of one panel gives one box: what stands out
 * of a uniform margin. Where panels are grids themselves and the outer gutters are wider
 * (or `hint` says so), the outer grid is given and `inner` tells of the other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitPanels } from "./split_panels.ts";
 *
 * const rgb = new Uint8Array(64 * 30 * 3).fill(255);
 * for (let y = 2; y < 28; y++) {
 *   for (let x = 2; x < 62; x++) {
 *     if (x < 30 || x >= 34) rgb.fill((x * 37 + y * 91) % 200, (y * 64 + x) * 3, (y * 64 + x) * 3 + 3);
 *   }
 * }
 * const split = splitPanels({ width: 64, height: 30, rgb });
 * assertEquals([split.rows, split.columns], [1, 2]);
 * assertEquals(split.panels, [[2, 2, 28, 26], [34, 2, 28, 26]]);
 * ```
 */
export function splitPanels(
  raster: Raster,
  hint: LayoutHint = {},
  copy: Raster = workCopy(raster),
): PanelSplit {
  const { width, height } = copy;
  const split = group(splitRegion(copy, hint, 0), hint);
  const x = raster.width / width;
  const y = raster.height / height;
  const grow = (box: Box): Box => [
    Math.round(box[0] * x),
    Math.round(box[1] * y),
    Math.max(1, Math.round(box[2] * x)),
    Math.max(1, Math.round(box[3] * y)),
  ];
  return copy === raster
    ? split
    : { ...split, panels: split.panels.map(grow), beside: split.beside.map(grow) };
}

/** The copy of a picture that is looked at: itself, or 1.2 megapixels of it. */
export function workCopy(raster: Raster): Raster {
  const scale = Math.min(1, Math.sqrt(maxPixels / (raster.width * raster.height)));
  return resize(
    raster,
    Math.max(1, Math.round(raster.width * scale)),
    Math.max(1, Math.round(raster.height * scale)),
  );
}

function splitRegion(raster: Raster, hint: LayoutHint, depth: number): PanelSplit {
  const whole: Box = [0, 0, raster.width, raster.height];
  let single: PanelSplit = one(whole);
  if (Math.min(raster.width, raster.height) < 16) return single;
  const colors = backgroundColors(raster);
  let best: Found | null = null;
  for (const [i, color] of colors.entries()) {
    const mask = foreground(raster, color);
    const leaves = xyCut(mask);
    const found = regularLeaves(mask, leaves);
    if (found && (!best || found.score > best.score)) best = found;
    if (found && found.score > 0.8 && found.filled > 0.9) break;
    if (!framed(mask)) continue;
    const byGaps = latticeByGaps(mask);
    const finer = byGaps &&
      (!best || (best.filled < 0.9 && byGaps.cells.length > best.split.panels.length));
    if (finer) return fromLattice(byGaps, "gaps", []);
    if (best) continue;
    const main = mainLeaf(mask, leaves);
    if (!main) continue;
    if (i === 0) {
      single = { ...one(main), beside: leaves.filter((leaf) => !overlaps(leaf, main)) };
    }
    const inside = depth < maxDepth
      ? splitInside(raster, main, leaves, hint, depth)
      : null;
    if (inside) return inside;
  }
  const most = best?.split.panels.length ?? 1;
  if (best && best.score > 0.85 && best.filled > 0.9) return best.split;
  const [, , width, height] = single.panels[0]!;
  if (depth > 0 || width * height > 0.9 * raster.width * raster.height) {
    const seams = bySeams(raster, hint);
    if (seams && seams.panels.length > most) return seams;
  }
  return best?.split ?? single;
}

/** Splits the one filled box of a page. */
function splitInside(
  raster: Raster,
  main: Box,
  leaves: readonly Box[],
  hint: LayoutHint,
  depth: number,
): PanelSplit | null {
  if (main[2] * main[3] >= 0.97 * raster.width * raster.height) return null;
  // Colours of both sides mix in the outermost pixels.
  const edge = Math.min(main[2], main[3]) > 200 ? 2 : 0;
  const left = main[0] + edge;
  const top = main[1] + edge;
  const part = crop(raster, [left, top, main[2] - 2 * edge, main[3] - 2 * edge]);
  const inside = splitRegion(part, hint, depth + 1);
  if (inside.panels.length < 2) return null;
  const shift = (box: Box): Box => [box[0] + left, box[1] + top, box[2], box[3]];
  return {
    ...inside,
    panels: inside.panels.map(shift),
    beside: [
      ...inside.beside.map(shift),
      ...leaves.filter((leaf) => !overlaps(leaf, main)),
    ],
  };
}

/** Whether the outermost lines of a picture are background. */
function framed(mask: Foreground): boolean {
  const { width, height } = mask;
  const ink = countIn(mask, 0, 0, width, 1) +
    countIn(mask, 0, height - 1, width, height) +
    countIn(mask, 0, 0, 1, height) + countIn(mask, width - 1, 0, width, height);
  return ink <= 0.05 * 2 * (width + height);
}

/** Groups the cells of a grid of grids into its outer cells. */
function group(split: PanelSplit, hint: LayoutHint): PanelSplit {
  const { rows, columns, panels } = split;
  if (panels.length !== rows * columns || panels.length < 4) return split;
  const gaps = latticeGaps({ rows, columns, cells: panels, places: split.places });
  const fits = (count: number, wanted: number | undefined) =>
    wanted !== undefined && wanted < count && count % wanted === 0 ? count / wanted : 0;
  let across = fits(columns, hint.columns);
  let down = fits(rows, hint.rows);
  if (across > 0 && hint.rows === rows) down = 1;
  if (down > 0 && hint.columns === columns) across = 1;
  if (across === 0 || down === 0) {
    across = outerPeriod(gaps.columns);
    down = outerPeriod(gaps.rows);
  }
  if (across === 1 && down === 1) return split;
  const outerColumns = columns / across;
  const outer: Box[] = [];
  const places: [number, number][] = [];
  for (let row = 0; row < rows / down; row++) {
    for (let column = 0; column < outerColumns; column++) {
      outer.push(
        around(panels.filter((_, i) =>
          Math.floor(split.places[i]![0] / down) === row &&
          Math.floor(split.places[i]![1] / across) === column
        )),
      );
      places.push([row, column]);
    }
  }
  return {
    ...split,
    rows: rows / down,
    columns: outerColumns,
    panels: outer,
    places,
    inner: [down, across],
  };
}
