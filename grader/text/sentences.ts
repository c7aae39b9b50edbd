/**
 * Sentences of prose in English and Chinese.
 *
 * @module
 */

/** A sentence and its place in the raw text, end exclusive. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const cjk = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}";
const closing = "[\"'”’」』）)\\]]*";
/** A full stop that ends a sentence; the rest (`0.8`, `e.g.`, `fig. 2`) does not. */
const stop = new RegExp(
  `[。！？!?；;]+${closing}|\\.+${closing}(?=\\s+["'“‘「(\\[]?[\\p{Lu}\\d${cjk}*#-]|\\s*$|[${cjk}])`,
  "gu",
);
const abbreviation =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|fig|figs|eq|eqs|dr|prof|no|al|resp|approx|ref|sec|ch)\.$/i;
/** A line that starts an item of its own, whatever the line before ended with. */
const itemStart =
  /^\s*(?:[-*+•●○▪◦·‣]\s|(?:\(?\d{1,2}[.)、]|\(?[a-zA-Z][.)]|[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、)\s*|#{1,6}\s)/;

/**
 * Splits prose into sentences: at sentence punctuation, at blank lines and at lines that
 * start a list item. A single line break does not end a sentence.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitSentences } from "./sentences.ts";
 *
 * const texts = splitSentences("A ratio of 0.8, e.g. noise. 圖片變模糊。\n- 第二點").map((s) => s.text);
 * assertEquals(texts, ["A ratio of 0.8, e.g. noise.", "圖片變模糊。", "- 第二點"]);
 * ```
 */
export function splitSentences(raw: string): readonly Sentence[] {
  const cuts = new Set<number>([0, raw.length]);
  for (const match of raw.matchAll(stop)) {
    const end = match.index + match[0].length;
    const before = raw.slice(Math.max(0, match.index - 8), match.index + 1);
    if (match[0].startsWith(".") && abbreviation.test(before)) continue;
    if (match[0].startsWith(".") && isNumbering(raw, match.index)) continue;
    cuts.add(end);
  }
  let offset = 0;
  let blank = false;
  for (const line of raw.split("\n")) {
    if (offset > 0 && (blank || line.trim() === "" || itemStart.test(line))) {
      cuts.add(offset);
    }
    blank = line.trim() === "";
    offset += line.length + 1;
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  const sentences: Sentence[] = [];
  for (let i = 0; i + 1 < ordered.length; i++) {
    const from = ordered[i] ?? 0;
    const piece = raw.slice(from, ordered[i + 1]);
    const text = piece.trim();
    if (text === "") continue;
    const start = from + piece.indexOf(text);
    sentences.push({ start, end: start + text.length, text });
  }
  return sentences;
}

/** Whether the stop belongs to the number of a list item at the start of a line: `1.` */
function isNumbering(raw: string, at: number): boolean {
  const lineStart = raw.lastIndexOf("\n", at - 1) + 1;
  return at - lineStart < 12 &&
    /^\s*(?:\d{1,2}|[a-zA-Z]|[Qq]\d)$/.test(raw.slice(lineStart, at));
}
