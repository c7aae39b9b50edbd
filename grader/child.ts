/**
 * The child process: one submission in, one report out, both as JSON over the standard
 * streams. It runs under the permissions that `sandbox.ts` gives.
 *
 * @module
 */
import { basename } from "@std/path";
import type { Check } from "../rubric/check.ts";
import { importCheck } from "../rubric/import_check.ts";
import { buildFailure, buildReport } from "./build_report.ts";
import { canonicalize } from "./canonical.ts";
import { sha256Hex } from "./collect/digest.ts";
import { UnreadableFileError } from "./collect/errors.ts";
import { defaultLimits, type Limits } from "./collect/limits.ts";
import { collectDocument } from "./collect/submission.ts";
import { submissionDigest } from "./collect/submission_files.ts";
import type { OcrEngine } from "./collect/ocr_engine.ts";
import { startTesseract } from "./collect/tesseract.ts";
import { evaluate } from "./evaluate.ts";
import { type Job, jobSchema } from "./job.ts";
import { markOrigins } from "./collect/origins/mark_origins.ts";
import { readFacts } from "./read/read_facts.ts";
import type { Report } from "./report.ts";
import { harness, libraries } from "./versions.ts";

/**
 * Grades one submission in this very process.
 *
 * @param ocr Reads text in pictures; owned and closed by the caller
 * @throws what checks and readers throw: faults of the harness
 */
export async function gradeHere(job: Job, ocr: OcrEngine): Promise<Report> {
  const limits: Limits = { ...defaultLimits, ...job.limits };
  const frame = (digest: string | null, files: Report["submission"]["files"]) => ({
    submission: { id: job.id, digest, files },
    rubric: job.rubric,
    provenance: {
      harness,
      deno: Deno.version.deno,
      libraries: { ...libraries },
      seed: job.seed,
      limits: { ...limits },
    },
  });
  const checks = new Map<string, Check>();
  for (const [name, url] of Object.entries(job.checks)) {
    checks.set(name, await importCheck(url));
  }
  try {
    const collected = await collectDocument(job.path, limits, {
      ocr,
      unkept: new Map(Object.entries(job.unkept ?? {})),
      ...(job.name === undefined ? {} : { name: job.name }),
    });
    const document = markOrigins(collected, assignmentTexts(job.rubric));
    const facts = readFacts(document);
    const findings = evaluate(job.rubric, checks, facts);
    const files = [...document.files];
    return buildReport(frame(submissionDigest(files), files), {
      findings,
      checks,
      facts,
    });
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const files = await describeFile(job.path, job.name ?? basename(job.path));
    const digest = files.length > 0 ? submissionDigest(files) : null;
    return buildFailure(frame(digest, files), "not-gradable", error.message);
  }
}

/**
 * What is no answer where it is copied: the questions, and the lines of the rubric that say
 * what mistakes cost. Lines that say what is asked for stand in reports as headings.
 */
function assignmentTexts(rubric: Job["rubric"]): readonly string[] {
  return rubric.questions.flatMap(({ text, items }) => [
    ...Object.values(text),
    ...items.filter((item) => "deduct" in item).flatMap((item) =>
      Object.values(item.text)
    ),
  ]);
}

/** The one file of a submission that could not be read; none for a folder. */
async function describeFile(
  path: string,
  name: string,
): Promise<Report["submission"]["files"]> {
  const info = await Deno.stat(path);
  if (!info.isFile || info.size > defaultLimits.bytes) return [];
  const bytes = await Deno.readFile(path).catch(() => null);
  if (bytes === null) return [];
  return [{ path: name, sha256: sha256Hex(bytes), bytes: bytes.length }];
}

if (import.meta.main) {
  const input = await new Response(Deno.stdin.readable).text();
  const ocr = startTesseract();
  try {
    const report = await gradeHere(jobSchema.parse(JSON.parse(input)), ocr);
    await new Response(canonicalize(report)).body?.pipeTo(Deno.stdout.writable);
  } finally {
    await ocr.close();
  }
}
