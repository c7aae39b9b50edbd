/**
 * The work of grading a class, as a plan names it and whoever does it takes it: children of
 * this process, or workers on other machines.
 *
 * find -> plan -> **execute** -> record
 *
 * @module
 */
import type { Report } from "../../grader/report.ts";
import type { ResultKey } from "../records.ts";

/** One stored source to grade; plain JSON. A plan names each key once. */
export interface WorkItem {
  /** What the result is kept under. Source and rubric are in the store. */
  readonly key: ResultKey;
  /** Id of the submission that the report is made for: the first of those with this key. */
  readonly id: string;
}

/** What came of an item. */
export interface WorkResult {
  readonly item: WorkItem;
  /** Of `grader-failed`, too: a failure is a result, never a zero and never a silence. */
  readonly report: Report;
  /** Of the attempt that gave the report. */
  readonly durationMs: number;
}

/** Whoever does the work. */
export interface Executor {
  /** How many items are graded at the same time; for time left and the number of jobs. */
  readonly jobs: number;
  /**
   * Grades all items: each gives one result, in any order. Items are taken when there is
   * room for them, so that a plan of any length is never held whole.
   *
   * @param signal Aborted: no more items are taken, those in work are given up without a
   *   result, and the iteration ends
   */
  run(
    work: Iterable<WorkItem> | AsyncIterable<WorkItem>,
    signal: AbortSignal,
  ): AsyncIterable<WorkResult>;
}

/** Deaths of a source's reader before it is set aside. */
export const mostDeaths = 3;
