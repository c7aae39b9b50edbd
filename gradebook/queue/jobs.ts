/**
 * The jobs of a queue: pg-boss's leases, heartbeats, retries and dead letters, for the
 * gradings of one version of the harness.
 *
 * @module
 */
import { PgBoss } from "pg-boss";
import { z } from "zod";
import type { ResultKey } from "../records.ts";
import { type Database, isAway, type Sql } from "./database.ts";
import { jobsSchema } from "./schema.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Schema of a job's data. */
export const gradingSchema = z.strictObject({
  source: digest,
  rubric: digest,
  grader: digest,
  /** Id of the submission that is graded first. */
  id: z.string().min(1).max(255),
});

/** A grading that is asked for. */
export type Grading = z.infer<typeof gradingSchema>;

/** A job that this process holds: nobody else gets it while it gives signs of life. */
export interface HeldJob {
  readonly id: string;
  readonly retryCount: number;
  readonly grading: Grading;
}

/** A job that was given up. */
export interface DeadJob extends HeldJob {
  /** Why the last attempt failed. */
  readonly reason: string;
  /** Attempts in all. */
  readonly attempts: number;
}

/** The jobs of one version of the harness. */
export interface Jobs extends AsyncDisposable {
  /** Asks for gradings, in a transaction; what waits or runs already is not asked twice. */
  put(gradings: readonly Grading[], sql: Sql): Promise<void>;
  /** Takes at most so many; empty: none waits. */
  take(most: number): Promise<readonly HeldJob[]>;
  /** A sign of life. */
  touch(held: readonly HeldJob[]): Promise<void>;
  /** A job is done, in the transaction that writes its result. */
  finish(held: HeldJob, sql: Sql): Promise<void>;
  /** Gives a job back after a failed attempt: it is tried again, or given up. */
  giveBack(held: HeldJob, reason: string): Promise<void>;
  /** Takes jobs that were given up. */
  takeDead(most: number): Promise<readonly DeadJob[]>;
  /** A job that was given up is dealt with, in a transaction. */
  finishDead(dead: DeadJob, sql: Sql): Promise<void>;
  /** How many jobs wait, and how many workers hold. */
  standing(): Promise<{ readonly waiting: number; readonly active: number }>;
  /** Jobs that wait for other versions of the harness: their digests, shortened. */
  forOthers(): Promise<
    readonly { readonly grader: string; readonly waiting: number }[]
  >;
}

/** Attempts at a job whose workers vanish; what submissions do is counted elsewhere. */
export const attemptsAtJob = 5;

/** Without a sign of life for so long, a job is another worker's. */
export const leaseSeconds = 15;

const second = 1;
const hour = 3600 * second;
const day = 24 * hour;
const queuePrefix = "grade/";
const deadPrefix = "given-up/";

/** A digest's beginning, enough to tell versions apart in a queue's name. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 16);
}

/**
 * Opens the jobs of a version of the harness; makes pg-boss's tables where there are none.
 *
 * @param say told what pg-boss complains of while it goes on
 */
export async function openJobs(
  database: Database,
  grader: string,
  say: (line: string) => void,
): Promise<Jobs> {
  const boss = new PgBoss({
    db: bossDatabase(database.plain),
    schema: jobsSchema,
    // How soon a job whose worker vanished is seen.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: hour,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  const told = new Set<string>();
  boss.on("error", (error: Error) => {
    // While the database is away whoever asks it for something says so.
    if (isAway(error) || told.has(error.message)) return;
    told.add(error.message);
    say(`The queue goes on after an error: ${error.message}`);
  });
  const queue = `${queuePrefix}${shortDigest(grader)}`;
  const dead = `${deadPrefix}${shortDigest(grader)}`;
  await database.patiently(async () => {
    await boss.start();
    await boss.createQueue(dead, {
      retentionSeconds: 90 * day,
      deleteAfterSeconds: day,
      retryLimit: 100,
      expireInSeconds: 600,
    });
    await boss.createQueue(queue, {
      // A key that waits or runs is not put twice.
      policy: "exclusive",
      deadLetter: dead,
      heartbeatSeconds: leaseSeconds,
      retryLimit: attemptsAtJob - 1,
      retryDelay: second,
      expireInSeconds: hour,
      retentionSeconds: 90 * day,
      // What is done is known by its result.
      deleteAfterSeconds: hour,
    });
  });
  /** No program of this project put it there. */
  const refuse = async (name: string, id: string) => {
    say(`Cannot take job ${id} as its data must name a grading: it is cancelled`);
    await database.patiently(() => boss.cancel(name, id));
  };

  return {
    put: async (gradings, sql) => {
      const jobs = gradings.map((data) => ({ data, singletonKey: keyOf(data) }));
      await boss.insert(queue, jobs, { db: bossDatabase(sql) });
    },
    take: async (most) => {
      const jobs = await database.patiently(() =>
        boss.fetch<object>(queue, { batchSize: most })
      );
      const held: HeldJob[] = [];
      for (const { id, retryCount, data } of jobs) {
        const grading = gradingSchema.safeParse(data);
        if (grading.success) held.push({ id, retryCount, grading: grading.data });
        else await refuse(queue, id);
      }
      return held;
    },
    touch: async (held) => {
      if (held.length === 0) return;
      await boss.touch(queue, held.map(({ id, retryCount }) => ({ id, retryCount })));
    },
    finish: async (held, sql) => {
      // Whoever holds it by now: its result is there.
      const options = { db: bossDatabase(sql), includeQueued: true };
      await boss.complete(queue, held.id, null, options);
    },
    giveBack: async ({ id, retryCount }, reason) => {
      await database.patiently(() =>
        boss.fail(queue, { id, retryCount }, { message: reason })
      );
    },
    takeDead: async (most) => {
      const jobs = await database.patiently(() =>
        boss.fetch<object>(dead, { batchSize: most, includeMetadata: true })
      );
      const given: DeadJob[] = [];
      for (const { id, retryCount, data, sourceOutput, sourceRetryCount } of jobs) {
        const grading = gradingSchema.safeParse(data);
        if (!grading.success) {
          await refuse(dead, id);
          continue;
        }
        given.push({
          id,
          retryCount,
          grading: grading.data,
          reason: messageOf(sourceOutput),
          attempts: 1 + (sourceRetryCount ?? 0),
        });
      }
      return given;
    },
    finishDead: async (job, sql) => {
      await boss.complete(dead, job.id, null, { db: bossDatabase(sql) });
    },
    standing: async () => {
      const [row] = await database.sql(
        `select count(*) filter (where state <> 'active') as waiting,
           count(*) filter (where state = 'active') as active
         from ${jobsSchema}.job
         where name = $1 and state <= 'active' and policy = 'exclusive'`,
        [queue],
      );
      return { waiting: Number(row?.waiting), active: Number(row?.active) };
    },
    forOthers: async () => {
      const rows = await database.sql(
        `select name, count(*) as waiting from ${jobsSchema}.job
         where starts_with(name, $1) and name <> $2 and state < 'active'
           and policy = 'exclusive'
         group by name order by name`,
        [queuePrefix, queue],
      );
      return rows.map(({ name, waiting }) => ({
        grader: String(name).slice(queuePrefix.length),
        waiting: Number(waiting),
      }));
    },
    [Symbol.asyncDispose]: () => boss.stop({ graceful: false, close: false }),
  };
}

/** One job a key, whichever submission it is of. */
function keyOf({ source, rubric, grader }: ResultKey): string {
  return `${source}/${rubric}/${grader}`;
}

/** What pg-boss wants of a database. */
function bossDatabase(sql: Sql) {
  return {
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: [...await sql(text, values)],
    }),
  };
}

/** pg-boss keeps an error as `{ message }` or, of its own, as `{ value: { message } }`. */
function messageOf(output: unknown): string {
  const parsed = outputSchema.safeParse(output);
  if (!parsed.success) return "no reason was kept";
  return parsed.data.message ?? parsed.data.value?.message ?? "no reason was kept";
}

const outputSchema = z.object({
  message: z.string().optional(),
  value: z.object({ message: z.string().optional() }).optional(),
});
