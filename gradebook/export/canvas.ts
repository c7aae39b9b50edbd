/**
 * Scores into a gradebook that was exported from Canvas: the same file with one column
 * changed.
 *
 * @module
 */
import type { LocalizedText } from "../../rubric/rubric.ts";
import { numberText } from "./csv_text.ts";
import { EchoedTable, EchoError, hasDecimalComma, numberOf } from "./echoed_table.ts";
import type { ExportClass, ExportSubmission, LeftOut, Written } from "./export_class.ts";
import { matchStudents, type RosterRow } from "./match_students.ts";
import { finalPoints, possibleOf, Tally } from "./standing.ts";

/** A platform's file to be echoed. */
export interface Echo {
  readonly bytes: Uint8Array;
  /** For messages. */
  readonly name: string;
  /** Header of the column to change; default: found by the assignment's title. */
  readonly column?: string;
}

/** Columns that are no assignments. */
const identity =
  /^(?:student|id|sis user id|sis login id|section|integration id|root account|notes)$/i;
/** Canvas drops what has these words in its header. */
const dropped =
  /(?:current|final|override|unposted)\s+(?:score|grade|points|status)|(?:score|grade) (?:current|final)/i;

/**
 * Writes totals into one column. Rows, their order and every other cell stay as they are;
 * students without a final total, `EX` and rows that nobody could be matched with keep what
 * they have. Matched are `SIS User ID`, `SIS Login ID`, e-mail, `ID` and name.
 *
 * @throws {EchoError} a file that is no gradebook, or a column that is not certain
 */
export function writeCanvas(data: ExportClass, echo: Echo): Written {
  const table = new EchoedTable(echo.bytes, echo.name);
  const header = table.header.map((cell) => cell.trim());
  const at = (name: string) =>
    header.findIndex((cell) => cell.toLowerCase() === name.toLowerCase());
  const student = at("Student");
  const id = at("ID");
  if (student < 0 || id < 0) {
    throw new EchoError(
      `Cannot echo "${echo.name}" as a Canvas gradebook must have the columns Student and ` +
        `ID: ${header.slice(0, 8).map((cell) => `"${cell}"`).join(", ")}`,
    );
  }
  const sis = at("SIS User ID");
  const login = at("SIS Login ID");
  if (sis >= 0 && login < 0) {
    throw new EchoError(
      `Cannot echo "${echo.name}" as SIS Login ID must stand beside SIS User ID: there is ` +
        "none, and Canvas would refuse the file",
    );
  }
  const column = columnOf(header, data, echo);
  const points = table.rows.findIndex((row, i) =>
    i > 0 && (row[0] ?? "").trim() === "Points Possible"
  );
  const firstStudent = (points < 0 ? 0 : points) + 1;
  const cellsOf = (i: number) => table.rows[i]!.map((cell) => cell.trim());
  const rows: RosterRow[] = table.rows.flatMap((_, i) => {
    const cells = cellsOf(i);
    const label = cells[student] ?? "";
    const isPerson = label !== "" || (cells[id] ?? "") !== "";
    if (i < firstStudent || !isPerson || /^student, test$/i.test(label)) return [];
    const own = [cells[sis] ?? "", cells[login] ?? ""].filter((cell) => cell !== "");
    const emails = own.filter((cell) => cell.includes("@"));
    const ids = own.filter((cell) => !cell.includes("@"));
    const externals = cells[id] ? [`canvas ${cells[id]}`] : [];
    const weakIds = cells[id] ? [cells[id]] : [];
    return [{ index: i, label, ids, weakIds, emails, name: label, externals }];
  });
  const tally = new Tally(data);
  const { matched, unmatched } = matchStudents(rows, counted(data.submissions, tally));
  const leftOut: LeftOut[] = unmatched.map(({ entry, student, why }) => ({
    who: student.name ?? student.sid ?? student.email ?? entry.record.id,
    why,
  }));
  const comma = table.delimiter === ";" &&
    hasDecimalComma(table.rows.slice(1).flatMap((row) => row.slice(column)));
  let written = 0;
  for (const [i, { current }] of matched) {
    const who = table.rows[i]![student] ?? "";
    const before = (table.rows[i]![column] ?? "").trim();
    const total = finalPoints(current);
    if (total === null) {
      leftOut.push({ who, why: notFinal });
    } else if (/^ex$/i.test(before)) {
      leftOut.push({ who, why: excused });
    } else {
      written += 1;
      const known = numberOf(before);
      // Canvas compares at two decimals: an equal score keeps its bytes.
      if (known !== null && Math.abs(known - total) < 0.005) continue;
      const text = numberText(total);
      table.set(i, column, comma ? text.replace(".", ",") : text);
    }
  }
  const warnings = tally.warnings({
    en: "the student's cell is left as it is",
    "zh-TW": "該生的儲存格保持原樣",
  });
  if (points >= 0) {
    const worth = numberOf(table.rows[points]![column] ?? "");
    const possible = possibleOf(data.rubric);
    if (worth !== null && worth !== possible) {
      warnings.unshift(otherWorth("Canvas", worth, possible));
    }
  }
  const untouched = rows.length - matched.size;
  if (untouched > 0) warnings.push(noSubmission(untouched));
  return { bytes: table.bytes(), written, warnings, leftOut };
}

/** Counts submissions while they pass by. */
export function* counted(
  submissions: Iterable<ExportSubmission>,
  tally: Tally,
): Generator<ExportSubmission> {
  for (const submission of submissions) {
    tally.add(submission);
    yield submission;
  }
}

/** Why a matched student's cell stays as it is. */
export const notFinal: LocalizedText = {
  en: "the grade is not final; the cell is left as it is",
  "zh-TW": "成績尚未確定，儲存格保持原樣",
};

const excused: LocalizedText = {
  en: "excused (EX); the cell is left as it is",
  "zh-TW": "免評（EX），儲存格保持原樣",
};

/** The platform's item is worth something else than the rubric. */
export function otherWorth(
  platform: string,
  worth: number,
  possible: number,
): LocalizedText {
  return {
    en: `${platform} has the assignment at ${worth} points, the rubric at ${possible}: ` +
      "points are written as they are",
    "zh-TW":
      `${platform} 上此作業滿分為 ${worth}，評分標準為 ${possible}：分數照原樣寫出`,
  };
}

/** Rows that no submission belongs to. */
export function noSubmission(count: number): LocalizedText {
  return {
    en: `${count} ${count === 1 ? "row" : "rows"} without a submission here, left as ` +
      `${count === 1 ? "it is" : "they are"}`,
    "zh-TW": `${count} 列沒有對應的作業，保持原樣`,
  };
}

function columnOf(header: readonly string[], data: ExportClass, echo: Echo): number {
  const open = header.flatMap((name, i) =>
    name === "" || identity.test(name) || dropped.test(name) ||
      /\(read only\)/i.test(name)
      ? []
      : [{ name, i }]
  );
  const listed = open.map(({ name }) => `"${name}"`).join(", ") || "none";
  if (echo.column !== undefined) {
    const wanted = echo.column.trim();
    const found = open.filter(({ name }) => name === wanted || titleOf(name) === wanted);
    if (found.length === 1) return found[0]!.i;
    throw new EchoError(
      `Cannot write to column "${wanted}" of "${echo.name}" as it must be one assignment ` +
        `of the file: it has ${listed}`,
    );
  }
  const titles = [data.rubric.title.en, data.rubric.title["zh-TW"], data.rubric.id]
    .map((title) => title.trim().toLowerCase());
  const same = open.filter(({ name }) => titles.includes(titleOf(name).toLowerCase()));
  const found = same.length > 0 ? same : open;
  if (found.length === 1) return found[0]!.i;
  throw new EchoError(
    `Cannot choose a column of "${echo.name}" as one must be the assignment's ` +
      `(--column names it): ${listed}`,
  );
}

/** Without the number that Canvas puts behind: `Homework 8 (12345)`. */
function titleOf(header: string): string {
  return header.replace(/\s*\(\d+\)$/, "");
}
