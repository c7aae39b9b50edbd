/** What the harness found: results, their adoptions, failed attempts. */

import { deflateRawSync, inflateRawSync } from "node:zlib";
import { canonicalize } from "../../grader/canonical.ts";
import type { Report } from "../../grader/report.ts";
import type { Adoption, ResultKey, ResultRecord } from "../records.ts";
import {
  bytes,
  type Database,
  number,
  numberOrNull,
  type Row,
  text,
  word,
} from "./_database.ts";
import { useRubric } from "./_inputs.ts";

const byKey = "source = ? AND rubric = ? AND grader = ?";

/**
 * Keeps the first grade of a key and its number. A failure is kept beside: it may have
 * been the machine's, and the next try may do better.
 */
export function putResult(
  db: Database,
  result: Omit<ResultRecord, "number" | "madeAt" | "outcome">,
): number {
  const { source, rubric, grader, report } = result;
  if (report.rubric.digest !== rubric) {
    db.refuse(
      "a result must be of its rubric",
      `the report is of ${report.rubric.digest}`,
    );
  }
  const known = newest(db, result);
  if (known !== null && text(known, "outcome") !== "grader-failed") {
    return number(known, "number");
  }
  const same = known !== null && report.outcome === "grader-failed" &&
    resultOf(known).report.outcomeReason === report.outcomeReason;
  if (same) return number(known, "number");
  return db.run(
    "INSERT INTO results (source, rubric, grader, outcome, report, madeAt, durationMs) " +
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
    source,
    rubric,
    grader,
    report.outcome,
    deflateRawSync(canonicalize(report)),
    db.now(),
    result.durationMs,
  );
}

/** The grade of a key, else its latest failure. */
function newest(db: Database, key: ResultKey): Row | null {
  return db.one(
    `SELECT * FROM results WHERE ${byKey} ` +
      "ORDER BY outcome = 'grader-failed', number DESC LIMIT 1",
    key.source,
    key.rubric,
    key.grader,
  );
}

/** A result of a row. */
function resultOf(row: Row): ResultRecord {
  return {
    number: number(row, "number"),
    source: text(row, "source"),
    rubric: text(row, "rubric"),
    grader: text(row, "grader"),
    outcome: word<ResultRecord["outcome"]>(row, "outcome"),
    report: reportOf(row),
    madeAt: text(row, "madeAt"),
    durationMs: number(row, "durationMs"),
  };
}

/** The report of a row that holds one. */
function reportOf(row: Row): Report {
  return JSON.parse(inflateRawSync(bytes(row, "report")).toString());
}

export function resultByNumber(db: Database, result: number): ResultRecord | null {
  const row = db.one("SELECT * FROM results WHERE number = ?", result);
  return row && resultOf(row);
}

export function resultByKey(db: Database, key: ResultKey): ResultRecord | null {
  const row = newest(db, key);
  return row && resultOf(row);
}

/** Makes a result a submission's grade; whether it was not already. */
export function adopt(
  db: Database,
  submission: number,
  result: number,
  run: number | null,
): boolean {
  if (currentResult(db, submission, null) === result) return false;
  db.run(
    "INSERT INTO adoptions (submission, result, run, at) VALUES (?, ?, ?, ?)",
    submission,
    result,
    run,
    db.now(),
  );
  const row = db.one("SELECT rubric FROM results WHERE number = ?", result);
  if (row !== null) useRubric(db, text(row, "rubric"));
  return true;
}

/** Number of the result that is a submission's grade at a moment; `null`: now. */
export function currentResult(
  db: Database,
  submission: number,
  asOf: string | null,
): number | null {
  const row = db.one(
    "SELECT result FROM adoptions WHERE submission = ? AND at <= ? " +
      "ORDER BY number DESC LIMIT 1",
    submission,
    asOf ?? "9999",
  );
  return row && number(row, "result");
}

export function adoptions(db: Database, submission: number): Adoption[] {
  return db.all(
    "SELECT * FROM adoptions WHERE submission = ? ORDER BY number",
    submission,
  )
    .map((row) => ({
      number: number(row, "number"),
      submission: number(row, "submission"),
      result: number(row, "result"),
      run: numberOrNull(row, "run"),
      at: text(row, "at"),
    }));
}

/** Notes a failed attempt; how many there are now. */
export function countAttempt(db: Database, key: ResultKey, reason: string): number {
  const { source, rubric, grader } = key;
  db.run(
    "INSERT INTO attempts (source, rubric, grader, reason, at) VALUES (?, ?, ?, ?, ?)",
    source,
    rubric,
    grader,
    reason,
    db.now(),
  );
  return attempts(db, key).length;
}

export function attempts(db: Database, key: ResultKey): string[] {
  const { source, rubric, grader } = key;
  return db.all(
    `SELECT reason FROM attempts WHERE ${byKey} ORDER BY number`,
    source,
    rubric,
    grader,
  ).map((row) => text(row, "reason"));
}
