/**
 * One job of a queue: its source is read from the database, graded in the sandbox, and the
 * result written together with the job's completion.
 *
 * @module
 */
import { canonicalize } from "../../grader/canonical.ts";
import { failedReport, type GradeOptions } from "../../grader/grade.ts";
import type { Report } from "../../grader/report.ts";
import type { LoadedRubric } from "../../rubric/load_rubric.ts";
import { loadFrozenRubric } from "../../rubric/frozen_rubric.ts";
import { gradeSource, setAside } from "../class/grade_source.ts";
import { mostDeaths } from "../class/work.ts";
import { readBlob } from "./blobs.ts";
import type { Database } from "./database.ts";
import type { Grading, HeldJob, Jobs } from "./jobs.ts";
import {
  countAttempt,
  hasResult,
  putResult,
  querySource,
  readRubric,
} from "./work_store.ts";

/** What a worker works with. */
export interface Workshop {
  readonly database: Database;
  readonly jobs: Jobs;
  /** Digest of this harness: the only one that it grades for. */
  readonly grader: string;
  /** Seed and limits, which are a part of that digest. */
  readonly grading: Omit<GradeOptions, "rubric" | "id" | "readable" | "signal">;
  /** Existing folder for temporary files. */
  readonly folder: string;
  /** Rubrics that were read, by digest. */
  readonly rubrics: Map<string, Promise<LoadedRubric>>;
  /** Aborted: this worker is told to end, and its children may be, too. */
  readonly signal: AbortSignal;
}

/** What came of a job. */
export type JobEnd =
  /** A result was written; `grader-failed` is one. */
  | { readonly ended: "result"; readonly outcome: Report["outcome"] }
  /** There was a result already. */
  | { readonly ended: "known" }
  /** It is tried again, or given up by the queue. */
  | { readonly ended: "returned"; readonly reason: string };

/** Does a job; what is wrong with the job itself does not make this reject. */
export async function gradeJob(held: HeldJob, shop: Workshop): Promise<JobEnd> {
  const { database, jobs } = shop;
  const { grading } = held;
  if (await database.transaction((sql) => hasResult(sql, grading))) {
    await database.transaction((sql) => jobs.finish(held, sql));
    return { ended: "known" };
  }
  const started = performance.now();
  let report: Report;
  try {
    const given = await attempt(grading, shop);
    if (typeof given === "string") {
      await jobs.giveBack(held, given);
      return { ended: "returned", reason: given };
    }
    report = given;
  } catch (error) {
    if (error instanceof Deno.errors.Interrupted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await jobs.giveBack(held, reason);
    return { ended: "returned", reason };
  }
  const durationMs = performance.now() - started;
  const text = canonicalize(report);
  await database.transaction(async (sql) => {
    await putResult(sql, grading, { text, durationMs, outcome: report.outcome });
    await jobs.finish(held, sql);
  });
  return { ended: "result", outcome: report.outcome };
}

/** A report, or the reason why there should be another attempt. */
async function attempt(grading: Grading, shop: Workshop): Promise<Report | string> {
  if (grading.grader !== shop.grader) {
    throw new RangeError(
      `Cannot grade for version ${grading.grader} as a worker grades for its own: it is ` +
        shop.grader,
    );
  }
  const rubric = await rubricOf(grading.rubric, shop);
  const { database, folder } = shop;
  const source = await database.transaction((sql) => querySource(sql, grading.source));
  const options = { ...shop.grading, rubric, id: grading.id };
  const read = (sha256: string) => database.transaction((sql) => readBlob(sql, sha256));
  const result = await gradeSource(source, read, folder, options);
  if (result.ended === "report") return result.report;
  if (shop.signal.aborted) return `its worker was told to end: ${result.reason}`;
  const deaths = await database.transaction((sql) =>
    countAttempt(sql, grading, result.reason)
  );
  return deaths < mostDeaths ? result.reason : setAside(grading.id, options);
}

/**
 * Jobs that were given up become `grader-failed`: they are not lost, and no zeros.
 *
 * @returns whether there was one
 */
export async function settleDeadJobs(
  shop: Pick<Workshop, "database" | "jobs" | "grading" | "rubrics"> & {
    readonly say: (line: string) => void;
  },
): Promise<boolean> {
  const given = await shop.jobs.takeDead(10);
  for (const dead of given) {
    const { grading, attempts, reason } = dead;
    const name = JSON.stringify(grading.id);
    let rubric: LoadedRubric;
    try {
      rubric = await rubricOf(grading.rubric, shop);
    } catch (error) {
      if (error instanceof Deno.errors.Interrupted) throw error;
      // Its rubric may be there when the job is taken again.
      shop.say(`Cannot settle ${name}, which was given up: ${String(error)}`);
      continue;
    }
    const report = failedReport(
      grading.id,
      { ...shop.grading, rubric },
      `Cannot grade ${name} as a worker must live to write its result: ${attempts} ` +
        `attempts failed, the last one with: ${reason}`,
    );
    await shop.database.transaction(async (sql) => {
      const { outcome } = report;
      await putResult(sql, grading, {
        text: canonicalize(report),
        durationMs: 0,
        outcome,
      });
      await shop.jobs.finishDead(dead, sql);
    });
  }
  return given.length > 0;
}

function rubricOf(
  digest: string,
  { rubrics, database }: Pick<Workshop, "rubrics" | "database">,
): Promise<LoadedRubric> {
  const known = rubrics.get(digest);
  if (known) return known;
  const rubric = database.transaction((sql) => readRubric(sql, digest))
    .then(loadFrozenRubric);
  rubrics.set(digest, rubric);
  // Another attempt reads it anew.
  rubric.catch(() => rubrics.delete(digest));
  return rubric;
}
