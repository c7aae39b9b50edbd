/**
 * Boxes of about one size -> rows and columns.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";

/** Cells in rows and columns, row by row; a cell that is not there is left out. */
export interface Lattice {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly Box[];
  /** Row and column of each cell. */
  readonly places: readonly (readonly [row: number, column: number])[];
}

/**
 * Arranges boxes in rows and columns by their centres; `null` where two boxes would share
 * a cell.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { arrange } from "./lattice.ts";
 *
 * const lattice = arrange([[22, 1, 20, 20], [0, 0, 20, 20], [0, 24, 20, 20]]);
 * assertEquals([lattice?.rows, lattice?.columns, lattice?.places], [2, 2, [[0, 0], [0, 1], [1, 0]]]);
 * ```
 */
export function arrange(boxes: readonly Box[]): Lattice | null {
  const rowOf = bands(boxes.map((box) => [box[1] + box[3] / 2, box[3]]));
  const columnOf = bands(boxes.map((box) => [box[0] + box[2] / 2, box[2]]));
  const order = boxes.map((_, i) => i).sort((a, b) =>
    rowOf[a]! - rowOf[b]! || columnOf[a]! - columnOf[b]!
  );
  const seen = new Set<string>();
  for (const i of order) {
    const key = `${rowOf[i]} ${columnOf[i]}`;
    if (seen.has(key)) return null;
    seen.add(key);
  }
  return {
    rows: Math.max(0, ...rowOf) + 1,
    columns: Math.max(0, ...columnOf) + 1,
    cells: order.map((i) => boxes[i]!),
    places: order.map((i) => [rowOf[i]!, columnOf[i]!] as const),
  };
}

/** Numbers the bands that centres fall in: a new one where the step is over half a size. */
function bands(items: readonly (readonly [center: number, size: number])[]): number[] {
  const order = items.map((_, i) => i).sort((a, b) => items[a]![0] - items[b]![0]);
  const result = new Array<number>(items.length).fill(0);
  let band = 0;
  order.forEach((index, i) => {
    const before = items[order[i - 1] ?? index]!;
    const here = items[index]!;
    if (i > 0 && here[0] - before[0] > 0.5 * Math.min(before[1], here[1])) band++;
    result[index] = band;
  });
  return result;
}

/**
 * How many cells make one outer cell, where some gaps between cells are clearly wider
 * than the rest and come at a regular beat; 1 where all gaps are alike.
 */
export function outerPeriod(gaps: readonly number[]): number {
  const count = gaps.length + 1;
  if (count < 4) return 1;
  const sorted = [...gaps].sort((a, b) => a - b);
  const small = Math.max(1, sorted[Math.floor(sorted.length / 2)]!);
  for (let period = 2; period <= count / 2; period++) {
    if (count % period !== 0) continue;
    const regular = gaps.every((gap, i) => {
      const outer = (i + 1) % period === 0;
      return outer ? gap >= small * 1.8 && gap >= small + 2 : gap < small * 1.5 + 1;
    });
    if (regular) return period;
  }
  return 1;
}

/** Gaps between neighbouring columns and rows of a full lattice. */
export function latticeGaps(
  lattice: Lattice,
): { readonly columns: readonly number[]; readonly rows: readonly number[] } {
  const edges = (axis: 0 | 1, count: number) => {
    const spans = Array.from({ length: count }, () => [Infinity, -Infinity]);
    lattice.cells.forEach((cell, i) => {
      const span = spans[lattice.places[i]![axis === 0 ? 1 : 0]]!;
      span[0] = Math.min(span[0]!, cell[axis]);
      span[1] = Math.max(span[1]!, cell[axis] + cell[axis + 2]!);
    });
    return spans.slice(1).map((span, i) => span[0]! - spans[i]![1]!);
  };
  return { columns: edges(0, lattice.columns), rows: edges(1, lattice.rows) };
}

/** The box around boxes. */
export function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[0] + box[2]));
  const bottom = Math.max(...boxes.map((box) => box[1] + box[3]));
  return [left, top, right - left, bottom - top];
}
