/**
 * `verify <report.json> <submission>`: grades again and compares.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path";
import { rubricDigest } from "../grader/build_report.ts";
import { canonicalize } from "../grader/canonical.ts";
import { compareReports } from "../grader/compare_reports.ts";
import { grade } from "../grader/grade.ts";
import type { Report } from "../grader/report.ts";
import { reportSchema } from "../grader/report_schema.ts";
import {
  defaultRubric,
  givenPath,
  mustBeSubmission,
  noSuchFlag,
  rubricOf,
  UsageError,
} from "./usage.ts";

const help = `Usage: deno task verify <report.json> <submission> [--rubric FILE]

Grades the submission again with the report's seed and says whether both still agree.

Exit codes: 0 they agree, 1 something changed, 2 wrong use.`;

/** Runs `verify`; resolves to the exit code. */
export async function verifyCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["_", "rubric"],
    boolean: ["help"],
    default: { rubric: fromFileUrl(defaultRubric) },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const [file, submission, ...more] = flags._.map((path: unknown) =>
    givenPath(String(path))
  );
  if (file === undefined || submission === undefined || more.length > 0) {
    throw new UsageError(
      `Cannot verify as there must be a report and a submission: ` +
        `${flags._.length} paths are given\n\n${help}`,
    );
  }
  const before = await readReport(file);
  const rubric = await rubricOf(givenPath(flags.rubric));
  await mustBeSubmission(submission);
  const after = await grade(submission, {
    rubric,
    id: before.submission.id,
    seed: before.provenance.seed,
    limits: before.provenance.limits,
  });
  if (canonicalize(before) === canonicalize(after)) {
    console.log(
      `Verified: "${file}" is what grading "${submission}" gives, to the byte ` +
        `(rubric ${rubricDigest(rubric.rubric).slice(0, 12)})`,
    );
    return 0;
  }
  console.log(`Changed: "${file}" is not what grading "${submission}" gives now`);
  for (const difference of compareReports(before, after)) console.log(`  ${difference}`);
  return 1;
}

async function readReport(file: string): Promise<Report> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    throw new UsageError(
      `Cannot verify "${file}" as it must be a report that can be read: ` +
        `${error instanceof Error ? error.message : error}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`Cannot verify "${file}" as it must be JSON: ${error}`);
  }
  const result = reportSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UsageError(
      `Cannot verify "${file}" as it must follow latentmark/report@1: ` +
        `${issue?.path.join(".") || "top"}: ${issue?.message}`,
    );
  }
  return result.data;
}
