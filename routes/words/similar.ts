/**
 * Words of the page of similar submissions.
 *
 * @module
 */
import { localized } from "./localized.ts";

const are = (count: number, one: string, many: string) =>
  `${count} ${count === 1 ? one : many}`;

/** Words of the pages by language. */
export const similarWords = localized({
  title: "Similar submissions",
  hintTitle: "A hint, never a score",
  hint:
    "Work can be alike because it was shared, because both took it from the same place, or by chance. Nothing here changes any points. Read both before you conclude anything.",
  left: "Submission",
  right: "and",
  text: "Text alike",
  figures: "Figures alike",
  compare: "Compare",
  compareBoth: (left: string, right: string) => `Compare ${left} and ${right}`,
  textOf: (percent: number, words: number) =>
    `${percent}% of the shorter text, ${are(words, "word", "words")}`,
  noText: "no text",
  figuresOf: (count: number) => count === 0 ? "none" : String(count),
  none: "No two submissions are alike beyond the assignment's own text.",
  few: "There must be two submissions that can be read.",
  looking: "The submissions are being compared",
  lookingWhy: "Each is read once. The page asks again by itself.",
  again: "Ask again",
  progress: (done: number, total: number) => `${done} of ${total} read`,
  missing: (count: number, compared: number) =>
    compared === 0
      ? `${are(count, "submission waits", "submissions wait")} to be compared`
      : `${are(count, "submission was", "submissions were")} not compared yet`,
  failed: (reason: string) => `The last comparison ended early: ${reason}`,
  start: "Compare",
  startWho: "A grader can compare them, here or by deno task similar.",
  sameFile: "the very same file",
  total: (count: number) => are(count, "pair", "pairs"),
  unread: (count: number) =>
    `${
      are(count, "submission", "submissions")
    } could not be compared: there is nothing to read.`,
  pairTitle: (left: string, right: string) => `${left} and ${right}`,
  back: "All pairs",
  passages: (count: number) => are(count, "shared passage", "shared passages"),
  passage: (number: number) => `Passage ${number}`,
  other: "Show it on the other side",
  noPassages: "No passage of text is alike.",
  alikeFigures: "Figures that are alike",
  figureOf: (id: string) => `Figure of ${id}`,
  bits: (distance: number) =>
    distance === 0
      ? "look the same"
      : `differ in ${distance} of 64 bits of their fingerprints`,
  notShown: "This figure can not be shown.",
  gone: "These two are not alike any more, or one of them is gone.",
  open: "Open the submission",
  cut: (count: number) =>
    `… ${are(count, "more character", "more characters")} without shared passages`,
}, {
  title: "相似的繳交作業",
  hintTitle: "僅供參考，不影響分數",
  hint:
    "作業相似可能是因為互相分享、取自同一來源，或只是巧合。此頁不會改變任何分數。下結論前請先閱讀兩份作業。",
  left: "作業",
  right: "與",
  text: "相似文字",
  figures: "相似圖片",
  compare: "比較",
  compareBoth: (left, right) => `比較 ${left} 與 ${right}`,
  textOf: (percent, words) => `較短文字的 ${percent}%，${words} 個詞`,
  noText: "無文字",
  figuresOf: (count) => count === 0 ? "無" : String(count),
  none: "除作業題目本身的文字外，沒有兩份作業相似。",
  few: "至少需要兩份可讀取的作業才能比較。",
  looking: "正在比較各份作業",
  lookingWhy: "每份只需讀取一次。此頁會自動重新查詢。",
  again: "重新查詢",
  progress: (done, total) => `已讀取 ${done} / ${total}`,
  missing: (count) => `有 ${count} 份作業尚未比較`,
  failed: (reason) => `上次比較提前結束：${reason}`,
  start: "開始比較",
  startWho: "評分者可在此頁或以 deno task similar 進行比較。",
  sameFile: "完全相同的檔案",
  total: (count) => `${count} 組`,
  unread: (count) => `${count} 份作業無法比較：沒有可讀取的內容。`,
  pairTitle: (left, right) => `${left} 與 ${right}`,
  back: "所有相似組合",
  passages: (count) => `${count} 段相同文字`,
  passage: (number) => `段落 ${number}`,
  other: "顯示另一側的相同段落",
  noPassages: "沒有相似的文字段落。",
  alikeFigures: "相似的圖片",
  figureOf: (id) => `${id} 的圖片`,
  bits: (distance) =>
    distance === 0 ? "看起來相同" : `指紋 64 位元中有 ${distance} 個不同`,
  notShown: "無法顯示此圖片。",
  gone: "這兩份作業已不再相似，或其中一份已不存在。",
  open: "開啟作業",
  cut: (count) => `⋯ 其餘 ${count} 個字元沒有相同段落`,
});

/** Words of the pages in one language. */
export type SimilarWords = (typeof similarWords)["en"];
