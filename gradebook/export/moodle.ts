/**
 * Scores and feedback into Moodle's offline grading worksheet: the same file with the cells
 * of grade and feedback changed.
 *
 * @module
 */
import type { Language } from "../../rubric/reason_text.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import { type Echo, noSubmission, notFinal, otherWorth } from "./canvas.ts";
import { harmless, numberText } from "./csv_text.ts";
import { EchoedTable, EchoError, hasDecimalComma, numberOf } from "./echoed_table.ts";
import {
  type ExportClass,
  type ExportSubmission,
  type LeftOut,
  reasonsOf,
  type Written,
} from "./export_class.ts";
import { counted } from "./canvas.ts";
import { matchStudents, type RosterRow } from "./match_students.ts";
import { type MoodleColumn, moodleHeadings, moodleNo } from "./moodle_headings.ts";
import { finalPoints, possibleOf, Tally } from "./standing.ts";
import { exportWords } from "./words.ts";

/** Moodle's worksheet, and the columns that its headings do not tell. */
export interface MoodleEcho extends Echo {
  /** Header of the column for feedback; default: found. */
  readonly feedback?: string;
}

/**
 * Writes grade and, where the worksheet has a column for it, feedback. Headings may be in
 * any language that is known; else `column` names the grade's, or it stands right before a
 * column that holds the same maximum in every row. A decimal comma is kept where the file
 * uses it. Rows without a final grade, locked ones and those that nobody could be matched
 * with stay byte by byte.
 *
 * @throws {EchoError} a file that is no worksheet, or a column that is not certain
 */
export function writeMoodle(
  data: ExportClass,
  echo: MoodleEcho,
  language: Language,
): Written {
  const table = new EchoedTable(echo.bytes, echo.name);
  const columns = columnsOf(table, echo);
  const cell = (row: number, column: number | undefined) =>
    column === undefined ? "" : (table.rows[row]?.[column] ?? "").trim();
  const rows: RosterRow[] = table.rows.flatMap((row, index) => {
    if (index === 0 || row.every((text) => text.trim() === "")) return [];
    const identifier = cell(index, columns.identifier);
    const number = /\d+\s*$/.exec(identifier)?.[0].trim();
    const name = cell(index, columns.name);
    const some = (text: string) => text === "" ? [] : [text];
    return [{
      index,
      label: name || identifier,
      ids: some(cell(index, columns.idNumber)),
      weakIds: [],
      emails: some(cell(index, columns.email)),
      name,
      externals: [...some(identifier), ...(number ? [`moodle ${number}`] : [])],
    }];
  });
  const tally = new Tally(data);
  const { matched, unmatched } = matchStudents(rows, counted(data.submissions, tally));
  const leftOut: LeftOut[] = unmatched.map(({ entry, student, why }) => ({
    who: student.name ?? student.sid ?? student.email ?? entry.record.id,
    why,
  }));
  const comma = hasDecimalComma(
    table.rows.slice(1).flatMap((
      row,
    ) => [row[columns.grade] ?? "", row[columns.maximum ?? -1] ?? ""]),
  );
  const possible = possibleOf(data.rubric);
  let written = 0;
  const worths = new Set<number>();
  for (const [row, submission] of matched) {
    const who = rows.find(({ index }) => index === row)?.label ?? "";
    const total = finalPoints(submission.current);
    if (total === null) {
      leftOut.push({ who, why: notFinal });
      continue;
    }
    if (moodleNo.test(cell(row, columns.locked))) {
      leftOut.push({
        who,
        why: { en: "the grade can not be changed there", "zh-TW": "該成績已鎖定" },
      });
      continue;
    }
    const worth = numberOf(cell(row, columns.maximum));
    if (worth !== null && worth !== possible) worths.add(worth);
    written += 1;
    const known = numberOf(cell(row, columns.grade));
    if (known === null || Math.abs(known - total) >= 0.005) {
      const text = numberText(total);
      table.set(row, columns.grade, comma ? text.replace(".", ",") : text);
    }
    if (columns.feedback !== undefined) {
      table.set(row, columns.feedback, harmless(feedbackOf(data, submission, language)));
    }
  }
  const warnings = tally.warnings({
    en: "the row is left as it is",
    "zh-TW": "該列保持原樣",
  });
  for (const worth of worths) warnings.unshift(otherWorth("Moodle", worth, possible));
  const untouched = rows.length - matched.size;
  if (untouched > 0) warnings.push(noSubmission(untouched));
  if (columns.feedback === undefined) {
    warnings.push({
      en: "the worksheet has no feedback column that is known: grades alone are written",
      "zh-TW": "工作表沒有可辨識的回饋欄：只寫入成績",
    });
  }
  return { bytes: table.bytes(), written, warnings, leftOut };
}

/** Moodle takes feedback for HTML. */
function feedbackOf(
  data: ExportClass,
  { current }: ExportSubmission,
  language: Language,
): string {
  const words = exportWords[language];
  const texts = new Map(itemsOf(data.rubric).map(({ item }) => [item.id, item.text]));
  const lines = current.items.map((item) => {
    const text = texts.get(item.id)?.[language] ?? item.id;
    const points = `${numberText(item.points ?? 0)} / ${numberText(item.possible)}`;
    const why = item.decision?.comment.trim() ||
      (item.verdict === "met" || item.decision ? "" : reasonsOf(data, item, language)[0]);
    return `${text}: ${words.verdicts[item.verdict]}, ${points}${why ? ` (${why})` : ""}`;
  });
  const adjustment = current.score?.adjustment ?? 0;
  if (adjustment !== 0) lines.push(`${words.adjustment}: ${numberText(adjustment)}`);
  return lines.map(escaped).join("<br>");
}

function escaped(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

type Columns =
  & { readonly grade: number }
  & { readonly [Column in Exclude<MoodleColumn, "grade">]: number | undefined };

function columnsOf(table: EchoedTable, echo: MoodleEcho): Columns {
  const header = table.header.map((name) => name.trim());
  const lower = header.map((name) => name.toLowerCase());
  const known = (column: MoodleColumn): number | undefined => {
    const found = lower.flatMap((name, i) =>
      moodleHeadings[column].includes(name) ? [i] : []
    );
    return found.length === 1 ? found[0] : undefined;
  };
  const named = (name: string | undefined): number | undefined => {
    if (name === undefined) return undefined;
    const at = header.indexOf(name.trim());
    if (at >= 0 && header.lastIndexOf(name.trim()) === at) return at;
    throw new EchoError(
      `Cannot write to column "${name}" of "${echo.name}" as it must be one of the ` +
        `file: ${listOf(header)}`,
    );
  };
  const identifier = known("identifier") ?? identifierColumn(table);
  const maximum = known("maximum") ?? maximumColumn(table);
  const byPlace = maximum !== undefined && maximum > 1 ? maximum - 1 : undefined;
  const grade = named(echo.column) ?? known("grade") ?? byPlace;
  if (identifier === undefined || grade === undefined) {
    throw new EchoError(
      `Cannot echo "${echo.name}" as Moodle's worksheet must have columns for ` +
        `identifier and grade (--column names the grade's): ${listOf(header)}`,
    );
  }
  return {
    identifier,
    grade,
    maximum,
    name: known("name"),
    idNumber: known("idNumber"),
    email: known("email") ?? emailColumn(table),
    locked: known("locked"),
    feedback: named(echo.feedback) ?? known("feedback"),
  };
}

function listOf(header: readonly string[]): string {
  return header.slice(0, 20).map((name) => `"${name}"`).join(", ");
}

/** The column whose cells are a word and a number that occurs once: `Participant 12`. */
function identifierColumn(table: EchoedTable): number | undefined {
  return onlyColumn(table, (cells) =>
    new Set(cells).size === cells.length &&
    cells.every((cell) => /^\p{L}[\p{L} ]*\s*\d+$/u.test(cell)));
}

/** The column with one number above 0 in every row. */
function maximumColumn(table: EchoedTable): number | undefined {
  return onlyColumn(
    table,
    (cells) => new Set(cells).size === 1 && (numberOf(cells[0] ?? "") ?? 0) > 0,
  );
}

function emailColumn(table: EchoedTable): number | undefined {
  return onlyColumn(table, (cells) => cells.every((cell) => /^\S+@\S+$/.test(cell)));
}

function onlyColumn(
  table: EchoedTable,
  fits: (cells: readonly string[]) => boolean,
): number | undefined {
  const body = table.rows.slice(1).filter((row) => row.some((cell) => cell !== ""));
  if (body.length === 0) return undefined;
  const found = table.header.flatMap((_, i) =>
    fits(body.map((row) => (row[i] ?? "").trim())) ? [i] : []
  );
  return found.length === 1 ? found[0] : undefined;
}
