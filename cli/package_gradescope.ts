/**
 * `package-gradescope`: builds the zip of a Gradescope autograder.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path";
import { rubricDigest } from "../grader/build_report.ts";
import { canonicalize } from "../grader/canonical.ts";
import { customChecks } from "../rubric/frozen_rubric.ts";
import { itemsOf } from "../rubric/rubric.ts";
import type { AutograderSettings } from "./autograde.ts";
import { autograderFiles, zipFiles } from "./gradescope_package.ts";
import type { Visibility } from "./gradescope_results.ts";
import { gradescopeWords } from "./gradescope_words.ts";
import { withoutScore } from "./render_gradescope.ts";
import {
  defaultRubric,
  givenPath,
  languageOf,
  noSuchFlag,
  oneOf,
  rubricOf,
  systemReason,
  UsageError,
} from "./usage.ts";

const help = `Usage: deno task package:gradescope [options]

Writes the zip to upload as the autograder of a Gradescope programming assignment. The same
inputs give the same bytes. See docs/gradescope.md.

  --rubric FILE   the rubric (rubric/ntu_ml_hw8.yaml); it is frozen into the package
  --out FILE      the package (gradescope_autograder.zip)
  --visibility V  when students see items and their score: visible, hidden, after_due_date
                  or after_published (after_published: a person may have to look first)
  --lang L        of what students read: en or zh-TW (en)
  --seed N        recorded in reports (0)
  --help          this text

Exit codes: 0 written, 2 wrong use or a faulty rubric.`;

/** Runs `package-gradescope`; resolves to the exit code. */
export async function packageGradescopeCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["rubric", "out", "visibility", "lang", "seed"],
    boolean: ["help"],
    default: {
      rubric: fromFileUrl(defaultRubric),
      out: "gradescope_autograder.zip",
      visibility: "after_published",
      lang: "en",
      seed: "0",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const choices: readonly Visibility[] = [
    "visible",
    "hidden",
    "after_due_date",
    "after_published",
  ];
  const visibility = oneOf("visibility", choices, flags.visibility);
  const language = languageOf(flags.lang);
  const seed = Number(flags.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new UsageError(
      `Cannot package with --seed as it must be a whole number from 0: "${flags.seed}"`,
    );
  }
  const { rubric } = await rubricOf(givenPath(flags.rubric));
  const custom = customChecks(rubric);
  if (custom.length > 0) {
    throw new UsageError(
      `Cannot package rubric "${rubric.id}" as its checks must be in rubric/checks: ` +
        `${custom.join(", ")} (there they go into the package with the others)`,
    );
  }
  const settings: AutograderSettings = {
    schema: "latentmark/autograder@1",
    rubric,
    visibility,
    language,
    seed,
  };
  const own = gradescopeWords[language];
  const unfinished = withoutScore({
    title: own.failed,
    reason: "",
    staff: own.unfinished,
    language,
  });
  const files = await autograderFiles({
    "settings.json": canonicalize(settings),
    "no_results.json": JSON.stringify(unfinished),
  });
  const bytes = await zipFiles(files);
  try {
    await Deno.writeFile(flags.out, bytes);
  } catch (error) {
    const seen = systemReason(error);
    if (seen === null) throw error;
    throw new UsageError(
      `Cannot write the package to "${flags.out}" as it must be a file that can be ` +
        `written: ${seen}`,
    );
  }
  const megabytes = (bytes.length / 1e6).toFixed(1);
  console.log(
    `${flags.out}: ${files.length} files, ${megabytes} MB; rubric ${rubric.id} ` +
      `${rubric.version} (${rubricDigest(rubric).slice(0, 16)}), ` +
      `${itemsOf(rubric).length} items, ${
        rubric.questions.reduce((sum, question) => sum + question.points, 0)
      } points: set this as the assignment's points`,
  );
  return 0;
}
