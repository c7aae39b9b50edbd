/**
 * The Gradescope view of a report: one test a rubric item. Pure.
 *
 * Only decided items have a score. An item that waits for a person has none, and its points
 * are missing from the total until then. Where there is no score at all, a failure must not
 * look like a zero: the platform wants a number, so that every test has 0 of 0, and a hidden
 * test, which hides the total from the student, says so to staff.
 *
 * @module
 */
import type { ReportItem } from "../grader/report.ts";
import { itemsOf } from "../rubric/rubric.ts";
import type { Language } from "../rubric/reason_text.ts";
import type {
  GradescopeResults,
  GradescopeTest,
  Visibility,
} from "./gradescope_results.ts";
import { type GradescopeWords, gradescopeWords } from "./gradescope_words.ts";
import { inline } from "./render_markdown.ts";
import { places, plain, pointsText, reasons, type View } from "./view.ts";
import { words } from "./words.ts";

/** How much is shown: the platform cuts or refuses what is very long. */
const mostQuotes = 3;
const quoteLength = 300;
const mostReasons = 12;
const reasonLength = 600;
const staffLength = 6000;

/**
 * A report as the contents of `results.json`.
 *
 * @param visibility When students see items. That a submission could not be read they see
 *   at once: they may still hand in another.
 */
export function renderGradescope(view: View, visibility: Visibility): GradescopeResults {
  const { report, language } = view;
  const own = gradescopeWords[language];
  if (report.outcome !== "graded" || !report.score) {
    const student = report.outcome === "not-gradable";
    return {
      ...withoutScore({
        title: student ? own.notGradable : own.failed,
        // What the harness says of itself is for staff.
        reason: student ? report.outcomeReason : "",
        staff: report.outcomeReason,
        language,
      }),
      extra_data: extraData(view),
    };
  }
  const { earned, possible, pending } = report.score;
  const open = report.items.filter((item) => item.points === null);
  const summary = [own.decided(pointsText(earned), pointsText(possible - pending))];
  if (open.length > 0) summary.push(own.open(open.length, pointsText(pending)));
  return {
    score: earned,
    output: summary.join("\n\n"),
    output_format: "md",
    visibility,
    stdout_visibility: "hidden",
    extra_data: extraData(view),
    tests: report.items.map((item) => renderItem(view, item, visibility, own)),
  };
}

/** What there is to say where nothing was graded. */
export interface NoScore {
  /** What the student reads first. */
  readonly title: string;
  /** Why, for the student; may be empty. */
  readonly reason: string;
  /** For staff only: the stack of an error. */
  readonly staff: string;
  readonly language: Language;
}

/** The contents of `results.json` where nothing was graded. */
export function withoutScore(fault: NoScore): GradescopeResults {
  const own = gradescopeWords[fault.language];
  const reason = fault.reason === "" ? [] : [inline(fault.reason)];
  return {
    stdout_visibility: "hidden",
    tests: [
      {
        name: fault.title,
        name_format: "text",
        score: 0,
        max_score: 0,
        status: "failed",
        output: [...reason, own.noZero].join("\n\n"),
        output_format: "md",
        visibility: "visible",
      },
      {
        name: own.staff,
        name_format: "text",
        score: 0,
        max_score: 0,
        status: "failed",
        output: `${own.staffReason}\n\n${fenced(shortened(fault.staff, staffLength))}`,
        output_format: "md",
        visibility: "hidden",
      },
    ],
  };
}

function renderItem(
  view: View,
  item: ReportItem,
  visibility: Visibility,
  own: GradescopeWords,
): GradescopeTest {
  const { report, rubric, language } = view;
  const common = words[language];
  const decided = item.points !== null;
  const text = itemsOf(rubric).find((entry) => entry.item.id === item.id)?.item.text;
  const title = text?.[language] ?? item.id;
  const possible = pointsText(item.possible);
  const lines = [`**${common.verdicts[item.verdict]}**`];
  if (!decided) lines.push(own.pendingItem);
  else if (item.needsReview) lines.push(own.reviewedItem);
  const why = reasons(view, item).slice(0, mostReasons);
  lines.push(why.map((one) => `- ${inline(shortened(one, reasonLength))}`).join("\n"));
  const at = places(item, report, common);
  if (at.length > 0) lines.push(`${own.seenIn}: ${at.map(inline).join("; ")}`);
  const byId = new Map(report.evidence.map((evidence) => [evidence.id, evidence.quote]));
  const quotes = item.evidence.map((id) => byId.get(id) ?? "").filter((quote) =>
    quote.trim() !== ""
  );
  for (const quote of quotes.slice(0, mostQuotes)) {
    lines.push(fenced(shortened(quote, quoteLength)));
  }
  return {
    name: decided ? title : `${title} (${own.pending(possible)})`,
    name_format: "text",
    number: item.id,
    ...(item.points === null ? {} : {
      score: item.points,
      max_score: item.possible,
      status: item.verdict === "met" ? "passed" : "failed",
    }),
    output: lines.filter((line) => line !== "").join("\n\n"),
    output_format: "md",
    visibility,
    extra_data: { verdict: item.verdict, needsReview: item.needsReview },
  };
}

/** What a later comparison wants to know: which rubric, which bytes, what is open. */
function extraData({ report }: View): Record<string, unknown> {
  return {
    latentmark: {
      outcome: report.outcome,
      submission: report.submission.digest,
      rubric: report.rubric,
      harness: report.provenance.harness,
      score: report.score,
    },
  };
}

/** Text of a submission as a block of code: nothing in it is Markdown or a link. */
function fenced(text: string): string {
  const lines = text.split("\n").map((line) => plain(line).trimEnd());
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}text\n${lines.join("\n")}\n${fence}`;
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}
