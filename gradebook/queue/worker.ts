/**
 * A worker: takes jobs from a queue and grades them until it is told to stop.
 *
 * @module
 */
import { gradeJob, type JobEnd, settleDeadJobs, type Workshop } from "./grade_job.ts";
import { type HeldJob, leaseSeconds } from "./jobs.ts";

/** How to work; `signal` aborted: takes no more jobs and ends when those in work are done. */
export interface WorkerOptions extends Workshop {
  /** Jobs at the same time. */
  readonly jobsAtOnce: number;
  /** Ends when nothing waits and nothing is in work. */
  readonly untilEmpty: boolean;
  /** Told what a person should know. */
  readonly say: (line: string) => void;
  /** Told of every job's end. */
  readonly ended: (held: HeldJob, end: JobEnd) => void;
}

const idleMs = 1000;

/**
 * Works until the signal, or until the queue is empty.
 *
 * @throws what the database refuses for good, as rights that are missing
 */
export async function work(options: WorkerOptions): Promise<void> {
  const { jobs, jobsAtOnce, signal } = options;
  const inWork = new Map<HeldJob, Promise<void>>();
  const beat = setInterval(() => {
    // The next one may get through; while the database is away there is nobody to tell.
    jobs.touch([...inWork.keys()]).catch(() => {});
  }, 1000 * leaseSeconds / 3);
  let fault: { readonly error: unknown } | undefined;
  try {
    while (!signal.aborted && !fault) {
      const room = jobsAtOnce - inWork.size;
      const taken = room > 0 ? await jobs.take(room) : [];
      for (const held of taken) {
        const done = gradeJob(held, options)
          .then((end) => options.ended(held, end))
          .catch((error) => {
            if (!(error instanceof Deno.errors.Interrupted)) fault ??= { error };
          })
          .finally(() => inWork.delete(held));
        inWork.set(held, done);
      }
      if (taken.length > 0 && inWork.size < jobsAtOnce) continue;
      if (taken.length === 0 && await settleDeadJobs(options)) continue;
      if (inWork.size === 0 && options.untilEmpty) {
        // Others may hold jobs that come back.
        const { waiting, active } = await jobs.standing();
        if (waiting + active === 0) break;
      }
      await anyOf(inWork.values(), inWork.size < jobsAtOnce ? idleMs : null, signal);
    }
    await Promise.all(inWork.values());
  } catch (error) {
    // Told to stop while the database was away: what is in work can not be written.
    if (!(error instanceof Deno.errors.Interrupted)) throw error;
    await Promise.all(inWork.values());
  } finally {
    clearInterval(beat);
  }
  if (fault) throw fault.error;
}

/** Waits for the first to end, for a time (`null`: without limit), or for a signal. */
async function anyOf(
  promises: Iterable<Promise<void>>,
  ms: number | null,
  signal: AbortSignal,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = () => {};
  const other = new Promise<void>((resolve) => {
    if (ms !== null) timer = setTimeout(resolve, ms);
    stopped = resolve;
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", stopped, { once: true });
  });
  await Promise.race([...promises, other]);
  clearTimeout(timer);
  signal.removeEventListener("abort", stopped);
}
