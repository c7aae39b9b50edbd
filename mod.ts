/**
 * latentmark: a reproducible grading harness for machine-learning homework reports.
 *
 * A submission (PDF, notebook, Markdown, HTML, DOCX, text, pictures, code, a folder or a
 * zip of these) is read in a child process; every rubric item gets a verdict, points and
 * the located evidence for them; the report has the same bytes on every machine.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { grade, loadRubric } from "./mod.ts";
 *
 * const rubric = await loadRubric("rubric/ntu_ml_hw8.yaml");
 * const report = await grade("samples/graded_copy.txt", { rubric });
 * assertEquals(report.outcome, "graded");
 * assertEquals(report.personScores?.earned, 3.5);
 * ```
 *
 * @module
 */
export { canonicalize } from "./grader/canonical.ts";
export { compareReports } from "./grader/compare_reports.ts";
export { grade, type GradeOptions, submissionId } from "./grader/grade.ts";
export type * from "./grader/report.ts";
export type {
  Check,
  Finding,
  Judgement,
  MessageText,
  ParameterSchema,
  Reason,
  Verdict,
} from "./rubric/check.ts";
export type * from "./rubric/evidence.ts";
export type * from "./rubric/facts.ts";
export type * from "./rubric/lexicon.ts";
export { type LoadedRubric, loadRubric } from "./rubric/load_rubric.ts";
export type * from "./rubric/rubric.ts";
export { type ItemScore, type Score, score } from "./rubric/score.ts";
export type { Limits } from "./grader/collect/limits.ts";
export type { SandboxLimits } from "./grader/sandbox.ts";
