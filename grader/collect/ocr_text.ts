/**
 * Recognised words -> text with its indentation and columns, and what kind of text it is.
 * Pure.
 *
 * @module
 */

import type { EvidenceKind } from "../../rubric/evidence.ts";
import type { OcrLine, OcrWord } from "./ocr_engine.ts";

/** Text as it was recognised. */
export interface OcrText {
  readonly kind: Extract<EvidenceKind, "code" | "table" | "paragraph">;
  /** Lines by `\n`, spaces rebuilt from the boxes. */
  readonly text: string;
  /** Mean over all characters, 0 to 1. */
  readonly confidence: number;
  /** For each line of `text`, the words it is made of. */
  readonly lines: readonly OcrLine[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

const wide = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/gu;

/** Ink of a bracket begins well inside of its column, that of a letter at its edge. */
const indentSlack = 0.4;

const wideStart = /^[,.:;!?)\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/u;
const wideEnd = /[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]$/u;

/** Columns that a text takes up: CJK takes two. */
function columnsOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

/** Mean confidence of words, weighted by their length; 0 for none. */
export function confidenceOf(lines: readonly OcrLine[]): number {
  let sum = 0;
  let letters = 0;
  for (const { words } of lines) {
    for (const word of words) {
      sum += word.confidence * word.text.length;
      letters += word.text.length;
    }
  }
  return letters === 0 ? 0 : Math.round(1000 * sum / letters) / 1000;
}

/** Lines of one height that the engine gave apart are put together. */
function rowsOf(lines: readonly OcrLine[]): OcrLine[] {
  const sorted = [...lines].sort((a, b) =>
    a.box[1] + a.box[3] / 2 - b.box[1] - b.box[3] / 2
  );
  const rows: OcrLine[] = [];
  for (const line of sorted) {
    const last = rows[rows.length - 1];
    const middle = line.box[1] + line.box[3] / 2;
    if (
      last !== undefined && middle < last.box[1] + last.box[3] * 0.85 &&
      (line.box[0] > last.box[0] + last.box[2] || line.box[0] + line.box[2] < last.box[0])
    ) {
      const left = Math.min(last.box[0], line.box[0]);
      const top = Math.min(last.box[1], line.box[1]);
      rows[rows.length - 1] = {
        words: [...last.words, ...line.words].sort((a, b) => a.box[0] - b.box[0]),
        box: [
          left,
          top,
          Math.max(last.box[0] + last.box[2], line.box[0] + line.box[2]) - left,
          Math.max(last.box[1] + last.box[3], line.box[1] + line.box[3]) - top,
        ],
      };
    } else rows.push(line);
  }
  return rows;
}

/** Width of a character: the median over words that are long enough to tell. */
function stepOf(lines: readonly OcrLine[]): number {
  const steps = lines.flatMap(({ words }) =>
    words.filter(({ text }) => text.length >= 3).map((word) =>
      // Ink ends before the last column does.
      word.box[2] / (columnsOf(word.text) - 0.25)
    )
  );
  return Math.max(1, median(steps) || 10);
}

function lineText(words: readonly OcrWord[], left: number, step: number): string {
  let text = "";
  let end = left;
  for (const word of words) {
    const gap = (word.box[0] - end) / step;
    // The engine gives CJK words apart that are written together.
    const together = gap < 1.3 && wideEnd.test(text) && wideStart.test(word.text);
    const spaces = text === "" || together
      ? Math.floor(together ? 0 : gap + indentSlack)
      : gap < 2.2
      ? 1
      : Math.round(gap);
    text += " ".repeat(Math.max(0, Math.min(120, spaces)));
    text += word.text;
    end = word.box[0] + word.box[2];
  }
  return text;
}

const codeMark =
  /[a-z_]\w*\.[a-z_]\w*\(|\w\(.*\)|\w\s?=\s?[\w([{]|\bself\b|\bimport\b|\bdef\b|\breturn\b|\bnn\.|[[{(]\s*$|^\s*[)\]}]|[a-z]\[.*\]|^\s*#/i;

function kindOf(texts: readonly string[]): OcrText["kind"] {
  const lines = texts.filter((line) => line.trim() !== "");
  const code = lines.filter((line) => codeMark.test(line.slice(0, 400))).length;
  const rows = lines.filter((line) => /\S {3,}\S/.test(line.slice(0, 400))).length;
  const ruled = lines.filter((line) => /[=\-—_]{10,}/.test(line)).length;
  if (rows >= 2 && rows + ruled >= 0.5 * lines.length && code < 0.8 * lines.length) {
    return "table";
  }
  return code >= 0.4 * lines.length ? "code" : "paragraph";
}

/** Recognised lines -> text; `null` where nothing was recognised. */
export function textOf(recognised: readonly OcrLine[]): OcrText | null {
  const lines = rowsOf(recognised);
  if (lines.length === 0) return null;
  const step = stepOf(lines);
  const left = Math.min(...lines.map((line) => line.box[0]));
  const texts = lines.map(({ words }) => lineText(words, left, step));
  return {
    kind: kindOf(texts),
    text: texts.join("\n"),
    confidence: confidenceOf(lines),
    lines,
  };
}
