/**
 * The command line of `grade` for a whole class, parsed and checked before anything is
 * opened.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path";
import type { Language } from "../rubric/reason_text.ts";
import { defaultGradebook } from "./open_gradebook.ts";
import { defaultRubric, givenPath, languageOf, noSuchFlag, UsageError } from "./usage.ts";

/** The text of `grade --class --help`. */
export const classHelp = `Usage: deno task grade --class <folder | zip> [options]
       deno task grade <submission>... --jobs N [options]

Grades a whole class: each child of the folder or zip is one submission; a bulk download of
Gradescope, Moodle or Canvas says by itself whose they are. Reports are written to
<out>/<submission id>/report.json and kept in the gradebook. What has a result is not
graded again: after any interruption the same command goes on.

  --class PATH      the class
  --jobs N          submissions at the same time (cores, and 2 GB of free memory each)
  --dry-run         say what would be done
  --watch           go on, and grade what is added to the folder
  --retry-failed    grade again what the grader failed on
  --time-limit S    seconds for one submission (300)
  --queue URL       have workers do it: postgres://..., where deno task worker takes it up
  --gradebook FILE  the gradebook (gradebook.db)
  --out DIR         where reports go (results)
  --rubric FILE     the rubric (rubric/ntu_ml_hw8.yaml)
  --lang L          en or zh-TW (en)
  --seed N          recorded in the report (0)
  --help            this text

Exit codes: 0 all graded, 1 some submission could not be graded, 2 wrong use or a faulty
rubric, 130 and 143 interrupted.`;

/** What a class run is to do. */
export interface ClassRequest {
  /** `null`: `paths` are given one by one. */
  readonly classPath: string | null;
  readonly paths: readonly string[];
  /** `null`: as many as there is room for. */
  readonly jobs: number | null;
  readonly dryRun: boolean;
  readonly watch: boolean;
  readonly retryFailed: boolean;
  /** `null`: the default. */
  readonly timeLimitSeconds: number | null;
  /** Address of a queue; `null`: children of this process do the work. */
  readonly queue: string | null;
  readonly gradebook: string;
  readonly out: string;
  readonly rubric: string;
  readonly language: Language;
  readonly seed: number;
}

/**
 * Reads the command line; `null`: help is asked for.
 *
 * @throws {UsageError} a flag or value that can not be
 */
export function classRequest(args: string[]): ClassRequest | null {
  const flags = parseArgs(args, {
    string: [
      ...["_", "class", "jobs", "time-limit", "queue", "gradebook", "out", "rubric"],
      ...["lang", "seed"],
    ],
    boolean: ["help", "dry-run", "watch", "retry-failed"],
    default: {
      gradebook: defaultGradebook,
      out: "results",
      rubric: fromFileUrl(defaultRubric),
      lang: "en",
      seed: "0",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) return null;
  const paths = flags._.map((path: unknown) => givenPath(String(path)));
  const classPath = flags.class === undefined ? null : givenPath(flags.class);
  if (classPath === "") {
    throw new UsageError("Cannot use --class as it must name a folder or zip: no name");
  }
  if (classPath !== null && paths.length > 0) {
    throw new UsageError(
      `Cannot grade a class as it must be given alone: "${paths[0]}" is given, too`,
    );
  }
  if (classPath === null && paths.length === 0) {
    throw new UsageError(
      `Cannot grade as there must be a submission: no path is given\n\n${classHelp}`,
    );
  }
  if (classPath === null && flags.watch) {
    throw new UsageError("Cannot use --watch as --class must name a folder: it does not");
  }
  return {
    classPath,
    paths,
    jobs: whole("jobs", flags.jobs, 1, 512),
    dryRun: flags["dry-run"],
    watch: flags.watch,
    retryFailed: flags["retry-failed"],
    timeLimitSeconds: whole("time-limit", flags["time-limit"], 1, 86_400),
    queue: flags.queue ?? null,
    gradebook: flags.gradebook,
    out: flags.out,
    rubric: givenPath(flags.rubric),
    language: languageOf(flags.lang),
    seed: whole("seed", flags.seed, 0, Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

function whole(
  flag: string,
  value: string | undefined,
  least: number,
  most: number,
): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(number)) {
    if (number >= least && number <= most) return number;
  }
  throw new UsageError(
    `Cannot use --${flag} as it must be a whole number from ${least} to ${most}: ` +
      `"${value}"`,
  );
}

/**
 * How many submissions at the same time: as many as there are cores, and no more than
 * there are 2 GB of memory for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(defaultJobs(8, 7e9), 3);
 * assertEquals(defaultJobs(2, 64e9), 2);
 * assertEquals(defaultJobs(4, 1e9), 1);
 * assertEquals(defaultJobs(4, null), 4);
 * ```
 *
 * @param freeBytes `null`: not known
 */
export function defaultJobs(cores: number, freeBytes: number | null): number {
  const room = freeBytes === null ? cores : Math.floor(freeBytes / 2e9);
  return Math.max(1, Math.min(cores, room));
}
