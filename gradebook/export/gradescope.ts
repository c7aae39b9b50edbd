/**
 * Scores in the layout of Gradescope's scores CSV.
 *
 * @module
 */
import { type Cell, csvText, numberText, utf8 } from "./csv_text.ts";
import { type ExportClass, studentsOf, type Written } from "./export_class.ts";
import { possibleOf, questionPoints, Tally } from "./standing.ts";

const head = [
  "Name",
  "SID",
  "Email",
  "Total Score",
  "Max Points",
  "Status",
  "Submission ID",
  "Submission Time",
  "Lateness (H:M:S)",
  "View Count",
  "Submission Count",
] as const;

/**
 * One row a student, members of a group repeat the submission's id; a column a question.
 * What is not final is `Ungraded` with a blank total. When it was handed in, how late and
 * how often are not known here and stay blank.
 */
export function writeGradescope(data: ExportClass): Written {
  const rows: Cell[][] = [[
    ...head,
    ...data.rubric.questions.map(({ title, points }, i) =>
      `${i + 1}: ${title.en} (${pointsText(points)} pts)`
    ),
  ]];
  const possible = possibleOf(data.rubric);
  const tally = new Tally(data);
  for (const submission of data.submissions) {
    const { record, current } = submission;
    const final = tally.add(submission) === "final";
    for (const { name, sid, email } of studentsOf(record)) {
      rows.push([
        name,
        sid,
        email,
        final ? current.score?.earned ?? null : null,
        current.score?.possible ?? possible,
        final ? "Graded" : "Ungraded",
        record.externalId ?? record.id,
        null,
        null,
        null,
        null,
        ...questionPoints(data.rubric, current.items).map(({ earned }) => earned),
      ]);
    }
  }
  return {
    bytes: utf8(csvText(rows, { lineEnd: "\n" })),
    written: rows.length - 1,
    warnings: tally.warnings({
      en: `written as "Ungraded" with a blank total`,
      "zh-TW": "標為 Ungraded，總分留空",
    }),
    leftOut: [],
  };
}

/** `2.0`, as Gradescope writes what a question is worth. */
function pointsText(points: number): string {
  return Number.isInteger(points) ? points.toFixed(1) : numberText(points);
}
