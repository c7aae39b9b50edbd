/**
 * The tables of a queue: what was handed in, what is asked and what was found, in a schema
 * of their own. Jobs are pg-boss's, in its own schema beside it.
 *
 * @module
 */
import type { Database, Sql } from "./database.ts";

/** Of the harness's own tables. */
export const schema = "latentmark";
/** Of pg-boss's tables. */
export const jobsSchema = "latentmark_jobs";

/** Bytes of a blob in one row; a row of PostgreSQL must fit its memory many times over. */
export const chunkBytes = 2 * 1024 * 1024;

const version = 1;

/** Any number that nothing else locks. */
const lock = 5_318_008_114;

/**
 * Digests are kept as bytes: half of their hex digits, in every index. Blobs are packed
 * already (PDF, zip, PNG), so the server should not try to pack them again.
 */
const tables = `
create schema if not exists ${schema};
-- pg-boss makes its own without a lock: of several workers that come first at once, one
-- would fail.
create schema if not exists ${jobsSchema};
create table ${schema}.version (version integer not null);
create table ${schema}.blob (
  sha256 bytea primary key,
  bytes bigint not null,
  added_at timestamptz not null default now()
);
create table ${schema}.chunk (
  sha256 bytea not null references ${schema}.blob on delete cascade,
  number integer not null,
  data bytea not null,
  primary key (sha256, number)
);
alter table ${schema}.chunk alter column data set storage external;
create table ${schema}.source (
  digest bytea primary key,
  source text not null,
  added_at timestamptz not null default now()
);
create table ${schema}.rubric (
  digest bytea primary key,
  rubric text not null,
  added_at timestamptz not null default now()
);
create table ${schema}.result (
  source bytea not null,
  rubric bytea not null,
  grader bytea not null,
  outcome text not null,
  report text not null,
  duration_ms integer not null,
  made_at timestamptz not null default now(),
  primary key (source, rubric, grader)
);
create table ${schema}.attempt (
  source bytea not null,
  rubric bytea not null,
  grader bytea not null,
  number integer not null,
  reason text not null,
  made_at timestamptz not null default now(),
  primary key (source, rubric, grader, number)
);
insert into ${schema}.version values (${version});
`;

/**
 * Makes the tables where there are none.
 *
 * @throws {RangeError} tables of another version of the harness
 */
export async function prepareSchema(database: Database): Promise<void> {
  const seen = await database.transaction(async (sql) => {
    // Two that come first at once: the second waits here and then finds the tables.
    await sql("select pg_advisory_xact_lock($1)", [lock]);
    const found = await versionOf(sql);
    if (found !== null) return found;
    await sql(tables);
    return version;
  });
  if (seen !== version) {
    throw new RangeError(
      `Cannot use the tables in ${database.shown} as they must be of version ` +
        `${version}: they are of version ${seen}`,
    );
  }
}

async function versionOf(sql: Sql): Promise<number | null> {
  const [table] = await sql(
    "select 1 as one from pg_tables where schemaname = $1 and tablename = 'version'",
    [schema],
  );
  if (!table) return null;
  const [row] = await sql(`select version from ${schema}.version`);
  return Number(row?.version);
}
