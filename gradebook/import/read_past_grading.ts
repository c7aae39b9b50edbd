/**
 * Reading how people graded: Gradescope's evaluations zip, its scores CSV, or a CSV that
 * this harness exported. Columns are found by name; what is missing is named.
 *
 * @module
 */
import { unzipTables } from "./unzip_tables.ts";
import { ImportError } from "./import_error.ts";
import type { PastGrade, PastGrading, PastItem, PastQuestion } from "./past_grading.ts";
import {
  cellNumber,
  readTable,
  shown,
  studentColumns,
  type Table,
} from "./read_table.ts";

/**
 * Reads a file, told by its content.
 *
 * @param file its name, for messages
 * @throws {ImportError} a file of another kind, or one that lacks a column
 */
export async function readPastGrading(
  bytes: Uint8Array,
  file: string,
): Promise<PastGrading> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4B) {
    return { kind: "evaluations", questions: await readZip(bytes, file), items: [] };
  }
  const table = readTable(bytes, file);
  if (isEvaluation(table)) {
    const one = readEvaluation(table, file, file);
    return { kind: "evaluations", questions: [one], items: [] };
  }
  const items = readOwn(table);
  if (items.length > 0) return { kind: "csv", questions: [], items };
  return { kind: "scores", questions: readScores(table, file), items: [] };
}

async function readZip(bytes: Uint8Array, file: string): Promise<PastQuestion[]> {
  const sheets = await unzipTables(bytes, file);
  const questions: PastQuestion[] = [];
  for (const sheet of sheets) {
    const table = readTable(sheet.bytes, `${file}/${sheet.name}`);
    if (isEvaluation(table)) questions.push(readEvaluation(table, sheet.name, file));
  }
  if (questions.length === 0) {
    throw new ImportError(
      file,
      "it must hold a CSV a question with the columns Submission Time and Adjustment",
      sheets.length === 0 ? "no CSV" : `${sheets.length} other CSV`,
    );
  }
  return questions.toSorted((a, b) => (a.number ?? 1e9) - (b.number ?? 1e9));
}

function isEvaluation(table: Table): boolean {
  return table.at("submission time") >= 0 && table.at("adjustment") >= 0 &&
    table.at("score") >= 0;
}

/** Lines of the sheet stand between `Submission Time` and `Adjustment`, by place alone. */
function readEvaluation(table: Table, name: string, file: string): PastQuestion {
  const { header, rows } = table;
  const first = table.at("submission time") + 1;
  // A line of the sheet may be called so, too: the last one closes.
  const last = header.map((cell) => cell.toLowerCase()).lastIndexOf("adjustment");
  const id = table.at("assignment submission id", "submission id");
  if (last < first || id < 0) {
    throw new ImportError(
      `${file}/${name}`,
      "Assignment Submission ID and then Submission Time must stand before Adjustment",
      header.slice(0, 12).join(", "),
    );
  }
  const score = table.at("score");
  const after = (title: string) =>
    header.findIndex((cell, i) => i > last && cell.toLowerCase() === title);
  const [comments, grader] = [after("comments"), after("grader")];
  const studentOf = studentColumns(table);
  const isLegend = (row: readonly string[]) => {
    const cell = (row[0] ?? "").trim();
    if (/^(?:point values|rubric numbers)$/i.test(cell)) return true;
    const { name, sid, email } = studentOf(row);
    const nobody = name === null && sid === null && email === null;
    return !/^\d/.test(cell) && nobody && cellNumber(row[score]) === null;
  };
  const values = rows.find((row) => /^point values/i.test((row[0] ?? "").trim()));
  const grades = rows.filter((row) => !isLegend(row) && (row[id] ?? "").trim() !== "")
    .map((row): PastGrade => ({
      submission: shown(row[id]!),
      student: studentOf(row),
      score: cellNumber(row[score]),
      ticks: header.slice(first, last).map((_, i) => tickOf(row[first + i])),
      adjustment: cellNumber(row[last]),
      comment: comments < 0 ? "" : shown(row[comments] ?? ""),
      grader: grader < 0 ? "" : shown(row[grader] ?? ""),
    }));
  const stem = name.replace(/\.csv$/i, "");
  const numbered = /^(\d+)(?:[._-]\d+)*_+(.*)$/.exec(stem);
  return {
    name,
    number: numbered ? Number(numbered[1]) : null,
    title: (numbered?.[2] ?? stem).replaceAll("_", " ").trim(),
    lines: header.slice(first, last).map((text, i) => ({
      text: shown(text),
      points: cellNumber(values?.[first + i]),
    })),
    grades,
  };
}

function tickOf(cell: string | undefined): boolean | null {
  const text = (cell ?? "").trim().toLowerCase();
  if (text === "true") return true;
  return text === "false" ? false : null;
}

/** Columns like `1: Title (2.0 pts)`, and the total. */
function readScores(table: Table, file: string): PastQuestion[] {
  const { header, rows } = table;
  const id = table.at("submission id");
  const status = table.at("status");
  const total = table.at("total score");
  const studentOf = studentColumns(table);
  const columns = header.flatMap((name, at) => {
    const found = /^(\d+)(?:\.\d+)*:\s*(.*?)\s*\((-?[\d.]+)\s*pts?\)$/i.exec(name);
    return found ? [{ at, name, number: Number(found[1]), title: found[2]! }] : [];
  });
  if (total < 0) {
    throw new ImportError(
      file,
      "it must be an evaluations zip, a scores CSV with the column Total Score, or a CSV " +
        "that this harness exported",
      header.slice(0, 12).join(", "),
    );
  }
  const all = [{ at: total, name: "Total Score", number: null, title: "" }, ...columns];
  return all.map(({ at, name, number, title }) => ({
    ...{ name, number, title, lines: [] },
    grades: rows.flatMap((row): PastGrade[] => {
      // "Ungraded" and "Missing" rows have no grade, whatever their cells hold.
      const graded = status < 0 || /^graded$/i.test((row[status] ?? "").trim());
      const score = cellNumber(row[at]);
      return graded && score !== null
        ? [{
          ...{ submission: shown(row[id] ?? ""), student: studentOf(row), score },
          ...{ ticks: [], adjustment: null, comment: "", grader: "" },
        }]
        : [];
    }),
  }));
}

/** Our CSV: columns `<item> verdict`, `<item> points`, `<item> by`. */
function readOwn(table: Table): PastItem[] {
  const { header, rows } = table;
  const id = table.at("submission");
  if (id < 0) return [];
  const studentOf = studentColumns(table);
  return header.flatMap((name, at): PastItem[] => {
    const item = /^(\S+) verdict$/.exec(name)?.[1];
    if (item === undefined) return [];
    const points = header.indexOf(`${item} points`);
    const by = header.indexOf(`${item} by`);
    return [{
      item,
      grades: rows.map((row) => ({
        submission: shown(row[id] ?? ""),
        student: studentOf(row),
        verdict: (row[at] ?? "").trim(),
        points: cellNumber(row[points]),
        decided: by >= 0 && (row[by] ?? "").trim() !== "",
      })),
    }];
  });
}
