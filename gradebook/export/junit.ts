/**
 * Verdicts as JUnit XML: a signal for continuous integration, not the record.
 *
 * @module
 */
import { create } from "xmlbuilder2";
import type { Language } from "../../rubric/reason_text.ts";
import { itemsOf } from "../../rubric/rubric.ts";
import type { CurrentItem } from "../current_grade.ts";
import { numberText, utf8 } from "./csv_text.ts";
import {
  type ExportClass,
  type ExportSubmission,
  reasonsOf,
  type Written,
} from "./export_class.ts";
import { Tally } from "./standing.ts";
import { exportWords } from "./words.ts";

/** What becomes of a test case besides its name. */
type End = {
  readonly kind: "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
  readonly details: string;
};

interface Case {
  readonly question: string;
  readonly item: string;
  readonly end: End | null;
}

/**
 * One suite a submission, one case an item. Unmet and partly met items are failures; what a
 * person should look at, and a submission that could not be graded, is skipped; a fault of
 * the harness is an error.
 */
export function writeJunit(data: ExportClass, language: Language): Written {
  const tally = new Tally(data);
  const root = create({
    version: "1.0",
    encoding: "UTF-8",
    invalidCharReplacement: "\uFFFD",
  })
    .ele("testsuites", { name: data.rubric.id });
  const all = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  let written = 0;
  for (const submission of data.submissions) {
    tally.add(submission);
    written += 1;
    const cases = casesOf(data, submission, language);
    const count = (kind: End["kind"]) =>
      cases.filter(({ end }) => end?.kind === kind).length;
    const own = {
      tests: cases.length,
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
    };
    all.tests += own.tests;
    all.failures += own.failures;
    all.errors += own.errors;
    all.skipped += own.skipped;
    const suite = root.ele("testsuite", { name: submission.record.id, ...own });
    for (const { question, item, end } of cases) {
      const test = suite.ele("testcase", { classname: question, name: item });
      if (end === null) continue;
      const { kind, type, message, details } = end;
      const told = test.ele(kind, kind === "skipped" ? { message } : { message, type });
      if (details !== "") told.txt(details);
    }
  }
  root.att(Object.fromEntries(Object.entries(all).map(([k, v]) => [k, String(v)])));
  return {
    bytes: utf8(root.end({ prettyPrint: true }) + "\n"),
    written,
    warnings: tally.warnings({
      en: `undecided items are "skipped", a fault of the grader is an "error"`,
      "zh-TW": "未決定的項目標為 skipped，評分程式的失敗標為 error",
    }, false),
    leftOut: [],
  };
}

function casesOf(
  data: ExportClass,
  { report, current }: ExportSubmission,
  language: Language,
): Case[] {
  const words = exportWords[language];
  const outcome = current.outcome ?? "ungraded";
  const decided = current.items.some(({ decision }) => decision !== null);
  if (outcome !== "graded" && !decided) {
    const kind = outcome === "grader-failed" ? "error" : "skipped";
    const message = words.outcomes[outcome];
    const end: End = {
      kind,
      type: outcome,
      message,
      details: report?.outcomeReason ?? "",
    };
    return itemsOf(data.rubric).map(({ question, item }) => ({
      question: question.id,
      item: item.id,
      end,
    }));
  }
  return current.items.map((item) => ({
    question: item.question,
    item: item.id,
    end: endOf(data, item, language),
  }));
}

function endOf(data: ExportClass, item: CurrentItem, language: Language): End | null {
  const words = exportWords[language];
  const said = item.decision?.comment.trim() ?? "";
  const reasons = reasonsOf(data, item, language);
  const by = item.decision ? `${item.decision.who}: ${said}` : "";
  const details = [...(by ? [by] : []), ...reasons].join("\n");
  const points = item.points === null ? "?" : numberText(item.points);
  const message = `${words.verdicts[item.verdict]}, ${points} / ${
    numberText(item.possible)
  }`;
  if (item.verdict === "undetermined" || item.needsReview) {
    return { kind: "skipped", type: "review", message: words.needsPerson, details };
  }
  if (item.verdict === "met") return null;
  return { kind: "failure", type: item.verdict, message, details };
}
