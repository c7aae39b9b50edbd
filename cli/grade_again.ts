/**
 * `grade --again [id or path]...`: grades again what a gradebook keeps, shows what would
 * change, and changes it when a person agrees.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path";
import type { Gradebook } from "../gradebook/gradebook.ts";
import type { Merge } from "../gradebook/merge.ts";
import { planAgain, regrade, type Regraded } from "../gradebook/regrade.ts";
import { rubricRecord } from "../gradebook/record.ts";
import type { SubmissionRecord } from "../gradebook/records.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import type { Language } from "../rubric/reason_text.ts";
import { messagesOf } from "./grade.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import { mergeWords, renderMerge } from "./render_merge.ts";
import {
  defaultRubric,
  givenPath,
  languageOf,
  noSuchFlag,
  rubricOf,
  UsageError,
} from "./usage.ts";

const help = `Usage: deno task grade --again [id or path]... [options]

Grades again what the gradebook keeps, from the files that were handed in then, by the
rubric and the harness as they are now, and shows what would change: old finding, new
finding, and what people decided, which always stays. It is applied after a yes.

  --dry-run       show it and write nothing
  --yes           apply it without a question
  --gradebook F   the gradebook (gradebook.db)
  --rubric FILE   the rubric; submissions of other assignments are left alone
                  (rubric/ntu_ml_hw8.yaml)
  --seed N        recorded in reports (0)
  --jobs N        how many at the same time (the number of processor cores)
  --lang L        en or zh-TW (en)
  --help          this text

Exit codes: 0 all graded again, 1 some could not be, 2 wrong use or a faulty rubric.`;

/** Runs `grade --again`; resolves to the exit code. */
export async function gradeAgain(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["_", "gradebook", "rubric", "seed", "jobs", "lang"],
    boolean: ["help", "again", "dry-run", "yes"],
    default: {
      gradebook: defaultGradebook,
      rubric: fromFileUrl(defaultRubric),
      seed: "0",
      jobs: String(navigator.hardwareConcurrency),
      lang: "en",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  const language = languageOf(flags.lang);
  const seed = wholeNumber("seed", flags.seed, 0);
  const jobs = wholeNumber("jobs", flags.jobs, 1);
  const dry = flags["dry-run"];
  const rubric = await rubricOf(givenPath(flags.rubric));
  const checks = await messagesOf(rubric);
  using gradebook = existing(flags.gradebook, dry);
  try {
    const chosen = await chosenOf(gradebook, rubric.rubric.id, flags._.map(String));
    const plan = planAgain(gradebook, chosen, { rubric, seed });
    if (!dry) gradebook.putRubric(rubricRecord(rubric, checks));
    const again: Regraded[] = [];
    for await (const one of regrade(gradebook, plan, { jobs, keep: !dry })) {
      again.push(one);
      progress(again.length, plan.work.length);
    }
    again.sort((a, b) => a.submission.key - b.submission.key);
    return finish(gradebook, again, { language, dry, yes: flags.yes });
  } catch (error) {
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}

/** Shows what would change, asks, applies; the exit code. */
function finish(
  gradebook: Gradebook,
  again: readonly Regraded[],
  how: { readonly language: Language; readonly dry: boolean; readonly yes: boolean },
): number {
  const words = mergeWords[how.language];
  const failed = again.filter((one) =>
    one.merge === null || one.merge.outcome[1] === "grader-failed"
  );
  for (const { submission, merge, fault } of again) {
    if (merge === null) console.error(`${submission.id}  ${fault}`);
    else if (shows(merge)) console.log(renderMerge(submission.id, merge, how.language));
  }
  const code = failed.length > 0 ? 1 : 0;
  const changed = again.filter(({ merge }) => merge?.kind === "changed").length;
  if (changed === 0 && failed.length === 0) {
    console.log(words.nothing(again.length));
    return code;
  }
  console.log(
    words.totals(changed, again.length - changed - failed.length, failed.length),
  );
  if (how.dry || changed === 0) return code;
  if (!how.yes && !(Deno.stdin.isTerminal() && confirm(words.question(changed)))) {
    console.log(words.left);
    return code;
  }
  gradebook.transaction(() => {
    for (const { submission, merge, result } of again) {
      if (result === null || merge === null || merge.kind === "kept") continue;
      gradebook.adopt(submission.key, result, null);
    }
  });
  console.log(words.applied(changed));
  return code;
}

function shows(merge: Merge): boolean {
  return merge.kind === "changed" || merge.kind === "kept";
}

function existing(file: string, readOnly: boolean): Gradebook {
  // Read first: a file that is not there is not made.
  namedGradebook(file, { readOnly: true })[Symbol.dispose]();
  return namedGradebook(file, { readOnly });
}

/** Submissions that are named by id or by the path they were read from; all for none. */
async function chosenOf(
  gradebook: Gradebook,
  assignment: string,
  names: readonly string[],
): Promise<readonly SubmissionRecord[]> {
  if (names.length === 0) return gradebook.submissions(assignment);
  const chosen = new Map<number, SubmissionRecord>();
  for (const name of names) {
    const path = await Deno.realPath(givenPath(name)).catch(() => null);
    const found = gradebook.submissionById(assignment, name) ??
      (path === null ? null : gradebook.submissionByOrigin(assignment, path));
    if (found === null) {
      throw new UsageError(
        `Cannot grade "${name}" again as the gradebook must have it as an id or a path ` +
          `of "${assignment}": it has none`,
      );
    }
    chosen.set(found.key, found);
  }
  return [...chosen.values()];
}

function wholeNumber(flag: string, value: string, least: number): number {
  const number = Number(value);
  if (value.trim() !== "" && Number.isSafeInteger(number) && number >= least) {
    return number;
  }
  throw new UsageError(
    `Cannot grade with --${flag} as it must be a whole number from ${least}: "${value}"`,
  );
}

function progress(done: number, all: number): void {
  if (!Deno.stderr.isTerminal()) return;
  const text = `\r\x1b[K${done < all ? `${done} / ${all}` : ""}`;
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
