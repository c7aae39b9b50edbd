/**
 * Grading the kept files again, and what differs.
 *
 * @module
 */
import { canonicalize } from "../../grader/canonical.ts";
import { compareReports } from "../../grader/compare_reports.ts";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { gradeStored } from "../../gradebook/record.ts";
import { checkUrl } from "../../rubric/import_check.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import type { Standing } from "./standing.ts";

/** What came of grading again. */
export interface Verified {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** In words; empty: the same to the byte. */
  readonly differences: readonly string[];
  /** Why it could not be done. */
  readonly failed: string | null;
}

/** A person waits for it. */
const mostMs = 120_000;

/** Grades a submission again as its report says it was graded; never rejects. */
export async function verifySubmission(
  gradebook: Gradebook,
  standing: Standing,
  now: () => Date = () => new Date(),
): Promise<Verified> {
  try {
    const differences = await differencesOf(gradebook, standing);
    return { at: now().toISOString(), differences, failed: null };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { at: now().toISOString(), differences: [], failed };
  }
}

async function differencesOf(
  gradebook: Gradebook,
  standing: Standing,
): Promise<readonly string[]> {
  const { report, record, rubric } = standing;
  if (report === null) throw new Error("it was not graded yet");
  const names = itemsOf(rubric.rubric).map(({ item }) => item.check);
  const own = names.find((name) => /^\.{1,2}\//.test(name));
  if (own) {
    throw new Error(`its rubric has a check of its own, "${own}": use deno task verify`);
  }
  const graded = standing.result === null ? null : gradebook.result(standing.result);
  const source = gradebook.source(graded?.source ?? record.source);
  if (source === null) throw new Error("the gradebook does not have its files");
  const again = await gradeStored(gradebook, source, {
    rubric: {
      rubric: rubric.rubric,
      checks: new Map(names.map((name) => [name, checkUrl(name, "rubric.yaml")])),
    },
    id: report.submission.id,
    seed: report.provenance.seed,
    limits: report.provenance.limits,
    sandbox: { durationMs: mostMs },
  });
  return canonicalize(report) === canonicalize(again)
    ? []
    : compareReports(report, again);
}
