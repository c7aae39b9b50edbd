/**
 * `compare [file]`: how the harness and people agree, item by item.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { basename } from "@std/path";
import type { Agreement } from "../gradebook/agreement.ts";
import { itemAgreements } from "../gradebook/agreement.ts";
import {
  type ExportClass,
  readClass,
  reasonsOf,
} from "../gradebook/export/export_class.ts";
import { placeText } from "../gradebook/export/places.ts";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { compareGrading, type Difference } from "../gradebook/import/compare.ts";
import { ImportError } from "../gradebook/import/import_error.ts";
import { noMapping, parseMapping } from "../gradebook/import/mapping.ts";
import { readPastGrading } from "../gradebook/import/read_past_grading.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import type { Language } from "../rubric/reason_text.ts";
import { assignmentOf } from "./assignment.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import {
  givenPath,
  languageOf,
  noSuchFlag,
  oneOf,
  readGiven,
  UsageError,
} from "./usage.ts";
import { plain, pointsText } from "./view.ts";

const help = `Usage: deno task compare [file] [options]

Says how the harness and people agree: agreement, Cohen's kappa and every difference with
its evidence. The file is Gradescope's evaluations zip, its scores CSV or a CSV that
\`export\` wrote; without one, people's decisions in the gradebook are compared.

  --gradebook FILE what the harness graded (${defaultGradebook})
  --assignment A   id of the rubric, where the gradebook has several
  --map FILE       which item a line of the marking sheet is, where its text does not tell:
                   YAML such as  lines: { q1: { "Good!": none,
                   "Intro wrong": { item: q1.introduction, verdict: unmet } } }
  --format F       text or json (text)
  --lang L         language of reasons: en or zh-TW (en)
  --help           this text

Exit codes: 0 compared, 1 the gradebook can not be read, 2 wrong use.`;

/** Runs `compare`; resolves to the exit code. */
export async function compareCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["_", "gradebook", "assignment", "map", "format", "lang"],
    boolean: ["help"],
    default: { gradebook: defaultGradebook, format: "text", lang: "en" },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  if (flags._.length > 1) {
    throw new UsageError(
      `Cannot compare as there must be one file at most: ${flags._.length} are given`,
    );
  }
  const format = oneOf("format", ["text", "json"] as const, flags.format);
  const language = languageOf(flags.lang);
  const file = flags._[0] === undefined ? null : givenPath(String(flags._[0]));
  using gradebook = namedGradebook(flags.gradebook, { readOnly: true });
  const assignment = assignmentOf(gradebook, flags.assignment);
  try {
    if (file === null) {
      compareDecisions(gradebook, assignment, format);
      return 0;
    }
    const past = await readPastGrading(await readGiven("read", file), basename(file));
    const mapping = flags.map === undefined ? noMapping : parseMapping(
      new TextDecoder().decode(await readGiven("read", givenPath(flags.map))),
      flags.map,
    );
    const data = readClass(gradebook, assignment);
    const result = compareGrading(data, past, mapping);
    const differences = result.differences.map((one) => ({
      submission: one.submission.record.id,
      what: one.what,
      person: one.person,
      harness: one.harness,
      comment: one.comment,
      ...evidenceOf(data, one, language),
    }));
    if (format === "json") {
      console.log(JSON.stringify({ ...result, differences }, null, 2));
      return 0;
    }
    const lines = [
      `${result.matched} ${result.matched === 1 ? "submission" : "submissions"} compared`,
      ...table(result.items.map(({ item, agreement }) => [item, agreement])),
      ...result.scores.map(({ what, compared, equal, meanDifference }) =>
        `${what}: ${equal} of ${compared} scores equal` +
        (meanDifference === null
          ? ""
          : `, the harness differs by ${meanDifference} on average`)
      ),
    ];
    if (differences.length > 0) lines.push("", `Differences: ${differences.length}`);
    for (const one of differences) {
      const [person, harness] = [one.person, one.harness].map((seen) =>
        typeof seen === "number" ? pointsText(seen) : seen
      );
      lines.push(`${one.submission}  ${one.what}: people ${person}, harness ${harness}`);
      if (one.comment !== "") lines.push(`    people: ${plain(one.comment)}`);
      for (const reason of one.reasons.slice(0, 2)) {
        lines.push(`    harness: ${plain(reason)}`);
      }
      if (one.places.length > 0) lines.push(`    -> ${plain(one.places.join("; "))}`);
    }
    if (result.unmatched.length > 0) {
      lines.push("", `Not compared: ${result.unmatched.length}`);
      lines.push(...result.unmatched.map((line) => `  ${plain(line)}`));
    }
    console.log(lines.join("\n"));
    return 0;
  } catch (error) {
    if (error instanceof ImportError) throw new UsageError(error.message);
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function compareDecisions(
  gradebook: Gradebook,
  assignment: string,
  format: "text" | "json",
): void {
  const items = [...itemAgreements(gradebook, assignment)];
  if (format === "json") {
    const list = items.map(([item, agreement]) => ({ item, agreement }));
    console.log(JSON.stringify({ items: list }, null, 2));
    return;
  }
  const decided = items.some(([, { compared, undetermined }]) =>
    compared + undetermined > 0
  );
  console.log(
    decided
      ? ["People's decisions in the gradebook; only decided items count", ...table(items)]
        .join("\n")
      : `Nobody decided anything of "${assignment}" yet: give a file of past grades`,
  );
}

function table(items: readonly (readonly [string, Agreement])[]): string[] {
  if (items.length === 0) return [];
  const width = Math.max(4, ...items.map(([item]) => item.length));
  const row = (...cells: string[]) =>
    cells.map((cell, i) => i === 0 ? cell.padEnd(width) : cell.padStart(12)).join("");
  return [
    row("item", "compared", "agreed", "share", "kappa", "undecided"),
    ...items.map(([item, { compared, agreed, share, kappa, undetermined }]) =>
      row(
        item,
        String(compared),
        String(agreed),
        share === null ? "-" : share.toFixed(2),
        kappa === null ? "-" : kappa.toFixed(2),
        String(undetermined),
      )
    ),
  ];
}

/** Why the harness found what it did, and where. */
function evidenceOf(
  data: ExportClass,
  { submission, what }: Difference,
  language: Language,
): { reasons: readonly string[]; places: readonly string[] } {
  const { report, current } = submission;
  const item = current.items.find(({ id }) => id === what);
  if (!report || !item?.finding) return { reasons: [], places: [] };
  const byId = new Map(report.evidence.map((one) => [one.id, one]));
  const places = item.finding.evidence.flatMap((id) => {
    const where = byId.get(id)?.where;
    return where ? [placeText(where, language)] : [];
  });
  return {
    reasons: reasonsOf(data, item, language),
    places: [...new Set(places)].slice(0, 4),
  };
}
