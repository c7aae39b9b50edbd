/**
 * The job that a parent hands to a child process, and the child's answer; plain JSON.
 *
 * @module
 */
import { z } from "zod";
import { rubricSchema } from "../rubric/rubric_schema.ts";
import { score } from "../rubric/score.ts";
import { canonicalize } from "./canonical.ts";
import type { Report } from "./report.ts";
import { reportSchema } from "./report_schema.ts";

/** One submission to grade. */
export const jobSchema = z.strictObject({
  /** Absolute path of the submission. */
  path: z.string(),
  /** Name of the file or folder, where the path is a link to it. */
  name: z.string().exactOptional(),
  id: z.string(),
  rubric: rubricSchema,
  /** Check name -> file URL. */
  checks: z.record(z.string(), z.string()),
  seed: z.number().int(),
  limits: z.record(z.string(), z.number()),
  /** SHA-256 of files that were handed in and not kept, by path inside the submission. */
  unkept: z.record(z.string(), z.string()).exactOptional(),
});

/** One submission to grade. */
export type Job = z.infer<typeof jobSchema>;

/**
 * Reads a child's answer, which is only as trustworthy as the submission: it must be a
 * report of the very job, and its points what the rubric allows.
 *
 * @throws {SyntaxError | TypeError | RangeError} an answer that is no such report
 */
export function parseAnswer(text: string, job: Job): Report {
  const result = reportSchema.safeParse(JSON.parse(text));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new TypeError(
      `Cannot accept a report as it must follow the schema: ${issue?.path.join(".")}: ` +
        `${issue?.message}`,
    );
  }
  const report = result.data;
  if (report.submission.id !== job.id || report.rubric.id !== job.rubric.id) {
    throw new RangeError(
      `Cannot accept a report as it must be of its submission: it is of ` +
        `"${report.submission.id}"`,
    );
  }
  if (report.outcome === "graded") mustFollow(report, job);
  return report;
}

/** Points are the rubric's: what the child says must follow from its verdicts. */
function mustFollow(report: Report, job: Job): void {
  const verdicts = new Map(report.items.map((item) => [item.id, item.verdict]));
  const { items, earned, possible, pending } = score(job.rubric, verdicts);
  const own = items.map(({ item, points, possible }) => [item, points, possible]);
  const said = report.items.map(({ id, points, possible }) => [id, points, possible]);
  const wanted = canonicalize([own, { earned, possible, pending }]);
  if (canonicalize([said, report.score]) !== wanted) {
    throw new RangeError(
      `Cannot accept a report as its points must be the rubric's: it has ` +
        `${report.score?.earned} of ${report.score?.possible}`,
    );
  }
}
