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
const literals = new Map<string, string>();

/** Stands for any ending in a folded part of a term. */
const anyEnding = "\u0001";

/**
 * The pattern of a term over folded text. A blank stands for blanks or a hyphen, `*` at
 * the end of a Latin word for any ending, ` ... ` for up to 40 characters of the same
 * sentence; a Latin term matches whole words.
 */
export function termPattern(term: string): RegExp {
  const known = compiled.get(term);
  if (known) return known;
  const parts = foldedParts(term).map(partPattern);
  const pattern = new RegExp(parts.join(`[^。.!?;]{0,${gap}}?`), "gu");
  compiled.set(term, pattern);
  return pattern;
}

/** The parts of a term between its gaps, folded. */
function foldedParts(term: string): string[] {
  return term.split("...").map((part) =>
    fold(part.trim().replace(/\*/g, anyEnding)).text
  );
}

/**
 * The longest piece of a term that stands as it is wherever the term does: most texts do
 * not hold it, and need no pattern.
 */
function literalOf(term: string): string {
  const known = literals.get(term);
  if (known !== undefined) return known;
  // deno-lint-ignore no-control-regex -- it stands for what a term leaves open
  const pieces = foldedParts(term).flatMap((part) => part.split(/[ \u0001-]/));
  const longest = pieces.reduce((a, b) => b.length > a.length ? b : a, "");
  literals.set(term, longest);
  return longest;
}

function partPattern(folded: string): string {
  const characters = [...folded];
  const body = characters.map((c, i) => {
    if (c === anyEnding) return "[\\p{L}\\p{N}]*";
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
    if (!folded.includes(literalOf(term))) continue;
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
    if (!folded.includes(literalOf(term))) return false;
    const pattern = termPattern(term);
    pattern.lastIndex = 0;
    const found = pattern.test(folded);
    pattern.lastIndex = 0;
    return found;
  });
}
