/**
 * Whether a submission has a grade that may leave the gradebook. What is not decided is
 * never written as a number: neither earned nor lost.
 *
 * @module
 */
import type { LocalizedText, Question, Rubric } from "../../rubric/rubric.ts";
import { exact } from "../../rubric/score.ts";
import type { CurrentGrade, CurrentItem } from "../current_grade.ts";
import type { ExportClass, ExportSubmission } from "./export_class.ts";

/** How a submission stands. */
export type State = "final" | "pending" | "not-gradable" | "grader-failed" | "ungraded";

/** Points of a question; `earned` is `null` while an item of it is not decided. */
export interface QuestionPoints {
  readonly question: Question;
  readonly earned: number | null;
  readonly possible: number;
}

/** How a submission stands: `final` alone has a total to write. */
export function stateOf(current: CurrentGrade): State {
  const decided = current.items.length > 0 &&
    current.items.every((item) => item.points !== null);
  if (current.score !== null && decided && current.score.pending === 0) return "final";
  if (current.outcome === null) return "ungraded";
  if (current.outcome !== "graded" && !current.items.some((item) => item.decision)) {
    return current.outcome;
  }
  return "pending";
}

/** The total with a person's adjustment; `null` where it is not final. */
export function finalPoints(current: CurrentGrade): number | null {
  return stateOf(current) === "final" ? current.score?.earned ?? null : null;
}

/** What a rubric is worth. */
export function possibleOf(rubric: Rubric): number {
  const worth = rubric.questions.map(({ points, ceiling }) =>
    Math.min(points, ceiling ?? points)
  );
  return exact(worth.reduce((sum, points) => sum + points, 0));
}

/** Points by question, clamped as the rubric says, without a person's adjustment. */
export function questionPoints(
  rubric: Rubric,
  items: readonly CurrentItem[],
): readonly QuestionPoints[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return rubric.questions.map((question) => {
    const ceiling = question.ceiling ?? question.points;
    const points = question.items.map(({ id }) => byId.get(id)?.points ?? null);
    const open = points.includes(null);
    const sum = points.reduce<number>((all, one) => all + (one ?? 0), 0);
    const earned = exact(Math.min(Math.max(sum, question.floor), ceiling));
    return {
      question,
      earned: open ? null : earned,
      possible: Math.min(question.points, ceiling),
    };
  });
}

/** Counts how submissions stand, and words what a format does with them. */
export class Tally {
  readonly #counts = new Map<State, number>();
  #open = 0;
  #nameless = 0;
  #otherRubric = 0;
  readonly #rubric: string;

  constructor(data: Pick<ExportClass, "rubricDigest">) {
    this.#rubric = data.rubricDigest;
  }

  /** Counts a submission. */
  add({ record, report, current }: ExportSubmission): State {
    const state = stateOf(current);
    this.#counts.set(state, (this.#counts.get(state) ?? 0) + 1);
    if (state === "final" && current.open > 0) this.#open += 1;
    if (report && report.rubric.digest !== this.#rubric) this.#otherRubric += 1;
    if (record.submitters.length === 0) this.#nameless += 1;
    return state;
  }

  /**
   * One warning a state that has no total.
   *
   * @param how what the format writes for those
   * @param named whether the format is about students
   */
  warnings(how: LocalizedText, named = true): LocalizedText[] {
    const found: LocalizedText[] = [];
    const say = (count: number, en: string, zh: string) => {
      if (count === 0) return;
      found.push({
        en: `${count} ${count === 1 ? "submission" : "submissions"} ${en}`,
        "zh-TW": `${count} 份作業${zh}`,
      });
    };
    const end = (state: State, en: string, zh: string) =>
      say(this.#counts.get(state) ?? 0, `${en}: ${how.en}`, `${zh}：${how["zh-TW"]}`);
    end("pending", "with undecided items", "有未決定的項目");
    end("not-gradable", "not gradable", "無法評分");
    end("grader-failed", "where the grader failed", "評分程式失敗");
    end("ungraded", "not graded yet", "尚未評分");
    say(
      this.#open,
      "written with items that a person should still look at; the points are the harness's",
      "仍有項目需人工檢視，寫出的是程式給的分數",
    );
    say(
      this.#otherRubric,
      "graded by another version of the rubric than the latest",
      "依另一版評分標準評分，並非最新版",
    );
    if (named) {
      say(this.#nameless, "without a known student", "沒有學生資料");
    }
    return found;
  }
}
