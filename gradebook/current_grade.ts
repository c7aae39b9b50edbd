/**
 * What a submission stands at: the harness's report and people's decisions -> verdicts and
 * points. Pure; a person's decision always wins.
 *
 * @module
 */
import type { Outcome, Report, ReportItem } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";

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
  /** The harness's verdict is another than the person's. */
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
