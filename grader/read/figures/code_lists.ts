/**
 * Lists in the code that draws a figure: pictures and titles that a loop goes through.
 *
 * @module
 */
import { topLevel } from "./code_symbols.ts";

/** What the lists of a piece of code hold, in their order. */
export interface DrawnLists {
  /** The first list of strings. */
  readonly titles: readonly string[];
  /** The first list of expressions that is drawn. */
  readonly shown: readonly string[];
}

const opened = /(?:=|\bin|\(|,)\s*([[({])/g;
const string = /^[fFrRbBuU]{0,2}(?:"([^"\n]{0,160})"|'([^'\n]{0,160})')$/;
const longest = 1200;

/**
 * Reads `zip(axes, [x, y], ["original", "z * 2"])`, `[("original", x), ("z * 2", y)]`,
 * `{"original": x, "z * 2": y}`, `enumerate([x, dec(z), dec(z * 2)])`.
 *
 * @param code without comments
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { drawnLists } from "./code_lists.ts";
 *
 * const pairs = drawnLists('for t, y in [("original", x), ("z * 2", dec(z * 2))]:');
 * assertEquals(pairs, { titles: ["original", "z * 2"], shown: ["x", "dec(z * 2)"] });
 * ```
 */
export function drawnLists(code: string): DrawnLists {
  let titles: readonly string[] = [];
  let shown: readonly string[] = [];
  let seen = 0;
  for (const match of code.matchAll(opened)) {
    if (++seen > 400) break;
    const bracket = match[1]!;
    const inside = within(code, match.index + match[0].length - 1);
    if (inside === null) continue;
    const items = topLevel(inside).filter((item) => item !== "");
    if (items.length < 2 || items.length > 24) continue;
    const strings = items.map(stringOf);
    if (
      titles.length === 0 && bracket !== "{" && strings.every((text) => text !== null)
    ) {
      titles = strings.map((text) => text!);
      continue;
    }
    const pairs = items.map((item) => pairOf(item, bracket));
    if (pairs.every((pair) => pair !== null)) {
      if (titles.length === 0) titles = pairs.map((pair) => pair![0]);
      if (shown.length === 0) shown = pairs.map((pair) => pair![1]);
    } else if (shown.length === 0 && bracket === "[" && items.every(isExpression)) {
      shown = items;
    }
  }
  return { titles, shown };
}

/** What stands in the bracket that opens at `from`; `null` where it does not close. */
function within(code: string, from: number): string | null {
  let depth = 0;
  let quote = "";
  const end = Math.min(code.length, from + longest);
  for (let i = from; i < end; i++) {
    const character = code[i]!;
    if (quote) {
      if (character === quote || character === "\n") quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character) && --depth === 0) return code.slice(from + 1, i);
  }
  return null;
}

function stringOf(item: string): string | null {
  const match = item.trim().match(string);
  return match ? match[1] ?? match[2] ?? "" : null;
}

/** `("title", picture)`, `(picture, "title")`, `"title": picture`. */
function pairOf(item: string, bracket: string): readonly [string, string] | null {
  const text = item.trim();
  const parts = bracket === "{"
    ? text.match(/^(["'][^"'\n]{0,160}["'])\s*:\s*(\S[\s\S]*)$/)?.slice(1) ?? []
    : /^[([]/.test(text)
    ? topLevel(text.slice(1, -1))
    : [];
  if (parts.length < 2) return null;
  const [first, second] = [stringOf(parts[0]!), stringOf(parts[1]!)];
  if (first !== null && second === null) return [first, parts[1]!.trim()];
  return second !== null && first === null ? [second, parts[0]!.trim()] : null;
}

/** A name or a call, of something that may be a picture: no number, no plain index. */
function isExpression(item: string): boolean {
  return /^[A-Za-z_][\w.]*(?:\s*[[(.*+][\s\S]*)?$/.test(item.trim()) &&
    item.length < 200 &&
    !/^(?:nn|layers?|keras|tf|transforms|optim)\./.test(item.trim());
}
