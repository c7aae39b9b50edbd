/**
 * Words of autograder results, which students read, in every language of the interface.
 *
 * @module
 */
import type { Language } from "../rubric/reason_text.ts";

/** The words of one language. */
export interface GradescopeWords {
  /** After the name of an item that is not decided. */
  readonly pending: (points: string) => string;
  readonly pendingItem: string;
  readonly reviewedItem: string;
  readonly seenIn: string;
  readonly decided: (earned: string, possible: string) => string;
  readonly open: (items: number, points: string) => string;
  readonly notGradable: string;
  readonly failed: string;
  readonly noZero: string;
  readonly noFiles: string;
  readonly unfinished: string;
  readonly staff: string;
  readonly staffReason: string;
}

/** Words by language. */
export const gradescopeWords: Readonly<Record<Language, GradescopeWords>> = {
  en: {
    pending: (points) => `pending, ${points} points`,
    pendingItem: "This item is not decided: a person will look at it. Its points are " +
      "not in the score yet.",
    reviewedItem: "A person will look at this item, too: its points may change.",
    seenIn: "Seen in",
    decided: (earned, possible) => `Decided so far: ${earned} of ${possible} points.`,
    open: (items, points) =>
      `Still open: ${items} ${items === 1 ? "item" : "items"}, ${points} points, which ` +
      `a person will decide.`,
    notGradable: "This submission could not be read",
    failed: "This submission could not be graded automatically",
    noZero: "This is no zero: nothing was judged yet, and a person will look at it. " +
      "The 0 that the platform may show stands for no score.",
    noFiles: "No file was handed in.",
    unfinished: "The grader did not finish.",
    staff: "For staff: not graded",
    staffReason:
      "There is no score: grade this submission by hand or run the autograder " +
      "again. This hidden test keeps the 0 that stands for it from the student.",
  },
  "zh-TW": {
    pending: (points) => `待定，${points} 分`,
    pendingItem: "此項目尚未判定，將由人工檢視，其分數尚未計入總分。",
    reviewedItem: "此項目也將由人工檢視，分數可能更動。",
    seenIn: "出處",
    decided: (earned, possible) => `目前已判定：${possible} 分中得 ${earned} 分。`,
    open: (items, points) => `尚待人工判定：${items} 項，共 ${points} 分。`,
    notGradable: "無法讀取這份作業",
    failed: "這份作業無法自動評分",
    noZero:
      "這不是零分：尚未評定任何項目，將由人工檢視。平台若顯示 0，只是表示沒有分數。",
    noFiles: "沒有繳交任何檔案。",
    unfinished: "評分程式沒有完成。",
    staff: "助教專用：未評分",
    staffReason:
      "沒有分數：請人工評分或重新執行自動評分。這個隱藏測試使學生看不到代表無分數的 0。",
  },
};
