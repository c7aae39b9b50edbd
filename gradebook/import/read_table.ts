/**
 * CSV of a platform as rows, its columns found by name.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import type { Submitter } from "../records.ts";
import { ImportError } from "./import_error.ts";

/** Rows at most: a class has thousands. */
const mostRows = 200_000;

/** A table with a header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Index of the first column that has one of the names, whatever its case; -1: none. */
  at(...names: readonly string[]): number;
}

/**
 * Reads UTF-8 CSV, with commas or semicolons.
 *
 * @param file for messages
 * @throws {ImportError} what is none, or has no header
 */
export function readTable(bytes: Uint8Array, file: string): Table {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError(file, "it must be UTF-8 text", "other bytes");
  }
  const first = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, "");
  const delimiter = first.split(";").length > first.split(",").length ? ";" : ",";
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      to: mostRows,
    });
  } catch (error) {
    const seen = error instanceof Error ? error.message.slice(0, 200) : String(error);
    throw new ImportError(file, "it must be CSV", seen);
  }
  const header = rows.shift()?.map((name) => name.trim());
  if (!header) throw new ImportError(file, "it must have a header", "it is empty");
  const lower = header.map((name) => name.toLowerCase());
  return {
    header,
    rows,
    at: (...names) => lower.findIndex((name) => names.includes(name)),
  };
}

/** A number of a cell; `null`: none. */
export function cellNumber(cell: string | undefined): number | null {
  const text = (cell ?? "").trim();
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : null;
}

/** Who a row is of, by the columns that platforms use. */
export function studentColumns(table: Table): (row: readonly string[]) => Submitter {
  const name = table.at("name", "student", "full name");
  const first = table.at("first name", "first_name");
  const last = table.at("last name", "last_name");
  const sid = table.at("sid", "student id", "student_id", "id number");
  const email = table.at("email", "email address");
  const cell = (row: readonly string[], at: number) => shown(row[at] ?? "");
  return (row) => {
    const whole = name >= 0
      ? cell(row, name)
      : [cell(row, first), cell(row, last)].filter((part) => part !== "").join(" ");
    return {
      name: whole || null,
      sid: cell(row, sid) || null,
      email: cell(row, email) || null,
    };
  };
}

/** Without the mark that keeps spreadsheets from running a cell. */
export function shown(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@\t])/, "");
}
