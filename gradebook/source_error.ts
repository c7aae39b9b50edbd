/**
 * The one way in which what was handed in can not be kept or written out.
 *
 * @module
 */

/**
 * A source that can not be read from disk or written to it, in the house form.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const error = new SourceError("read", "a.md", "it must be readable", "it is gone");
 * assertEquals(error.message, 'Cannot read source "a.md" as it must be readable: it is gone');
 * ```
 */
export class SourceError extends Error {
  override readonly name: string = "SourceError";

  constructor(
    action: string,
    which: string,
    rule: string,
    seen: string,
    options?: ErrorOptions,
  ) {
    super(
      `Cannot ${action} source ${JSON.stringify(which)} as ${rule}: ${seen}`,
      options,
    );
  }
}
