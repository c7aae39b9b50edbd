/**
 * Points as people write them.
 *
 * @module
 */

/**
 * Points with at most two places: `0.5`, `2`; `?` where nothing is decided.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0.5, 2, null, 1 / 3].map(pointsText), ["0.5", "2", "?", "0.33"]);
 * ```
 */
export function pointsText(points: number | null): string {
  return points === null ? "?" : String(Math.round(points * 100) / 100);
}
