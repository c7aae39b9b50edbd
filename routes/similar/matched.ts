/**
 * Pictures of two submissions, each shown beside the one that it is most alike to.
 *
 * @module
 */
import type { SharedPicture } from "../../gradebook/similar/find_similar.ts";

/**
 * Leaves out pairs of pictures that are both shown already: variants of one picture are
 * alike, too, and would be shown crosswise.
 *
 * @returns the very same files first, then the most alike
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { matched } from "./matched.ts";
 *
 * const picture = (sha256: string) => ({ sha256, where: { file: "a" }, hash: "", thumb: "" });
 * const pair = (a: string, b: string, bits: number) => ({
 *   a: picture(a),
 *   b: picture(b),
 *   bits,
 *   sameFile: a === b,
 * });
 * const all = [pair("1", "2", 0), pair("1", "1", 0), pair("2", "2", 0), pair("3", "1", 2)];
 * assertEquals(matched(all).map(({ a, b }) => a.sha256 + b.sha256), ["11", "22", "31"]);
 * ```
 */
export function matched(pictures: readonly SharedPicture[]): readonly SharedPicture[] {
  const [left, right] = [new Set<string>(), new Set<string>()];
  return pictures
    .toSorted((p, q) => Number(q.sameFile) - Number(p.sameFile) || p.bits - q.bits)
    .filter(({ a, b }) => {
      if (left.has(a.sha256) && right.has(b.sha256)) return false;
      left.add(a.sha256);
      right.add(b.sha256);
      return true;
    });
}
