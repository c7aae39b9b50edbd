/**
 * Re-creating the model of a graded submission, in a process of its own: grading itself
 * loads no model and needs no more permissions for it.
 *
 * @module
 */
import { fromFileUrl, join, resolve } from "@std/path";
import type { Report } from "../report.ts";
import { defaultSandboxLimits, runSandboxed } from "../sandbox.ts";
import { reproductionBudgets, type ReproductionLevel } from "./budget.ts";
import type { ReproductionJob } from "./job.ts";
import type { ReproductionResult } from "./run.ts";

/** Where a re-creation writes and runs. */
export interface ReproduceOptions {
  readonly level: ReproductionLevel;
  /** Path of the submission, whose own ONNX files are run; default: none are. */
  readonly source?: string;
  /** Folder for figures and `reproduction.json`. */
  readonly out: string;
  /** Folder of trained models and drawn pictures; default: `.cache` of the project. */
  readonly cache?: string;
  /** Default `auto`: WebGPU, else WASM. */
  readonly backend?: ReproductionJob["backend"];
}

const root = fromFileUrl(new URL("../..", import.meta.url));

/** What GPU drivers look for. */
const driverVariables = [
  "XDG_RUNTIME_DIR",
  "VK_ICD_FILENAMES",
  "VK_DRIVER_FILES",
  "DENO_WEBGPU_BACKEND",
];

/**
 * Re-creates the model that a report declares. The report itself stays as it is.
 *
 * @returns the result, or why the process that makes it failed
 */
export async function reproduce(
  report: Report,
  options: ReproduceOptions,
): Promise<ReproductionResult | { readonly failed: string }> {
  const out = resolve(options.out);
  const cache = resolve(options.cache ?? `${root}.cache`);
  const own = await ownFiles(report, options.source);
  const job: ReproductionJob = {
    submission: { id: report.submission.id, digest: report.submission.digest },
    level: options.level,
    seed: report.provenance.seed,
    backend: options.backend ?? "auto",
    readings: report.outcome === "graded" ? { ...report.readings } : null,
    own,
    out,
    cache,
  };
  await Deno.mkdir(out, { recursive: true });
  await Deno.mkdir(cache, { recursive: true });
  const { trainingSeconds } = reproductionBudgets[options.level];
  // Training is the larger part; building, measuring and drawing take the rest.
  const seconds = 2 * trainingSeconds + 240;
  const result = await runSandboxed({
    module: new URL("./child.ts", import.meta.url).href,
    readable: [`${root}models`, out, cache, ...own.map(({ file }) => file)],
    input: JSON.stringify(job),
    allow: [
      `--allow-write=${out}`,
      `--allow-write=${cache}`,
      "--allow-env",
      "--allow-sys",
      `--allow-ffi=${root}node_modules`,
    ],
    environment: driverVariables,
    limits: {
      ...defaultSandboxLimits,
      durationMs: 1000 * seconds,
      // Software devices use every core.
      cpuSeconds: 256 * seconds,
      memoryBytes: 24 * 1024 ** 3,
    },
  });
  if (result.ended === "badly") return { failed: result.reason };
  return JSON.parse(result.output) as ReproductionResult;
}

/** The ONNX files of a submission on disk; those inside an archive are not. */
async function ownFiles(
  report: Report,
  source: string | undefined,
): Promise<{ path: string; file: string }[]> {
  const paths = report.submission.files.map(({ path }) => path)
    .filter((path) => /\.onnx$/i.test(path));
  if (source === undefined || paths.length === 0) return [];
  const full = await Deno.realPath(source);
  const { isDirectory } = await Deno.stat(full);
  const found: { path: string; file: string }[] = [];
  for (const path of paths) {
    try {
      const file = await Deno.realPath(isDirectory ? join(full, path) : full);
      // Links are not followed when a submission is read, and not here.
      const inside = isDirectory ? file.startsWith(`${full}/`) : /\.onnx$/i.test(full);
      if (inside) found.push({ path, file });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return found;
}
