/**
 * The assignment that the command line means.
 *
 * @module
 */
import type { Gradebook } from "../gradebook/gradebook.ts";
import { UsageError } from "./usage.ts";

/**
 * The one that is named, else the only one of the gradebook: between several nothing is
 * guessed.
 *
 * @throws {UsageError} none, several, or a name that the gradebook does not have
 */
export function assignmentOf(
  gradebook: Pick<Gradebook, "assignments" | "path">,
  named: string | undefined,
): string {
  const all = gradebook.assignments();
  const listed = all.map((id) => `"${id}"`).join(", ");
  if (named !== undefined) {
    if (all.includes(named)) return named;
    throw new UsageError(
      `Cannot use --assignment as it must be one of "${gradebook.path}": "${named}" is ` +
        `none of ${listed || "none"}`,
    );
  }
  if (all.length === 1) return all[0]!;
  throw new UsageError(
    all.length === 0
      ? `Cannot use gradebook "${gradebook.path}" as something must be graded in it: ` +
        "there is nothing"
      : `Cannot choose an assignment as --assignment must name one of several: ${listed}`,
  );
}
