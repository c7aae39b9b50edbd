/**
 * Grading a class: find -> plan -> execute -> record. What is done is skipped, so that the
 * same call after any interruption goes on where the last one was.
 *
 * @module
 */
import type { GradeOptions } from "../../grader/grade.ts";
import { rubricDigest } from "../../grader/build_report.ts";
import type { Report } from "../../grader/report.ts";
import type { Check } from "../../rubric/check.ts";
import type { Gradebook } from "../gradebook.ts";
import { graderDigest } from "../grader_digest.ts";
import { adoptBest, named, rubricRecord } from "../record.ts";
import type { ResultKey } from "../records.ts";
import { SourceError } from "../source_error.ts";
import { type ReadSource, readSource } from "../source_files.ts";
import { ClassError } from "./class_error.ts";
import type { TakenSubmission } from "./class_tree.ts";
import type { FoundClass, FoundSubmission } from "./find_submissions.ts";
import type { Executor, WorkItem } from "./work.ts";
import { writeReport } from "./write_report.ts";

/** How to grade a class. */
export interface ClassOptions {
  readonly gradebook: Gradebook;
  readonly found: FoundClass;
  /** Rubric, seed and limits; the same for all. */
  readonly grading: Omit<GradeOptions, "id" | "readable" | "signal">;
  /** The rubric's checks by name, for their messages. */
  readonly checks: ReadonlyMap<string, Pick<Check, "messages">>;
  readonly executor: Executor;
  /** Folder of report files. */
  readonly out: string;
  /** Submissions that were set aside, or that a limit ended, are graded again. */
  readonly retryFailed: boolean;
  /** Aborted: the run ends, and is marked as interrupted. */
  readonly signal: AbortSignal;
  /** Is told of each submission as it is done. */
  readonly on: (event: ClassEvent) => void;
}

/** A submission of a class is done. */
export type ClassEvent =
  /** `known`: there was a result already. */
  | { readonly of: "graded" | "known"; readonly report: Report }
  /** It could not be taken in; the next run tries again. */
  | { readonly of: "refused"; readonly id: string; readonly reason: string }
  /** Something of it was left out. */
  | { readonly of: "notice"; readonly notice: string };

/** A submission in the gradebook that waits for a result. */
interface Waiting {
  readonly key: number;
  readonly id: string;
}

/** Sources up to this size are kept in one go. */
const inOneGo = 32 * 1024 ** 2;

/**
 * Grades the submissions of a class that have no result yet, keeps results and report files,
 * and makes each the grade of its submissions.
 *
 * @returns whether the run came to its end
 * @throws {GradebookError} the gradebook can not be written
 */
export async function gradeClass(options: ClassOptions): Promise<boolean> {
  const { gradebook, found, grading, executor, signal, on } = options;
  const { rubric } = grading.rubric;
  const keyOf = keyMaker(grading);
  const { rubric: digest, grader } = keyOf("");
  const run = gradebook.transaction(() => {
    gradebook.putRubric(rubricRecord(grading.rubric, options.checks));
    const run = gradebook.startRun({ assignment: rubric.id, rubric: digest, grader });
    gradebook.updateRun(run, { total: found.submissions.length });
    return run;
  });
  const counts = { done: 0, failed: 0, skipped: 0 };
  const waiting = new Map<string, Waiting[]>();
  const tried = new Set<string>();

  /** The plan: what has no result, each source once. */
  async function* plan(): AsyncGenerator<WorkItem> {
    for (const submission of found.submissions) {
      if (signal.aborted) return;
      let kept: { readonly source: string; readonly key: number };
      try {
        kept = await keep(submission, options);
      } catch (error) {
        if (!(error instanceof ClassError) && !(error instanceof SourceError)) {
          throw error;
        }
        counts.failed += 1;
        on({ of: "refused", id: submission.id, reason: error.message });
        continue;
      }
      const { id } = submission;
      const key = keyOf(kept.source);
      const others = waiting.get(kept.source);
      if (others) {
        others.push({ key: kept.key, id });
        continue;
      }
      const known = gradebook.resultOf(key);
      const again = known?.outcome === "grader-failed" && options.retryFailed &&
        !tried.has(kept.source);
      if (known !== null && !again) {
        counts.skipped += 1;
        adoptBest(gradebook, kept.key, known.number, run);
        const report = named(known.report, id);
        await writeReport(options.out, report);
        on({ of: "known", report });
        continue;
      }
      tried.add(kept.source);
      waiting.set(kept.source, [{ key: kept.key, id }]);
      yield { key, id };
    }
  }

  let finished = false;
  try {
    for await (const { item, report, durationMs } of executor.run(plan(), signal)) {
      const all = waiting.get(item.key.source) ?? [];
      waiting.delete(item.key.source);
      const count = report.outcome === "grader-failed" ? "failed" : "done";
      counts[count] += all.length;
      gradebook.transaction(() => {
        const number = gradebook.putResult({ ...item.key, report, durationMs });
        for (const { key } of all) adoptBest(gradebook, key, number, run);
        gradebook.updateRun(run, counts);
      });
      for (const { id } of all) {
        await writeReport(options.out, named(report, id));
        on({ of: "graded", report: named(report, id) });
      }
    }
    finished = !signal.aborted;
  } finally {
    const status = finished ? "finished" as const : "interrupted" as const;
    gradebook.updateRun(run, { ...counts, status });
  }
  return finished;
}

/** Keys of results but for the source, whose digests are computed once. */
export function keyMaker(
  grading: Pick<GradeOptions, "rubric" | "seed" | "limits" | "sandbox">,
): (source: string) => ResultKey {
  const rubric = rubricDigest(grading.rubric.rubric);
  const grader = graderDigest({ ...grading, checks: grading.rubric.checks });
  return (source) => ({ source, rubric, grader });
}

/** Has the source and the submission in the gradebook. */
async function keep(
  found: FoundSubmission,
  { gradebook, grading, on }: ClassOptions,
): Promise<{ readonly source: string; readonly key: number }> {
  await using taken = await found.take();
  for (const notice of taken.problems) on({ of: "notice", notice });
  const read = await readTaken(taken);
  const { source } = read;
  const isKnown = gradebook.source(source.digest) !== null;
  const blobs = isKnown ? [] : await gather(read, gradebook);
  const key = gradebook.transaction(() => {
    for (const bytes of blobs) gradebook.putBlob(bytes);
    if (!isKnown) gradebook.putSource(source);
    return gradebook.putSubmission({
      assignment: grading.rubric.rubric.id,
      id: found.id,
      source: source.digest,
      submitters: found.submitters,
      externalId: found.externalId,
      ...(found.origin === null ? {} : { origin: found.origin }),
    });
  });
  return { source: source.digest, key };
}

/** Reads what a submission consists of, nothing of its neighbors. */
export function readTaken(
  { path, picturesIn }: Pick<TakenSubmission, "path" | "picturesIn">,
): Promise<ReadSource> {
  return readSource(path, undefined, picturesIn ?? undefined);
}

/** The bytes of a small source; those of a large one are put one by one. */
async function gather(
  read: ReadSource,
  gradebook: Gradebook,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const small = read.source.files.reduce((sum, { bytes }) => sum + bytes, 0) <= inOneGo;
  const gathered: Uint8Array<ArrayBuffer>[] = [];
  for await (const { bytes } of read.blobs()) {
    if (small) gathered.push(bytes);
    else gradebook.putBlob(bytes);
  }
  return gathered;
}
