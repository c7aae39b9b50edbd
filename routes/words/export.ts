/**
 * Words of the export page.
 *
 * @module
 */
import { localized } from "./localized.ts";

/** Words of the export page by language. */
export const exportPageWords = localized({
  title: "Export",
  empty: "Nothing to export yet",
  emptyTodo: "Scores can be taken from here as soon as a report has been graded.",
  stands: (open: number, rest: number) =>
    `Not all grades stand: ${open} submissions have items to review, ${rest} have no grade.`,
  reviewFirst: "Review them first",
  options: "Options",
  language: "Language of the files",
  asOf: "As it stood at",
  asOfWhy: "Empty: now. Times are of this machine.",
  files: "Files",
  download: "Download",
  check: "See what it leaves out",
  submission: "Id of the submission",
  echo: "Into a platform's own file",
  echoWhy:
    "Export the gradebook from the platform, choose that file here, and get it back " +
    "with this assignment's column filled in. Every other cell stays as it is.",
  file: "The file that it exported",
  column: "Column for points",
  columnWhy: "Empty: found by the assignment's title",
  feedback: "Column for feedback",
  fill: "Fill in",
  viewer: "Files of a platform are filled in by graders.",
  failed: "The file could not be made",
  made: "The file is ready",
  written: (count: number) => `${count} rows or results are in it`,
  save: (name: string) => `Download ${name}`,
  warnings: "What to know",
  leftOut: (count: number) => `Left out: ${count}`,
  who: "Who",
  why: "Why",
  more: (count: number) => `and ${count} more`,
  kept: "The file is kept here for ten minutes.",
  back: "Back to the exports",
}, {
  title: "匯出",
  empty: "尚無可匯出的內容",
  emptyTodo: "有作業評分後，即可由此取得成績。",
  stands: (open, rest) =>
    `成績尚未全部確定：${open} 份有項目待檢視，${rest} 份沒有成績。`,
  reviewFirst: "先行檢視",
  options: "選項",
  language: "檔案的語言",
  asOf: "依此時的成績",
  asOfWhy: "留空：現在。時間以此電腦為準。",
  files: "檔案",
  download: "下載",
  check: "查看略過了什麼",
  submission: "作業編號",
  echo: "填入平台自己的檔案",
  echoWhy:
    "請先由平台匯出成績簿，在此選擇該檔案，即可取回填好本次作業欄位的檔案；其他儲存格保持原樣。",
  file: "平台匯出的檔案",
  column: "分數欄位",
  columnWhy: "留空：依作業名稱尋找",
  feedback: "評語欄位",
  fill: "填入",
  viewer: "平台檔案由評分者填入。",
  failed: "無法製作檔案",
  made: "檔案已備妥",
  written: (count) => `內含 ${count} 列或結果`,
  save: (name) => `下載 ${name}`,
  warnings: "注意事項",
  leftOut: (count) => `略過 ${count} 項`,
  who: "對象",
  why: "原因",
  more: (count) => `另有 ${count} 項`,
  kept: "檔案在此保留十分鐘。",
  back: "回到匯出",
});
