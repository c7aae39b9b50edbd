/**
 * A question's items as Gradescope's marking sheet has them: a column a choice that changes
 * points.
 *
 * @module
 */
import type { Verdict } from "../../rubric/check.ts";
import type { Question } from "../../rubric/rubric.ts";

/** A column: what a grader ticks. */
export interface SheetItem {
  readonly item: string;
  readonly text: string;
  /** Signed: what ticking it adds. */
  readonly points: number;
  /** The verdicts that tick it. */
  readonly verdicts: readonly Verdict[];
}

/**
 * The columns of a question. Award items have one for `met` and, where it is worth
 * anything, one for `partial`; deduct items one for `unmet` and, where it costs something
 * else, one for `partial`. Verdicts of equal points share a column.
 */
export function sheetItems(question: Question): readonly SheetItem[] {
  return question.items.flatMap((item): SheetItem[] => {
    const text = item.text.en;
    const half = `${text} (partial)`;
    if ("award" in item) {
      const { met, partial } = item.award;
      return pair(item.id, text, half, ["met", met], ["partial", partial]);
    }
    const { unmet, partial } = item.deduct;
    return pair(item.id, text, half, ["unmet", -unmet], ["partial", -partial]);
  });
}

function pair(
  item: string,
  text: string,
  half: string,
  [full, points]: readonly [Verdict, number],
  [partly, less]: readonly [Verdict, number],
): SheetItem[] {
  if (points === less) return [{ item, text, points, verdicts: [full, partly] }];
  const first = { item, text, points, verdicts: [full] };
  return less === 0 ? [first] : [
    first,
    { item, text: half, points: less, verdicts: [partly] },
  ];
}
