/**
 * A PostgreSQL database that may be away for a while: what is asked of it waits until it
 * is there again.
 *
 * @module
 */
import pg from "pg";
import { type QueueAddress, withoutSecrets } from "./address.ts";

/** What a query gave. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection, or any: where SQL is run; gives the rows of all statements of a text. */
export interface Sql {
  (text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A database. */
export interface Database extends AsyncDisposable {
  /** For people. */
  readonly shown: string;
  /**
   * Does something that may be done again, in a transaction of its own; while the database
   * is away it waits and tries again.
   *
   * @throws {Deno.errors.Interrupted} told to stop while the database was away
   */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** Runs one statement, which may be run again; waits as `transaction` does. */
  readonly sql: Sql;
  /** The same for statements that are themselves transactions; does not wait. */
  readonly plain: Sql;
  /** Waits as `transaction` does for what does not wait itself. */
  patiently<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** How to open a database. */
export interface DatabaseOptions {
  /** Connections at most. */
  readonly connections: number;
  /** Named so in the server's list of connections. */
  readonly name: string;
  /** Told once that the database is away, and once that it is back. */
  readonly say: (line: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

const firstWaitMs = 250;
const longestWaitMs = 10_000;

/** Opens a database; nothing is asked of it yet. */
export function openDatabase(
  address: QueueAddress,
  options: DatabaseOptions,
): Database {
  const pool = new pg.Pool({
    connectionString: address.url,
    max: options.connections,
    application_name: options.name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A network that loses a connection without a word, and a process that is stopped in
    // the middle of a transaction, must not hold up the others.
    query_timeout: 120_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that breaks while nobody uses it: whoever asks next gets another.
  pool.on("error", () => {});
  let away = false;
  let wasThere = false;

  const say = (line: string) => options.say(withoutSecrets(line, address.secrets));
  const patiently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    for (let waitMs = firstWaitMs;; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
      try {
        const result = await work();
        wasThere = true;
        if (away) {
          away = false;
          say(`The database ${address.shown} is back`);
        }
        return result;
      } catch (error) {
        // A name that was found once is found again; before that it may be misspelt.
        const isLost = isAway(error) || wasThere && isUnknownHost(error);
        if (!isLost) throw cleaned(error, address);
        if (!away) {
          away = true;
          say(`The database ${address.shown} is away, waiting for it: ${reason(error)}`);
        }
        await pause(waitMs, options.signal);
      }
    }
  };
  const plain: Sql = async (text, values) => {
    return rowsOf(await pool.query<Row>(text, values as unknown[] | undefined));
  };
  return {
    shown: address.shown,
    patiently,
    plain,
    sql: (text, values) => patiently(() => plain(text, values)),
    transaction: (work) => patiently(() => inTransaction(pool, work)),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // Without a listener a connection that breaks in between would end the process.
  let broken: Error | undefined;
  const onError = (error: Error) => broken = error;
  client.on("error", onError);
  try {
    await client.query("begin");
    const result = await work(async (text, values) =>
      rowsOf(await client.query<Row>(text, values as unknown[] | undefined))
    );
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((rollback: Error) => broken ??= rollback);
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Of several statements in one text the driver gives a list, which its types do not say. */
function rowsOf(
  result: pg.QueryResult<Row> | readonly pg.QueryResult<Row>[],
): readonly Row[] {
  return "rows" in result ? result.rows : result.flatMap(({ rows }) => rows);
}

/**
 * Whether an error says that the database is away, as when it restarts, and not that
 * something is wrong with what was asked.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isAway);
  const { code } = error as Error & { readonly code?: unknown };
  if (typeof code === "string") {
    return codesOfAbsence.test(code) ||
      /^E(?:CONN|PIPE|TIMEDOUT|HOST|NET|AI_AGAIN)/.test(code);
  }
  return /connection terminated|connection (?:timeout|error)|timeout exceeded|query read timeout|not queryable|client was closed/i
    .test(error.message);
}

function isUnknownHost(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOTFOUND";
}

/**
 * Connection exceptions, no room (connections, disk, memory), shutting down, starting up, a transaction
 * that lost against another or was idle for too long, a standby; see the list of codes in PostgreSQL's manual,
 * appendix A.
 */
const codesOfAbsence = /^(?:08...|53...|57P0[123]|40001|40P01|25006|25P03)$/;

function reason(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message.split("\n")[0] ?? "" : String(first);
}

/** Messages of a driver can hold the address: here none leaves with a password. */
function cleaned(error: unknown, address: QueueAddress): unknown {
  if (error instanceof Error) {
    error.message = withoutSecrets(error.message, address.secrets);
    if (error.stack) error.stack = withoutSecrets(error.stack, address.secrets);
  }
  return error;
}

/** Waits; a signal ends it with an error. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      clearTimeout(timer);
      reject(new Deno.errors.Interrupted("Told to stop while the database was away"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stopped);
      resolve();
    }, ms);
    if (signal?.aborted) stopped();
    else signal?.addEventListener("abort", stopped, { once: true });
  });
}
