/**
 * The fuzzer: samples, mutated by a seed, through every collector and reader.
 *
 * `deno task fuzz -- --seconds 600 --seed 1` runs until the time is over, and writes each
 * failing file to a new folder under the system's folder for temporary files.
 *
 * @module
 */
import fc from "fast-check";
import { parseArgs } from "@std/cli/parse-args";
import { gradeHere } from "../../grader/child.ts";
import { UnreadableFileError } from "../../grader/collect/errors.ts";
import { defaultLimits, type Limits } from "../../grader/collect/limits.ts";
import { type Job, parseAnswer } from "../../grader/job.ts";
import { canonicalize } from "../../grader/canonical.ts";
import { grade } from "../../grader/grade.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";
import { noOcr } from "../hostile/_grade_case.ts";
import { mutate, type Mutation, mutation } from "./mutate.ts";
import { samples } from "./samples.ts";

/** Small, so that limits are met and a run is quick. */
const limits: Limits = {
  ...defaultLimits,
  bytes: 4 * 1024 * 1024,
  bytesPerFile: 2 * 1024 * 1024,
  files: 40,
  pages: 4,
  pixelsPerImage: 2_000_000,
  pixels: 4_000_000,
  characters: 200_000,
  readCharacters: 60_000,
  pieces: 500,
};

/** What went wrong. */
export interface Failure {
  readonly file: string;
  readonly changes: readonly Mutation[];
  readonly reason: string;
  readonly bytes: Uint8Array;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly runs: number;
  /** Milliseconds; no case begins after them. */
  readonly durationMs: number;
  /** The longest that one file may take, milliseconds. */
  readonly longestMs: number;
  /** One case in so many goes through the sandbox, too; 0: none. */
  readonly sandboxed: number;
}

const rubricPath = new URL("../../rubric/ntu_ml_hw8.yaml", import.meta.url).pathname;

/** Runs cases in the order that the seed gives; ends early at the time. */
export async function fuzz(
  options: FuzzOptions,
): Promise<{ readonly cases: number; readonly failures: readonly Failure[] }> {
  const started = performance.now();
  const { rubric, checks } = await loadRubric(rubricPath);
  const folder = await Deno.makeTempDir();
  const failures: Failure[] = [];
  let cases = 0;
  const names = Object.keys(samples);
  const arbitrary = fc.record({
    file: fc.constantFrom(...names),
    other: fc.constantFrom(...names),
    changes: fc.array(mutation, { minLength: 1, maxLength: 6 }),
  });
  try {
    for (
      const { file, other, changes } of fc.sample(arbitrary, {
        seed: options.seed,
        numRuns: options.runs,
      })
    ) {
      if (performance.now() - started > options.durationMs) break;
      cases += 1;
      const bytes = changes.reduce(
        (all, change) => mutate(all, change, samples[other]!),
        samples[file]!,
      );
      const path = `${folder}/${file}`;
      await Deno.writeFile(path, bytes);
      const job: Job = {
        path,
        id: "fuzz",
        rubric,
        checks: Object.fromEntries(checks),
        seed: 0,
        limits: { ...limits },
      };
      const before = performance.now();
      let reason: string | null = null;
      let took = 0;
      try {
        parseAnswer(canonicalize(await gradeHere(job, noOcr)), job);
        took = performance.now() - before;
        if (options.sandboxed > 0 && cases % options.sandboxed === 0) {
          const report = await grade(path, {
            rubric: { rubric, checks, path: rubricPath } as never,
            id: "fuzz",
            limits,
            sandbox: { durationMs: 60_000, memoryBytes: 3 * 1024 ** 3 },
          });
          if (report.outcome === "grader-failed") reason = report.outcomeReason;
        }
      } catch (error) {
        if (error instanceof UnreadableFileError) reason = `it escaped: ${error.message}`;
        else reason = error instanceof Error ? error.stack ?? error.message : `${error}`;
      }
      if (reason === null && took > options.longestMs) {
        reason = `it took ${Math.round(took)} ms`;
      }
      if (reason !== null) failures.push({ file, changes, reason, bytes });
      const left = [...Deno.readDirSync(folder)].map((entry) => entry.name);
      if (left.length !== 1) throw new Error(`Files appeared beside ${file}: ${left}`);
      await Deno.remove(path);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return { cases, failures };
}

if (import.meta.main) {
  const given = parseArgs(Deno.args.filter((argument) => argument !== "--"), {
    string: ["seconds", "seed"],
  });
  const seconds = Number(given.seconds ?? 60);
  const seed = Number(given.seed ?? 1);
  const { cases, failures } = await fuzz({
    seed,
    runs: seconds * 50,
    durationMs: seconds * 1000,
    longestMs: 30_000,
    sandboxed: 25,
  });
  for (const [i, { file, changes, reason, bytes }] of failures.entries()) {
    const path = `${await Deno.makeTempDir({ prefix: `fuzz-${seed}-${i}-` })}/${file}`;
    await Deno.writeFile(path, bytes);
    console.log(`${path}\n  ${JSON.stringify(changes).slice(0, 600)}\n  ${reason}\n`);
  }
  console.log(`${cases} files from seed ${seed}: ${failures.length} failed`);
  if (failures.length > 0) Deno.exit(1);
}
