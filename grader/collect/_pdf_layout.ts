/**
 * A page as it was read -> its blocks and pictures in reading order. Pure.
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { type Block, blocksOf, type Typography } from "./_pdf_blocks.ts";
import { boxOf, lineOf, rowsOf } from "./_pdf_lines.ts";
import { type Item, readingOrder } from "./_pdf_order.ts";
import type { Glyph } from "./_pdf_page.ts";
import type { PagePicture } from "./_pdf_pictures.ts";
import type { ReadPage } from "./_pdf_read.ts";
import { type Segment, segmentsOf } from "./_pdf_segments.ts";

/** A part of a page, in reading order. */
export type Part =
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "picture"; readonly picture: PagePicture };

/** Text that a reader of the page does not see. */
export interface HiddenText {
  readonly text: string;
  readonly reason: string;
  readonly box: Box;
}

/** Sizes of running text and of headings, taken over all pages. */
export function typography(
  pages: readonly ReadPage[],
): { readonly bodySize: number; readonly headingSizes: readonly number[] } {
  const counts = new Map<number, number>();
  for (const page of pages) {
    for (const glyph of page.content.glyphs) {
      if (page.hidden.has(glyph)) continue;
      const size = Math.round(glyph.size * 2) / 2;
      // A page of code in small letters does not make the prose a heading.
      const weight = page.content.fixedFonts.has(glyph.font) ? 0.1 : 1;
      counts.set(size, (counts.get(size) ?? 0) + weight);
    }
  }
  let bodySize = 10;
  let most = 0;
  for (const [size, count] of counts) {
    if (count > most || (count === most && size > bodySize)) {
      [bodySize, most] = [size, count];
    }
  }
  const headingSizes = [...counts].filter(([size, count]) =>
    size > 1.12 * bodySize && count >= 2
  ).map(([size]) => size).sort((a, b) => b - a);
  const apart = headingSizes.filter((size, i) =>
    i === 0 || headingSizes[i - 1]! - size > 0.6
  );
  return { bodySize, headingSizes: apart.slice(0, 5) };
}

function isInside(glyph: Glyph, box: Box): boolean {
  const x = (glyph.x0 + glyph.x1) / 2;
  const y = glyph.baseline - glyph.size * 0.3;
  return x > box[0] && x < box[0] + box[2] && y > box[1] && y < box[1] + box[3];
}

const pageNumber =
  /^(?:page|第|-|–)?\s*\d{1,3}\s*(?:\/\s*\d{1,3}|of \d{1,3}|頁|页|-|–)?$/iu;

function isPageNumber(block: Block, height: number): boolean {
  const [, top, , blockHeight] = block.box;
  const atEdge = top > 0.9 * height || top + blockHeight < 0.08 * height;
  return atEdge && pageNumber.test(block.text.trim());
}

/** Blocks and pictures of a page in reading order; letters inside a picture follow it. */
export function layOut(
  page: ReadPage,
  pictures: readonly PagePicture[],
  sizes: { readonly bodySize: number; readonly headingSizes: readonly number[] },
): Part[] {
  const { content, hidden } = page;
  const look: Typography = { ...sizes, fixed: content.fixedFonts };
  const whole = content.width * content.height;
  const inside = new Map<number, Glyph[]>();
  const turned: Glyph[] = [];
  const upright: Glyph[] = [];
  for (const glyph of content.glyphs) {
    if (hidden.has(glyph)) continue;
    const owner = pictures.findIndex(({ box }) =>
      box[2] * box[3] < 0.6 * whole && isInside(glyph, box)
    );
    if (owner >= 0) {
      const list = inside.get(owner);
      if (list === undefined) inside.set(owner, [glyph]);
      else list.push(glyph);
    } else if (glyph.angle === 0) upright.push(glyph);
    else turned.push(glyph);
  }
  const items: Item[] = [
    ...segmentsOf(upright, look.fixed).map((segment) =>
      ({ kind: "text", segment }) as const
    ),
    ...pictures.map(({ box }, index) => ({ kind: "picture", box, index }) as const),
  ];
  const parts: Part[] = [];
  const addBlocks = (segments: readonly Segment[]) => {
    for (const block of blocksOf(segments, look)) {
      if (!isPageNumber(block, content.height)) parts.push({ kind: "block", block });
    }
  };
  for (const flow of readingOrder(items)) {
    let segments: Segment[] = [];
    for (const item of flow) {
      if (item.kind === "text") {
        segments.push(item.segment);
        continue;
      }
      if (segments.length > 0) addBlocks(segments);
      segments = [];
      parts.push({ kind: "picture", picture: pictures[item.index]! });
      for (const block of labels(inside.get(item.index) ?? [], look)) {
        parts.push({ kind: "block", block });
      }
    }
    if (segments.length > 0) addBlocks(segments);
  }
  if (turned.length > 0) {
    const text = inContentOrder(turned);
    parts.push({ kind: "block", block: { kind: "paragraph", text, box: inkOf(turned) } });
  }
  return parts;
}

/** Letters drawn over a picture: a block each where they are few, as titles of panels. */
function labels(glyphs: readonly Glyph[], look: Typography): Block[] {
  const segments = segmentsOf(glyphs.filter((glyph) => glyph.angle === 0), look.fixed);
  if (segments.length === 0) return [];
  const rows = rowsOf(segments);
  if (segments.length > 40) {
    const lines = rows.map((row) => lineOf(row, look.fixed));
    const text = lines.map((line) => line.text).join("\n");
    return [{ kind: "paragraph", text, box: boxOf(lines) }];
  }
  return rows.flat().map((segment) => {
    const line = lineOf([segment], look.fixed);
    return { kind: "paragraph", text: line.text, box: boxOf([line]) };
  });
}

function inkOf(glyphs: readonly Glyph[]): Box {
  const left = Math.min(...glyphs.map(({ ink }) => ink[0]));
  const top = Math.min(...glyphs.map(({ ink }) => ink[1]));
  const right = Math.max(...glyphs.map(({ ink }) => ink[0] + ink[2]));
  const bottom = Math.max(...glyphs.map(({ ink }) => ink[1] + ink[3]));
  return [left, top, right - left, bottom - top];
}

function inContentOrder(glyphs: readonly Glyph[]): string {
  let text = "";
  let last: Glyph | null = null;
  for (const glyph of glyphs) {
    if (last !== null) {
      const moved = Math.hypot(glyph.x0 - last.x0, glyph.baseline - last.baseline);
      if (moved > 3 * glyph.size) text += "\n";
      else if (glyph.spaced) text += " ";
    }
    text += glyph.text;
    last = glyph;
  }
  return text;
}

/** The hidden text of a page, one entry a reason, in the order of the file. */
export function hiddenTexts(page: ReadPage): HiddenText[] {
  const byReason = new Map<string, Glyph[]>();
  for (const glyph of page.content.glyphs) {
    const reason = page.hidden.get(glyph);
    if (reason === undefined) continue;
    const list = byReason.get(reason);
    if (list === undefined) byReason.set(reason, [glyph]);
    else list.push(glyph);
  }
  return [...byReason].map(([reason, glyphs]) => ({
    reason,
    text: layeredText(glyphs, page.content.fixedFonts),
    box: inkOf(glyphs),
  })).filter(({ text }) => text.trim() !== "");
}

function layeredText(glyphs: readonly Glyph[], fixed: ReadonlySet<number>): string {
  const upright = glyphs.filter((glyph) => glyph.angle === 0);
  if (upright.length < glyphs.length) return inContentOrder(glyphs);
  return rowsOf(segmentsOf(upright, fixed)).map((row) => lineOf(row, fixed).text).join(
    "\n",
  );
}
