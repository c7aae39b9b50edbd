/**
 * Grading again what a gradebook keeps.
 *
 * @module
 */
import { rubricDigest } from "../grader/build_report.ts";
import type { GradeOptions } from "../grader/grade.ts";
import type { Report } from "../grader/report.ts";
import type { Gradebook } from "./gradebook.ts";
import { graderDigest } from "./grader_digest.ts";
import { type Merge, merge } from "./merge.ts";
import { gradeStored, named, usable } from "./record.ts";
import type { ResultKey, SubmissionRecord } from "./records.ts";
import { SourceError } from "./source_error.ts";

/** By what is graded again. */
export type AgainOptions = Omit<GradeOptions, "id" | "readable" | "unkept">;

/** What is to be graded again. */
export interface AgainPlan {
  readonly options: AgainOptions;
  /** Each with the key of the result that it should have. */
  readonly work: readonly {
    readonly submission: SubmissionRecord;
    readonly key: ResultKey;
  }[];
}

/** What came of grading a submission again. */
export interface Regraded {
  readonly submission: SubmissionRecord;
  /** What would change; `null`: it could not be graded. */
  readonly merge: Merge | null;
  /** Number of the result, where it is kept. */
  readonly result: number | null;
  /** Why there is no merge. */
  readonly fault: string;
}

/** Plans to grade submissions again by a rubric and the harness as it is. */
export function planAgain(
  gradebook: Gradebook,
  submissions: readonly SubmissionRecord[],
  options: AgainOptions,
): AgainPlan {
  const rubric = rubricDigest(options.rubric.rubric);
  const grader = graderDigest({ ...options, checks: options.rubric.checks });
  // Read from the gradebook, for it may have been updated since.
  const work = submissions.flatMap(({ key }) => gradebook.submission(key) ?? [])
    .map((submission) => ({
      submission,
      key: { source: submission.source, rubric, grader },
    }));
  return { options, work };
}

/**
 * Grades what is planned from the files that are kept, a few at a time, and tells what would
 * change; in the order in which they are done. Nobody's grade changes by it.
 *
 * @param how `jobs`: how many at the same time; `keep`: whether results are kept, for which
 * the rubric must be in the gradebook
 * @throws {GradebookError} a gradebook that can not be read or written
 */
export async function* regrade(
  gradebook: Gradebook,
  plan: AgainPlan,
  how: { readonly jobs: number; readonly keep: boolean },
): AsyncGenerator<Regraded> {
  const waiting = plan.work[Symbol.iterator]();
  const running = new Map<number, Promise<readonly [number, Regraded]>>();
  const start = (): void => {
    const next = waiting.next();
    if (next.done) return;
    const { submission, key } = next.value;
    const work = regradeOne(gradebook, submission, key, plan.options, how.keep);
    running.set(submission.key, work.then((done) => [submission.key, done] as const));
  };
  try {
    for (let i = 0; i < how.jobs; i++) start();
    while (running.size > 0) {
      const [key, done] = await Promise.race(running.values());
      running.delete(key);
      start();
      yield done;
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

async function regradeOne(
  gradebook: Gradebook,
  submission: SubmissionRecord,
  key: ResultKey,
  options: AgainOptions,
  keep: boolean,
): Promise<Regraded> {
  const { id } = submission;
  const source = gradebook.source(key.source);
  const known = usable(gradebook.resultOf(key));
  let result = known?.number ?? null;
  let report: Report;
  if (known !== null) report = known.report;
  else {
    const start = performance.now();
    try {
      if (source === null) {
        throw new SourceError("read", key.source, "it must be kept", "there is none");
      }
      report = await gradeStored(gradebook, source, { ...options, id });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { submission, merge: null, result: null, fault: error.message };
    }
    const durationMs = performance.now() - start;
    if (keep) result = gradebook.putResult({ ...key, report, durationMs });
  }
  const now = gradebook.grade(submission.key);
  const old = now?.report ?? null;
  const rubric = old === null ? null : gradebook.rubric(old.rubric.digest)?.rubric;
  const merged = merge(
    { rubric: rubric ?? options.rubric.rubric, report: old },
    { rubric: options.rubric.rubric, report: named(report, id) },
    gradebook.decisions(submission.key),
  );
  return { submission, merge: merged, result, fault: "" };
}
