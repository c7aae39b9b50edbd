/** The derived rows: what every submission stands at now, made by `currentGrade`. */

import { foldText } from "../fold_text.ts";
import { type CurrentGrade, currentGrade } from "../current_grade.ts";
import type { Report } from "../../grader/report.ts";
import type { RubricRecord, SubmissionRecord } from "../records.ts";
import { type Database, number } from "./_database.ts";
import { decisions, type Subject } from "./_decisions.ts";
import { latestRubric, rubricByDigest, submission } from "./_inputs.ts";
import { currentResult, resultByNumber } from "./_results.ts";

/** All that a submission's grade is derived from, as of a moment; `null`: now. */
export function subjectOf(
  db: Database,
  record: SubmissionRecord,
  asOf: string | null,
): Subject {
  const number = currentResult(db, record.key, asOf);
  const result = number === null ? null : resultByNumber(db, number);
  const rubric: RubricRecord | null = result === null
    ? latestRubric(db, record.assignment, asOf)
    : rubricByDigest(db, result.rubric);
  const report: Report | null = result && {
    ...result.report,
    submission: { ...result.report.submission, id: record.id },
  };
  return {
    rubric: rubric?.rubric ?? noRubric(record.assignment),
    report,
    result: number,
    decisions: decisions(db, record.key, asOf),
  };
}

/** Stands for what is not known yet: nothing is asked. */
function noRubric(id: string): RubricRecord["rubric"] {
  const title = { en: id, "zh-TW": id };
  return { schema: "latentmark/rubric@1", id, version: "", title, questions: [] };
}

/** Makes the rows of one submission again. */
export function refresh(db: Database, key: number): void {
  const record = submission(db, key);
  if (record === null) return;
  const { rubric, report, decisions } = subjectOf(db, record, null);
  writeRows(db, record, currentGrade(rubric, report, decisions));
}

/** Makes the rows of all submissions that are not graded: their rubric is another. */
export function refreshUngraded(db: Database, assignment: string): void {
  const rows = db.all(
    "SELECT submission FROM standing WHERE assignment = ? AND outcome IS NULL",
    assignment,
  );
  for (const row of rows) refresh(db, number(row, "submission"));
}

/** Makes all rows again from what they are derived from. */
export function rebuild(db: Database): void {
  db.run("DELETE FROM standingItems");
  db.run("DELETE FROM tallies");
  db.run("DELETE FROM standing");
  const keys = db.all("SELECT key FROM submissions ORDER BY key");
  for (const row of keys) refresh(db, number(row, "key"));
}

function writeRows(db: Database, record: SubmissionRecord, current: CurrentGrade): void {
  const { key, assignment, id, submitters, addedAt } = record;
  const { outcome, score, open, items } = current;
  const names = submitters.map(({ name }) => name ?? "").filter((name) => name !== "");
  const words = submitters.flatMap(({ name, sid, email }) => [name, sid, email]);
  const overridden = score?.adjustment
    ? true
    : items.some(({ decision }) => decision?.action === "override");
  db.run("DELETE FROM standingItems WHERE submission = ?", key);
  db.run(
    "INSERT OR REPLACE INTO standing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    key,
    assignment,
    sortable(id),
    // Those without a name come last.
    names.length > 0 ? sortable(names[0]!) : "\u{10FFFF}",
    addedAt,
    foldText(
      [id, record.externalId, ...words].filter((word) => word !== null).join("\n"),
    ),
    outcome,
    score?.earned ?? null,
    score?.possible ?? null,
    score?.pending ?? null,
    open,
    Number(open > 0),
    Number(overridden),
  );
  for (const [position, item] of items.entries()) {
    const { decision, finding } = item;
    const agreed = decision === null || finding === null ||
        finding.verdict === "undetermined"
      ? null
      : Number(!item.disputed);
    db.run(
      "INSERT INTO standingItems VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      key,
      position,
      assignment,
      item.id,
      item.verdict,
      item.points,
      Number(item.needsReview),
      decision?.action ?? null,
      agreed,
      Number(outcome !== null || decision !== null),
    );
  }
}

/** Folded, with numbers as long as one another, so that 2 comes before 10. */
function sortable(name: string): string {
  return foldText(name).replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}
