/**
 * Scores in the layout of nbgrader's CSV exporter.
 *
 * @module
 */
import { type Cell, csvText, utf8 } from "./csv_text.ts";
import { type ExportClass, studentsOf, type Written } from "./export_class.ts";
import { splitName } from "./names.ts";
import { possibleOf, Tally } from "./standing.ts";

const head = [
  "assignment",
  "duedate",
  "timestamp",
  "student_id",
  "last_name",
  "first_name",
  "email",
  "raw_score",
  "late_submission_penalty",
  "score",
  "max_score",
] as const;

/**
 * One row a student; scores are blank where the grade is not final. `student_id` is the
 * student's id, else the e-mail address, else the submission's id. The harness knows no
 * deadlines: no penalty is taken. `score` holds a person's adjustment, `raw_score` does not.
 */
export function writeNbgrader(data: ExportClass): Written {
  const rows: Cell[][] = [[...head]];
  const possible = possibleOf(data.rubric);
  const tally = new Tally(data);
  for (const submission of data.submissions) {
    const { record, current } = submission;
    const score = tally.add(submission) === "final" ? current.score : null;
    for (const { name, sid, email } of studentsOf(record)) {
      const { first, last } = splitName(name ?? "");
      rows.push([
        record.assignment,
        null,
        null,
        sid ?? email ?? record.id,
        last,
        first,
        email,
        score ? score.earned - score.adjustment : null,
        0,
        score?.earned ?? null,
        score?.possible ?? possible,
      ]);
    }
  }
  return {
    bytes: utf8(csvText(rows, { lineEnd: "\n" })),
    written: rows.length - 1,
    warnings: tally.warnings({ en: "scores are left blank", "zh-TW": "分數留空" }),
    leftOut: [],
  };
}
