/**
 * Re-creating the model of a graded submission, in a process of its own: grading itself
 * loads no model and needs no more permissions for it.
 *
 * @module
 */
import { fromFileUrl, resolve } from "@std/path";
import type { Report } from "../report.ts";
import { defaultSandboxLimits, runSandboxed } from "../sandbox.ts";
import { reproductionBudgets, type ReproductionLevel } from "./budget.ts";
import type { ReproductionJob } from "./job.ts";
import type { ReproductionResult } from "./run.ts";

/** Where a re-creation writes and runs. */
export interface ReproduceOptions {
  readonly level: ReproductionLevel;
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
  const job: ReproductionJob = {
    submission: { id: report.submission.id, digest: report.submission.digest },
    level: options.level,
    seed: report.provenance.seed,
    backend: options.backend ?? "auto",
    readings: report.outcome === "graded" ? { ...report.readings } : null,
    out,
    cache,
  };
  await Deno.mkdir(out, { recursive: true });
  await Deno.mkdir(cache, { recursive: true });
  const { trainingSeconds } = reproductionBudgets[options.level];
  // Training is the larger part; building, measuring and drawing take the rest.
  const seconds = 2 * trainingSeconds + 240;
  const writable = [out, cache].map((path) => path.replaceAll(",", ",,")).join(",");
  const result = await runSandboxed({
    module: new URL("./child.ts", import.meta.url).href,
    readable: [`${root}models`, out, cache],
    input: JSON.stringify(job),
    allow: [
      `--allow-write=${writable}`,
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
