/**
 * Whether a file that is held open is still the one that its path names. What is written
 * to a file that was deleted or replaced is lost without a word.
 *
 * @module
 */

/**
 * Remembers the file of a path; what it gives asks again.
 *
 * @param path a file; where there is none (a database in memory), nothing is checked
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const path = await Deno.makeTempFile();
 * const isSame = sameFile(path);
 * assertEquals(isSame(), true);
 * await Deno.remove(path);
 * assertEquals(isSame(), false);
 * ```
 */
export function sameFile(path: string): () => boolean {
  const opened = identity(path);
  return () => opened === null || identity(path) === opened;
}

/** Device and number of a file; `null`: there is none, or the system has no such numbers. */
function identity(path: string): string | null {
  try {
    const { dev, ino } = Deno.statSync(path);
    return ino === null ? null : `${dev} ${ino}`;
  } catch {
    return null;
  }
}
