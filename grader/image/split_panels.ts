/**
 * A composite picture -> its panels: cut along gutters, else an equal-size lattice, else
 * the seams of a gapless grid.
 *
 * @module
 */
import type { Box, Raster } from "../../rubric/evidence.ts";
import { backgroundColors, countIn, type Foreground, foreground } from "./background.ts";
import { around, arrange, type Lattice, latticeGaps, outerPeriod } from "./lattice.ts";
import { latticeByGaps } from "./lattice_by_gaps.ts";
import { crop, resize } from "./resize.ts";
import { findComb, luminance, seamProfile } from "./seam_comb.ts";
import { xyCut } from "./xy_cut.ts";

/** What words beside a picture say of its layout. */
export interface LayoutHint {
  readonly rows?: number;
  readonly columns?: number;
}

/** Panels of a picture, in pixels of the picture, row by row. */
export interface PanelSplit {
  readonly rows: number;
  readonly columns: number;
  readonly panels: readonly Box[];
  /** Row and column of each panel. */
  readonly places: readonly (readonly [row: number, column: number])[];
  /** Rows and columns inside each panel, where each is a grid itself. */
  readonly inner: readonly [rows: number, columns: number];
  readonly method: "single" | "gutters" | "gaps" | "seams";
  /** What stands beside the panels: titles, ticks, labels. */
  readonly beside: readonly Box[];
}

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
  let single: PanelSplit = { ...one(whole), beside: [] };
  if (Math.min(raster.width, raster.height) < 16) return single;
  const colors = backgroundColors(raster);
  for (const [i, color] of colors.entries()) {
    const mask = foreground(raster, color);
    const leaves = xyCut(mask);
    const found = regularLeaves(mask, leaves);
    if (found) return found;
    const byGaps = latticeByGaps(mask);
    if (byGaps) return fromLattice(byGaps, "gaps", []);
    const main = mainLeaf(mask, leaves);
    if (main && i === 0) {
      single = { ...one(main), beside: leaves.filter((leaf) => !overlaps(leaf, main)) };
    }
    const smaller = main && main[2] * main[3] < 0.97 * raster.width * raster.height;
    if (main && smaller && depth < maxDepth) {
      const inside = splitRegion(crop(raster, main), hint, depth + 1);
      if (inside.panels.length > 1) {
        const shift = (
          box: Box,
        ): Box => [box[0] + main[0], box[1] + main[1], box[2], box[3]];
        return {
          ...inside,
          panels: inside.panels.map(shift),
          beside: [
            ...inside.beside.map(shift),
            ...leaves.filter((leaf) => !overlaps(leaf, main)),
          ],
        };
      }
    }
  }
  return colors.length === 0 || depth > 0 ? bySeams(raster, hint) ?? single : (
    single.panels[0]![2] * single.panels[0]![3] > 0.9 * raster.width * raster.height
      ? bySeams(raster, hint) ?? single
      : single
  );
}

function one(box: Box): PanelSplit {
  return {
    rows: 1,
    columns: 1,
    panels: [box],
    places: [[0, 0]],
    inner: [1, 1],
    method: "single",
    beside: [],
  };
}

function fromLattice(
  lattice: Lattice,
  method: PanelSplit["method"],
  beside: readonly Box[],
): PanelSplit {
  return {
    rows: lattice.rows,
    columns: lattice.columns,
    panels: lattice.cells,
    places: lattice.places,
    inner: [1, 1],
    method,
    beside,
  };
}

/** Two or more solid leaves of one size that stand in rows and columns. */
function regularLeaves(mask: Foreground, leaves: readonly Box[]): PanelSplit | null {
  const solid = leaves.map((leaf) => solidPart(mask, leaf)).filter((box) => box !== null);
  const largest = solid.reduce<Box | null>(
    (best, box) => !best || box[2] * box[3] > best[2] * best[3] ? box : best,
    null,
  );
  if (!largest || largest[2] < 12 || largest[3] < 12) return null;
  const alike = solid.filter((box) =>
    Math.abs(box[2] - largest[2]) <= Math.max(3, 0.15 * largest[2]) &&
    Math.abs(box[3] - largest[3]) <= Math.max(3, 0.15 * largest[3])
  );
  if (alike.length < 2) return null;
  const lattice = arrange(alike);
  if (!lattice || lattice.rows * lattice.columns > 2 * alike.length) return null;
  const covered = alike.reduce((sum, box) => sum + box[2] * box[3], 0);
  const hull = around(alike);
  if (covered < 0.3 * hull[2] * hull[3] || covered < 0.1 * mask.width * mask.height) {
    return null;
  }
  const aspect = largest[2] / largest[3];
  if (aspect > 8 || aspect < 1 / 8) return null;
  const beside = leaves.filter((leaf) => !alike.some((box) => overlaps(leaf, box)));
  return fromLattice(lattice, "gutters", beside);
}

/** A leaf without the ticks that stick out of it; `null` where it is no filled box. */
function solidPart(mask: Foreground, leaf: Box): Box | null {
  let [left, top] = leaf;
  let right = left + leaf[2];
  let bottom = top + leaf[3];
  const reach = (size: number) => Math.ceil(size * 0.12);
  const thin = 0.3;
  for (let i = 0; i < reach(leaf[2]) && right - left > 2; i++) {
    if (countIn(mask, left, top, left + 1, bottom) < thin * (bottom - top)) left++;
    if (countIn(mask, right - 1, top, right, bottom) < thin * (bottom - top)) right--;
  }
  for (let i = 0; i < reach(leaf[3]) && bottom - top > 2; i++) {
    if (countIn(mask, left, top, right, top + 1) < thin * (right - left)) top++;
    if (countIn(mask, left, bottom - 1, right, bottom) < thin * (right - left)) bottom--;
  }
  const area = (right - left) * (bottom - top);
  return countIn(mask, left, top, right, bottom) >= 0.5 * area
    ? [left, top, right - left, bottom - top]
    : null;
}

/** The leaf that is most of what stands out. */
function mainLeaf(mask: Foreground, leaves: readonly Box[]): Box | null {
  let best: Box | null = null;
  let total = 0;
  for (const leaf of leaves) {
    total += leaf[2] * leaf[3];
    if (!best || leaf[2] * leaf[3] > best[2] * best[3]) best = leaf;
  }
  if (!best || best[2] * best[3] < 0.6 * total) return null;
  return solidPart(mask, best) ?? best;
}

function bySeams(raster: Raster, hint: LayoutHint): PanelSplit | null {
  const native = nativeSize(raster);
  const plane = luminance(native);
  const columns = findComb(seamProfile(native, plane, "columns"), hint.columns).cells;
  const rows = findComb(seamProfile(native, plane, "rows"), hint.rows).cells;
  if (rows * columns < 2) return null;
  const aspect = (raster.width / columns) / (raster.height / rows);
  if (aspect > 2.2 || aspect < 1 / 2.2) return null;
  const cells: Box[] = [];
  const places: [number, number][] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = Math.round(column * raster.width / columns);
      const top = Math.round(row * raster.height / rows);
      const right = Math.round((column + 1) * raster.width / columns);
      const bottom = Math.round((row + 1) * raster.height / rows);
      cells.push([left, top, right - left, bottom - top]);
      places.push([row, column]);
    }
  }
  return fromLattice({ rows, columns, cells, places }, "seams", []);
}

/** The picture before it was enlarged by repeating pixels, as far as that was done. */
function nativeSize(raster: Raster): Raster {
  const { width, height, rgb } = raster;
  const factor = (axis: "columns" | "rows") => {
    const length = axis === "columns" ? width : height;
    let common = 0;
    for (let i = 1; i < length && common !== 1; i++) {
      let differs = false;
      const across = axis === "columns" ? height : width;
      for (let j = 0; j < across && !differs; j += 3) {
        const at = (axis === "columns" ? j * width + i : i * width + j) * 3;
        const before = at - (axis === "columns" ? 3 : width * 3);
        differs = rgb[at] !== rgb[before] || rgb[at + 1] !== rgb[before + 1];
      }
      if (differs) common = gcd(common, i);
    }
    return common > 1 && length % common === 0 && length / common >= 24 ? common : 1;
  };
  const x = factor("columns");
  const y = factor("rows");
  return x === 1 && y === 1 ? raster : resize(raster, width / x, height / y);
}

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

function overlaps(a: Box, b: Box): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
    b[1] < a[1] + a[3];
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
