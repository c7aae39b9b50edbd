/**
 * The one way a collector refuses a whole file.
 *
 * @module
 */

/**
 * A file that can not be read at all: empty, damaged, encrypted, over a limit or of an
 * unknown kind. The submission is then not gradable, which is never a zero. A file of
 * which only a part is unreadable does not throw: the part becomes a problem of the
 * document.
 *
 * The message follows the house form: cannot do what to which thing, as which rule: what
 * was seen.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const error = new UnreadableFileError("a.pdf", "it must hold a page", "0 bytes");
 * assertEquals(error.message, 'Cannot read "a.pdf" as it must hold a page: 0 bytes');
 * assertEquals(error.rule, "it must hold a page");
 * ```
 */
export class UnreadableFileError extends Error {
  override readonly name: string = "UnreadableFileError";
  /** Path inside the submission. */
  readonly file: string;
  /** The rule that the file breaks, as in the message. */
  readonly rule: string;

  /**
   * @param file path inside the submission
   * @param rule what a readable file must be, such as `it must not be encrypted`
   * @param seen what was seen instead
   * @param options the error of the library below, as `cause`
   */
  constructor(file: string, rule: string, seen: string, options?: ErrorOptions) {
    super(`Cannot read ${JSON.stringify(file)} as ${rule}: ${seen}`, options);
    this.file = file;
    this.rule = rule;
  }
}
