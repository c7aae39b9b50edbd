/**
 * Words of the frame: header, footer, preferences, verdicts and outcomes.
 *
 * @module
 */
import { localized } from "./localized.ts";

/** Words of the frame by language. */
export const frameWords = localized({
  gradebook: "Gradebook",
  similar: "Similar",
  rubric: "Rubric",
  models: "Models",
  export: "Export",
  pages: "Pages",
  skipToContent: "Skip to the content",
  assignment: "Assignment",
  show: "Show",
  settings: "Settings",
  language: "Language",
  theme: "Colours",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  who: "Your name",
  whoWhy: "Stands beside your decisions",
  nobody: "no name yet",
  save: "Save",
  roles: { viewer: "may look", grader: "may decide" },
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
    "ungraded": "not graded yet",
  },
  review: "needs review",
  accepted: "accepted by a person",
  overridden: "overridden by a person",
  disputed: "the harness sees it differently",
  previous: "Previous",
  next: "Next",
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  paging: "Paging",
}, {
  gradebook: "成績冊",
  similar: "相似",
  rubric: "評分標準",
  models: "模型",
  export: "匯出",
  pages: "頁面",
  skipToContent: "跳至內容",
  assignment: "作業",
  show: "顯示",
  settings: "設定",
  language: "語言",
  theme: "色彩",
  themes: { system: "依系統", light: "淺色", dark: "深色" },
  who: "您的姓名",
  whoWhy: "會記在您的決定旁",
  nobody: "尚未填寫姓名",
  save: "儲存",
  roles: { viewer: "僅可檢視", grader: "可評分" },
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
    "ungraded": "尚未評分",
  },
  review: "需人工檢視",
  accepted: "已由人工確認",
  overridden: "已由人工改判",
  disputed: "評分程式的看法不同",
  previous: "上一頁",
  next: "下一頁",
  pageOf: (page, pages) => `第 ${page} 頁，共 ${pages} 頁`,
  paging: "分頁",
});

/** Words of the frame in one language. */
export type FrameWords = (typeof frameWords)["en"];
