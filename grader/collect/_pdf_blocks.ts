/**
 * Lines of a flow -> blocks: headings, paragraphs, list items, tables and code.
 *
 * @module
 */

import type { Box, EvidenceKind } from "../../rubric/evidence.ts";
import { boxOf, type Line, lineOf, rowsOf } from "./_pdf_lines.ts";
import { columnGap, fixedStep, type Segment } from "./_pdf_segments.ts";

/** A block of text with its place on the page. */
export interface Block {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly box: Box;
  readonly level?: number;
  /** Of code: where its first column stands, and how wide a column is, points. */
  readonly left?: number;
  readonly charWidth?: number;
}

/** What is known of the document that a flow stands in. */
export interface Typography {
  /** Keys of fixed-width fonts. */
  readonly fixed: ReadonlySet<number>;
  /** Size of the running text. */
  readonly bodySize: number;
  /** Sizes of headings, largest first. */
  readonly headingSizes: readonly number[];
}

const bullet = /^(?:[•◦▪▫■□‣●○∙·⁃➢➤✓✔\uf0b7\uf0a7-]|\*|–)(?:\s|(?=[^\s\d]))/u;
const numbered =
  /^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4}|[一二三四五六七八九十]{1,2})[.)、．]|[①-⑳])/u;
const prompt = /^\s*(?:In|Out)?\s?\[[\s\d*]{0,5}\]:?$/;
const ended = /[.。!！?？:：;；…)）」』]\s*$/u;
const rule = /[=\-_─━═┄—+|│┃]{8,}/u;

/** Half-way between the lines above and below, in times the size of the text. */
function gapAbove(line: Line, above: Line): number {
  return (line.baseline - above.baseline) / Math.max(line.size, above.size, 1);
}

/** The free spans between the segments of a line. */
function columnSpans(line: Line): (readonly [from: number, to: number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < line.segments.length; i++) {
    const from = line.segments[i]!.x1;
    const to = line.segments[i + 1]!.x0;
    if (to - from > 0.8 * line.size) spans.push([from, to]);
  }
  return spans;
}

function columnsAlign(a: Line, b: Line): boolean {
  const spansA = columnSpans(a);
  const spansB = columnSpans(b);
  const least = 0.5 * columnGap * Math.min(a.size, b.size);
  return spansA.some(([fromA, toA]) =>
    spansB.some(([fromB, toB]) => Math.min(toA, toB) - Math.max(fromA, fromB) > least)
  );
}

/** The bullet or number of a list item stands alone in front of a single segment. */
function isHangingMark(line: Line): boolean {
  const first = line.segments[0]!;
  return line.segments.length === 2 && first.glyphs.length <= 3 &&
    (bullet.test(`${line.text} `) || numbered.test(line.text));
}

function isTableLine(line: Line): boolean {
  return !line.fixed && columnSpans(line).length > 0 && !isHangingMark(line);
}

/** How many lines from `start` on make a table; 0 where there is none. */
function tableRun(lines: readonly Line[], start: number): number {
  if (!isTableLine(lines[start]!)) return 0;
  let end = start + 1;
  let last = lines[start]!;
  let rows = 1;
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i]!;
    const gap = gapAbove(line, lines[i - 1]!);
    if (gap > 3.6 || line.fixed) break;
    if (isTableLine(line)) {
      if (!columnsAlign(last, line)) break;
      last = line;
      rows += 1;
      end = i + 1;
    } else if (gap > 1.7 || i - end >= 2 || line.x1 - line.x0 > last.x1 - last.x0) break;
  }
  const columns = Math.max(
    ...lines.slice(start, end).map((line) => columnSpans(line).length + 1),
  );
  return rows >= 3 || (rows >= 2 && columns >= 2) ? end - start : 0;
}

/** Spaces in front of a line, as far as it stands right of the block's left edge. */
function indented(line: Line, left: number, step: number): string {
  const count = Math.round((line.x0 - left) / (step * line.size));
  return " ".repeat(Math.max(0, Math.min(160, count))) + line.text;
}

function codeBlock(lines: readonly Line[], look: Typography): Block {
  const left = Math.min(...lines.map((line) => line.x0));
  const glyphs = lines.flatMap((line) => line.segments.flatMap((part) => part.glyphs));
  const step = fixedStep(glyphs, look.fixed);
  const pitches = lines.slice(1).map((line, i) => line.baseline - lines[i]!.baseline)
    .sort((a, b) => a - b);
  const pitch = pitches[Math.floor(pitches.length * 0.3)] ?? 0;
  const out: string[] = [];
  lines.forEach((line, i) => {
    const gap = i === 0 ? 0 : line.baseline - lines[i - 1]!.baseline;
    const blank = pitch > 0 ? Math.round(gap / pitch) - 1 : 0;
    for (let j = 0; j < Math.min(blank, 3); j++) out.push("");
    out.push(indented(line, left, step));
  });
  const text = out.join("\n");
  return {
    kind: out.some((line) => rule.test(line) && !/[#"']/.test(line)) ? "output" : "code",
    text,
    box: boxOf(lines),
    left,
    charWidth: step * lines[0]!.size,
  };
}

/**
 * Parts lines of code where a blank line is followed by one left of all before: in a printed
 * notebook, the output of a cell stands left of its source.
 */
function partsOf(lines: readonly Line[]): Line[][] {
  const parts: Line[][] = [];
  let left = Infinity;
  for (const [i, line] of lines.entries()) {
    const above = lines[i - 1];
    const shift = left - line.x0;
    const apart = above !== undefined && gapAbove(line, above) > 1.75 &&
      shift > 0.35 * line.size && shift < 1.5 * line.size;
    if (above === undefined || apart) {
      parts.push([]);
      left = Infinity;
    }
    parts[parts.length - 1]!.push(line);
    left = Math.min(left, line.x0);
  }
  return parts;
}

function headingLevel(line: Line, look: Typography): number | null {
  if (line.size > 1.12 * look.bodySize) {
    const place = look.headingSizes.findIndex((size) => line.size > size - 0.3);
    return Math.min(6, (place < 0 ? look.headingSizes.length : place) + 1);
  }
  const short = line.text.length <= 70 && line.segments.length === 1;
  if (line.bold && short && !/[.。,，;；]\s*$/u.test(line.text)) {
    return Math.min(6, look.headingSizes.length + 1);
  }
  return null;
}

function isItem(line: Line): boolean {
  return bullet.test(line.text) || numbered.test(line.text);
}

/** Whether a line goes on with the paragraph that ends in `last`. */
function continues(line: Line, block: readonly Line[], right: number): boolean {
  const last = block[block.length - 1]!;
  if (Math.abs(line.size - last.size) > 0.12 * last.size) return false;
  if (gapAbove(line, last) > 2.05 || line.baseline < last.baseline) return false;
  const pitch = block.length > 1 ? gapAbove(last, block[block.length - 2]!) : 0;
  if (pitch > 0 && gapAbove(line, last) > 1.35 * pitch + 0.05) return false;
  if (isItem(line) || (isItem(block[0]!) && line.x0 < block[0]!.x0 - 0.5 * line.size)) {
    return false;
  }
  // A line that ends early ended its paragraph, where its last sentence ended too.
  const word = /^\S{1,24}/.exec(line.text)?.[0].length ?? 1;
  const room = right - last.x1;
  const early = room > Math.max(2, word * 0.55) * last.size && room > 0.12 * right;
  if (early && ended.test(last.text)) return false;
  const deeper = line.x0 - last.x0;
  return !(deeper > 1.2 * line.size && deeper < 4 * line.size && block.length > 1 &&
    early);
}

function textBlocks(lines: readonly Line[], look: Typography, blocks: Block[]): void {
  const right = Math.max(...lines.map((line) => line.x1));
  for (let i = 0; i < lines.length;) {
    const first = lines[i]!;
    const level = headingLevel(first, look);
    const run = [first];
    while (i + run.length < lines.length) {
      const next = lines[i + run.length]!;
      const nextLevel = headingLevel(next, look);
      if (level !== nextLevel || !continues(next, run, right)) break;
      // Each bold line is a heading of its own unless the first one was full.
      if (level !== null && right - run[run.length - 1]!.x1 > 6 * next.size) break;
      run.push(next);
    }
    const text = run.map((line) => line.text).join("\n");
    const heading = level !== null && text.length <= 160 && run.length <= 3;
    blocks.push({
      kind: heading ? "heading" : isItem(first) ? "list-item" : "paragraph",
      text,
      box: boxOf(run),
      ...(heading ? { level } : {}),
    });
    i += run.length;
  }
}

/** Parts the prompt of a notebook cell from the code beside it. */
function partPrompt(row: Segment[], fixed: ReadonlySet<number>): Line[] {
  const line = lineOf(row, fixed);
  const match = /^\s*(?:In|Out)\s?\[[\s\d*]{0,5}\]:/.exec(line.text);
  if (match === null || match[0].length === line.text.length) return [line];
  const length = match[0].replaceAll(/\s/g, "").length;
  const glyphs = row.flatMap((segment) => segment.glyphs);
  const part = (from: number, to: number): Segment => {
    const own = glyphs.slice(from, to);
    return {
      ...row[0]!,
      glyphs: own,
      x0: own[0]!.x0,
      x1: own[own.length - 1]!.x1,
    };
  };
  return [
    lineOf([part(0, length)], fixed),
    lineOf([part(length, glyphs.length)], fixed),
  ];
}

/** Segments of one flow -> blocks from top to bottom. */
export function blocksOf(segments: readonly Segment[], look: Typography): Block[] {
  const lines = rowsOf(segments).flatMap((row) => partPrompt(row, look.fixed));
  const blocks: Block[] = [];
  let text: Line[] = [];
  const flush = () => {
    if (text.length > 0) textBlocks(text, look, blocks);
    text = [];
  };
  for (let i = 0; i < lines.length;) {
    const line = lines[i]!;
    if (prompt.test(line.text)) {
      flush();
      blocks.push({ kind: "paragraph", text: line.text, box: boxOf([line]) });
      i += 1;
      continue;
    }
    if (line.fixed) {
      flush();
      let end = i + 1;
      while (
        end < lines.length && lines[end]!.fixed && !prompt.test(lines[end]!.text) &&
        gapAbove(lines[end]!, lines[end - 1]!) < 4.6
      ) end += 1;
      const isCell = prompt.test(blocks[blocks.length - 1]?.text ?? "");
      partsOf(lines.slice(i, end)).forEach((part, place) => {
        const block = codeBlock(part, look);
        blocks.push(isCell && place > 0 ? { ...block, kind: "output" } : block);
      });
      i = end;
      continue;
    }
    const rows = tableRun(lines, i);
    if (rows > 0) {
      flush();
      const table = lines.slice(i, i + rows);
      const left = Math.min(...table.map((row) => row.x0));
      blocks.push({
        kind: "table",
        text: table.map((row) => indented(row, left, 0.5)).join("\n"),
        box: boxOf(table),
      });
      i += rows;
      continue;
    }
    text.push(line);
    i += 1;
  }
  flush();
  return blocks;
}
