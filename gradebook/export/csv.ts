/**
 * Scores as CSV: one row a student, verdict and points of every item.
 *
 * @module
 */
import { itemsOf } from "../../rubric/rubric.ts";
import { type Cell, csvText, utf8 } from "./csv_text.ts";
import { type ExportClass, studentsOf, type Written } from "./export_class.ts";
import { possibleOf, questionPoints, Tally } from "./standing.ts";

/** Columns before those of questions and items. */
export const csvHead = [
  "Assignment",
  "Submission",
  "External ID",
  "Name",
  "SID",
  "Email",
  "State",
  "Earned",
  "Possible",
  "Pending",
  "Adjustment",
  "To review",
] as const;

/**
 * Writes per-item points. `Earned` is blank where the grade is not final; points of an item
 * are blank where it is undecided. `<item> by` is empty, `accept` or `override`.
 */
export function writeCsv(data: ExportClass): Written {
  const items = itemsOf(data.rubric).map(({ item }) => item.id);
  const questions = data.rubric.questions.map(({ id }) => id);
  const rows: Cell[][] = [[
    ...csvHead,
    ...questions.map((id) => `${id} points`),
    ...items.flatMap((id) => [`${id} verdict`, `${id} points`, `${id} by`]),
  ]];
  const possible = possibleOf(data.rubric);
  const tally = new Tally(data);
  for (const submission of data.submissions) {
    const { record, current } = submission;
    const state = tally.add(submission);
    const byId = new Map(current.items.map((item) => [item.id, item]));
    for (const student of studentsOf(record)) {
      rows.push([
        record.assignment,
        record.id,
        record.externalId,
        student.name,
        student.sid,
        student.email,
        state,
        state === "final" ? current.score?.earned ?? null : null,
        // Who was graded by an earlier rubric can earn what that one is worth.
        current.score?.possible ?? possible,
        current.score?.pending ?? null,
        current.score?.adjustment ?? null,
        current.open,
        ...questionPoints(data.rubric, current.items).map(({ earned }) => earned),
        ...items.flatMap((id) => {
          const item = byId.get(id);
          const by = item?.decision?.action ?? "";
          return [item?.verdict ?? "undetermined", item?.points ?? null, by];
        }),
      ]);
    }
  }
  return {
    bytes: utf8(csvText(rows, { bom: true })),
    written: rows.length - 1,
    warnings: tally.warnings({
      en: "the total is left blank",
      "zh-TW": "總分留空",
    }),
    leftOut: [],
  };
}
