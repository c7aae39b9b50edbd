/**
 * Terms of a lexicon, matched on folded text.
 *
 * @module
 */
import { fold, type Folded, isCjk } from "./fold.ts";

/** A term that was found; offsets are of the folded text, end exclusive. */
export interface TermMatch {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const gap = 40;
const compiled = new Map<string, RegExp>();

/**
 * The pattern of a term over folded text. A blank stands for blanks or a hyphen, `*` at
 * the end of a Latin word for any ending, ` ... ` for up to 40 characters of the same
 * sentence; a Latin term matches whole words.
 */
export function termPattern(term: string): RegExp {
  const known = compiled.get(term);
  if (known) return known;
  const parts = term.split("...").map((part) => partPattern(part.trim()));
  const pattern = new RegExp(parts.join(`[^。.!?;]{0,${gap}}?`), "gu");
  compiled.set(term, pattern);
  return pattern;
}

function partPattern(part: string): string {
  const folded = fold(part.replace(/\*/g, "\u0001")).text;
  const characters = [...folded];
  const body = characters.map((c, i) => {
    if (c === "\u0001") return "[\\p{L}\\p{N}]*";
    if (c === " " || c === "-") {
      const between = isCjk(characters[i - 1] ?? "") || isCjk(characters[i + 1] ?? "");
      return between ? "[ -]?" : "[ -]+";
    }
    return c.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  }).join("");
  const word = /[a-z0-9]/;
  const head = word.test(characters[0] ?? "") ? "(?<![a-z0-9])" : "";
  const tail = word.test(characters.at(-1) ?? "") ? "(?![a-z0-9])" : "";
  return head + body + tail;
}

/**
 * All places where any of the terms stands, by start then by length (longest first).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fold } from "./fold.ts";
 * import { findTerms } from "./terms.ts";
 *
 * const text = fold("The latent-space is continuous, 潛在空間是連續的");
 * const found = findTerms(text, ["latent space", "continu*", "潜在空间 ... 连续"]);
 * assertEquals(found.map((match) => match.term), [
 *   "latent space",
 *   "continu*",
 *   "潜在空间 ... 连续",
 * ]);
 * ```
 */
export function findTerms(text: Folded | string, terms: readonly string[]): TermMatch[] {
  const folded = typeof text === "string" ? text : text.text;
  const matches: TermMatch[] = [];
  for (const term of terms) {
    for (const match of folded.matchAll(termPattern(term))) {
      if (match[0] === "") continue;
      matches.push({ term, start: match.index, end: match.index + match[0].length });
    }
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Whether any of the terms stands in the text. */
export function hasTerm(text: Folded | string, terms: readonly string[]): boolean {
  const folded = typeof text === "string" ? text : text.text;
  return terms.some((term) => {
    const pattern = termPattern(term);
    pattern.lastIndex = 0;
    const found = pattern.test(folded);
    pattern.lastIndex = 0;
    return found;
  });
}
