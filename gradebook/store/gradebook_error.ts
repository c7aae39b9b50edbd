/**
 * The one way in which a gradebook fails.
 *
 * @module
 */

/**
 * What is wrong:
 * - `missing`: there is no such file or folder
 * - `unwritable`: the system or the open mode forbids to write (or to read)
 * - `full`: no room is left
 * - `busy`: another process holds the file for longer than ten seconds
 * - `foreign`: the file is something else than a gradebook
 * - `newer`: a later latentmark wrote it
 * - `damaged`: SQLite finds its content broken
 * - `refused`: the caller asks for what the rules of a gradebook forbid
 * - `failed`: anything else that SQLite says
 */
export type GradebookFault =
  | "missing"
  | "unwritable"
  | "full"
  | "busy"
  | "foreign"
  | "newer"
  | "damaged"
  | "refused"
  | "failed";

/**
 * A gradebook that can not be opened, read or written, in the house form. Nothing of what
 * was asked for is written then.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const error = new GradebookError("full", "write", "a.db", "there must be room", "none");
 * assertEquals(error.message, 'Cannot write gradebook "a.db" as there must be room: none');
 * assertEquals(error.fault, "full");
 * ```
 */
export class GradebookError extends Error {
  override readonly name: string = "GradebookError";
  /** What is wrong, for programs. */
  readonly fault: GradebookFault;

  constructor(
    fault: GradebookFault,
    action: string,
    path: string,
    rule: string,
    seen: string,
    options?: ErrorOptions,
  ) {
    super(
      `Cannot ${action} gradebook ${JSON.stringify(path)} as ${rule}: ${seen}`,
      options,
    );
    this.fault = fault;
  }
}

const kinds: readonly (readonly [RegExp, GradebookFault, string])[] = [
  [/database or disk is full/i, "full", "there must be room on its disk"],
  [/not a database/i, "foreign", "it must be an SQLite file"],
  [/malformed|corrupt/i, "damaged", "its content must be whole"],
  [/locked|busy/i, "busy", "no other process may hold it for longer than 10 s"],
  [
    /readonly|read-only|permission denied|requires \w+ access/i,
    "unwritable",
    "it must be writable",
  ],
  [/unable to open/i, "unwritable", "it and its folder must be open to this user"],
  [/disk i\/o error/i, "failed", "its disk must work"],
];

/** What SQLite or the system threw, as a {@linkcode GradebookError}; those stay as they are. */
export function gradebookError(
  error: unknown,
  action: string,
  path: string,
): GradebookError {
  if (error instanceof GradebookError) return error;
  const seen = error instanceof Error ? error.message : String(error);
  for (const [pattern, fault, rule] of kinds) {
    if (pattern.test(seen)) {
      return new GradebookError(fault, action, path, rule, seen, { cause: error });
    }
  }
  const rule = "SQLite must accept it";
  return new GradebookError("failed", action, path, rule, seen, { cause: error });
}
