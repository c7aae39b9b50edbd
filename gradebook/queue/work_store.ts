/**
 * What is asked and what was found, in the database: sources, rubrics, results and failed
 * attempts. Each function is one statement of a transaction that its caller holds.
 *
 * @module
 */
import { canonicalize } from "../../grader/canonical.ts";
import type { Outcome } from "../../grader/report.ts";
import type { Rubric } from "../../rubric/rubric.ts";
import { rubricSchema } from "../../rubric/rubric_schema.ts";
import type { ResultKey, Source } from "../records.ts";
import type { Sql } from "./database.ts";
import { schema } from "./schema.ts";
import { sourceSchema } from "./source_schema.ts";

/** A result as the database holds it. */
export interface QueuedResult {
  /** Digest of the source. */
  readonly source: string;
  /** Canonical JSON; as trustworthy as whoever may write to the database. */
  readonly report: string;
  readonly durationMs: number;
}

/** Keeps a rubric, lexicons in place. */
export async function putRubric(sql: Sql, digest: string, rubric: Rubric): Promise<void> {
  await sql(
    `insert into ${schema}.rubric (digest, rubric) values (decode($1, 'hex'), $2)
     on conflict do nothing`,
    [digest, canonicalize(rubric)],
  );
}

/**
 * Reads a rubric.
 *
 * @throws {RangeError} it is not there
 * @throws {TypeError} it is no rubric
 */
export async function readRubric(sql: Sql, digest: string): Promise<Rubric> {
  const [row] = await sql(
    `select rubric from ${schema}.rubric where digest = decode($1, 'hex')`,
    [digest],
  );
  if (!row) throw missing("rubric", digest);
  return rubricSchema.parse(JSON.parse(String(row.rubric)));
}

/** Keeps sources; their blobs must be there. */
export async function putSources(sql: Sql, sources: readonly Source[]): Promise<void> {
  await sql(
    `insert into ${schema}.source (digest, source)
     select decode(digest, 'hex'), source
     from unnest($1::text[], $2::text[]) as given (digest, source)
     on conflict do nothing`,
    [sources.map((source) => source.digest), sources.map(canonicalize)],
  );
}

/**
 * Reads a source.
 *
 * @throws {RangeError} it is not there
 * @throws {TypeError} it is no source
 */
export async function querySource(sql: Sql, digest: string): Promise<Source> {
  const [row] = await sql(
    `select source from ${schema}.source where digest = decode($1, 'hex')`,
    [digest],
  );
  if (!row) throw missing("source", digest);
  return sourceSchema.parse(JSON.parse(String(row.source)));
}

/** Keeps the first result of a key; whether this was it. */
export async function putResult(
  sql: Sql,
  key: ResultKey,
  result: {
    /** The report as canonical JSON. */
    readonly text: string;
    readonly outcome: Outcome;
    readonly durationMs: number;
  },
): Promise<boolean> {
  const rows = await sql(
    `insert into ${schema}.result (source, rubric, grader, outcome, report, duration_ms)
     values (decode($1, 'hex'), decode($2, 'hex'), decode($3, 'hex'), $4, $5, $6)
     on conflict do nothing returning 1 as one`,
    [
      ...[key.source, key.rubric, key.grader],
      ...[result.outcome, result.text, Math.round(result.durationMs)],
    ],
  );
  return rows.length > 0;
}

/** Whether there is a result of a key. */
export async function hasResult(sql: Sql, key: ResultKey): Promise<boolean> {
  const rows = await sql(
    `select 1 as one from ${schema}.result
     where source = decode($1, 'hex') and rubric = decode($2, 'hex')
       and grader = decode($3, 'hex')`,
    [key.source, key.rubric, key.grader],
  );
  return rows.length > 0;
}

/** The results of these sources that are there. */
export async function resultsOf(
  sql: Sql,
  key: Omit<ResultKey, "source">,
  sources: readonly string[],
): Promise<readonly QueuedResult[]> {
  const rows = await sql(
    `select encode(source, 'hex') as source, report, duration_ms
     from ${schema}.result
     where rubric = decode($1, 'hex') and grader = decode($2, 'hex')
       and source in (select decode(hex, 'hex') from unnest($3::text[]) as hex)
     order by made_at, source`,
    [key.rubric, key.grader, sources],
  );
  return rows.map((row) => ({
    source: String(row.source),
    report: String(row.report),
    durationMs: Number(row.duration_ms),
  }));
}

/** Forgets failures of these sources, and what was counted: they are tried again. */
export async function forgetFailures(
  sql: Sql,
  key: Omit<ResultKey, "source">,
  sources: readonly string[],
): Promise<void> {
  const where = `rubric = decode($1, 'hex') and grader = decode($2, 'hex')
    and source in (select decode(hex, 'hex') from unnest($3::text[]) as hex)`;
  const values = [key.rubric, key.grader, sources];
  await sql(
    `delete from ${schema}.result where outcome = 'grader-failed' and ${where}`,
    values,
  );
  await sql(`delete from ${schema}.attempt where ${where}`, values);
}

/** Counts a failed attempt at a key; how many there are now. */
export async function countAttempt(
  sql: Sql,
  key: ResultKey,
  reason: string,
): Promise<number> {
  const [row] = await sql(
    `insert into ${schema}.attempt (source, rubric, grader, number, reason)
     select given.*, 1 + count(attempt.number), $4
     from (select decode($1, 'hex') as source, decode($2, 'hex') as rubric,
             decode($3, 'hex') as grader) as given
     left join ${schema}.attempt using (source, rubric, grader)
     group by 1, 2, 3
     on conflict do nothing returning number`,
    [key.source, key.rubric, key.grader, reason],
  );
  // Two at the same time are one: both saw the same number.
  return row ? Number(row.number) : (await attemptsOf(sql, key)).length;
}

/** Reasons of the failed attempts at a key, the first one first. */
export async function attemptsOf(sql: Sql, key: ResultKey): Promise<readonly string[]> {
  const rows = await sql(
    `select reason from ${schema}.attempt
     where source = decode($1, 'hex') and rubric = decode($2, 'hex')
       and grader = decode($3, 'hex') order by number`,
    [key.source, key.rubric, key.grader],
  );
  return rows.map((row) => String(row.reason));
}

function missing(what: string, digest: string): RangeError {
  return new RangeError(
    `Cannot read ${what} ${digest} as the database must hold it: there is none`,
  );
}
