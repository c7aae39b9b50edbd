/**
 * What grading a class would do, without doing it.
 *
 * @module
 */
import type { GradeOptions } from "../../grader/grade.ts";
import type { Gradebook } from "../gradebook.ts";
import { SourceError } from "../source_error.ts";
import { ClassError } from "./class_error.ts";
import type { FoundClass } from "./find_submissions.ts";
import { keyMaker, readTaken } from "./grade_class.ts";

/** What would become of a submission. */
export interface PlannedStep {
  readonly id: string;
  readonly name: string;
  /** `known`: it has a result; `same`: it is graded with an equal one. */
  readonly step: "grade" | "known" | "failed" | "same" | "refused";
  /** Of `refused`. */
  readonly reason: string;
}

/**
 * Says for each submission what would be done. Reads, and writes nothing but temporary
 * files.
 *
 * @param gradebook `null`: there is none yet
 */
export async function* dryRun(
  found: FoundClass,
  grading: Omit<GradeOptions, "id" | "readable" | "signal">,
  gradebook: Pick<Gradebook, "resultOf"> | null,
): AsyncGenerator<PlannedStep> {
  const keyOf = keyMaker(grading);
  const seen = new Set<string>();
  for (const submission of found.submissions) {
    const { id, name } = submission;
    const step = (step: PlannedStep["step"], reason = "") => ({ id, name, step, reason });
    try {
      await using taken = await submission.take();
      const { source } = await readTaken(taken);
      const known = gradebook?.resultOf(keyOf(source.digest)) ?? null;
      if (known?.outcome === "grader-failed") yield step("failed");
      else if (known !== null) yield step("known");
      else yield step(seen.has(source.digest) ? "same" : "grade");
      seen.add(source.digest);
    } catch (error) {
      if (!(error instanceof ClassError) && !(error instanceof SourceError)) throw error;
      yield step("refused", error.message);
    }
  }
}
