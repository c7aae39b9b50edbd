/** Runs of the grader over submissions. */

import type { RunRecord, RunStatus } from "../records.ts";
import {
  type Database,
  number,
  numberOrNull,
  type Row,
  text,
  textOrNull,
  word,
} from "./_database.ts";

/** What of a run changes. */
export type RunChange = Partial<
  Pick<RunRecord, "total" | "done" | "failed" | "skipped" | "status">
>;

export function startRun(
  db: Database,
  run: Pick<RunRecord, "assignment" | "rubric" | "grader">,
): number {
  const at = db.now();
  return db.run(
    "INSERT INTO runs (assignment, rubric, grader, status, startedAt, seenAt) " +
      "VALUES (?, ?, ?, 'running', ?, ?)",
    run.assignment,
    run.rubric,
    run.grader,
    at,
    at,
  );
}

/** Changes what is given and notes a sign of life; the end is noted once. */
export function updateRun(db: Database, run: number, change: RunChange): void {
  const at = db.now();
  const ended = change.status !== undefined && change.status !== "running";
  db.run(
    "UPDATE runs SET seenAt = ?, total = coalesce(?, total), done = coalesce(?, done), " +
      "failed = coalesce(?, failed), skipped = coalesce(?, skipped), " +
      "status = coalesce(?, status), endedAt = coalesce(endedAt, ?) WHERE number = ?",
    at,
    change.total ?? null,
    change.done ?? null,
    change.failed ?? null,
    change.skipped ?? null,
    change.status ?? null,
    ended ? at : null,
    run,
  );
}

export function runByNumber(db: Database, run: number): RunRecord | null {
  const row = db.one("SELECT * FROM runs WHERE number = ?", run);
  return row && runOf(row);
}

/** Latest first. */
export function runs(
  db: Database,
  assignment: string | null,
  limit: number,
): RunRecord[] {
  return db.all(
    "SELECT * FROM runs WHERE ?1 IS NULL OR assignment = ?1 ORDER BY number DESC LIMIT ?2",
    assignment,
    limit,
  ).map(runOf);
}

function runOf(row: Row): RunRecord {
  return {
    number: number(row, "number"),
    assignment: text(row, "assignment"),
    rubric: text(row, "rubric"),
    grader: text(row, "grader"),
    status: word<RunStatus>(row, "status"),
    startedAt: text(row, "startedAt"),
    seenAt: text(row, "seenAt"),
    endedAt: textOrNull(row, "endedAt"),
    total: numberOrNull(row, "total"),
    done: number(row, "done"),
    failed: number(row, "failed"),
    skipped: number(row, "skipped"),
  };
}
