/**
 * Words of the terminal and Markdown views, in every language of the interface.
 *
 * @module
 */
import type { Outcome } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";
import type { Language } from "../rubric/reason_text.ts";

/** The words of one language. */
export interface Words {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly review: string;
  readonly pending: string;
  readonly points: string;
  readonly person: string;
  readonly noReason: string;
  readonly page: string;
  readonly cell: string;
  readonly output: string;
  readonly line: string;
  readonly lines: string;
  readonly block: string;
  readonly picture: string;
  readonly notices: string;
  readonly reasonsToReview: (count: number) => string;
  readonly columns: readonly [item: string, verdict: string, points: string, why: string];
}

/** Words by language. */
export const words: Readonly<Record<Language, Words>> = {
  en: {
    verdicts: {
      met: "met",
      partial: "partial",
      unmet: "unmet",
      undetermined: "undetermined",
    },
    outcomes: {
      "graded": "graded",
      "not-gradable": "not gradable",
      "grader-failed": "the grader failed",
    },
    review: "review",
    pending: "pending",
    points: "points",
    person: "A person gave",
    noReason: "no reason given",
    page: "page",
    cell: "cell",
    output: "output",
    line: "line",
    lines: "lines",
    block: "block",
    picture: "picture",
    notices: "Notices",
    reasonsToReview: (count) =>
      count === 0
        ? "nothing to review"
        : `${count} ${count === 1 ? "item" : "items"} to review`,
    columns: ["Item", "Verdict", "Points", "Why and where"],
  },
  "zh-TW": {
    verdicts: {
      met: "符合",
      partial: "部分符合",
      unmet: "不符合",
      undetermined: "無法判定",
    },
    outcomes: {
      "graded": "已評分",
      "not-gradable": "無法評分",
      "grader-failed": "評分程式失敗",
    },
    review: "需人工檢視",
    pending: "待定",
    points: "分",
    person: "人工評分",
    noReason: "未給理由",
    page: "頁",
    cell: "儲存格",
    output: "輸出",
    line: "行",
    lines: "行",
    block: "區塊",
    picture: "圖片",
    notices: "注意",
    reasonsToReview: (count) => count === 0 ? "不需人工檢視" : `${count} 項需人工檢視`,
    columns: ["項目", "判定", "分數", "理由與位置"],
  },
};
