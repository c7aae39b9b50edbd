/**
 * `similar`: submissions that are alike beyond the assignment's own text.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { placeText } from "../gradebook/export/places.ts";
import { nameOf } from "../gradebook/export/export_class.ts";
import { makeSignatures } from "../gradebook/similar/make_signatures.ts";
import { type SimilarPair, similarPairs } from "../gradebook/similar/similar_pairs.ts";
import { GradebookError } from "../gradebook/store/gradebook_error.ts";
import type { Language } from "../rubric/reason_text.ts";
import { assignmentOf } from "./assignment.ts";
import { defaultGradebook, namedGradebook } from "./open_gradebook.ts";
import { languageOf, noSuchFlag, oneOf, UsageError } from "./usage.ts";
import { plain } from "./view.ts";

const help = `Usage: deno task similar [options]

Lists pairs of submissions whose text or figures are alike beyond what the assignment says
and what much of the class shares. A hint to look, never a score: two honest reports may
share a source, a template or a partner.

  --gradebook FILE what is compared (${defaultGradebook})
  --assignment A   id of the rubric, where the gradebook has several
  --most N         pairs that are shown (20)
  --jobs N         submissions read at the same time (the number of processor cores)
  --retry          read again what could not be read before
  --format F       text or json (text)
  --lang L         en or zh-TW (en)
  --help           this text

Text in pictures is not read. Exit codes: 0 compared, 1 the gradebook can not be read or
written, 2 wrong use.`;

/** Runs `similar`; resolves to the exit code. */
export async function similarCommand(args: string[]): Promise<number> {
  const flags = parseArgs(args, {
    string: ["gradebook", "assignment", "most", "jobs", "format", "lang"],
    boolean: ["help", "retry"],
    default: {
      gradebook: defaultGradebook,
      most: "20",
      jobs: String(navigator.hardwareConcurrency),
      format: "text",
      lang: "en",
    },
    unknown: noSuchFlag,
  });
  if (flags.help) {
    console.log(help);
    return 0;
  }
  if (flags._.length > 0) {
    throw new UsageError(
      `Cannot compare "${flags._[0]}" as a gradebook must be named by --gradebook`,
    );
  }
  const format = oneOf("format", ["text", "json"] as const, flags.format);
  const language = languageOf(flags.lang);
  const most = countOf("most", flags.most);
  const jobs = countOf("jobs", flags.jobs);
  using gradebook = namedGradebook(flags.gradebook);
  const assignment = assignmentOf(gradebook, flags.assignment);
  try {
    const terminal = Deno.stderr.isTerminal();
    await makeSignatures(gradebook, assignment, {
      ...{ jobs, retry: flags.retry },
      onDone: (done, total) => {
        if (terminal) Deno.stderr.writeSync(encode(`\rReading ${done} of ${total}`));
        if (terminal && done === total) Deno.stderr.writeSync(encode("\r\x1b[K"));
      },
    });
    const report = similarPairs(gradebook, assignment);
    if (format === "json") {
      console.log(
        JSON.stringify({ ...report, pairs: report.pairs.slice(0, most) }, null, 2),
      );
      return 0;
    }
    const { pairs, compared, unreadable } = report;
    for (const pair of pairs.slice(0, most)) {
      console.log(pairLines(pair, language).join("\n"));
    }
    if (pairs.length > most) {
      console.log(`+${pairs.length - most} pairs (--most ${pairs.length})`);
    }
    for (const { id, reason } of unreadable) {
      console.error(`Not compared: ${id}: ${plain(reason)}`);
    }
    console.error(
      `${pairs.length} ${
        pairs.length === 1 ? "pair" : "pairs"
      } alike among ${compared} ` +
        "submissions: a hint to look, never a score",
    );
    return 0;
  } catch (error) {
    if (!(error instanceof GradebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function pairLines(pair: SimilarPair, language: Language): string[] {
  const { a, b, share, words, passages, pictures } = pair;
  const name = (record: SimilarPair["a"]) =>
    record.submitters.length > 0 ? `${record.id} (${nameOf(record)})` : record.id;
  const lines = [
    `${plain(name(a))}  ${plain(name(b))}`,
    `  ${
      Math.round(share * 100)
    } percent of the shorter one's own text, about ${words} ` +
    `words; ${pictures.length} ${pictures.length === 1 ? "figure" : "figures"}`,
  ];
  for (const { words, a, b } of passages.slice(0, 3)) {
    const text = plain(a.text).replace(/\s+/g, " ");
    lines.push(
      `  ${words} words: ${plain(placeText(a.where, language))} | ` +
        plain(placeText(b.where, language)),
      `    ${text.length > 160 ? `${text.slice(0, 159)}…` : text}`,
    );
  }
  for (const { a, b, sameFile } of pictures.slice(0, 3)) {
    lines.push(
      `  figure${sameFile ? ", the same file" : ""}: ${
        plain(placeText(a.where, language))
      } | ` +
        plain(placeText(b.where, language)),
    );
  }
  return [...lines, ""];
}

function countOf(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError(
      `Cannot use --${flag} as it must be a whole number above 0: "${text}"`,
    );
  }
  return count;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
