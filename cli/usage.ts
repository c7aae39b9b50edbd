/**
 * Faults of the person at the command line or of a rubric's author.
 *
 * @module
 */
import { isAbsolute, join, resolve } from "@std/path";
import { type LoadedRubric, loadRubric } from "../rubric/load_rubric.ts";
import type { Language } from "../rubric/reason_text.ts";

/** A fault that stops the run before any submission is opened: exit code 2. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** The rubric that is used where none is named. */
export const defaultRubric = new URL("../rubric/ntu_ml_hw8.yaml", import.meta.url);

/**
 * Loads the rubric that the command line names.
 *
 * @throws {UsageError} a rubric that is not there or not valid
 */
export async function rubricOf(file: string): Promise<LoadedRubric> {
  try {
    return await loadRubric(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UsageError(
        `Cannot load rubric "${file}" as the file must exist: there is none`,
      );
    }
    const seen = systemReason(error);
    if (seen !== null) {
      throw new UsageError(
        `Cannot load rubric "${file}" as it and its lexicons must be files that can be ` +
          `read: ${seen}`,
      );
    }
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}

/**
 * A path as the person meant it: `deno task` runs in the project's folder and tells in
 * `INIT_CWD` where it was called. What is not there is left as it is given.
 */
export function givenPath(path: string): string {
  const start = Deno.env.get("INIT_CWD");
  if (!start || path === "" || isAbsolute(path)) return path;
  const meant = join(start, path);
  if (resolve(meant) === resolve(path)) return path;
  try {
    Deno.statSync(meant);
    return meant;
  } catch {
    return path;
  }
}

/**
 * What the operating system says of a path that it refuses, without the path; `null` for
 * any other error.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const loop = Object.assign(new Error("Too many links (os error 40): stat 'a'"), {
 *   code: "ELOOP",
 * });
 * assertEquals(systemReason(loop), "Too many links (os error 40)");
 * assertEquals(systemReason(new Error("a fault of the harness")), null);
 * ```
 */
export function systemReason(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const refused = error instanceof Deno.errors.NotCapable ||
    typeof (error as Error & { readonly code?: unknown }).code === "string" ||
    error.message.startsWith("Empty path");
  return refused ? error.message.replace(/: \w+ '[^]*$/, "").trim() : null;
}

/**
 * A submission must be there and be a file or a folder: a pipe or a device could be read
 * forever.
 *
 * @throws {UsageError} anything else
 */
export async function mustBeSubmission(path: string): Promise<void> {
  let seen = "there is none";
  try {
    const { isFile, isDirectory } = await Deno.stat(path);
    if (isFile || isDirectory) return;
    seen = "a pipe, a socket or a device";
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    if (!(error instanceof Deno.errors.NotFound)) seen = reason;
  }
  throw new UsageError(
    `Cannot grade ${JSON.stringify(path)} as a submission must be a file or a folder: ` +
      seen,
  );
}

/**
 * Refuses flags that a command does not have; for `parseArgs`, as its `unknown`.
 *
 * @throws {UsageError} a flag
 */
export function noSuchFlag(flag: string): void {
  if (flag.startsWith("-") && flag !== "-") {
    throw new UsageError(
      `Cannot use ${flag} as a flag must be one that --help lists: it is none`,
    );
  }
}

/**
 * One of a few words.
 *
 * @throws {UsageError} another word
 */
export function oneOf<Word extends string>(
  flag: string,
  words: readonly Word[],
  value: string,
): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) {
    throw new UsageError(
      `Cannot use --${flag} as it must be one of ${words.join(", ")}: "${value}"`,
    );
  }
  return found;
}

/**
 * The language of the interface.
 *
 * @throws {UsageError} a language that there is no text in
 */
export function languageOf(value: string): Language {
  return oneOf("lang", ["en", "zh-TW"] as const, value);
}

/**
 * The bytes of a file that the command line names.
 *
 * @param purpose What can not be done without it, as in `Cannot echo "..."`
 * @throws {UsageError} a file that can not be read
 */
export async function readGiven(purpose: string, file: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(file);
  } catch (error) {
    const seen = systemReason(error);
    if (seen === null) throw error;
    throw new UsageError(
      `Cannot ${purpose} "${file}" as it must be a file that can be read: ${seen}`,
    );
  }
}
