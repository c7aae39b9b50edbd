/**
 * Grading submissions, each in a child process.
 *
 * @module
 */
import { basename, extname, resolve } from "@std/path";
import type { LoadedRubric } from "../rubric/load_rubric.ts";
import { buildFailure } from "./build_report.ts";
import { defaultLimits, type Limits } from "./collect/limits.ts";
import { type Job, parseAnswer } from "./job.ts";
import { lonePictures } from "./lone_pictures.ts";
import type { Report } from "./report.ts";
import { defaultSandboxLimits, runSandboxed, type SandboxLimits } from "./sandbox.ts";
import { harness, libraries } from "./versions.ts";
import { withoutComma } from "./without_comma.ts";

/** How to grade. */
export interface GradeOptions {
  /** What is asked. */
  readonly rubric: LoadedRubric;
  /** Id of the submission; default: {@linkcode submissionId} of its path. */
  readonly id?: string;
  /** Recorded in the report; default 0. */
  readonly seed?: number;
  /** How much is read; default: `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** Time and memory; default: `defaultSandboxLimits`. */
  readonly sandbox?: Partial<SandboxLimits>;
  /**
   * Real paths that the child may read; default: the submission and, of a text that is
   * handed in alone, the pictures below its folder that it names.
   */
  readonly readable?: readonly string[];
  /**
   * SHA-256 of files that only stand for those that were handed in, of their size but not of
   * their bytes, by path inside the submission; default: none.
   */
  readonly unkept?: Readonly<Record<string, string>>;
  /** Aborted: the child is ended, and what is reported then means nothing. */
  readonly signal?: AbortSignal;
}

/** What came of one attempt to grade a submission. */
export type Attempt =
  | { readonly ended: "report"; readonly report: Report }
  /** The child died of something else than a limit: another attempt may end well. */
  | { readonly ended: "death"; readonly reason: string };

/**
 * Grades one submission: a file, a folder or a zip. What the submission does can not make
 * this reject: a reader that crashes or exceeds a limit gives outcome `grader-failed`.
 *
 * @throws {Deno.errors.NotFound} there is nothing at the path
 */
export async function grade(path: string, options: GradeOptions): Promise<Report> {
  const attempt = await attemptToGrade(path, options);
  if (attempt.ended === "report") return attempt.report;
  return failedReport(
    options.id ?? submissionId(path),
    options,
    `Cannot read the submission within its limits: ${attempt.reason}`,
  );
}

/**
 * Grades one submission as {@linkcode grade} does, and tells the death of a child apart
 * from a report: whoever calls may try again.
 *
 * @throws {Deno.errors.NotFound} there is nothing at the path
 */
export async function attemptToGrade(
  path: string,
  options: GradeOptions,
): Promise<Attempt> {
  const full = await Deno.realPath(path);
  const limits = { ...defaultLimits, ...options.limits };
  await using other = await withoutComma(full);
  const job: Job = {
    path: other?.path ?? full,
    ...(other === null ? {} : { name: other.name }),
    id: options.id ?? submissionId(path),
    rubric: options.rubric.rubric,
    checks: Object.fromEntries(options.rubric.checks),
    seed: options.seed ?? 0,
    limits,
    ...(options.unkept === undefined ? {} : { unkept: { ...options.unkept } }),
  };
  const result = await runSandboxed({
    module: new URL("./child.ts", import.meta.url).href,
    readable: [
      ...(options.readable ?? [full, ...await lonePictures(full)]).map((path) =>
        path === full ? other?.path ?? full : path
      ),
      ...customChecks(options.rubric),
    ],
    input: JSON.stringify(job),
    limits: { ...defaultSandboxLimits, ...options.sandbox },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (result.ended === "badly") {
    if (result.cause === "death") return { ended: "death", reason: result.reason };
    const reason = `Cannot read the submission within its limits: ${result.reason}`;
    return { ended: "report", report: failedReport(job.id, options, reason) };
  }
  try {
    return { ended: "report", report: parseAnswer(result.output, job) };
  } catch (error) {
    return { ended: "report", report: failedReport(job.id, options, String(error)) };
  }
}

/**
 * The report of a submission that the harness could not grade.
 *
 * @param reason Without the submission's id: equal submissions share a report
 */
export function failedReport(id: string, options: GradeOptions, reason: string): Report {
  return buildFailure(
    {
      submission: { id, digest: null, files: [] },
      rubric: options.rubric.rubric,
      provenance: {
        harness,
        deno: Deno.version.deno,
        libraries: { ...libraries },
        seed: options.seed ?? 0,
        limits: { ...defaultLimits, ...options.limits },
      },
    },
    "grader-failed",
    reason,
  );
}

function customChecks(rubric: LoadedRubric): string[] {
  return [...rubric.checks.values()].map((url) => new URL(url).pathname)
    .map(decodeURIComponent);
}

/**
 * The id of a submission: its file name without extension, made safe as a folder name.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(submissionId("class/b1234 王小明.pdf"), "b1234_王小明");
 * assertEquals(submissionId("reports/complete_en/"), "complete_en");
 * ```
 */
export function submissionId(path: string): string {
  const name = basename(resolve(path));
  const known =
    /\.(?:pdf|ipynb|md|markdown|html?|docx|txt|zip|png|jpe?g|gif|webp|bmp|tiff?|py|js|ts|tex)$/i;
  const stem = known.test(name) ? name.slice(0, -extname(name).length) : name;
  const safe = stem.normalize("NFC").replace(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^[._]+|_+$/g, "");
  return atMost(safe, longestId) || "submission";
}

/** UTF-8 bytes; file systems take 255, and a number may follow. */
const longestId = 200;

/** The beginning of a text in whole characters. */
function atMost(text: string, bytes: number): string {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length <= bytes) return text;
  return new TextDecoder().decode(encoded.subarray(0, bytes)).replace(/\uFFFD+$/, "");
}
