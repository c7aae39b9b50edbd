/**
 * Grading again is a merge: what the harness found before, what it finds now and what
 * people decided -> what would change. Pure.
 *
 * @module
 */
import { canonicalize } from "../grader/canonical.ts";
import type { Outcome, Report } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";
import type { Rubric } from "../rubric/rubric.ts";
import { type CurrentGrade, currentGrade } from "./current_grade.ts";
import type { Decision } from "./records.ts";

/** What the harness says of an item. */
export interface MergedFinding {
  readonly verdict: Verdict;
  readonly points: number | null;
  readonly needsReview: boolean;
  /** In English. */
  readonly reasons: readonly string[];
}

/** An item in a merge. */
export interface MergedItem {
  readonly id: string;
  /** `null`: the old report does not have it. */
  readonly before: MergedFinding | null;
  /** `null`: the new report does not have it. */
  readonly after: MergedFinding | null;
  /** A person's decision on it, which stays. */
  readonly decision: Decision | null;
  /** The new finding is another than the person's decision. */
  readonly disputed: boolean;
  /** Points that it stands at, before and after. */
  readonly points: readonly [before: number | null, after: number | null];
  /** Verdict, points, review or reasons are another, or only one rubric has it. */
  readonly changed: boolean;
}

/** What a submission stands at, in a word. */
export interface MergedTotal {
  readonly earned: number;
  readonly possible: number;
  readonly pending: number;
}

/** What grading a submission again would change. */
export interface Merge {
  /**
   * - `same`: the report is the same to the byte
   * - `unchanged`: another report, the same findings
   * - `changed`: other findings or another outcome
   * - `kept`: the grader failed now; the grade of before stays
   */
  readonly kind: "same" | "unchanged" | "changed" | "kept";
  readonly outcome: readonly [before: Outcome | null, after: Outcome];
  /** Why there is no grade now; empty where there is one. */
  readonly reason: string;
  /** In the new rubric's order, then items that only the old one has. */
  readonly items: readonly MergedItem[];
  readonly totals: readonly [before: MergedTotal | null, after: MergedTotal | null];
}

/** A report and what it was graded by. */
export interface Side {
  readonly rubric: Rubric;
  /** `null`: not graded yet. */
  readonly report: Report | null;
}

/**
 * Merges a new report into a submission's grade.
 *
 * @param before What the submission is graded by now
 * @param after What grading it again gave, with the same submission id
 * @param decisions People's decisions on it, oldest first
 */
export function merge(
  before: Side,
  after: Side & { readonly report: Report },
  decisions: readonly Decision[],
): Merge {
  const old = currentGrade(before.rubric, before.report, decisions);
  const failed = after.report.outcome === "grader-failed";
  const kept = failed && before.report !== null &&
    before.report.outcome !== "grader-failed";
  const now = kept ? old : currentGrade(after.rubric, after.report, decisions);
  const items = itemsOf(old, now);
  const outcome = [before.report?.outcome ?? null, after.report.outcome] as const;
  const same = before.report !== null &&
    canonicalize(before.report) === canonicalize(after.report);
  const moved = outcome[0] !== outcome[1] || items.some(({ changed }) => changed);
  return {
    kind: kept ? "kept" : same ? "same" : moved ? "changed" : "unchanged",
    outcome,
    reason: after.report.outcomeReason,
    items,
    totals: [old.score, now.score],
  };
}

function itemsOf(old: CurrentGrade, now: CurrentGrade): MergedItem[] {
  const before = new Map(old.items.map((item) => [item.id, item]));
  const after = new Map(now.items.map((item) => [item.id, item]));
  return [...new Set([...after.keys(), ...before.keys()])].map((id) => {
    const was = before.get(id);
    const is = after.get(id);
    const findings = [was, is].map((item) => item?.finding ?? null).map((finding) =>
      finding && {
        verdict: finding.verdict,
        points: finding.points,
        needsReview: finding.needsReview,
        reasons: finding.reasons,
      }
    );
    const points = [was?.points ?? null, is?.points ?? null] as const;
    return {
      id,
      before: findings[0] ?? null,
      after: findings[1] ?? null,
      decision: (is ?? was)?.decision ?? null,
      disputed: is?.disputed ?? false,
      points,
      changed: canonicalize(findings[0]) !== canonicalize(findings[1]) ||
        (was === undefined) !== (is === undefined) || points[0] !== points[1],
    };
  });
}
