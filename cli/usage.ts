/**
 * Faults of the person at the command line or of a rubric's author.
 *
 * @module
 */
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
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw new UsageError(error.message);
    }
    throw error;
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
