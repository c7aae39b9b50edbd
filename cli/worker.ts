/**
 * `worker`: grades what waits in a queue, on this machine, until it is told to stop.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { openDatabase } from "../gradebook/queue/database.ts";
import type { JobEnd } from "../gradebook/queue/grade_job.ts";
import {
  type HeldJob,
  type Jobs,
  openJobs,
  shortDigest,
} from "../gradebook/queue/jobs.ts";
import { prepareSchema } from "../gradebook/queue/schema.ts";
import { work } from "../gradebook/queue/worker.ts";
import { graderDigest } from "../gradebook/grader_digest.ts";
import { missingLimits } from "../grader/sandbox.ts";
import { defaultJobs } from "./grade_class_arguments.ts";
import { onInterrupt } from "./interruptions.ts";
import { openWorkFolder } from "../gradebook/class/work_folder.ts";
import { queueOf } from "./queue_flag.ts";
import { noSuchFlag, UsageError } from "./usage.ts";

const help = `Usage: deno task worker --queue postgres://user@host:port/database [options]

Grades what "deno task grade --class ... --queue ..." put into a queue, in child processes
without network, and writes the results back. Any number of workers may run, on any number
of machines; each takes the jobs of its own version of the harness and leaves the others.
Told to end by SIGTERM it finishes what it began. Where the database is away it waits.

  --queue URL     the database; default: what LATENTMARK_QUEUE holds, which, unlike a flag,
                  no list of processes shows
  --jobs N        submissions at the same time (default: as cores and memory allow)
  --seed N        as that of the class: a part of the version (0)
  --time-limit S  as that of the class: a part of the version (300)
  --until-empty   end when the queue is empty
  --help          this text

Exit codes: 0 told to end, or empty; 1 the database refused something; 2 wrong use.`;

/** Runs `worker`; resolves to the exit code. */
export async function workerCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["queue", "jobs", "seed", "time-limit"],
    boolean: ["help", "until-empty"],
    default: { seed: "0" },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const address = queueOf(flags.queue);
  const seed = wholeNumber("seed", flags.seed, 0);
  const jobsAtOnce = flags.jobs === undefined
    ? defaultJobs(navigator.hardwareConcurrency, Deno.systemMemoryInfo().available)
    : wholeNumber("jobs", flags.jobs, 1);
  const limit = flags["time-limit"];
  const seconds = limit === undefined ? null : wholeNumber("time-limit", limit, 1);
  const grading = {
    seed,
    ...(seconds === null
      ? {}
      : { sandbox: { durationMs: seconds * 1000, cpuSeconds: seconds } }),
  };
  const grader = graderDigest(grading);
  for (const missing of await missingLimits()) console.error(`Note: ${missing}`);

  const stop = new AbortController();
  using _ = onInterrupt(() => {
    console.error("Told to end: finishing what is in work");
    stop.abort();
  });
  const say = (line: string) => console.error(line);
  await using folder = await openWorkFolder();
  const database = openDatabase(address, {
    connections: jobsAtOnce + 2,
    name: "latentmark worker",
    say,
    signal: stop.signal,
  });
  let watch: ReturnType<typeof setInterval> | undefined;
  try {
    await prepareSchema(database);
    await using jobs = await openJobs(database, grader, say);
    console.error(
      `Working for ${address.shown}: version ${shortDigest(grader)}, ${jobsAtOnce} ` +
        `${jobsAtOnce === 1 ? "job" : "jobs"} at a time`,
    );
    const tell = toldOfOthers(jobs, grader, say);
    await tell();
    watch = setInterval(() => tell().catch(() => {}), 60_000);
    await work({
      database,
      jobs,
      grader,
      grading,
      folder: folder.path,
      rubrics: new Map(),
      jobsAtOnce,
      untilEmpty: flags["until-empty"],
      say,
      ended: (held, end) => console.log(lineOf(held, end)),
      signal: stop.signal,
    });
    return 0;
  } catch (error) {
    if (error instanceof Deno.errors.Interrupted) return 0;
    const seen = error instanceof Error ? error.message : String(error);
    console.error(`Cannot work for ${address.shown} as it must take part: ${seen}`);
    return 1;
  } finally {
    clearInterval(watch);
    await database[Symbol.asyncDispose]();
  }
}

/** Submissions are people's: a line names what was graded by its digest alone. */
function lineOf({ grading }: HeldJob, end: JobEnd): string {
  const name = `source ${shortDigest(grading.source)}`;
  switch (end.ended) {
    case "result":
      return `${name}: ${end.outcome}`;
    case "known":
      return `${name}: graded before`;
    case "returned":
      return `${name}: given back, ${end.reason}`;
  }
}

/** Says, once for each change, that jobs wait for other versions of the harness. */
function toldOfOthers(
  jobs: Jobs,
  grader: string,
  say: (line: string) => void,
): () => Promise<void> {
  let last = "";
  return async () => {
    const others = await jobs.forOthers();
    const list = others.map(({ grader, waiting }) => `${waiting} for ${grader}`);
    const line = list.length === 0
      ? ""
      : `Cannot take all jobs as they must be for this version, ` +
        `${shortDigest(grader)}: ${list.join(", ")} (they wait for a worker of theirs)`;
    if (line !== "" && line !== last) say(line);
    last = line;
  };
}

function wholeNumber(flag: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(number) && number >= least) {
    return number;
  }
  throw new UsageError(
    `Cannot use --${flag} as it must be a whole number from ${least}: "${text}"`,
  );
}
