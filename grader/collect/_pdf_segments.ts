/**
 * Characters -> segments: what stands on one baseline without a wide gap.
 *
 * @module
 */

import { isWide } from "./_pdf_glyphs.ts";
import type { Glyph } from "./_pdf_page.ts";

/** Characters of one baseline, left to right, with no gap as wide as between columns. */
export interface Segment {
  readonly glyphs: readonly Glyph[];
  readonly x0: number;
  readonly x1: number;
  readonly baseline: number;
  /** Size that most characters have. */
  readonly size: number;
  /** Share of characters in a fixed-width font, 0 to 1. */
  readonly fixed: number;
  /** Share of characters in a bold font, 0 to 1. */
  readonly bold: number;
}

/** Top and bottom of a segment's line, without leading. */
export function extentOf(segment: Segment): readonly [top: number, bottom: number] {
  return [segment.baseline - 0.78 * segment.size, segment.baseline + 0.2 * segment.size];
}

/** Gaps from this many times the font size on part columns. */
export const columnGap = 1.05;

/** The step of a fixed-width font as a share of its size; 0.6 where it can not be seen. */
export function fixedStep(glyphs: readonly Glyph[], fixed: ReadonlySet<number>): number {
  const steps: number[] = [];
  for (let i = 0; i + 1 < glyphs.length; i++) {
    const glyph = glyphs[i]!;
    const next = glyphs[i + 1]!;
    if (!fixed.has(glyph.font) || glyph.font !== next.font || next.spaced) continue;
    if (isWide(glyph.text)) continue;
    const step = (next.x0 - glyph.x0) / glyph.size;
    if (step > 0.3 && step < 0.9) steps.push(step);
  }
  if (steps.length < 3) return 0.6;
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1]!;
}

function makeSegment(glyphs: readonly Glyph[], fixed: ReadonlySet<number>): Segment {
  const sizes = new Map<number, number>();
  let fixedCount = 0;
  let boldCount = 0;
  for (const glyph of glyphs) {
    const key = Math.round(glyph.size * 4) / 4;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
    if (fixed.has(glyph.font)) fixedCount += 1;
    if (glyph.bold) boldCount += 1;
  }
  const [size] = [...sizes].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]!;
  const base = glyphs.find((glyph) => Math.abs(glyph.size - size) <= 0.13) ?? glyphs[0]!;
  return {
    glyphs,
    x0: glyphs[0]!.x0,
    x1: Math.max(...glyphs.slice(-4).map((glyph) => glyph.x1)),
    baseline: base.baseline,
    size: base.size,
    fixed: fixedCount / glyphs.length,
    bold: boldCount / glyphs.length,
  };
}

/**
 * A character drawn twice in one place to look bold counts once. Two of one text object are
 * the letters of a ligature.
 */
function isDouble(glyph: Glyph, last: Glyph | undefined): boolean {
  return last !== undefined && glyph.text === last.text && glyph.object !== last.object &&
    Math.abs(glyph.x0 - last.x0) < 0.15 * glyph.size &&
    Math.abs(glyph.baseline - last.baseline) < 0.15 * glyph.size;
}

function splitAtGaps(strip: readonly Glyph[], fixed: ReadonlySet<number>): Segment[] {
  const sorted = [...strip].sort((a, b) => a.x0 - b.x0);
  const segments: Segment[] = [];
  let run: Glyph[] = [];
  for (const glyph of sorted) {
    const last = run[run.length - 1];
    if (isDouble(glyph, last)) continue;
    if (last !== undefined) {
      const size = Math.max(last.size, glyph.size);
      const both = fixed.has(last.font) && fixed.has(glyph.font);
      if (glyph.x0 - last.x1 > (both ? 24 : columnGap) * size) {
        segments.push(makeSegment(run, fixed));
        run = [];
      }
    }
    run.push(glyph);
  }
  if (run.length > 0) segments.push(makeSegment(run, fixed));
  return segments;
}

/** Puts raised and lowered small characters into the segment that they touch. */
function attachScripts(segments: Segment[], fixed: ReadonlySet<number>): Segment[] {
  const order = [...segments].sort((a, b) => a.baseline - b.baseline);
  const taken = new Set<Segment>();
  const gained = new Map<Segment, Glyph[]>();
  order.forEach((script, i) => {
    if (script.glyphs.length > 12) return;
    let best: Segment | null = null;
    let nearest = Infinity;
    for (const step of [-1, 1]) {
      for (let j = i + step; j >= 0 && j < order.length; j += step) {
        const base = order[j]!;
        const shift = script.baseline - base.baseline;
        if (Math.abs(shift) > 60) break;
        if (script.size > 0.86 * base.size || shift > 0.4 * base.size) continue;
        if (shift < -0.62 * base.size) continue;
        const gap = Math.max(script.x0 - base.x1, base.x0 - script.x1);
        if (gap < 0.45 * base.size && gap < nearest) {
          nearest = gap;
          best = base;
        }
      }
    }
    if (best === null) return;
    taken.add(script);
    gained.set(best, [...(gained.get(best) ?? []), ...script.glyphs]);
  });
  const out: Segment[] = [];
  for (const segment of segments) {
    const extra = gained.get(segment);
    if (taken.has(segment)) {
      // A script of a script goes the same way as its base.
      if (extra !== undefined) out.push(makeSegment(extra, fixed));
      continue;
    }
    if (extra === undefined) out.push(segment);
    else {
      const glyphs = [...segment.glyphs, ...extra].sort((a, b) => a.x0 - b.x0);
      out.push({
        ...makeSegment(glyphs, fixed),
        baseline: segment.baseline,
        size: segment.size,
      });
    }
  }
  return out;
}

/**
 * Upright characters of a page -> segments, in no order.
 *
 * @param glyphs characters with an angle of 0
 * @param fixed keys of fixed-width fonts
 */
export function segmentsOf(
  glyphs: readonly Glyph[],
  fixed: ReadonlySet<number>,
): Segment[] {
  const sorted = [...glyphs].sort((a, b) => a.baseline - b.baseline);
  const strips: Glyph[][] = [];
  for (const glyph of sorted) {
    const strip = strips[strips.length - 1];
    const first = strip?.[0];
    if (
      strip !== undefined && first !== undefined &&
      glyph.baseline - first.baseline <= 0.12 * Math.max(glyph.size, first.size)
    ) strip.push(glyph);
    else strips.push([glyph]);
  }
  return attachScripts(strips.flatMap((strip) => splitAtGaps(strip, fixed)), fixed);
}

/** How many spaces stand between two neighbours on a line. */
function spacesBetween(
  last: Glyph,
  glyph: Glyph,
  fixed: ReadonlySet<number>,
  step: number,
): number {
  const size = Math.max(last.size, glyph.size);
  const gap = glyph.x0 - last.x1;
  if (fixed.has(last.font) || fixed.has(glyph.font)) {
    const count = Math.round(gap / (step * size));
    return count < 1 && glyph.spaced && gap > 0.1 * size ? 1 : Math.max(0, count);
  }
  if (gap > columnGap * size) return Math.max(2, Math.round(gap / (0.5 * size)));
  const bothWide = isWide(last.text) && isWide(glyph.text);
  if (glyph.spaced && gap > (bothWide ? 0.12 : 0.03) * size) return 1;
  return gap > (bothWide ? 0.5 : 0.17) * size ? 1 : 0;
}

/**
 * The text of segments on one line, left to right, spaces rebuilt from the gaps: one
 * between words, as many as fit in a fixed-width font, two or more between columns.
 */
export function lineText(
  segments: readonly Segment[],
  fixed: ReadonlySet<number>,
  step: number,
): string {
  const parts: string[] = [];
  let last: Glyph | null = null;
  for (const segment of segments) {
    let first = true;
    for (const glyph of segment.glyphs) {
      if (last !== null) {
        const count = spacesBetween(last, glyph, fixed, step);
        parts.push(" ".repeat(Math.min(200, first ? Math.max(count, 1) : count)));
      }
      parts.push(glyph.text);
      last = glyph;
      first = false;
    }
  }
  return parts.join("");
}
