/** The connection: opening, migrations, transactions, and columns with their types. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { dirname } from "@std/path";
import { GradebookError, gradebookError } from "./gradebook_error.ts";
import { applicationId, migrations } from "./_schema.ts";

/** What {@linkcode Database} may do. */
export interface DatabaseOptions {
  readonly readOnly: boolean;
  readonly now: () => Date;
}

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection to a gradebook file. */
export class Database {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #now: () => Date;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #closed = false;

  constructor(path: string, options: DatabaseOptions) {
    this.path = path;
    this.#now = options.now;
    this.#db = connect(path, options.readOnly);
    try {
      if (options.readOnly) mustBeCurrent(this.#db, path);
      else prepare(this.#db, path);
    } catch (error) {
      this.#db.close();
      throw gradebookError(error, "open", path);
    }
  }

  /** The moment, as it is stored. */
  now(): string {
    return this.#now().toISOString();
  }

  /** All rows of a query. */
  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#guard("read", () => this.#statement(sql).all(...values));
  }

  /** The first row of a query. */
  one(sql: string, ...values: SQLInputValue[]): Row | null {
    return this.#guard("read", () => this.#statement(sql).get(...values) ?? null);
  }

  /** Runs a statement that writes; the number of its row. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.#guard(
      "write",
      () => Number(this.#statement(sql).run(...values).lastInsertRowid),
    );
  }

  /**
   * Runs reads and writes that happen all or not at all; those inside one another belong
   * to the outermost.
   */
  write<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    return this.#guard("write", () => {
      this.#db.exec("BEGIN IMMEDIATE");
      this.#depth++;
      try {
        const before = this.#totalChanges();
        const result = work();
        if (this.#totalChanges() !== before) {
          this.run("UPDATE counter SET value = value + 1 WHERE name = 'changes'");
        }
        this.#db.exec("COMMIT");
        return result;
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
        throw error;
      } finally {
        this.#depth--;
      }
    });
  }

  /** Runs reads that see one state of the file. */
  read<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    return this.#guard("read", () => {
      this.#db.exec("BEGIN");
      this.#depth++;
      try {
        return work();
      } finally {
        this.#depth--;
        if (this.#db.isTransaction) this.#db.exec("COMMIT");
      }
    });
  }

  /** What the rules of a gradebook forbid. */
  refuse(rule: string, seen: string): never {
    throw new GradebookError("refused", "write", this.path, rule, seen);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#statements.clear();
    this.#db.close();
  }

  #totalChanges(): number {
    return Number(this.#statement("SELECT total_changes() AS n").get()?.n);
  }

  #statement(sql: string): StatementSync {
    if (this.#closed) this.refuse("it must be open", "it was closed");
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #guard<Result>(action: string, work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (this.#depth > 0 || !isSqlite(error)) throw error;
      throw gradebookError(error, action, this.path);
    }
  }
}

function isSqlite(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}

function connect(path: string, readOnly: boolean): DatabaseSync {
  if (readOnly) mustExist(path, "there is no such file");
  else mustExist(dirname(path), `there is no folder "${dirname(path)}"`);
  try {
    return new DatabaseSync(path, { timeout: 10_000, readOnly });
  } catch (error) {
    throw gradebookError(error, "open", path);
  }
}

function mustExist(path: string, seen: string): void {
  try {
    Deno.statSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) return;
    throw new GradebookError("missing", "open", path, "it must be there", seen);
  }
}

/** Brings a file, new or of an earlier version, to the present tables. */
function prepare(db: DatabaseSync, path: string): void {
  // Before anything is written: a foreign file stays as it is.
  mustBeOurs(db, path);
  if (pragma(db, "journal_mode") !== "wal") db.exec("PRAGMA journal_mode = WAL");
  // A decision that was acknowledged outlives a power cut, too. One sync a commit is
  // nothing beside grading a submission; what comes in bulk shares a transaction.
  db.exec("PRAGMA synchronous = FULL");
  db.exec("PRAGMA cache_size = -16000");
  if (mustBeOurs(db, path) === migrations.length) return;
  db.exec("BEGIN IMMEDIATE");
  try {
    // Another process may have been faster.
    for (const step of migrations.slice(mustBeOurs(db, path))) db.exec(step);
    db.exec(`PRAGMA application_id = ${applicationId}`);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function mustBeCurrent(db: DatabaseSync, path: string): void {
  const version = mustBeOurs(db, path);
  if (version === migrations.length) return;
  const rule = `it must be of version ${migrations.length} to be read`;
  throw new GradebookError("foreign", "open", path, rule, `version ${version}`);
}

/** The version of the file's tables; 0 for an empty file. */
function mustBeOurs(db: DatabaseSync, path: string): number {
  const id = Number(pragma(db, "application_id"));
  const version = Number(pragma(db, "user_version"));
  const tables = Number(db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n);
  if (id === 0 && version === 0 && tables === 0) return 0;
  if (id !== applicationId) {
    const rule = "it must be a gradebook of latentmark";
    throw new GradebookError("foreign", "open", path, rule, "another program's database");
  }
  if (version > migrations.length) {
    const rule = `this latentmark reads versions up to ${migrations.length}`;
    throw new GradebookError("newer", "open", path, rule, `version ${version}`);
  }
  return version;
}

function pragma(db: DatabaseSync, name: string): unknown {
  return db.prepare(`PRAGMA ${name}`).get()?.[name];
}

/** A column that holds text. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw wrongType(column, "text", value);
  return value;
}

/** A column that holds text or nothing. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] == null ? null : text(row, column);
}

/** A column that holds a number. */
export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw wrongType(column, "a number", value);
  return value;
}

/** A column that holds a number or nothing. */
export function numberOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : number(row, column);
}

/** A column that holds bytes. */
export function bytes(row: Row, column: string): Uint8Array<ArrayBuffer> {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongType(column, "bytes", value);
  return value as Uint8Array<ArrayBuffer>;
}

/** A column that holds one of a few words, which the table itself checks. */
export function word<Word extends string>(row: Row, column: string): Word {
  return text(row, column) as Word;
}

/** A column that holds JSON that this program wrote. */
export function json<Value>(row: Row, column: string): Value {
  return JSON.parse(text(row, column));
}

function wrongType(column: string, wanted: string, seen: unknown): TypeError {
  return new TypeError(
    `Cannot read column "${column}" as it must hold ${wanted}: ${typeof seen}`,
  );
}
