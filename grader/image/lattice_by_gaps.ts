/**
 * An equal-size lattice whose every line runs through empty space: digits on black, or
 * pictures whose own background is the colour of the page.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";
import { countIn, type Foreground } from "./background.ts";
import type { Lattice } from "./lattice.ts";

const maxCells = 24;
const minCell = 14;

/**
 * The finest lattice of about square cells, none of them empty, whose lines cross nothing;
 * `null` where there is none.
 */
export function latticeByGaps(mask: Foreground): Lattice | null {
  const columns = counts(mask, "columns");
  const rows = counts(mask, "rows");
  let best: { rows: number; columns: number } | null = null;
  for (const c of columns) {
    for (const r of rows) {
      if (c * r < 2 || (best && c * r <= best.rows * best.columns)) continue;
      const aspect = (mask.width / c) / (mask.height / r);
      if (aspect > 1.25 || aspect < 0.8) continue;
      if (cells(mask, r, c).every((box) => share(mask, box) > 0.015)) {
        best = { rows: r, columns: c };
      }
    }
  }
  if (!best) return null;
  const boxes = cells(mask, best.rows, best.columns);
  const width = best.columns;
  return {
    ...best,
    cells: boxes,
    places: boxes.map((_, i) => [Math.floor(i / width), i % width] as const),
  };
}

/** Numbers of cells along an axis for which every line lies in empty space. */
function counts(mask: Foreground, axis: "columns" | "rows"): readonly number[] {
  const length = axis === "columns" ? mask.width : mask.height;
  const empty = (at: number) =>
    (axis === "columns"
      ? countIn(mask, at, 0, at + 1, mask.height)
      : countIn(mask, 0, at, mask.width, at + 1)) <=
      (axis === "columns" ? mask.height : mask.width) * 0.01;
  const fits: number[] = [1];
  for (let cellCount = 2; cellCount <= maxCells; cellCount++) {
    if (length / cellCount < minCell) break;
    let clear = true;
    for (let k = 1; k < cellCount && clear; k++) {
      const at = Math.round(k * length / cellCount);
      clear = empty(at) || (empty(at - 1) || empty(Math.min(length - 1, at + 1)));
    }
    if (clear) fits.push(cellCount);
  }
  return fits;
}

function cells(mask: Foreground, rows: number, columns: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const left = Math.round(column * mask.width / columns);
      const top = Math.round(row * mask.height / rows);
      boxes.push([
        left,
        top,
        Math.round((column + 1) * mask.width / columns) - left,
        Math.round((row + 1) * mask.height / rows) - top,
      ]);
    }
  }
  return boxes;
}

function share(mask: Foreground, box: Box): number {
  const [left, top, width, height] = box;
  return countIn(mask, left, top, left + width, top + height) / (width * height);
}
