/**
 * Words of a run's numbers.
 *
 * @module
 */
import { localized } from "./localized.ts";

/** Words of a run by language. */
export const runWords = localized({
  running: "Grading is going on",
  ended: "Grading has ended",
  interrupted: "Grading was interrupted",
  goOn: "Start the same command again: what is done is not done twice.",
  progress: "Part of the submissions that are through",
  done: "graded",
  failed: "failed",
  skipped: "done before",
  total: "in all",
  again: "Show the new results",
}, {
  running: "正在評分",
  ended: "評分已結束",
  interrupted: "評分已中斷",
  goOn: "請再次執行相同的指令：已完成的不會重做。",
  progress: "已處理的作業比例",
  done: "已評分",
  failed: "失敗",
  skipped: "先前已完成",
  total: "總數",
  again: "顯示新的結果",
});
