/**
 * Plain text: blocks by blank lines and by structure that is plain to see.
 *
 * @module
 */

import type { EvidenceKind } from "../../rubric/evidence.ts";
import { lineMap } from "./_line_map.ts";
import {
  classifyLine,
  isCodeBlock,
  isTableBlock,
  type LineShape,
} from "./_text_lines.ts";
import { textPiece } from "./_text_piece.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { decodeText } from "./text_encoding.ts";

/** Lines `[first, end)` of a text, from 0. */
interface Block {
  readonly kind: EvidenceKind;
  readonly first: number;
  readonly end: number;
}

/**
 * Collects a text file of any encoding: paragraphs, list items, tables of aligned columns
 * (a printed model summary is one evidence, its blank lines included) and runs of code.
 * The text of each piece is the slice of the file that its offsets name, without the
 * blank lines around it.
 *
 * @param file the file; a student's text, LaTeX or the output of a program
 * @returns pieces in the order of the file
 * @throws {UnreadableFileError} where the bytes are no text, or nothing but white space
 */
export function collectPlainText(file: CollectFile, context: CollectContext): Piece[] {
  const decoded = decodeText(file.bytes);
  if (decoded === null) {
    throw new UnreadableFileError(file.path, "it must be text", "bytes that no text has");
  }
  if (decoded.text.trim() === "") {
    throw new UnreadableFileError(file.path, "it must not be empty", "no text");
  }
  return plainTextPieces(decoded.text, file.path, context);
}

/**
 * Splits a decoded text; also used for texts that another collector can not parse.
 *
 * @param text lines by `\n`
 * @param path file of the submission that the pieces name
 */
export function plainTextPieces(
  text: string,
  path: string,
  context: CollectContext,
): Piece[] {
  let kept = text;
  if (text.length > context.limits.characters) {
    kept = text.slice(0, context.limits.characters);
    context.addProblem(
      { file: path },
      `only the first ${context.limits.characters} of ${text.length} characters were read`,
    );
  }
  const lines = kept.split("\n");
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const map = lineMap(kept);
  const pieces: Piece[] = [];
  for (const block of splitBlocks(lines)) {
    const from = starts[block.first]!;
    const to = starts[block.end - 1]! + lines[block.end - 1]!.trimEnd().length;
    const lead = block.kind === "code" || block.kind === "table"
      ? 0
      : lines[block.first]!.length - lines[block.first]!.trimStart().length;
    const start = from + lead;
    if (to <= start) continue;
    pieces.push(
      textPiece(
        block.kind,
        { file: path, lines: map.linesOf(start, to), offsets: [start, to] },
        kept.slice(start, to),
      ),
    );
  }
  return pieces;
}

function splitBlocks(lines: readonly string[]): Block[] {
  const shapes = lines.map(classifyLine);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (shapes[at] === "blank") {
      at += 1;
      continue;
    }
    let end = at;
    while (end < lines.length && shapes[end] !== "blank") end += 1;
    blocks.push(...splitParagraph(lines, shapes, at, end));
    at = end;
  }
  return mergeAcrossBlanks(lines, blocks);
}

/** Splits lines without a blank line among them. */
function splitParagraph(
  lines: readonly string[],
  shapes: readonly LineShape[],
  first: number,
  end: number,
): Block[] {
  if (isCodeBlock(lines.slice(first, end))) return [{ kind: "code", first, end }];
  const blocks: Block[] = [];
  let at = first;
  while (at < end) {
    const tableEnd = tableRun(shapes, at, end);
    if (tableEnd > at) {
      blocks.push({ kind: "table", first: at, end: tableEnd });
      at = tableEnd;
      continue;
    }
    const kind = shapes[at] === "item" ? "list-item" : "paragraph";
    let next = at + 1;
    while (
      next < end && shapes[next] !== "item" && shapes[next] !== "numbered" &&
      tableRun(shapes, next, end) === next
    ) next += 1;
    blocks.push({ kind, first: at, end: next });
    at = next;
  }
  return blocks;
}

/** End of the table that begins at `first`, or `first` where none does. */
function tableRun(
  shapes: readonly LineShape[],
  first: number,
  end: number,
): number {
  if (shapes[first] !== "columns" && shapes[first] !== "ruler") return first;
  let last = first;
  for (let i = first; i < Math.min(end, first + longestLook); i++) {
    if (shapes[i] === "columns" || shapes[i] === "ruler") last = i;
    else if (shapes[i] === "total" && last === i - 1) last = i;
    else if (i - last > 2) break;
  }
  return isTableBlock(shapes.slice(first, last + 1)) ? last + 1 : first;
}

/** Lines; the rest of a longer table is put to it as the same table. */
const longestLook = 400;

/** Puts tables and code together that only blank lines divide. */
function mergeAcrossBlanks(lines: readonly string[], blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const before = merged.at(-1);
    const gap = before === undefined ? Infinity : block.first - before.end;
    const indented = /^[ \t]/.test(lines[block.first]!);
    const together = before !== undefined &&
      (before.kind === "table" && gap <= 1 && !startsTable(lines, block) &&
          (block.kind === "table" || isTabular(lines, block)) ||
        before.kind === "code" && block.kind === "code" && gap <= 2);
    const continues = before?.kind === "code" && indented && gap <= 2 &&
      block.kind === "paragraph";
    if (before !== undefined && (together || continues)) {
      merged[merged.length - 1] = { ...before, end: block.end };
    } else {
      merged.push(block);
    }
  }
  return merged;
}

/** Whether all lines of a block could stand in a table. */
function isTabular(lines: readonly string[], block: Block): boolean {
  const shapes = lines.slice(block.first, block.end).map(classifyLine);
  return shapes.every((shape) => /^(?:columns|ruler|total)$/.test(shape)) &&
    shapes.some((shape) => shape !== "total");
}

/** Whether a table has a head of its own, so that it is not the rest of the one before. */
function startsTable(lines: readonly string[], block: Block): boolean {
  const second = lines[block.first + 1];
  return block.end - block.first > 2 && second !== undefined &&
    classifyLine(lines[block.first]!) === "columns" && classifyLine(second) === "ruler";
}
