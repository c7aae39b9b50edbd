/**
 * The reading order of a page: bands from top to bottom, columns from left to right
 * (a recursive XY-cut after Nagy and Seth, 1984, with a test for columns of prose).
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { extentOf, type Segment } from "./_pdf_segments.ts";

/** Something that takes room on a page: a segment of text or a picture. */
export type Item =
  | { readonly kind: "text"; readonly segment: Segment }
  | { readonly kind: "picture"; readonly box: Box; readonly index: number };

/** Items that are read one after the other, without a column between them. */
export type Flow = readonly Item[];

interface Extent {
  readonly item: Item;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Span = readonly [from: number, to: number];

function extent(item: Item): Extent {
  if (item.kind === "picture") {
    const [left, top, width, height] = item.box;
    return { item, left, right: left + width, top: top + 1, bottom: top + height - 1 };
  }
  const [top, bottom] = extentOf(item.segment);
  return { item, left: item.segment.x0, right: item.segment.x1, top, bottom };
}

/** Parts items where a level line can be drawn between them. */
function bandsOf(items: readonly Extent[]): Extent[][] {
  const sorted = [...items].sort((a, b) => a.top - b.top || a.left - b.left);
  const bands: Extent[][] = [];
  let bottom = -Infinity;
  for (const item of sorted) {
    // Lines of one row may differ in height; tight leading may let lines touch.
    const slack = Math.min(1.5, (item.bottom - item.top) * 0.2);
    if (item.top >= bottom - slack) bands.push([item]);
    else bands[bands.length - 1]!.push(item);
    bottom = Math.max(bottom, item.bottom);
  }
  return bands;
}

/** What is free of ink between `left` and `right`, at least `least` wide. */
function freeSpans(
  items: readonly Extent[],
  left: number,
  right: number,
  least: number,
): Span[] {
  const sorted = [...items].sort((a, b) => a.left - b.left);
  const spans: Span[] = [];
  let reach = left;
  for (const item of sorted) {
    if (item.left - reach >= least) spans.push([reach, item.left]);
    reach = Math.max(reach, item.right);
  }
  if (right - reach >= least) spans.push([reach, right]);
  return spans;
}

function sharedSpans(a: readonly Span[], b: readonly Span[], least: number): Span[] {
  const shared: Span[] = [];
  for (const [fromA, toA] of a) {
    for (const [fromB, toB] of b) {
      const from = Math.max(fromA, fromB);
      const to = Math.min(toA, toB);
      if (to - from >= least) shared.push([from, to]);
    }
  }
  return shared;
}

/** Whether one side of a gutter holds lines of prose (or a picture), not table cells. */
function isColumn(items: readonly Extent[], pageWidth: number): boolean {
  const left = Math.min(...items.map((item) => item.left));
  const right = Math.max(...items.map((item) => item.right));
  if (right - left < 0.22 * pageWidth) return false;
  let rows = 0;
  let full = 0;
  for (const band of bandsOf(items)) {
    rows += 1;
    const from = Math.min(...band.map((item) => item.left));
    const to = Math.max(...band.map((item) => item.right));
    const letters = band.reduce(
      (sum, { item }) => sum + (item.kind === "text" ? item.segment.glyphs.length : 40),
      0,
    );
    if (to - from > 0.6 * (right - left) && letters > 14) full += 1;
  }
  return rows >= 1 && full / rows >= 0.45;
}

const gutter = 9;

/** Drops bands at the end of a run that stand apart and on one side of the cut only. */
function trimmed(
  bands: readonly (readonly Extent[])[],
  start: number,
  end: number,
  cut: number,
): number {
  let last = end;
  while (last - start > 3) {
    const band = bands[last - 1]!;
    const both = band.some((item) => item.right <= cut) &&
      band.some((item) => item.left >= cut);
    if (both) return last;
    const top = Math.min(...band.map((item) => item.top));
    const bottom = Math.max(...band.map((item) => item.bottom));
    const above = Math.max(...bands[last - 2]!.map((item) => item.bottom));
    if (top - above < 0.9 * (bottom - top)) return last;
    last -= 1;
  }
  return last;
}

/** The end of the run of bands from `start` on that two columns of prose share. */
function columnRun(
  bands: readonly (readonly Extent[])[],
  start: number,
  left: number,
  right: number,
): { end: number; cut: number } | null {
  let spans = freeSpans(bands[start]!, left, right, gutter);
  let end = start + 1;
  while (spans.length > 0 && end < bands.length) {
    const next = sharedSpans(spans, freeSpans(bands[end]!, left, right, gutter), gutter);
    if (next.length === 0) break;
    spans = next;
    end += 1;
  }
  if (end - start < 3) return null;
  const all = bands.slice(start, end).flat();
  for (const [from, to] of spans) {
    if (from <= left + 1 || to >= right - 1) continue;
    const cut = (from + to) / 2;
    const before = all.filter((item) => item.right <= cut);
    const after = all.filter((item) => item.left >= cut);
    if (before.length < 3 || after.length < 3) continue;
    if (
      bandsOf(before).length >= 3 && bandsOf(after).length >= 3 &&
      isColumn(before, right - left) && isColumn(after, right - left)
    ) return { end: trimmed(bands, start, end, cut), cut };
  }
  return null;
}

function cutUpright(items: readonly Extent[]): [Extent[], Extent[]] | null {
  const left = Math.min(...items.map((item) => item.left));
  const right = Math.max(...items.map((item) => item.right));
  let widest: Span | null = null;
  for (const span of freeSpans(items, left, right, 4)) {
    if (widest === null || span[1] - span[0] > widest[1] - widest[0]) widest = span;
  }
  if (widest === null) return null;
  const cut = (widest[0] + widest[1]) / 2;
  return [
    items.filter((item) => item.right <= cut),
    items.filter((item) => item.left >= cut),
  ];
}

function order(
  items: readonly Extent[],
  flows: Item[][],
  depth: number,
): void {
  if (items.length === 0) return;
  const left = Math.min(...items.map((item) => item.left));
  const right = Math.max(...items.map((item) => item.right));
  const bands = bandsOf(items);
  const flow = () => flows[flows.length - 1]!;
  if (bands.length === 1 || depth > 8) {
    const single = bands.flat();
    const rows = new Set(
      single.map(({ item }) =>
        item.kind === "text" ? Math.round(item.segment.baseline / 3) : -1
      ),
    );
    const mixed = single.some(({ item }) => item.kind === "picture") || rows.size > 2;
    const parts = mixed && single.length > 1 && depth <= 8 ? cutUpright(single) : null;
    if (parts === null) {
      flow().push(...single.map(({ item }) => item));
      return;
    }
    for (const part of parts) {
      flows.push([]);
      order(part, flows, depth + 1);
    }
    flows.push([]);
    return;
  }
  for (let i = 0; i < bands.length;) {
    const run = columnRun(bands, i, left, right);
    if (run === null) {
      order(bands[i]!, flows, depth + 1);
      i += 1;
      continue;
    }
    const all = bands.slice(i, run.end).flat();
    flows.push([]);
    order(all.filter((item) => item.right <= run.cut), flows, depth + 1);
    flows.push([]);
    order(all.filter((item) => item.left >= run.cut), flows, depth + 1);
    flows.push([]);
    i = run.end;
  }
}

/** Items of a page, in any order -> flows in reading order. */
export function readingOrder(items: readonly Item[]): Flow[] {
  const flows: Item[][] = [[]];
  order(items.map(extent), flows, 0);
  return flows.filter((flow) => flow.length > 0);
}
