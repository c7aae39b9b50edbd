/**
 * Work on a class in child processes of this one.
 *
 * @module
 */
import type { GradeOptions } from "../../grader/grade.ts";
import type { Gradebook } from "../gradebook.ts";
import { inParallel } from "./in_parallel.ts";
import { gradeSource, setAside } from "./grade_source.ts";
import { type Executor, mostDeaths, type WorkItem, type WorkResult } from "./work.ts";

/** What children of this process need. */
export interface LocalWork {
  readonly gradebook: Pick<Gradebook, "source" | "blob" | "countAttempt" | "attempts">;
  /** Existing folder for temporary files. */
  readonly workFolder: string;
  /** Children at the same time. */
  readonly jobs: number;
  /** Rubric, seed and limits; the same for all. */
  readonly options: Omit<GradeOptions, "id" | "readable" | "signal">;
  /** Deaths of earlier runs do not count. */
  readonly retry: boolean;
}

/**
 * An executor with one child process a submission. A child that dies is counted in the
 * gradebook, so that a source that kills its readers is set aside even where the parent
 * is killed between.
 */
export function localExecutor(work: LocalWork): Executor {
  return {
    jobs: work.jobs,
    async *run(items, signal) {
      const each = (item: WorkItem) => one(item, work, signal);
      for await (const result of inParallel(items, work.jobs, each, signal)) {
        if (result !== null) yield result;
      }
    },
  };
}

/** So long after a child the parent knows that it was told to end, too. */
const settleMs = 100;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The result of an item; `null` where it was given up. */
async function one(
  item: WorkItem,
  work: LocalWork,
  signal: AbortSignal,
): Promise<WorkResult | null> {
  const { gradebook, options, workFolder, retry } = work;
  const source = gradebook.source(item.key.source);
  if (source === null) {
    throw new RangeError(
      `Cannot grade "${item.id}" as its source must be kept: there is no ` +
        item.key.source,
    );
  }
  const before = retry ? gradebook.attempts(item.key).length : 0;
  let deaths = retry ? 0 : gradebook.attempts(item.key).length;
  let started = performance.now();
  while (deaths < mostDeaths) {
    started = performance.now();
    const attempt = await gradeSource(
      source,
      (sha256) => gradebook.blob(sha256),
      workFolder,
      { ...options, id: item.id, signal },
    );
    // Keys that interrupt reach the child, too, and may be quicker there.
    if (attempt.ended === "death") await pause(settleMs);
    // A child that was ended on purpose is nobody's fault.
    if (signal.aborted) return null;
    if (attempt.ended === "report") {
      return { item, report: attempt.report, durationMs: performance.now() - started };
    }
    deaths = gradebook.countAttempt(item.key, attempt.reason) - before;
  }
  const report = setAside(item.id, options);
  return { item, report, durationMs: performance.now() - started };
}
