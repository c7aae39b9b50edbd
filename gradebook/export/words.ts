/**
 * Words of what is exported for people to read.
 *
 * @module
 */
import type { Outcome } from "../../grader/report.ts";
import type { Verdict } from "../../rubric/check.ts";
import type { Language } from "../../rubric/reason_text.ts";
import type { DecisionAction } from "../records.ts";

/** The words of one language. */
export interface ExportWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly outcomes: Readonly<Record<Outcome | "ungraded", string>>;
  readonly actions: Readonly<Record<DecisionAction, string>>;
  readonly title: string;
  readonly submission: string;
  readonly students: string;
  readonly total: string;
  readonly pending: string;
  readonly adjustment: string;
  readonly item: string;
  readonly verdict: string;
  readonly points: string;
  readonly harness: string;
  readonly needsPerson: string;
  readonly reasons: string;
  readonly evidence: string;
  readonly fromPicture: string;
  readonly decisions: string;
  readonly undone: string;
  readonly onWhole: string;
  readonly byWhom: string;
  readonly when: string;
  readonly what: string;
  readonly comment: string;
  readonly asked: string;
  readonly notices: string;
  readonly files: string;
  readonly file: string;
  readonly bytes: string;
  readonly digests: string;
  readonly reportDigest: string;
  readonly rubricDigest: string;
  readonly submissionDigest: string;
  readonly madeBy: string;
  readonly asOf: string;
  readonly page: string;
  readonly cell: string;
  readonly output: string;
  readonly lines: string;
  readonly block: string;
  readonly place: string;
  readonly picture: string;
  readonly rule: string;
  readonly citedPages: string;
  readonly tooLarge: string;
}

/** Words by language. */
export const exportWords: Readonly<Record<Language, ExportWords>> = {
  en: {
    verdicts: {
      met: "met",
      partial: "partly met",
      unmet: "not met",
      undetermined: "not decided",
    },
    outcomes: {
      "graded": "graded",
      "not-gradable": "not gradable",
      "grader-failed": "the grader failed",
      "ungraded": "not graded yet",
    },
    actions: {
      accept: "accepted",
      override: "overridden",
      comment: "comment",
      adjust: "adjusted the total",
      undo: "undid a decision",
    },
    title: "Grading of a submission",
    submission: "Submission",
    students: "Students",
    total: "Total",
    pending: "not decided yet",
    adjustment: "Adjustment of the total",
    item: "Item",
    verdict: "Verdict",
    points: "Points",
    harness: "The program found",
    needsPerson: "A person should look at this.",
    reasons: "Reasons",
    evidence: "Evidence",
    fromPicture: "read from a picture",
    decisions: "Decisions by people",
    undone: "undone",
    onWhole: "the whole submission",
    byWhom: "Who",
    when: "When",
    what: "What",
    comment: "Comment",
    asked: "Assignment",
    notices: "Notices",
    files: "Files that were graded",
    file: "File",
    bytes: "Bytes",
    digests: "Digests (SHA-256)",
    reportDigest: "Report",
    rubricDigest: "Rubric",
    submissionDigest: "Submission",
    madeBy: "Graded by",
    asOf: "As it stood on",
    page: "page",
    cell: "cell",
    output: "output",
    lines: "lines",
    block: "block",
    place: "Place",
    picture: "Picture from the submission",
    rule:
      "A person's decision counts before the program's. Points that are not decided " +
      "are neither earned nor lost.",
    citedPages: "Pages that evidence stands on",
    tooLarge: "The picture is left out as the file would become too large.",
  },
  "zh-TW": {
    verdicts: {
      met: "符合",
      partial: "部分符合",
      unmet: "不符合",
      undetermined: "未決定",
    },
    outcomes: {
      "graded": "已評分",
      "not-gradable": "無法評分",
      "grader-failed": "評分程式失敗",
      "ungraded": "尚未評分",
    },
    actions: {
      accept: "同意",
      override: "改判",
      comment: "評論",
      adjust: "調整總分",
      undo: "撤回一項決定",
    },
    title: "作業評分紀錄",
    submission: "作業",
    students: "學生",
    total: "總分",
    pending: "未決定",
    adjustment: "總分調整",
    item: "項目",
    verdict: "判定",
    points: "分數",
    harness: "程式的判定",
    needsPerson: "此項需人工檢視。",
    reasons: "理由",
    evidence: "依據",
    fromPicture: "由圖片辨識",
    decisions: "人工決定",
    undone: "已撤回",
    onWhole: "整份作業",
    byWhom: "人員",
    when: "時間",
    what: "內容",
    comment: "說明",
    asked: "作業題目",
    notices: "注意",
    files: "評分的檔案",
    file: "檔案",
    bytes: "位元組",
    digests: "摘要值（SHA-256）",
    reportDigest: "報告",
    rubricDigest: "評分標準",
    submissionDigest: "作業",
    madeBy: "評分程式",
    asOf: "截至",
    page: "頁",
    cell: "儲存格",
    output: "輸出",
    lines: "行",
    block: "區塊",
    place: "位置",
    picture: "作業中的圖片",
    rule: "人工決定優先於程式的判定。未決定的分數既不計入也不扣除。",
    citedPages: "依據所在的頁面",
    tooLarge: "圖片會使檔案過大，故省略。",
  },
};
