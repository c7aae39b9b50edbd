/**
 * Names of people: taken apart for formats that want two parts, and compared.
 *
 * @module
 */
import { fold, isCjk } from "../../grader/text/fold.ts";

/**
 * First and last name. Only a name with a comma, or with blanks between its parts, is taken
 * apart; any other is a first name alone, as a guess would be wrong for somebody.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitName } from "./names.ts";
 *
 * assertEquals(splitName("Ada King Lovelace"), { first: "Ada King", last: "Lovelace" });
 * assertEquals(splitName("Lovelace, Ada"), { first: "Ada", last: "Lovelace" });
 * assertEquals(splitName("王小明"), { first: "王小明", last: "" });
 * ```
 */
export function splitName(name: string): { first: string; last: string } {
  const clean = name.trim().replace(/\s+/g, " ");
  const comma = clean.indexOf(",");
  if (comma > 0) {
    return { first: clean.slice(comma + 1).trim(), last: clean.slice(0, comma).trim() };
  }
  const blank = clean.lastIndexOf(" ");
  return blank < 0
    ? { first: clean, last: "" }
    : { first: clean.slice(0, blank), last: clean.slice(blank + 1) };
}

/**
 * The ways to write a name, for comparing: folded, Latin parts in one order, so that
 * `Lovelace, Ada` and `ada lovelace` are the same; CJK parts joined in either order, as
 * only a comma tells which is the family's. Empty for no name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { nameKeys } from "./names.ts";
 *
 * assertEquals(nameKeys("Lovelace, Ada"), nameKeys("ADA  Lovelace"));
 * assertEquals(nameKeys("王, 小明"), nameKeys("王小明"));
 * ```
 */
export function nameKeys(name: string): readonly string[] {
  const parts = name.split(/[,，、\s]+/).map((part) => fold(part).text)
    .filter((part) => part !== "");
  if (parts.length === 0) return [];
  const isWide = parts.every((part) => [...part].every(isCjk));
  if (!isWide) return [parts.toSorted().join(" ")];
  const forward = parts.join("");
  if (parts.length !== 2 || /[,，]/.test(name)) return [forward];
  return [forward, parts.toReversed().join("")];
}
