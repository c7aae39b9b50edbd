/**
 * Splitting a grid without gutters at its seams.
 *
 * @module
 */
import type { Box, Raster } from "../../rubric/evidence.ts";
import { fromLattice, type LayoutHint, type PanelSplit } from "./panel_split.ts";
import { resize } from "./resize.ts";
import { findComb, luminance, seamProfile } from "./seam_comb.ts";

/**
 * Splits a picture at seams along whole lines at equal distances; `null` where there are
 * none that make panels of sensible shape.
 */
export function bySeams(raster: Raster, hint: LayoutHint): PanelSplit | null {
  const native = nativeSize(raster);
  const plane = luminance(native);
  const across = seamProfile(native, plane, "columns");
  const down = seamProfile(native, plane, "rows");
  let columns = findComb(across, hint.columns).cells;
  let rows = findComb(down, hint.rows).cells;
  // Panels are mostly square: where one axis is known, less is asked of the other.
  const square = (long: number, short: number, cells: number) => {
    const wanted = long / (short / cells);
    return Math.abs(wanted - Math.round(wanted)) < 0.04 * wanted
      ? Math.round(wanted)
      : undefined;
  };
  if (rows > 1 || columns === 1) {
    columns = Math.max(
      columns,
      findComb(across, square(native.width, native.height, rows)).cells,
    );
  }
  if (columns > 1 || rows === 1) {
    rows = Math.max(
      rows,
      findComb(down, square(native.height, native.width, columns)).cells,
    );
  }
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
