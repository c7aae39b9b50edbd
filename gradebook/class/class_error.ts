/**
 * The fault of whoever names a class that is none.
 *
 * @module
 */

/** What was given is no class that can be graded; nothing of it was. */
export class ClassError extends Error {
  override readonly name: string = "ClassError";
}
