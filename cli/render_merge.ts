/**
 * The terminal view of a merge: what grading again would change.
 *
 * @module
 */
import type {
  Merge,
  MergedFinding,
  MergedItem,
  MergedTotal,
} from "../gradebook/merge.ts";
import type { Language } from "../rubric/reason_text.ts";
import { plain, pointsText } from "./view.ts";
import { words as allWords } from "./words.ts";

const submissions = (count: number) =>
  count === 1 ? "1 submission" : `${count} submissions`;

/** Words of the view, in every language of the interface. */
export const mergeWords = {
  en: {
    none: "none",
    review: "review",
    reasons: "other reasons",
    decided: (who: string, what: string) => `${who} decided ${what}, which stays`,
    disputed: "disputed",
    kept: "the grader failed, the grade of before stays",
    notGraded: "not graded",
    nothing: (count: number) =>
      `Nothing to change: ${
        submissions(count)
      } graded again, the findings are those of before`,
    question: (changed: number) => `Apply to ${submissions(changed)}?`,
    applied: (count: number) => `Applied to ${submissions(count)}`,
    left: "Nothing is changed",
    totals: (changed: number, unchanged: number, failed: number) =>
      `${changed} changed, ${unchanged} as before, ${failed} not graded again`,
  },
  "zh-TW": {
    none: "無",
    review: "需檢視",
    reasons: "理由不同",
    decided: (who: string, what: string) => `${who} 已決定 ${what}，維持不變`,
    disputed: "與程式不同",
    kept: "評分程式失敗，維持原成績",
    notGraded: "未評分",
    nothing: (count: number) => `沒有變更：重新評分的 ${count} 份結果都與先前相同`,
    question: (changed: number) => `套用到 ${changed} 份作業？`,
    applied: (count: number) => `已套用到 ${count} 份作業`,
    left: "未做任何變更",
    totals: (changed: number, unchanged: number, failed: number) =>
      `${changed} 份變更，${unchanged} 份不變，${failed} 份未能重新評分`,
  },
} as const satisfies Record<Language, unknown>;

/** A merge that changes something, as lines for a terminal. */
export function renderMerge(id: string, merge: Merge, language: Language): string {
  const words = mergeWords[language];
  const outcomes = allWords[language].outcomes;
  const lines: string[] = [];
  const [old, now] = merge.outcome;
  const outcome = old === now
    ? ""
    : `  ${old === null ? words.notGraded : outcomes[old]} -> ${outcomes[now]}`;
  const [before, after] = merge.totals.map((total) => totalText(total, words.none));
  const totals = before === after ? before : `${before} -> ${after}`;
  lines.push(`${plain(id)}  ${totals}${outcome}`);
  if (merge.kind === "kept") lines.push(`  ${words.kept}`);
  if (merge.reason !== "") lines.push(`  ${plain(merge.reason)}`);
  const shown = merge.kind === "kept" ? [] : merge.items.filter(({ changed }) => changed);
  const width = Math.max(0, ...shown.map((item) => item.id.length));
  for (const item of shown) {
    lines.push(`  ${item.id.padEnd(width)}  ${itemText(item, language)}`);
  }
  return lines.join("\n") + "\n";
}

function itemText(item: MergedItem, language: Language): string {
  const words = mergeWords[language];
  const verdicts = allWords[language].verdicts;
  const text = (finding: MergedFinding | null): string => {
    if (finding === null) return words.none;
    const points = finding.points === null ? "" : ` ${pointsText(finding.points)}`;
    const review = finding.needsReview ? ` (${words.review})` : "";
    return `${verdicts[finding.verdict]}${points}${review}`;
  };
  const [before, after] = [text(item.before), text(item.after)];
  const parts = [
    before === after ? `${after}, ${words.reasons}` : `${before} -> ${after}`,
  ];
  if (item.decision?.verdict) {
    const points = item.points[1];
    const what = verdicts[item.decision.verdict] +
      (points === null ? "" : ` ${pointsText(points)}`);
    parts.push(words.decided(plain(item.decision.who), what));
    if (item.disputed) parts.push(words.disputed);
  }
  return parts.join("; ");
}

function totalText(total: MergedTotal | null, none: string): string {
  if (total === null) return none;
  return `${pointsText(total.earned)} / ${pointsText(total.possible)}`;
}
