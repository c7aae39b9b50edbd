/**
 * Which submission of the gradebook a row of a file of past grades is of.
 *
 * @module
 */
import type { ExportSubmission } from "../export/export_class.ts";
import { matchStudents, type RosterRow } from "../export/match_students.ts";
import type { Submitter } from "../records.ts";
import type { PastGrading } from "./past_grading.ts";

/** A row's keys. */
export interface RowKeys {
  readonly submission: string;
  readonly student: Submitter;
}

/** Rows and submissions that belong together. */
export interface SubmissionMatches {
  /** Submissions that have a row. */
  readonly matched: number;
  /** `null`: none, or not for sure. */
  of(row: RowKeys): ExportSubmission | null;
  /** What has no counterpart, in words. */
  readonly unmatched: readonly string[];
}

/** Matches by the platform's id of the submission, else by the students. */
export function matchSubmissions(
  submissions: Iterable<ExportSubmission>,
  past: PastGrading,
): SubmissionMatches {
  const all = [...submissions];
  const byId = new Map<string, ExportSubmission>();
  for (const one of all) byId.set(one.record.id, one);
  // The platform's own id counts before an equal one that was made from a file's name.
  for (const one of all) if (one.record.externalId) byId.set(one.record.externalId, one);
  const rows = new Map<string, RowKeys>();
  const keyed = [...past.questions, ...past.items].flatMap(({ grades }) => [...grades]);
  for (const { submission, student } of keyed) {
    rows.set(keyOf({ submission, student }), { submission, student });
  }
  const found = new Map<string, ExportSubmission>();
  const left: { key: string; row: RowKeys }[] = [];
  for (const [key, row] of rows) {
    const direct = row.submission === "" ? undefined : byId.get(row.submission);
    if (direct) found.set(key, direct);
    else left.push({ key, row });
  }
  const taken = new Set(found.values());
  const roster = left.map(({ row: { submission, student } }, index): RosterRow => ({
    index,
    label: student.name ?? student.sid ?? student.email ?? submission,
    ids: student.sid === null ? [] : [student.sid],
    weakIds: [],
    emails: student.email === null ? [] : [student.email],
    name: student.name ?? "",
    externals: [],
  }));
  const free = all.filter((one) => !taken.has(one));
  const { matched, unmatched } = matchStudents(roster, free);
  for (const [index, submission] of matched) found.set(left[index]!.key, submission);
  const used = new Set(found.values());
  return {
    matched: used.size,
    of: (row) => found.get(keyOf(row)) ?? null,
    unmatched: [
      ...free.filter((one) => !used.has(one)).map(({ record }) => {
        const known = record.submitters.length > 0;
        const why = unmatched.find(({ entry }) => entry.record === record)?.why.en;
        return `submission "${record.id}": ${known && why || "it is not in the file"}`;
      }),
      ...left.filter(({ key }) => !found.has(key)).map(({ row }) =>
        `row of ${
          row.student.name ?? row.student.sid ?? row.student.email ?? "somebody"
        }` +
        `${row.submission === "" ? "" : ` (${row.submission})`}: no submission here is it`
      ),
    ],
  };
}

function keyOf({ submission, student }: RowKeys): string {
  return JSON.stringify([submission, student.name, student.sid, student.email]);
}
