/**
 * Who handed in what: a list of students -> submitters of submissions that have none.
 *
 * @module
 */
import type { SubmissionRecord, Submitter } from "../records.ts";
import { ImportError } from "./import_error.ts";
import { readTable, shown, studentColumns } from "./read_table.ts";

/** A line of a list. */
export interface RosterEntry {
  readonly student: Submitter;
  /** The platform's id of the submission; empty: the list does not say. */
  readonly submission: string;
}

/** What a list tells. */
export interface RosterMatches {
  /** Students by key of the submission, in the list's order. */
  readonly matched: ReadonlyMap<number, readonly Submitter[]>;
  /** Why others are left alone, in words. */
  readonly unmatched: readonly string[];
}

/**
 * Reads a list of students: any CSV with columns for a name and an id or an e-mail address,
 * such as Gradescope's scores or roster.
 *
 * @throws {ImportError} a file without such columns
 */
export function readRoster(bytes: Uint8Array, file: string): readonly RosterEntry[] {
  const table = readTable(bytes, file);
  const columns = table.at("sid", "student id", "student_id", "id number", "email");
  if (columns < 0) {
    throw new ImportError(
      file,
      "a list of students must have a column SID or Email",
      table.header.slice(0, 12).join(", "),
    );
  }
  const studentOf = studentColumns(table);
  const id = table.at("submission id", "submission");
  return table.rows.map((row) => ({
    student: studentOf(row),
    submission: id < 0 ? "" : shown(row[id] ?? ""),
  })).filter(({ student: { sid, email } }) => sid !== null || email !== null);
}

/**
 * Finds the students of submissions: by the platform's id of the submission, else by a
 * student's id or e-mail address that stands as a whole in the submission's own id. A
 * student of two submissions, and an id that two students have, are left alone.
 */
export function matchRoster(
  records: readonly SubmissionRecord[],
  roster: readonly RosterEntry[],
): RosterMatches {
  const bySubmission = new Map<string, Submitter[]>();
  const byKey = new Map<string, Set<Submitter>>();
  for (const { student, submission } of roster) {
    if (submission !== "") {
      bySubmission.set(submission, [...bySubmission.get(submission) ?? [], student]);
    }
    for (const key of keysOf(student)) {
      byKey.set(key, (byKey.get(key) ?? new Set()).add(student));
    }
  }
  const claims = new Map<number, readonly Submitter[]>();
  const unmatched: string[] = [];
  for (const record of records) {
    const told = bySubmission.get(record.externalId ?? record.id);
    if (told) {
      claims.set(record.key, told);
      continue;
    }
    const found = new Set<Submitter>();
    let twice = false;
    for (const part of partsOf(record.id)) {
      const students = byKey.get(part);
      if (students && students.size > 1) twice = true;
      for (const student of students ?? []) found.add(student);
    }
    if (twice) unmatched.push(`"${record.id}": two students of the list have its id`);
    else if (found.size > 0) claims.set(record.key, [...found]);
    else unmatched.push(`"${record.id}": no student of the list`);
  }
  const owners = new Map<Submitter, number>();
  for (const students of claims.values()) {
    for (const student of students) owners.set(student, (owners.get(student) ?? 0) + 1);
  }
  const matched = new Map<number, readonly Submitter[]>();
  for (const record of records) {
    const students = claims.get(record.key);
    if (!students) continue;
    if (students.some((student) => owners.get(student)! > 1)) {
      unmatched.push(`"${record.id}": a student of it has another submission`);
    } else matched.set(record.key, students);
  }
  return { matched, unmatched };
}

/** Short numbers stand in many names: they prove nothing. */
const shortest = 5;

function keysOf({ sid, email }: Submitter): string[] {
  return [sid, email].flatMap((key) => {
    const plain = key?.normalize("NFKC").trim().toLowerCase() ?? "";
    return plain.length >= shortest ? [plain] : [];
  });
}

/** Whole words of a submission's id: `hw8_B09901001-report` has `b09901001`. */
function partsOf(id: string): string[] {
  const plain = id.normalize("NFKC").toLowerCase();
  return [plain, ...plain.split(/[^\p{L}\p{N}]+/u), ...plain.split(/[_\s()[\]]+/)];
}
