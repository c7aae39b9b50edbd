/**
 * CSV that spreadsheets and course platforms read alike: RFC 4180, no formula, no locale.
 *
 * @module
 */
import { stringify } from "csv-stringify/sync";

/** A cell: numbers stay numbers, texts are made harmless, `null` is blank. */
export type Cell = string | number | null;

/** How a file is written. */
export interface CsvOptions {
  /** Byte-order mark, for spreadsheets that guess the encoding. */
  readonly bom?: boolean;
  /** Default `,`. */
  readonly delimiter?: string;
  /** Default CR LF, as RFC 4180 says. */
  readonly lineEnd?: "\r\n" | "\n";
}

/**
 * A text that no spreadsheet takes for a formula: what begins with `=`, `+`, `-`, `@`, a
 * tab or a line break (also full width, or behind blanks) gets a leading `'`, and control
 * characters become blanks.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { harmless } from "./csv_text.ts";
 *
 * assertEquals(harmless("=HYPERLINK(1)"), "'=HYPERLINK(1)");
 * assertEquals(harmless("Ada = 1"), "Ada = 1");
 * ```
 */
export function harmless(text: string): string {
  // deno-lint-ignore no-control-regex
  const clean = text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, " ");
  const bare = clean.replace(/^[ \u00A0\u3000\u200B-\u200F\u2060\uFEFF]+/, "");
  return /^[=+\-@\t\r\n＝＋－＠﹢﹣﹦﹫]/.test(bare) ? `'${clean}` : clean;
}

/** A number without exponent, thousands separators or a locale; at most two decimals. */
export function numberText(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** Rows as CSV text; texts are made {@linkcode harmless}. */
export function csvText(
  rows: readonly (readonly Cell[])[],
  options: CsvOptions = {},
): string {
  return csvLines(
    rows.map((row) =>
      row.map((cell) =>
        typeof cell === "number" ? numberText(cell) : cell === null ? "" : harmless(cell)
      )
    ),
    options,
  );
}

/** Rows as CSV text, every cell as it is: for rows that are echoed. */
export function csvLines(
  rows: readonly (readonly string[])[],
  { bom = false, delimiter = ",", lineEnd = "\r\n" }: CsvOptions = {},
): string {
  const text = stringify(rows.map((row) => [...row]), {
    delimiter,
    record_delimiter: lineEnd,
    quoted_match: /[\r\n]|^\s|\s$/,
  });
  return bom ? `\uFEFF${text}` : text;
}

/** UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
