/**
 * The gradebook that the command line names.
 *
 * @module
 */
import type { Gradebook } from "../gradebook/gradebook.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import { openGradebook, type OpenOptions } from "../gradebook/store/open_gradebook.ts";
import { givenPath, UsageError } from "./usage.ts";

/** The gradebook that is used where none is named, in the project's folder. */
export const defaultGradebook = "gradebook.db";

/**
 * Opens the gradebook that `--gradebook` names, else the default one. Where that can not be
 * opened nothing is kept, and a note says so: reports are made all the same.
 *
 * @throws {UsageError} a gradebook that is named and can not be opened
 */
export function gradebookFor(named: string | undefined): Gradebook | null {
  if (named !== undefined) return namedGradebook(named);
  try {
    return openGradebook(givenPath(defaultGradebook));
  } catch (error) {
    if (!(error instanceof GradebookError)) throw error;
    console.error(`Note: nothing is kept in a gradebook: ${error.message}`);
    return null;
  }
}

/**
 * Opens a gradebook that must be usable.
 *
 * @throws {UsageError} one that can not be opened
 */
export function namedGradebook(file: string, options: OpenOptions = {}): Gradebook {
  try {
    if (file === "") {
      throw new UsageError(
        "Cannot use --gradebook as it must name a file: no name is given",
      );
    }
    return openGradebook(givenPath(file), options);
  } catch (error) {
    throw error instanceof GradebookError ? new UsageError(error.message) : error;
  }
}
