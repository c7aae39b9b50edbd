/**
 * `grade --class <folder | zip>` and `grade <submission>... --jobs N`: grades a class.
 *
 * @module
 */
import { resolve } from "@std/path";
import { ClassError } from "../gradebook/class/class_error.ts";
import { defaultClassLimits } from "../gradebook/class/class_limits.ts";
import { dryRun } from "../gradebook/class/dry_run.ts";
import {
  findSubmissions,
  type FoundClass,
  givenSubmissions,
  type KnownIds,
} from "../gradebook/class/find_submissions.ts";
import {
  type ClassOptions,
  gradeClass,
  keyMaker,
} from "../gradebook/class/grade_class.ts";
import { localExecutor } from "../gradebook/class/local_executor.ts";
import { waitForChanges } from "../gradebook/class/wait_for_changes.ts";
import type { Executor } from "../gradebook/class/work.ts";
import { openWorkFolder } from "../gradebook/class/work_folder.ts";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import type { GradeOptions } from "../grader/grade.ts";
import { missingLimits } from "../grader/sandbox.ts";
import type { LoadedRubric } from "../rubric/load_rubric.ts";
import { classProgress } from "./class_progress.ts";
import { ClassTally } from "./class_tally.ts";
import { classWords } from "./class_words.ts";
import {
  classHelp,
  type ClassRequest,
  classRequest,
  defaultJobs,
} from "./grade_class_arguments.ts";
import { onInterrupt } from "./interruptions.ts";
import { messagesOf } from "./grade.ts";
import { prepareOut } from "./results_folder.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import { mustBeSubmission, rubricOf, UsageError } from "./usage.ts";

/** What all passes of one call share. */
interface Call {
  readonly request: ClassRequest;
  readonly rubric: LoadedRubric;
  readonly grading: Omit<GradeOptions, "id" | "readable" | "signal">;
  readonly checks: ClassOptions["checks"];
  readonly workFolder: string;
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/** Runs `grade` for a class; resolves to the exit code. */
export async function gradeClassCommand(args: string[]): Promise<number> {
  const request = classRequest(args);
  if (request === null) {
    console.log(classHelp);
    return 0;
  }
  try {
    return await run(request);
  } catch (error) {
    if (error instanceof GradebookError) {
      console.error(`${error.message}\n${classWords[request.language].interrupted}`);
      return 1;
    }
    throw error instanceof ClassError ? new UsageError(error.message) : error;
  }
}

async function run(request: ClassRequest): Promise<number> {
  const { timeLimitSeconds, seed } = request;
  const rubric = await rubricOf(request.rubric);
  const given = request.classPath === null ? request.paths : [request.classPath];
  for (const path of given) await mustBeSubmission(path);
  if (request.watch && !(await Deno.stat(given[0]!)).isDirectory) {
    throw new UsageError(
      "Cannot use --watch as --class must name a folder: it is a file",
    );
  }
  if (!request.dryRun) await prepareOut(request.out, given);
  for (const missing of await missingLimits()) console.error(`Note: ${missing}`);
  const controller = new AbortController();
  let ended = 0;
  using _ = onInterrupt((signal) => {
    ended = signal === "SIGINT" ? 130 : 143;
    controller.abort();
  });
  await using folder = await openWorkFolder();
  const sandbox = timeLimitSeconds === null
    ? {}
    : { sandbox: { durationMs: timeLimitSeconds * 1000, cpuSeconds: timeLimitSeconds } };
  const call: Call = {
    request,
    rubric,
    grading: { rubric, seed, ...sandbox },
    checks: await messagesOf(rubric),
    workFolder: folder.path,
    jobs: request.jobs ?? defaultJobs(navigator.hardwareConcurrency, freeMemory()),
    signal: controller.signal,
  };
  if (request.dryRun) return await sayWhatWouldBe(call);
  using gradebook = namedGradebook(request.gradebook);
  const code = request.watch
    ? await watch(call, gradebook)
    : await gradeOnce(call, gradebook);
  if (ended === 0) return code;
  console.error(classWords[request.language].interrupted);
  return ended;
}

/** One pass over the class; the exit code. */
async function gradeOnce(
  call: Call,
  gradebook: Gradebook,
  isFirst = true,
): Promise<number> {
  const { request, rubric, signal } = call;
  const words = classWords[request.language];
  await using found = await find(call, gradebook);
  await using executor = await executorFor(call, gradebook);
  const progress = classProgress(found.submissions.length, words);
  const tally = new ClassTally();
  for (const notice of found.notices) tally.add({ of: "notice", notice });
  let finished: boolean;
  try {
    finished = await gradeClass({
      ...{ gradebook, found, executor: executor.executor, signal },
      ...{ grading: call.grading, checks: call.checks },
      out: request.out,
      retryFailed: request.retryFailed,
      on(event) {
        tally.add(event);
        if (event.of !== "notice") progress.step(event.of === "graded");
      },
    });
  } finally {
    progress.end();
  }
  if (!isFirst && tally.known === tally.done) return 0;
  console.log(tally.render(rubric.rubric, words).join("\n"));
  if (finished) {
    const named = request.gradebook === defaultGradebook
      ? ""
      : ` --gradebook ${request.gradebook}`;
    console.log(`\n${words.next(named)}`);
    if (tally.failed > 0 && !request.retryFailed) console.log(words.again);
  }
  return tally.graded === found.submissions.length ? 0 : 1;
}

async function find(call: Call, gradebook: Gradebook | null): Promise<FoundClass> {
  const { request: { classPath, paths }, rubric, workFolder } = call;
  const known = knownIds(gradebook, rubric.rubric.id);
  if (classPath === null) return await givenSubmissions(paths, known);
  return await findSubmissions(classPath, {
    ...{ limits: defaultClassLimits, workFolder, known },
  });
}

function knownIds(gradebook: Gradebook | null, assignment: string): KnownIds {
  return {
    holder(id) {
      const submission = gradebook?.submissionById(assignment, id) ?? null;
      return submission && (gradebook?.source(submission.source)?.entry ?? null);
    },
    ofOrigin: (path) => gradebook?.submissionByOrigin(assignment, path)?.id ?? null,
  };
}

async function executorFor(
  { request, grading, jobs, workFolder, signal }: Call,
  gradebook: Gradebook,
): Promise<AsyncDisposable & { readonly executor: Executor }> {
  if (request.queue === null) {
    return {
      executor: localExecutor({
        ...{ gradebook, workFolder, jobs },
        options: grading,
        retry: request.retryFailed,
      }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  // Loaded when it is asked for: a class on one machine needs no database.
  const { queueOf } = await import("./queue_flag.ts");
  const { openQueueExecutor } = await import("../gradebook/queue/queue_executor.ts");
  const { rubric: rubricDigest, grader } = keyMaker(grading)("");
  const executor = await openQueueExecutor({
    ...{ gradebook, options: grading, rubricDigest, grader, signal },
    address: queueOf(request.queue),
    retry: request.retryFailed,
    say: (line) => console.error(line),
  });
  return { executor, [Symbol.asyncDispose]: () => executor[Symbol.asyncDispose]() };
}

/** Passes over a folder until the run is ended. */
async function watch(call: Call, gradebook: Gradebook): Promise<number> {
  const { request: { classPath }, signal } = call;
  let said = "";
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      await gradeOnce(call, gradebook, isFirst);
      said = "";
    } catch (error) {
      // The folder may be empty still, or hold the beginning of something.
      if (!(error instanceof ClassError)) throw error;
      if (said !== error.message) console.error(error.message);
      said = error.message;
    }
    if (classPath !== null) await waitForChanges(classPath, signal);
  }
  return 0;
}

/** Prints what a run would do. */
async function sayWhatWouldBe(call: Call): Promise<number> {
  const { request } = call;
  const file = request.gradebook;
  const isThere = await Deno.stat(resolve(file)).then(() => true, () => false);
  using gradebook = isThere ? namedGradebook(file, { readOnly: true }) : null;
  await using found = await find(call, gradebook);
  const counts = new Map<string, number>();
  for await (const { id, name, step, reason } of dryRun(found, call.grading, gradebook)) {
    const what = step === "failed" && request.retryFailed ? "grade" : step;
    counts.set(what, (counts.get(what) ?? 0) + 1);
    if (what !== "known") console.log(`${stepWords[what]}  ${id}  (${reason || name})`);
  }
  for (const notice of found.notices) console.log(`notice  ${notice}`);
  const parts = Object.entries(stepWords).map(([step, words]) =>
    `${counts.get(step) ?? 0} ${words}`
  );
  console.log(
    `${found.submissions.length} submissions (${found.layout}): ${parts.join(", ")}`,
  );
  return 0;
}

const stepWords = {
  grade: "to grade",
  same: "graded with an equal one",
  known: "graded before",
  failed: "failed before",
  refused: "can not be taken in",
} as const;

/** Bytes of memory that nothing uses; `null`: not to be had. */
function freeMemory(): number | null {
  try {
    return Deno.systemMemoryInfo().available;
  } catch {
    return null;
  }
}
