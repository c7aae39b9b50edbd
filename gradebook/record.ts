/**
 * Grading into a gradebook: what is known is taken from it, what is new is kept in it.
 *
 * @module
 */
import { grade, type GradeOptions, submissionId } from "../grader/grade.ts";
import { rubricDigest } from "../grader/build_report.ts";
import { defaultLimits } from "../grader/collect/limits.ts";
import type { Report } from "../grader/report.ts";
import type { Check } from "../rubric/check.ts";
import type { LoadedRubric } from "../rubric/load_rubric.ts";
import type { Gradebook, NewSubmission } from "./gradebook.ts";
import { graderDigest } from "./grader_digest.ts";
import type { ResultKey, ResultRecord, RubricRecord, Source } from "./records.ts";
import { type ReadSource, readSource, unkeptOf, writeSource } from "./source_files.ts";
import { SourceError } from "./source_error.ts";
import { GradebookError } from "./store/gradebook_error.ts";

/** How to grade into a gradebook. */
export interface GradeIntoOptions extends Omit<GradeOptions, "readable" | "unkept"> {
  /** The rubric's checks by name, for their messages. */
  readonly checks: ReadonlyMap<string, Pick<Check, "messages">>;
  /**
   * Id that a new submission gets where no other has it; default: of its path. For two
   * paths of one run that hold the same.
   */
  readonly newId?: string;
  readonly submitters?: NewSubmission["submitters"];
  readonly externalId?: string;
  /** Number of the run that this belongs to; default: none. */
  readonly run?: number;
}

/** What came of grading into a gradebook. */
export interface Recorded {
  /** Of the submission in the gradebook; `null`: it could not be kept, see `fault`. */
  readonly key: number | null;
  /** Whole, whether it was kept or not. */
  readonly report: Report;
  /** The gradebook had the result. */
  readonly skipped: boolean;
  /** Why nothing was kept. */
  readonly fault: GradebookError | SourceError | null;
}

/**
 * Grades a submission, unless the gradebook has the result of the same source, rubric and
 * harness, and makes the result its grade. A failure of the grader is tried again, and
 * stands for no grade of the same source.
 *
 * A path that was graded before is the same submission, whatever it holds now. One that is
 * new gets an id of its name, and another one where a different submission has it.
 *
 * @param from A path, or a source that the gradebook has
 * @param options `id`: of the submission, used as it is
 * @throws {Deno.errors.NotFound} there is nothing at the path
 * @throws {SourceError} a source that can not be written out
 */
export async function gradeInto(
  gradebook: Gradebook,
  from: string | Source,
  options: GradeIntoOptions,
): Promise<Recorded> {
  const id = options.id ?? options.newId ??
    submissionId(typeof from === "string" ? from : from.entry);
  const limits = { ...defaultLimits, ...options.limits };
  let read: ReadSource | null = null;
  try {
    if (typeof from === "string") read = await readSource(from, limits);
    const source = read === null ? from as Source : read.source;
    const key = resultKey(source, options);
    const known = usable(gradebook.resultOf(key));
    if (known !== null) {
      return recordAs(gradebook, from, id, options, () => known.number, source, {
        report: known.report,
        skipped: true,
      });
    }
    if (read !== null) await keepSource(gradebook, read);
  } catch (error) {
    const fault = faultOf(error);
    if (typeof from !== "string") throw error;
    const report = await grade(from, { ...options, id });
    return { key: null, report, skipped: false, fault };
  }
  const source = read === null ? from as Source : read.source;
  const start = performance.now();
  const report = typeof from === "string"
    ? await grade(from, { ...options, id })
    : await gradeStored(gradebook, from, { ...options, id });
  const durationMs = performance.now() - start;
  if (typeof from === "string") {
    const after = await readSource(from, limits).catch(faultOf);
    if (after instanceof Error || after.source.digest !== source.digest) {
      const rule = "it must stay as it is while it is graded";
      const fault = new SourceError("keep", from, rule, "it changed");
      return { key: null, report, skipped: false, fault };
    }
  }
  const key = resultKey(source, options);
  const put = () => gradebook.putResult({ ...key, report, durationMs });
  return recordAs(gradebook, from, id, options, put, source, { report, skipped: false });
}

/** Grades a source that the gradebook has, in a folder of its own. */
export async function gradeStored(
  gradebook: Gradebook,
  source: Source,
  options: GradeOptions & { readonly id: string },
): Promise<Report> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const path = await writeSource((sha256) => gradebook.blob(sha256), source, folder);
    const unkept = unkeptOf(source);
    return await grade(path, { ...options, readable: [folder], unkept });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a result of a source is kept under. */
export function resultKey(
  source: Source,
  options: Pick<GradeOptions, "rubric" | "seed" | "limits" | "sandbox">,
): ResultKey {
  return {
    source: source.digest,
    rubric: rubricDigest(options.rubric.rubric),
    grader: graderDigest({ ...options, checks: options.rubric.checks }),
  };
}

/** A result that need not be made again: no failure. */
export function usable(result: ResultRecord | null): ResultRecord | null {
  return result === null || result.outcome === "grader-failed" ? null : result;
}

/** Keeps the blobs that are not there yet, and the source. */
export async function keepSource(gradebook: Gradebook, read: ReadSource): Promise<void> {
  if (gradebook.source(read.source.digest) !== null) return;
  for await (const { bytes } of read.blobs()) gradebook.putBlob(bytes);
  gradebook.putSource(read.source);
}

/** A loaded rubric as it is kept, with the messages of its checks. */
export function rubricRecord(
  rubric: LoadedRubric,
  checks: GradeIntoOptions["checks"],
): Omit<RubricRecord, "addedAt"> {
  return {
    digest: rubricDigest(rubric.rubric),
    rubric: rubric.rubric,
    messages: Object.fromEntries(
      [...checks].map(([name, check]) => [name, check.messages]),
    ),
  };
}

/**
 * Makes a result the grade of a submission, unless it is a failure and there is a grade of
 * the same source.
 *
 * @returns whether it is its grade now
 */
export function adoptBest(
  gradebook: Gradebook,
  submission: number,
  result: number,
  run: number | null,
): boolean {
  const last = gradebook.adoptions(submission).at(-1);
  const now = gradebook.result(result);
  const before = last === undefined ? null : gradebook.result(last.result);
  const worse = now?.outcome === "grader-failed" && before !== null &&
    before.outcome !== "grader-failed" && before.source === now.source;
  if (worse) return false;
  gradebook.adopt(submission, result, run);
  return true;
}

async function recordAs(
  gradebook: Gradebook,
  from: string | Source,
  id: string,
  options: GradeIntoOptions,
  result: () => number,
  source: Source,
  made: Pick<Recorded, "report" | "skipped">,
): Promise<Recorded> {
  const { report, skipped } = made;
  try {
    const origin = typeof from === "string" ? await Deno.realPath(from) : undefined;
    return gradebook.transaction(() => {
      gradebook.putRubric(rubricRecord(options.rubric, options.checks));
      const assignment = options.rubric.rubric.id;
      const own = options.id ?? freeId(gradebook, assignment, id, source, origin);
      const key = gradebook.putSubmission({
        assignment,
        id: own,
        source: source.digest,
        submitters: options.submitters ?? [],
        externalId: options.externalId ?? null,
        ...(origin === undefined ? {} : { origin }),
      });
      adoptBest(gradebook, key, result(), options.run ?? null);
      return { key, report: named(report, own), skipped, fault: null };
    });
  } catch (error) {
    return { key: null, report: named(report, id), skipped, fault: faultOf(error) };
  }
}

/** The id of a submission from a path: its own, or the first that nobody else has. */
function freeId(
  gradebook: Gradebook,
  assignment: string,
  wanted: string,
  source: Source,
  origin: string | undefined,
): string {
  const known = origin === undefined
    ? null
    : gradebook.submissionByOrigin(assignment, origin);
  if (known !== null) return known.id;
  for (let n = 1;; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    const other = gradebook.submissionById(assignment, id);
    if (other === null || other.source === source.digest) return id;
  }
}

/** A report as that of the submission with this id. */
export function named(report: Report, id: string): Report {
  return { ...report, submission: { ...report.submission, id } };
}

/** A fault that keeps nothing from being graded; another error is thrown. */
function faultOf(error: unknown): GradebookError | SourceError {
  if (error instanceof GradebookError || error instanceof SourceError) return error;
  throw error;
}
