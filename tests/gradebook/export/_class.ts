/** A made class to export, and a reader of CSV that is not the writer's. */

import { currentGrade } from "../../../gradebook/current_grade.ts";
import type {
  ExportClass,
  ExportSubmission,
} from "../../../gradebook/export/export_class.ts";
import type { Decision, Submitter } from "../../../gradebook/records.ts";
import type { Report } from "../../../grader/report.ts";
import { digest, rubric } from "../store/_class.ts";

/** A submission of the made class. */
export function submissionOf(
  id: string,
  report: Report | null,
  more: {
    readonly students?: readonly Partial<Submitter>[];
    readonly decisions?: readonly Decision[];
    readonly previous?: Report;
    readonly externalId?: string;
  } = {},
): ExportSubmission {
  const key = [...id].reduce((sum, c) => sum * 31 + c.codePointAt(0)!, 7) % 1e9;
  const own = report && { ...report, submission: { ...report.submission, id } };
  return {
    record: {
      ...{ key, assignment: "hw", id, source: "0".repeat(64) },
      submitters: (more.students ?? []).map((student) => ({
        ...{ name: null, sid: null, email: null },
        ...student,
      })),
      externalId: more.externalId ?? null,
      addedAt: "2026-01-01T00:00:00.000Z",
    },
    report: own,
    current: currentGrade(rubric, own, more.decisions ?? []),
    previous: more.previous ?? null,
  };
}

/** The made class. */
export function classOf(submissions: readonly ExportSubmission[]): ExportClass {
  return { rubric, rubricDigest: digest, messages: {}, submissions };
}

/** Reads RFC 4180 strictly; throws what breaks it. */
export function readCsv(text: string, delimiter = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1;; at += 1) {
        if (at >= text.length) throw new SyntaxError("a quote is not closed");
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[++at];
        else break;
      }
      at += 1;
      if (at < text.length && !(delimiter + "\r\n").includes(text[at]!)) {
        throw new SyntaxError(`something follows a quote at ${at}`);
      }
    } else {
      while (at < text.length && !(delimiter + "\r\n").includes(text[at]!)) {
        if (text[at] === '"') throw new SyntaxError(`a bare quote at ${at}`);
        cell += text[at++];
      }
    }
    row.push(cell);
    if (text[at] === delimiter) {
      at += 1;
      if (at === text.length) row.push("");
      continue;
    }
    if (text[at] === "\r") {
      if (text[at + 1] !== "\n") throw new SyntaxError(`a bare return at ${at}`);
      at += 1;
    }
    at += 1;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

/** Rows by the names of their columns. */
export function readTable(text: string): Record<string, string>[] {
  const [head = [], ...rows] = readCsv(text);
  return rows.map((row) => {
    if (row.length !== head.length) throw new SyntaxError("a row has another length");
    return Object.fromEntries(head.map((name, i) => [name, row[i]!]));
  });
}

/** Text of a written file. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** What a spreadsheet takes for a formula. */
export const formula: RegExp = /^[=+\-@\t\r]/;
