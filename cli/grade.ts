/**
 * `grade <submission>...`: grades submissions and writes their reports.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { canonicalize } from "../grader/canonical.ts";
import { grade, submissionId } from "../grader/grade.ts";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { gradeInto, type GradeIntoOptions, named } from "../gradebook/record.ts";
import { keepReproduction } from "../gradebook/reproductions.ts";
import type { ReproduceOptions } from "../grader/reproduce/reproduce.ts";
import type { Reproduction } from "../grader/reproduce/reproduction.ts";
import type { Report } from "../grader/report.ts";
import { missingLimits } from "../grader/sandbox.ts";
import { importCheck } from "../rubric/import_check.ts";
import type { LoadedRubric } from "../rubric/load_rubric.ts";
import type { Language } from "../rubric/reason_text.ts";
import { gradebookFor } from "./open_gradebook.ts";
import { renderMarkdown } from "./render_markdown.ts";
import { renderText } from "./render_text.ts";
import { prepareOut, writeResult } from "./results_folder.ts";
import {
  defaultRubric,
  givenPath,
  languageOf,
  mustBeSubmission,
  noSuchFlag,
  oneOf,
  rubricOf,
  UsageError,
} from "./usage.ts";
import type { View } from "./view.ts";

const help = `Usage: deno task grade <submission>... [options]

Each path is one submission: a PDF, a notebook, Markdown, HTML, DOCX, text, a picture,
code, a folder of these or a zip of it. The report is written to
<out>/<submission id>/report.json.

  --out DIR       where reports go (results)
  --rubric FILE   the rubric (rubric/ntu_ml_hw8.yaml)
  --format F      what is printed: text, markdown or json (text)
  --lang L        en or zh-TW (en)
  --seed N        recorded in the report (0)
  --gradebook F   the gradebook that keeps what was graded (gradebook.db); what it has is
                  not graded again
  --no-gradebook  nothing is kept but the report
  --again         grade again what the gradebook has: deno task grade --again --help
  --reproduce L   also build and train the model that the report declares and apply its
                  adjustments: quick (about a minute) or full (up to half an hour); figures
                  go to <out>/<submission id>/reproduction, the report stays as it is
  --backend B     of --reproduce: auto, webgpu or wasm (auto)
  --help          this text

Exit codes: 0 all graded, 1 some submission could not be graded, 2 wrong use or a faulty
rubric.`;

/** Runs `grade`; resolves to the exit code. */
export async function gradeCommand(args: string[]): Promise<number> {
  if (args.includes("--again")) {
    return await (await import("./grade_again.ts")).gradeAgain(args);
  }
  const flags = parseArgs(args, {
    // "_": a submission called 0123 is no number.
    string: [
      ...["_", "out", "rubric", "format", "lang", "seed", "reproduce", "backend"],
      "gradebook",
    ],
    boolean: ["help", "no-gradebook"],
    default: {
      out: "results",
      rubric: fromFileUrl(defaultRubric),
      format: "text",
      lang: "en",
      seed: "0",
      backend: "auto",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const paths = flags._.map((path: unknown) => givenPath(String(path)));
  if (paths.length === 0) {
    throw new UsageError(
      `Cannot grade as there must be a submission: no path is given\n\n${help}`,
    );
  }
  const format = oneOf("format", ["text", "markdown", "json"] as const, flags.format);
  const language = languageOf(flags.lang);
  const seed = Number(flags.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UsageError(
      `Cannot grade with --seed as it must be a whole number from 0: "${flags.seed}"`,
    );
  }
  const level = flags.reproduce === undefined
    ? null
    : oneOf("reproduce", ["quick", "full"] as const, flags.reproduce);
  const backend = oneOf("backend", ["auto", "webgpu", "wasm"] as const, flags.backend);
  const rubric = await rubricOf(givenPath(flags.rubric));
  for (const path of paths) await mustBeSubmission(path);
  await prepareOut(flags.out, paths);
  for (const missing of await missingLimits()) console.error(`Note: ${missing}`);

  const checks = await messagesOf(rubric);
  const ids = uniqueIds(paths);
  using gradebook = flags["no-gradebook"] ? null : gradebookFor(flags.gradebook);
  let failed = false;
  for (const [i, path] of paths.entries()) {
    const id = ids[i] ?? submissionId(path);
    const { report, key } = await gradeAs(id, path, { rubric, seed, checks }, gradebook);
    failed ||= report.outcome !== "graded";
    await writeResult(flags.out, report);
    const view = { report, rubric: rubric.rubric, checks, language };
    print(view, format, i > 0);
    if (level !== null) {
      const folder = join(flags.out, report.submission.id, "reproduction");
      const options = { level, backend, out: folder, source: path };
      const reproduction = await recreate(report, options, format, language);
      if (gradebook && key !== null && reproduction) {
        await keep(gradebook, key, reproduction, folder);
      }
    }
  }
  return failed ? 1 : 0;
}

/** Keeps a re-creation and its figures beside what was graded. */
async function keep(
  gradebook: Gradebook,
  key: number,
  reproduction: Reproduction,
  folder: string,
): Promise<void> {
  const source = gradebook.submission(key)?.source;
  if (source === undefined) return;
  const figures = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const name of Object.keys(reproduction.figures)) {
    figures.set(name, await Deno.readFile(join(folder, name)));
  }
  keepReproduction(gradebook, source, reproduction, figures);
}

/** The report of a path, and its number in the gradebook where that takes it. */
async function gradeAs(
  id: string,
  path: string,
  options: GradeIntoOptions,
  gradebook: Gradebook | null,
): Promise<{ readonly report: Report; readonly key: number | null }> {
  if (gradebook === null) {
    return { report: await grade(path, { ...options, id }), key: null };
  }
  const { report, key, fault } = await gradeInto(gradebook, path, {
    ...options,
    newId: id,
  });
  if (fault !== null) {
    console.error(`Note: "${id}" is not in the gradebook: ${fault.message}`);
  }
  return { report: named(report, id), key };
}

function print(view: View, format: "text" | "markdown" | "json", again: boolean): void {
  if (format === "json") {
    console.log(canonicalize(view.report));
    return;
  }
  const text = format === "markdown"
    ? renderMarkdown(view)
    : renderText(view, terminal());
  console.log((again ? "\n" : "") + text.trimEnd());
}

/**
 * Re-creates a report's model and prints what came of it: where the report is printed as
 * JSON, on the standard error. It decides nothing, so that no exit code comes of it.
 */
async function recreate(
  report: Report,
  options: ReproduceOptions,
  format: "text" | "markdown" | "json",
  language: Language,
): Promise<Reproduction | null> {
  // Loaded when it is asked for: grading needs none of it.
  const { reproduce } = await import("../grader/reproduce/reproduce.ts");
  const views = await import("./render_reproduction.ts");
  const result = await reproduce(report, options);
  if ("failed" in result) {
    console.error(
      `Cannot re-create "${report.submission.id}" as its process must end well: ` +
        result.failed,
    );
    return null;
  }
  const view = { ...result, folder: options.out, language };
  const text = format === "markdown"
    ? views.renderReproductionMarkdown(view)
    : views.renderReproduction(view, terminal().width);
  (format === "json" ? console.error : console.log)(`\n${text.trimEnd()}`);
  return result.reproduction;
}

function terminal(): { color: boolean; width: number } {
  const isTerminal = Deno.stdout.isTerminal();
  let width = 100;
  try {
    if (isTerminal) width = Math.min(100, Deno.consoleSize().columns);
  } catch {
    // No size to be had: the default serves.
  }
  return { color: isTerminal && !Deno.noColor, width };
}

/** Ids of the submissions of one run; a name that is taken gets a number. */
export function uniqueIds(paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const base = submissionId(path);
    let id = base;
    for (let n = 2; taken.has(id.toLowerCase()); n++) id = `${base}-${n}`;
    taken.add(id.toLowerCase());
    return id;
  });
}

/** The checks of a rubric, for their messages. */
export async function messagesOf(rubric: LoadedRubric): Promise<View["checks"]> {
  const entries = [...rubric.checks].map(async ([name, url]) =>
    [name, await importCheck(url)] as const
  );
  return new Map(await Promise.all(entries));
}
