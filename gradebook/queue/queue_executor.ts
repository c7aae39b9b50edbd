/**
 * Grading a class on other machines: the work goes into a queue, workers do it, and their
 * results come back as if children of this process had made them.
 *
 * @module
 */
import { parseAnswer } from "../../grader/job.ts";
import { defaultLimits } from "../../grader/collect/limits.ts";
import type { GradeOptions } from "../../grader/grade.ts";
import type { Report } from "../../grader/report.ts";
import { customChecks } from "../../rubric/frozen_rubric.ts";
import { reportSchema } from "../../grader/report_schema.ts";
import { ClassError } from "../class/class_error.ts";
import type { Executor, WorkItem, WorkResult } from "../class/work.ts";
import type { Gradebook } from "../gradebook.ts";
import type { Source } from "../records.ts";
import type { QueueAddress } from "./address.ts";
import { missingBlobs, putBlob } from "./blobs.ts";
import { type Database, openDatabase } from "./database.ts";
import { settleDeadJobs } from "./grade_job.ts";
import { type Jobs, openJobs } from "./jobs.ts";
import { prepareSchema } from "./schema.ts";
import {
  forgetFailures,
  putRubric,
  putSources,
  type QueuedResult,
  resultsOf,
} from "./work_store.ts";

/** What an executor works with. */
export interface QueueExecutorOptions {
  readonly address: QueueAddress;
  /** Holds the sources and their blobs. */
  readonly gradebook: Pick<Gradebook, "source" | "blob">;
  /** Digest of the rubric: of every item's key. */
  readonly rubricDigest: string;
  /** Digest of this harness with its seed and limits: of every item's key. */
  readonly grader: string;
  /** Rubric, seed and limits; of every item. */
  readonly options: Omit<GradeOptions, "id" | "readable" | "signal">;
  /** What failed before is tried again. */
  readonly retry: boolean;
  /** Told what a person should know. */
  readonly say: (line: string) => void;
  /** Ends the waiting for a database that is away. */
  readonly signal: AbortSignal;
}

/** Items asked for and not answered yet, at most: what is held, and asked after. */
const mostOpen = 2000;
/** Items that are put at once. */
const batch = 50;
const pollMs = 500;
/** After so long without a sign of a worker a person is told. */
const patienceMs = 15_000;

/**
 * Opens a queue for a class.
 *
 * @throws {ClassError} the rubric has checks of its author's, for code is not sent to
 *   workers; or the database refuses
 */
export async function openQueueExecutor(
  options: QueueExecutorOptions,
): Promise<Executor & AsyncDisposable> {
  const { rubricDigest, grader, address, say, signal } = options;
  const { rubric } = options.options.rubric;
  const custom = customChecks(rubric);
  if (custom.length > 0) {
    throw new ClassError(
      `Cannot grade by rubric "${rubric.id}" on other machines as its checks must ` +
        `be the harness's own, for code is not taken from a database: it has ` +
        `${
          custom.join(", ")
        } (in rubric/checks of every worker it would be the harness's)`,
    );
  }
  const database = openDatabase(address, {
    connections: 4,
    name: "latentmark grade",
    say,
    signal,
  });
  try {
    await prepareSchema(database);
    const jobs = await openJobs(database, grader, say);
    await database.transaction((sql) => putRubric(sql, rubricDigest, rubric));
    let active = 1;
    return {
      get jobs() {
        return active;
      },
      async *run(work, signal) {
        const context = { ...options, database, queue: jobs };
        try {
          yield* run(work, signal, context, (count) => active = count);
        } catch (error) {
          // Told to end while the database was away.
          if (!(error instanceof Deno.errors.Interrupted)) throw error;
        }
      },
      [Symbol.asyncDispose]: async () => {
        await jobs[Symbol.asyncDispose]();
        await database[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await database[Symbol.asyncDispose]();
    const seen = error instanceof Error ? error.message : String(error);
    throw new ClassError(
      `Cannot use the queue ${address.shown} as it must take the class: ${seen}`,
    );
  }
}

type Context = QueueExecutorOptions & {
  readonly database: Database;
  readonly queue: Jobs;
};

async function* run(
  work: Iterable<WorkItem> | AsyncIterable<WorkItem>,
  signal: AbortSignal,
  context: Context,
  setActive: (jobs: number) => void,
): AsyncGenerator<WorkResult> {
  const items = iterate(work);
  const open = new Map<string, WorkItem>();
  const settle = {
    ...context,
    jobs: context.queue,
    grading: context.options,
    rubrics: new Map(),
  };
  let exhausted = false;
  let lastSign = performance.now();
  let told = false;
  while (!signal.aborted) {
    const next: WorkItem[] = [];
    while (!exhausted && next.length < batch && open.size + next.length < mostOpen) {
      const item = await items.next();
      if (item.done) exhausted = true;
      else next.push(item.value);
    }
    for (const item of next) open.set(item.key.source, item);
    if (next.length > 0) {
      const keys = next.map((item) => item.key.source);
      if (context.retry) {
        const { rubricDigest: rubric, grader } = context;
        await context.database.transaction((sql) =>
          forgetFailures(sql, { rubric, grader }, keys)
        );
      }
      // What is there already, of a coordinator that was killed, is not asked for again.
      const known = await found(keys, context);
      const sources = new Set(known.map((result) => result.source));
      await put(next.filter((item) => !sources.has(item.key.source)), context);
    }
    const results = await found([...open.keys()], context);
    for (const result of results) {
      const item = open.get(result.source);
      if (!item) continue;
      open.delete(result.source);
      yield {
        item,
        report: reportOf(result, item, context),
        durationMs: result.durationMs,
      };
    }
    if (results.length > 0) lastSign = performance.now();
    if (exhausted && open.size === 0) return;
    if (next.length > 0 || results.length > 0) continue;
    await settleDeadJobs(settle);
    const standing = await context.queue.standing();
    setActive(Math.max(1, standing.active));
    if (standing.active > 0) lastSign = performance.now();
    if (!told && performance.now() - lastSign > patienceMs) {
      told = true;
      context.say(
        `${standing.waiting} jobs wait and no worker takes them: start one with ` +
          `"deno task worker --queue ...", of this version of the harness`,
      );
    }
    await pause(pollMs, signal);
  }
}

/** Writes what workers need for items, and asks for their grading. */
async function put(items: readonly WorkItem[], context: Context): Promise<void> {
  const { gradebook, database, queue, rubricDigest, grader } = context;
  const sources = items.map(({ key }): Source => {
    if (key.rubric !== rubricDigest || key.grader !== grader) {
      throw new RangeError(
        `Cannot ask for ${key.source} as all items of a run must have its rubric and ` +
          `version: they are ${key.rubric} and ${key.grader}`,
      );
    }
    return stored(gradebook.source(key.source), "source", key.source);
  });
  const digests = sources.flatMap((source) => source.files.map((file) => file.sha256));
  const missing = await database.transaction((sql) => missingBlobs(sql, digests));
  for (const sha256 of missing) {
    const bytes = stored(gradebook.blob(sha256), "blob", sha256);
    await database.transaction((sql) => putBlob(sql, sha256, bytes));
  }
  await database.transaction(async (sql) => {
    await putSources(sql, sources);
    await queue.put(items.map(({ key, id }) => ({ ...key, id })), sql);
  });
}

function found(
  sources: readonly string[],
  { database, rubricDigest, grader }: Context,
): Promise<readonly QueuedResult[]> {
  const key = { rubric: rubricDigest, grader };
  return database.transaction((sql) => resultsOf(sql, key, sources));
}

/**
 * The report as this submission's. Whoever may write to the database may write anything:
 * it must be a report by this rubric, and its points what its verdicts give.
 */
function reportOf(result: QueuedResult, item: WorkItem, context: Context): Report {
  const { rubric, seed } = context.options;
  const { submission } = reportSchema.parse(JSON.parse(result.report));
  const report = parseAnswer(result.report, {
    path: "",
    id: submission.id,
    rubric: rubric.rubric,
    checks: {},
    seed: seed ?? 0,
    limits: { ...defaultLimits },
  });
  return { ...report, submission: { ...report.submission, id: item.id } };
}

function stored<Value>(value: Value | null, what: string, digest: string): Value {
  if (value !== null) return value;
  throw new RangeError(
    `Cannot send ${what} ${digest} to a queue as the gradebook must hold it: there is none`,
  );
}

function iterate(
  work: Iterable<WorkItem> | AsyncIterable<WorkItem>,
): Iterator<WorkItem> | AsyncIterator<WorkItem> {
  return Symbol.asyncIterator in work
    ? work[Symbol.asyncIterator]()
    : work[Symbol.iterator]();
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", ended);
      resolve();
    };
    const timer = setTimeout(ended, ms);
    if (signal.aborted) ended();
    else signal.addEventListener("abort", ended, { once: true });
  });
}
