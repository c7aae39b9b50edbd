/**
 * A flow of segments -> lines, each with what tells blocks apart.
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { extentOf, fixedStep, lineText, type Segment } from "./_pdf_segments.ts";

/** A line of text as it stands on a page. */
export interface Line {
  readonly segments: readonly Segment[];
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  readonly baseline: number;
  readonly size: number;
  readonly fixed: boolean;
  readonly bold: boolean;
}

/** Segments of one flow -> rows of segments, each row left to right. */
export function rowsOf(segments: readonly Segment[]): Segment[][] {
  const sorted = [...segments].sort((a, b) => a.baseline - b.baseline);
  const rows: Segment[][] = [];
  let baseline = -Infinity;
  for (const segment of sorted) {
    const row = rows[rows.length - 1];
    const size = row === undefined ? 0 : Math.min(segment.size, row[0]!.size);
    if (row !== undefined && segment.baseline - baseline <= 0.35 * size) {
      row.push(segment);
    } else {
      rows.push([segment]);
      baseline = segment.baseline;
    }
  }
  for (const row of rows) row.sort((a, b) => a.x0 - b.x0);
  return rows;
}

/** The box of lines. */
export function boxOf(lines: readonly Line[]): Box {
  const left = Math.min(...lines.map((line) => line.x0));
  const top = Math.min(...lines.map((line) => line.top));
  const right = Math.max(...lines.map((line) => line.x1));
  const bottom = Math.max(...lines.map((line) => line.bottom));
  return [left, top, right - left, bottom - top];
}

/** One row of segments -> a line. */
export function lineOf(row: readonly Segment[], fixed: ReadonlySet<number>): Line {
  const letters = row.reduce((sum, segment) => sum + segment.glyphs.length, 0);
  const share = (read: (segment: Segment) => number) =>
    row.reduce((sum, segment) => sum + read(segment) * segment.glyphs.length, 0) /
    letters;
  const largest = [...row].sort((a, b) => b.glyphs.length - a.glyphs.length)[0]!;
  const extents = row.map(extentOf);
  const glyphs = row.flatMap((segment) => segment.glyphs);
  const ascii = glyphs.filter((glyph) => glyph.text <= "~");
  const fixedAscii = ascii.filter((glyph) => fixed.has(glyph.font)).length;
  return {
    segments: row,
    text: lineText(row, fixed, fixedStep(glyphs, fixed)),
    x0: row[0]!.x0,
    x1: Math.max(...row.map((segment) => segment.x1)),
    top: Math.min(...extents.map((extent) => extent[0])),
    bottom: Math.max(...extents.map((extent) => extent[1])),
    baseline: largest.baseline,
    size: largest.size,
    // Comments in CJK stand in another font than the code around them.
    fixed: ascii.length > 0 && fixedAscii / ascii.length > 0.92 &&
      share((segment) => segment.fixed) > 0.15,
    bold: share((segment) => segment.bold) > 0.85,
  };
}
