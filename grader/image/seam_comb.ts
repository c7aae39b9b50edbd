/**
 * Seams of a grid without gutters: steps in brightness along whole lines, at equal
 * distances.
 *
 * @module
 */
import type { Raster } from "../../rubric/evidence.ts";

/** Seams at equal distances along one axis. */
export interface Comb {
  /** Number of cells. */
  readonly cells: number;
  /** How much the weakest of the seams stands out; 1 is no seam at all. */
  readonly strength: number;
}

const maxCells = 16;
const minCell = 12;

/** Brightness, row by row. */
export function luminance(raster: Raster): Float32Array {
  const { rgb } = raster;
  const plane = new Float32Array(raster.width * raster.height);
  for (let i = 0, o = 0; i < plane.length; i++, o += 3) {
    plane[i] = 0.299 * rgb[o]! + 0.587 * rgb[o + 1]! + 0.114 * rgb[o + 2]!;
  }
  return plane;
}

/**
 * Step strength between neighbouring lines: share of the line where the step is larger
 * than the steps beside it. Entry `i` is the step between line `i - 1` and line `i`.
 */
export function seamProfile(
  raster: Raster,
  plane: Float32Array,
  axis: "columns" | "rows",
): Float32Array {
  const columns = axis === "columns";
  const length = columns ? raster.width : raster.height;
  const across = columns ? raster.height : raster.width;
  const step = columns ? 1 : raster.width;
  const next = columns ? raster.width : 1;
  const profile = new Float32Array(length);
  for (let i = 2; i < length - 1; i++) {
    let strong = 0;
    for (let j = 0; j < across; j++) {
      const at = i * step + j * next;
      const here = Math.abs(plane[at]! - plane[at - step]!);
      const beside = Math.abs(plane[at - step]! - plane[at - 2 * step]!) +
        Math.abs(plane[at + step]! - plane[at]!);
      if (here > beside + 4) strong++;
    }
    profile[i] = strong / across;
  }
  return profile;
}

/**
 * The finest comb of equal cells all of whose teeth are seams; one cell where there is
 * none. `bias` below 1 asks for less, where words already speak of a grid.
 */
export function findComb(profile: Float32Array, expected?: number): Comb {
  const length = profile.length;
  const sorted = [...profile].sort((a, b) => a - b);
  const usual = sorted[Math.floor(length * 0.5)]! + 0.02;
  const high = sorted[Math.floor(length * 0.9)]!;
  let best: Comb = { cells: 1, strength: 1 };
  for (let cells = 2; cells <= maxCells && length / cells >= minCell; cells++) {
    const teeth: number[] = [];
    for (let k = 1; k < cells; k++) {
      const at = Math.round(k * length / cells);
      teeth.push(Math.max(profile[at - 1] ?? 0, profile[at]!, profile[at + 1] ?? 0));
    }
    const weakest = Math.min(...teeth);
    const mean = teeth.reduce((sum, tooth) => sum + tooth, 0) / teeth.length;
    const need = cells === expected ? 0.16 : 0.28;
    const clear = weakest > need && weakest > usual * 2 && mean > high * 1.2 &&
      mean > need * 1.25;
    if (clear) best = { cells, strength: weakest / usual };
  }
  return best;
}
