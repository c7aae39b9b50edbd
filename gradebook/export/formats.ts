/**
 * What can be exported, as data for commands and pages.
 *
 * @module
 */
import type { LocalizedText } from "../../rubric/rubric.ts";

/** Names of the formats. */
export type ExportFormat =
  | "csv"
  | "gradescope"
  | "gradescope-evaluations"
  | "canvas"
  | "moodle"
  | "nbgrader"
  | "junit"
  | "sarif"
  | "html";

/** A format. */
export interface FormatInfo {
  readonly id: ExportFormat;
  readonly title: LocalizedText;
  /** What becomes of grades that are not final. */
  readonly pending: LocalizedText;
  readonly extension: "csv" | "zip" | "xml" | "sarif" | "html";
  readonly mediaType: string;
  /** `file`: a file that the platform exported; `submission`: one submission is chosen. */
  readonly needs: "nothing" | "file" | "submission";
}

const blank: LocalizedText = {
  en: "Grades that are not final are left blank",
  "zh-TW": "未確定的成績留空",
};
const untouched: LocalizedText = {
  en: "Students without a final grade keep what the file has",
  "zh-TW": "成績未確定的學生保留檔案原有內容",
};

/** All formats, in the order in which they are offered. */
export const exportFormats: readonly FormatInfo[] = [
  {
    id: "csv",
    title: { en: "Scores CSV, points of every item", "zh-TW": "成績 CSV，含各項分數" },
    pending: blank,
    extension: "csv",
    mediaType: "text/csv; charset=utf-8",
    needs: "nothing",
  },
  {
    id: "gradescope",
    title: { en: "Gradescope scores CSV", "zh-TW": "Gradescope 成績 CSV" },
    pending: {
      en: "Grades that are not final are Ungraded with a blank total",
      "zh-TW": "未確定的成績標為 Ungraded，總分留空",
    },
    extension: "csv",
    mediaType: "text/csv; charset=utf-8",
    needs: "nothing",
  },
  {
    id: "gradescope-evaluations",
    title: { en: "Gradescope evaluations", "zh-TW": "Gradescope 評分明細" },
    pending: blank,
    extension: "zip",
    mediaType: "application/zip",
    needs: "nothing",
  },
  {
    id: "canvas",
    title: { en: "Canvas gradebook", "zh-TW": "Canvas 成績簿" },
    pending: untouched,
    extension: "csv",
    mediaType: "text/csv; charset=utf-8",
    needs: "file",
  },
  {
    id: "moodle",
    title: { en: "Moodle grading worksheet", "zh-TW": "Moodle 評分工作表" },
    pending: untouched,
    extension: "csv",
    mediaType: "text/csv; charset=utf-8",
    needs: "file",
  },
  {
    id: "nbgrader",
    title: { en: "nbgrader CSV", "zh-TW": "nbgrader CSV" },
    pending: blank,
    extension: "csv",
    mediaType: "text/csv; charset=utf-8",
    needs: "nothing",
  },
  {
    id: "junit",
    title: { en: "JUnit XML", "zh-TW": "JUnit XML" },
    pending: {
      en: "Undecided items are skipped; a fault of the grader is an error",
      "zh-TW": "未決定的項目標為 skipped；評分程式的失敗標為 error",
    },
    extension: "xml",
    mediaType: "application/xml",
    needs: "nothing",
  },
  {
    id: "sarif",
    title: { en: "SARIF 2.1.0, with evidence", "zh-TW": "SARIF 2.1.0，含依據" },
    pending: {
      en: "Undecided items are of kind review; what was not graded is a notification",
      "zh-TW": "未決定的項目為 review；未評分者列為通知",
    },
    extension: "sarif",
    mediaType: "application/sarif+json",
    needs: "nothing",
  },
  {
    id: "html",
    title: {
      en: "One submission as a web page for an appeal",
      "zh-TW": "單份作業的評分網頁，供申覆使用",
    },
    pending: { en: "Shown as not decided", "zh-TW": "顯示為未決定" },
    extension: "html",
    mediaType: "text/html; charset=utf-8",
    needs: "submission",
  },
];
