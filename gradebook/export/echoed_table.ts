/**
 * A platform's table that is handed back: read once, a few cells changed, every other byte
 * of a row as it was.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import { csvLines, utf8 } from "./csv_text.ts";

/** A file that can not be echoed: the person's fault, with what was seen. */
export class EchoError extends Error {
  override readonly name: string = "EchoError";
}

/** Bytes of a platform's file at most. */
const mostBytes = 64 * 1024 * 1024;
/** Lines at most, those in cells among them: who serves pages can not read on for minutes. */
const mostLines = 100_000;

/** A table whose cells can be changed. */
export class EchoedTable {
  readonly #rows: string[][];
  readonly #raw: readonly string[];
  /** What stands behind each row in the file. */
  readonly #ends: readonly string[];
  readonly #changed = new Set<number>();
  readonly #bom: boolean;
  readonly delimiter: string;

  /**
   * @param name of the file, for messages
   * @throws {EchoError} what is no UTF-8 CSV
   */
  constructor(bytes: Uint8Array, name: string) {
    if (bytes.length > mostBytes) {
      throw fault(name, `it must have at most ${mostBytes} bytes`, `${bytes.length}`);
    }
    let text: string;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw fault(name, "it must be UTF-8 text", "other bytes");
    }
    this.#bom = text.startsWith("\uFEFF");
    if (this.#bom) text = text.slice(1);
    if (linesOf(text) > mostLines) {
      throw fault(name, `it must have at most ${mostLines} lines`, "more");
    }
    const first = text.slice(0, text.search(/[\r\n]|$/));
    this.delimiter = delimiterOf(first);
    let records: { record: string[]; raw: string }[];
    try {
      // The library's types do not know what `raw` gives.
      records = parse(text, {
        raw: true,
        relax_column_count: true,
        delimiter: this.delimiter,
      }) as unknown as typeof records;
    } catch (error) {
      throw fault(
        name,
        "it must be CSV",
        error instanceof Error ? error.message.slice(0, 200) : String(error),
      );
    }
    this.#rows = records.map(({ record }) => record);
    this.#raw = records.map(({ raw }) => raw.replace(/[\r\n]+$/, ""));
    let at = 0;
    this.#ends = this.#raw.map((raw) => {
      if (!text.startsWith(raw, at)) {
        throw fault(name, "its rows must be found again in it", raw.slice(0, 60));
      }
      at += raw.length;
      const end = /^(?:\r\n|\n|\r|)/.exec(text.slice(at, at + 2))![0];
      at += end.length;
      return end;
    });
    if (this.#rows.length === 0) throw fault(name, "it must have a header", "no line");
  }

  /** Cells, the header first. */
  get rows(): readonly (readonly string[])[] {
    return this.#rows;
  }

  get header(): readonly string[] {
    return this.#rows[0]!;
  }

  /** Changes a cell; the same text changes nothing. Columns are counted from 0. */
  set(row: number, column: number, text: string): void {
    const cells = this.#rows[row]!;
    if ((cells[column] ?? "") === text) return;
    while (cells.length <= column) cells.push("");
    cells[column] = text;
    this.#changed.add(row);
  }

  /** Number of rows with a change. */
  get changed(): number {
    return this.#changed.size;
  }

  /** Rows that were not changed byte by byte, in their order. */
  bytes(): Uint8Array<ArrayBuffer> {
    const lines = this.#rows.map((row, i) =>
      (this.#changed.has(i)
        ? csvLines([row], { delimiter: this.delimiter, lineEnd: "\n" }).replace(/\n$/, "")
        : this.#raw[i]!) + this.#ends[i]!
    );
    return utf8((this.#bom ? "\uFEFF" : "") + lines.join(""));
  }
}

/** Counts lines, and stops where there are too many. */
function linesOf(text: string): number {
  let count = 1;
  for (const _ of text.matchAll(/\r\n|\n|\r/g)) {
    count += 1;
    if (count > mostLines) break;
  }
  return count;
}

/** Whether numbers of a column have a decimal comma. */
export function hasDecimalComma(cells: Iterable<string>): boolean {
  let commas = 0;
  for (const cell of cells) {
    if (/^\s*-?\d+,\d+\s*$/.test(cell)) commas += 1;
    else if (/^\s*-?\d+\.\d+\s*$/.test(cell)) return false;
  }
  return commas > 0;
}

/** A number of a file, in either notation; `null`: none. */
export function numberOf(cell: string): number | null {
  const text = cell.trim().replace(",", ".");
  return /^-?\d+(?:\.\d*)?$|^-?\.\d+$/.test(text) ? Number(text) : null;
}

/** Of a line outside quotes, the commonest of comma, semicolon and tab. */
function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  const count = (mark: string) => bare.split(mark).length;
  return [",", ";", "\t"].toSorted((a, b) => count(b) - count(a))[0]!;
}

function fault(name: string, rule: string, seen: string): EchoError {
  return new EchoError(`Cannot echo "${name}" as ${rule}: ${seen}`);
}
