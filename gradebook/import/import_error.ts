/**
 * The one way in which a file of a platform can not be read.
 *
 * @module
 */

/** A file that can not be read: the person's fault, in the house form. */
export class ImportError extends Error {
  override readonly name: string = "ImportError";

  constructor(file: string, rule: string, seen: string) {
    super(`Cannot read "${file}" as ${rule}: ${seen}`);
  }
}
