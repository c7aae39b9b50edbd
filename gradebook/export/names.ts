/**
 * Names of people: taken apart for formats that want two parts, and compared.
 *
 * @module
 */
import { fold } from "../../grader/text/fold.ts";

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
 * A name for comparing: folded, its parts in one order, so that `Lovelace, Ada` and
 * `ada lovelace` are the same.
 */
export function nameKey(name: string): string {
  const folded = fold(name.replace(/[,，、]/g, " ")).text.trim();
  return folded.split(" ").toSorted().join(" ");
}
