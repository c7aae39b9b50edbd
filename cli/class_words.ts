/**
 * Words of the class run, in every language of the interface.
 *
 * @module
 */
import type { Language } from "../rubric/reason_text.ts";

/** The words of one language. */
export interface ClassWords {
  readonly graded: string;
  readonly review: string;
  readonly notGradable: string;
  readonly failed: string;
  readonly refused: string;
  readonly known: string;
  readonly mean: string;
  readonly submissions: string;
  readonly columns: readonly [
    item: string,
    met: string,
    partial: string,
    unmet: string,
    undetermined: string,
    review: string,
  ];
  readonly notGraded: string;
  readonly notices: string;
  readonly more: (count: number) => string;
  readonly left: string;
  readonly rate: (perSecond: string) => string;
  readonly next: (gradebook: string) => string;
  readonly again: string;
  readonly interrupted: string;
}

/** Words by language. */
export const classWords: Readonly<Record<Language, ClassWords>> = {
  en: {
    graded: "graded",
    review: "of these with items to review",
    notGradable: "not gradable",
    failed: "the grader failed",
    refused: "could not be taken in",
    known: "of all, graded before",
    mean: "mean",
    submissions: "submissions",
    columns: ["item", "met", "partial", "unmet", "open", "review"],
    notGraded: "Not graded",
    notices: "Noticed",
    more: (count) => `and ${count} more`,
    left: "left",
    rate: (perSecond) => `${perSecond}/s`,
    next: (gradebook) => `To look through them: deno task dashboard${gradebook}`,
    again: "To grade what failed again: the same command with --retry-failed",
    interrupted: "Interrupted; what is done is kept. The same command goes on from here.",
  },
  "zh-TW": {
    graded: "已評分",
    review: "其中有需人工檢視的項目",
    notGradable: "無法評分",
    failed: "評分程式失敗",
    refused: "無法讀入",
    known: "全部之中先前已評分",
    mean: "平均",
    submissions: "份作業",
    columns: ["項目", "符合", "部分符合", "不符合", "無法判定", "需檢視"],
    notGraded: "未評分",
    notices: "注意",
    more: (count) => `另有 ${count} 筆`,
    left: "剩餘",
    rate: (perSecond) => `每秒 ${perSecond}`,
    next: (gradebook) => `逐份檢視：deno task dashboard${gradebook}`,
    again: "要重新評分失敗者：同一指令加上 --retry-failed",
    interrupted: "已中斷；完成的部分都已保存，再執行同一指令即可繼續。",
  },
};
