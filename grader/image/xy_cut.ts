/**
 * Recursive XY-cut: a page is cut along its empty lines until none is left.
 *
 * Source: G. Nagy and S. Seth, "Hierarchical representation of optically scanned
 * documents", ICPR 1984.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";
import { countIn, type Foreground } from "./background.ts";

/** A rectangle by its edges, right and bottom exclusive. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A run of empty lines inside a region. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

/** Share of a line that may be foreground though the line counts as empty (JPEG noise). */
const emptyShare = 0.006;
const maxLeaves = 600;

/**
 * The leaves of the cut: boxes around what stands out, trimmed, in no promised order.
 * More than 600 leaves (a page of text) end the cut early.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { foreground } from "./background.ts";
 * import { xyCut } from "./xy_cut.ts";
 *
 * const rgb = new Uint8Array(9 * 3 * 3).fill(255);
 * for (const x of [1, 2, 3, 5, 6, 7]) rgb.fill(0, (9 + x) * 3, (9 + x) * 3 + 3);
 * const mask = foreground({ width: 9, height: 3, rgb }, [255, 255, 255]);
 * assertEquals(xyCut(mask), [[1, 1, 3, 1], [5, 1, 3, 1]]);
 * ```
 */
export function xyCut(mask: Foreground, minGap = 1): readonly Box[] {
  const leaves: Box[] = [];
  const open: Region[] = [{ left: 0, top: 0, right: mask.width, bottom: mask.height }];
  while (open.length > 0 && leaves.length < maxLeaves) {
    const region = trim(mask, open.pop()!);
    if (!region) continue;
    const rows = gaps(mask, region, "rows", minGap);
    const columns = gaps(mask, region, "columns", minGap);
    const widest = (list: readonly Gap[]) =>
      list.reduce((max, gap) => Math.max(max, gap.end - gap.start), 0);
    const useRows = widest(rows) > widest(columns);
    const chosen = useRows ? rows : columns;
    if (chosen.length === 0) {
      leaves.push([
        region.left,
        region.top,
        region.right - region.left,
        region.bottom - region.top,
      ]);
      continue;
    }
    const cuts = chosen.filter((gap) => gap.end - gap.start >= widest(chosen) * 0.5);
    let from = useRows ? region.top : region.left;
    const parts: Region[] = [];
    for (const gap of [...cuts, null]) {
      const to = gap ? gap.start : useRows ? region.bottom : region.right;
      parts.push(
        useRows
          ? { ...region, top: from, bottom: to }
          : { ...region, left: from, right: to },
      );
      if (gap) from = gap.end;
    }
    open.push(...parts.reverse());
  }
  return leaves;
}

/** Shrinks a region to what stands out in it; `null` where nothing does. */
function trim(mask: Foreground, region: Region): Region | null {
  let { left, top, right, bottom } = region;
  const emptyRow = (y: number) =>
    countIn(mask, left, y, right, y + 1) <= (right - left) * emptyShare;
  const emptyColumn = (x: number) =>
    countIn(mask, x, top, x + 1, bottom) <= (bottom - top) * emptyShare;
  while (top < bottom && emptyRow(top)) top++;
  while (bottom > top && emptyRow(bottom - 1)) bottom--;
  while (left < right && emptyColumn(left)) left++;
  while (right > left && emptyColumn(right - 1)) right--;
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}

/** Runs of empty lines strictly inside a trimmed region. */
function gaps(
  mask: Foreground,
  region: Region,
  along: "rows" | "columns",
  minGap: number,
): readonly Gap[] {
  const { left, top, right, bottom } = region;
  const found: Gap[] = [];
  const rows = along === "rows";
  const limit = (rows ? right - left : bottom - top) * emptyShare;
  let start = -1;
  const end = rows ? bottom : right;
  for (let i = rows ? top : left; i <= end; i++) {
    const empty = i < end &&
      (rows
          ? countIn(mask, left, i, right, i + 1)
          : countIn(mask, i, top, i + 1, bottom)) <= limit;
    if (empty && start < 0) start = i;
    if (!empty && start >= 0) {
      if (i - start >= minGap) found.push({ start, end: i });
      start = -1;
    }
  }
  return found;
}
