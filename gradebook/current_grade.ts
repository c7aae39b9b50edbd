/**
 * What a submission stands at: the harness's report and people's decisions -> verdicts and
 * points. Pure; a person's decision always wins.
 *
 * @module
 */
import type { Outcome, Report, ReportItem } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";
import { itemsOf, type Rubric } from "../rubric/rubric.ts";
import { exact, score } from "../rubric/score.ts";
import type { Decision } from "./records.ts";

/** One rubric item as it stands. */
export interface CurrentItem {
  readonly id: string;
  readonly question: string;
  /** A person's, else the harness's. */
  readonly verdict: Verdict;
  readonly points: number | null;
  readonly possible: number;
  /** A person should look and nobody did. */
  readonly needsReview: boolean;
  /** What the harness found; `null`: it graded nothing. */
  readonly finding: ReportItem | null;
  /** The decision that counts. */
  readonly decision: Decision | null;
  /**
   * The harness has a verdict and it is another than the person's; `undetermined` is none.
   */
  readonly disputed: boolean;
  /** Comments and decisions on the item, oldest first, undone ones too. */
  readonly history: readonly Decision[];
}

/** What a submission stands at. */
export interface CurrentGrade {
  /** `null`: not graded yet. */
  readonly outcome: Outcome | null;
  /** In the rubric's order; all of the rubric's. */
  readonly items: readonly CurrentItem[];
  /** `null` where nothing was graded and nobody decided. */
  readonly score: {
    /** With `adjustment`. */
    readonly earned: number;
    readonly possible: number;
    readonly pending: number;
    /** What a person added to the total. */
    readonly adjustment: number;
  } | null;
  /** Items that need review. */
  readonly open: number;
  /** On the whole submission, oldest first. */
  readonly history: readonly Decision[];
}

/**
 * What a submission stands at. A person's decision wins over the harness's finding: the
 * latest `accept` or `override` of an item that was not undone counts, and so does the
 * latest `adjust` of the whole. Items are scored by the rubric alone; what a person adds to
 * the total comes after its floors and ceilings.
 *
 * All items of the rubric are listed: where the harness graded nothing they are
 * undetermined, and a person can grade by hand. Findings and decisions on items that the
 * rubric does not have do not count.
 *
 * @param rubric What the report was graded by
 * @param report `null`: not graded yet
 * @param decisions On this submission, oldest first
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = { en: "x", "zh-TW": "x" };
 * const item = { id: "q1.a", text, check: "mentions", parameters: {} };
 * const rubric = {
 *   schema: "latentmark/rubric@1" as const,
 *   id: "r",
 *   version: "1.0",
 *   title: text,
 *   questions: [{
 *     ...{ id: "q1", title: text, text, points: 1, floor: 0, scoring: "positive" as const },
 *     items: [{ ...item, award: { met: 1, partial: 0.5 } }],
 *   }],
 * };
 * const decision = {
 *   ...{ number: 1, submission: 1, item: "q1.a", action: "override" as const },
 *   ...{ verdict: "met" as const, points: 0.75, comment: "", who: "ta", result: null },
 *   ...{ at: "2026-01-01T00:00:00.000Z", undoes: null },
 * };
 * assertEquals(currentGrade(rubric, null, []).score, null);
 * assertEquals(currentGrade(rubric, null, [decision]).score?.earned, 0.75);
 * ```
 */
export function currentGrade(
  rubric: Rubric,
  report: Report | null,
  decisions: readonly Decision[],
): CurrentGrade {
  const undone = new Set(decisions.flatMap(({ undoes }) => undoes ?? []));
  const findings = new Map(report?.items.map((item) => [item.id, item]));
  const deciding = new Map<string, Decision>();
  let adjusting: Decision | null = null;
  for (const decision of decisions) {
    if (undone.has(decision.number)) continue;
    const { action, item } = decision;
    if (action === "adjust") adjusting = decision;
    else if (item !== null && (action === "accept" || action === "override")) {
      deciding.set(item, decision);
    }
  }
  const verdicts = new Map<string, Verdict>();
  const points = new Map<string, number>();
  const all = itemsOf(rubric);
  for (const { item: { id } } of all) {
    const decision = deciding.get(id);
    verdicts.set(id, decision?.verdict ?? findings.get(id)?.verdict ?? "undetermined");
    if (decision?.action === "override" && decision.points !== null) {
      points.set(id, decision.points);
    }
  }
  const total = score(rubric, verdicts, points);
  const items = all.map(({ question, item: { id } }, i): CurrentItem => {
    const finding = findings.get(id) ?? null;
    const decision = deciding.get(id) ?? null;
    return {
      id,
      question: question.id,
      verdict: verdicts.get(id)!,
      points: total.items[i]!.points,
      possible: total.items[i]!.possible,
      needsReview: report !== null && decision === null && (finding?.needsReview ?? true),
      finding,
      decision,
      disputed: decision !== null && finding !== null &&
        finding.verdict !== "undetermined" && finding.verdict !== decision.verdict,
      history: decisions.filter((one) => one.item === id),
    };
  });
  const adjustment = adjusting?.points ?? 0;
  const anything = report?.score != null || adjusting !== null ||
    items.some(({ decision }) => decision !== null);
  return {
    outcome: report?.outcome ?? null,
    items,
    score: anything
      ? {
        earned: exact(total.earned + adjustment),
        possible: total.possible,
        pending: total.pending,
        adjustment,
      }
      : null,
    open: items.filter(({ needsReview }) => needsReview).length,
    history: decisions.filter(({ item }) => item === null),
  };
}
