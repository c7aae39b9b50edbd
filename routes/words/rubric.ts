/**
 * Words of the rubric page.
 *
 * @module
 */
import { localized } from "./localized.ts";

/** Words of the rubric page by language. */
export const rubricWords = localized({
  title: "Rubric",
  version: (version: string) => `Version ${version}`,
  points: (points: string) => `${points} points`,
  empty: "No rubric yet",
  emptyTodo: "It is shown here as soon as a report has been graded into this gradebook.",
  scoring: {
    negative: "starts full, items take points",
    positive: "starts at zero, items add points",
  },
  asked: "The question as asked",
  item: "Item",
  give: "Points",
  verdicts: "Verdicts now",
  overridden: "Overridden",
  agreement: "People and harness",
  kappa: "Cohen's kappa",
  check: "Check and what it is told",
  deduct: (partial: string, unmet: string) => `partial −${partial}, unmet −${unmet}`,
  award: (met: string, partial: string) => `met +${met}, partial +${partial}`,
  pass: (met: number, of: number) => `${met} of ${of} met`,
  counts: (met: number, partial: number, unmet: number, open: number) =>
    `${met} met, ${partial} partial, ${unmet} unmet, ${open} undetermined`,
  review: (count: number) => `${count} to review`,
  agreed: (agreed: number, compared: number) => `${agreed} of ${compared} agreed`,
  undecided: "nobody has decided yet",
  noVerdict: (count: number) => `${count} where the harness did not say`,
  noKappa: "not defined: one verdict only",
  note: "Agreement counts items that a person accepted or overrode, against what the " +
    "harness says now. People mostly look at what was flagged, so this says little of " +
    "the rest. Kappa is agreement beyond chance: 1 full, 0 as by chance.",
  graded: (graded: number, all: number) => `${graded} of ${all} submissions are graded`,
  show: "Show its submissions",
}, {
  title: "評分標準",
  version: (version) => `版本 ${version}`,
  points: (points) => `${points} 分`,
  empty: "尚無評分標準",
  emptyTodo: "有作業評入此成績冊後，評分標準就會顯示於此。",
  scoring: { negative: "由滿分起扣", positive: "由零分起加" },
  asked: "題目原文",
  item: "項目",
  give: "分數",
  verdicts: "目前的判定",
  overridden: "改判",
  agreement: "人工與程式",
  kappa: "Cohen's kappa",
  check: "檢查與其參數",
  deduct: (partial, unmet) => `部分符合 −${partial}，不符合 −${unmet}`,
  award: (met, partial) => `符合 +${met}，部分符合 +${partial}`,
  pass: (met, of) => `${of} 份中 ${met} 份符合`,
  counts: (met, partial, unmet, open) =>
    `符合 ${met}、部分符合 ${partial}、不符合 ${unmet}、無法判定 ${open}`,
  review: (count) => `${count} 份需檢視`,
  agreed: (agreed, compared) => `${compared} 份中 ${agreed} 份一致`,
  undecided: "尚無人工決定",
  noVerdict: (count) => `另有 ${count} 份程式無法判定`,
  noKappa: "無法定義：只有一種判定",
  note: "一致程度以人工確認或改判的項目與程式目前的判定相比。人工多半只看被標記的項目，" +
    "因此無法代表其餘項目。kappa 為排除機率後的一致程度：1 為完全一致，0 與隨機相當。",
  graded: (graded, all) => `${all} 份作業中 ${graded} 份已評分`,
  show: "顯示相關作業",
});
