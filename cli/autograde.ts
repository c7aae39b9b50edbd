/**
 * `autograde`: grades what Gradescope put into its folder and writes `results.json` there.
 * Run inside of an image that `package:gradescope` made the package of.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path";
import { z } from "zod";
import { attemptToGrade, failedReport } from "../grader/grade.ts";
import type { Report } from "../grader/report.ts";
import { loadFrozenRubric } from "../rubric/frozen_rubric.ts";
import { importCheck } from "../rubric/import_check.ts";
import type { Language } from "../rubric/reason_text.ts";
import { rubricSchema } from "../rubric/rubric_schema.ts";
import {
  type GradescopeResults,
  gradescopeResultsSchema,
  visibilitySchema,
} from "./gradescope_results.ts";
import { gradescopeWords } from "./gradescope_words.ts";
import { renderGradescope, withoutScore } from "./render_gradescope.ts";
import { noSuchFlag, UsageError } from "./usage.ts";

/** Schema of what a package was made with. */
export const autograderSettingsSchema = z.strictObject({
  schema: z.literal("latentmark/autograder@1"),
  /** Lexicons in place: what a grade relied on is frozen with the package. */
  rubric: rubricSchema,
  visibility: visibilitySchema,
  language: z.enum(["en", "zh-TW"]),
  seed: z.number().int().nonnegative(),
});

/** What a package was made with. */
export type AutograderSettings = z.infer<typeof autograderSettingsSchema>;

const help = `Usage: main.ts autograde --root DIR --settings FILE

Grades DIR/submission and writes DIR/results/results.json, as a Gradescope autograder does.
"deno task package:gradescope" makes the package that runs this.

Exit codes: 0 results were written, whatever they say; 2 wrong use.`;

/** Runs `autograde`; resolves to the exit code. */
export async function autogradeCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["root", "settings"],
    boolean: ["help"],
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const { root, settings } = flags;
  if (root === undefined || settings === undefined) {
    throw new UsageError(
      `Cannot grade as --root and --settings must be given: one is missing\n\n${help}`,
    );
  }
  const started = performance.now();
  const results = await resultsFor(root, settings);
  const checked = gradescopeResultsSchema.parse({
    ...results,
    execution_time: Math.round(performance.now() - started) / 1000,
  });
  const file = join(root, "results", "results.json");
  await Deno.writeTextFile(`${file}.partial`, JSON.stringify(checked));
  await Deno.rename(`${file}.partial`, file);
  return 0;
}

/** Never rejects: a fault of the harness is a result that says so. */
async function resultsFor(
  root: string,
  settingsFile: string,
): Promise<GradescopeResults> {
  let language: Language = "en";
  try {
    const text = await Deno.readTextFile(settingsFile);
    const settings = autograderSettingsSchema.parse(JSON.parse(text));
    language = settings.language;
    const loaded = await loadFrozenRubric(settings.rubric);
    const folder = await Deno.realPath(join(root, "submission"));
    const submission = await submissionIn(folder);
    if (submission === null) {
      const own = gradescopeWords[language];
      const title = own.notGradable;
      return withoutScore({ title, reason: own.noFiles, staff: own.noFiles, language });
    }
    const id = await idOf(root);
    const options = { rubric: loaded, seed: settings.seed, id, readable: [folder] };
    const attempt = await attemptToGrade(submission, options);
    const report: Report = attempt.ended === "report"
      ? attempt.report
      : failedReport(id, options, `Cannot read "${id}": ${attempt.reason}`);
    const entries = [...loaded.checks].map(async ([name, url]) =>
      [name, await importCheck(url)] as const
    );
    const checks = new Map(await Promise.all(entries));
    const view = { report, rubric: loaded.rubric, checks, language };
    return renderGradescope(view, settings.visibility);
  } catch (error) {
    const staff = error instanceof Error ? error.stack ?? error.message : String(error);
    const title = gradescopeWords[language].failed;
    return withoutScore({ title, reason: "", staff, language });
  }
}

/** What systems leave beside the files of a student. */
const litter = new Set([".DS_Store", "__MACOSX", "Thumbs.db", "desktop.ini"]);

/** The submission: the one file or folder that is there, or the folder that holds all. */
async function submissionIn(folder: string): Promise<string | null> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!litter.has(name)) names.push(name);
  }
  const [only] = names;
  if (only === undefined) return null;
  return names.length === 1 ? join(folder, only) : folder;
}

const metadataSchema = z.object({ id: z.union([z.number(), z.string()]) });

/** The platform's number of the submission; a file beside it says it. */
async function idOf(root: string): Promise<string> {
  try {
    const text = await Deno.readTextFile(join(root, "submission_metadata.json"));
    const { id } = metadataSchema.parse(JSON.parse(text));
    return String(id).replace(/[^\w-]+/g, "_").slice(0, 100) || "submission";
  } catch {
    return "submission";
  }
}
