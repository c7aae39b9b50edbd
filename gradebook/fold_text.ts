/**
 * Text as it is searched and sorted.
 *
 * @module
 */

/**
 * Folds what looks alike to a person who searches: case and width.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(foldText("Ｂ１２ Ada"), "b12 ada");
 * ```
 */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
