/**
 * Folding: one spelling for all ways to write the same words, with a way back.
 *
 * @module
 */
import { Converter } from "opencc-js/t2cn";

/** Text in its folded form and where each folded character came from. */
export interface Folded {
  /** Folded text: compare and search in this one. */
  readonly text: string;
  /** `origin[i]` is the raw offset of folded character `i`; one more entry for the end. */
  readonly origin: Uint32Array;
}

const toSimplified = Converter({ from: "t", to: "cn" });
const cache = new Map<string, string>();
/** Soft hyphen, zero-width characters, joiners, direction marks, byte-order mark. */
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/;

function foldCharacter(character: string): string {
  const known = cache.get(character);
  if (known !== undefined) return known;
  let folded = invisible.test(character) ? "" : character.normalize("NFKC").toLowerCase();
  if (/\s/.test(folded)) folded = folded.replace(/\s+/g, " ");
  if (/[\u2010-\u2015\u2212\u30FB]/.test(folded)) folded = "-";
  if (/[\u2018\u2019]/.test(folded)) folded = "'";
  if (/[\u201C\u201D]/.test(folded)) folded = '"';
  if (/\p{Script=Han}/u.test(folded)) folded = toSimplified(folded);
  cache.set(character, folded);
  return folded;
}

/**
 * Folds text for matching: NFKC (full width, CJK radicals and compatibility ideographs),
 * lower case, Traditional to Simplified Chinese character by character, invisible
 * characters dropped, white space to single blanks (none between two CJK characters, so
 * that a wrapped line reads on), typographic dashes and quotes to plain ones.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fold, rawRange } from "./fold.ts";
 *
 * const raw = "簡單來說，ＶＡＥ";
 * const folded = fold(raw);
 * assertEquals(folded.text, "简单来说,vae");
 * const at = folded.text.indexOf("vae");
 * assertEquals(raw.slice(...rawRange(folded, at, at + 3)), "ＶＡＥ");
 * ```
 */
export function fold(raw: string): Folded {
  const parts: string[] = [];
  const origin: number[] = [];
  let offset = 0;
  let last = "";
  let blankAt = -1;
  for (const character of raw) {
    const folded = foldCharacter(character);
    if (folded === " ") {
      if (blankAt < 0) blankAt = offset;
    } else if (folded !== "") {
      if (blankAt >= 0) {
        if (last !== "" && !(isCjk(last) && isCjk(folded))) {
          parts.push(" ");
          origin.push(blankAt);
        }
        blankAt = -1;
      }
      parts.push(folded);
      for (let i = 0; i < folded.length; i++) origin.push(offset);
      last = folded;
    }
    offset += character.length;
  }
  origin.push(raw.length);
  return { text: parts.join(""), origin: Uint32Array.from(origin) };
}

/** Whether a character is written without spaces between words. */
export function isCjk(character: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF，。！？；：]/u
    .test(character);
}

/** Raw offsets `[start, end)` of the folded range `[start, end)`. */
export function rawRange(
  folded: Folded,
  start: number,
  end: number,
): [start: number, end: number] {
  const from = folded.origin[start] ?? 0;
  const to = folded.origin[end] ?? folded.origin[folded.origin.length - 1] ?? 0;
  return [from, Math.max(from, to)];
}
