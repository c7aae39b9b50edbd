/**
 * Scores: verdicts and the rubric's points -> points. Rounding is left to rendering.
 *
 * @module
 */
import type { Verdict } from "./check.ts";
import { type Item, itemsOf, possiblePoints, type Rubric } from "./rubric.ts";

/** Points of one item; `null`: not decided, and so neither earned nor lost. */
export interface ItemScore {
  /** Id of the item. */
  readonly item: string;
  /** `null`: not decided. */
  readonly points: number | null;
  /** The most it can be. */
  readonly possible: number;
}

/** Points of a submission. */
export interface Score {
  /** Points of decided items, within the rubric's bounds. */
  readonly earned: number;
  /** The most that can be earned. */
  readonly possible: number;
  /** Points of undetermined items: still to be decided by a person. */
  readonly pending: number;
  /** In the rubric's order. */
  readonly items: readonly ItemScore[];
}

/**
 * Scores verdicts by the rubric alone. Positive questions add what items award;
 * negative ones take what items deduct from the question's points; both are then
 * clamped to floor and ceiling. An undetermined item neither earns nor loses: its
 * points are pending. A verdict that is missing is undetermined.
 *
 * @param points What a person gave an item in place of its verdict's points, by item;
 * clamped to what the item can give
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = { en: "x", "zh-TW": "x" };
 * const item = { id: "q1.a", text, check: "mentions", parameters: {} };
 * const rubric = {
 *   schema: "latentmark/rubric@1" as const,
 *   id: "r",
 *   version: "1.0",
 *   title: text,
 *   questions: [{
 *     ...{ id: "q1", title: text, text, points: 1, floor: 0, scoring: "negative" as const },
 *     items: [{ ...item, deduct: { partial: 0.5, unmet: 1 } }],
 *   }],
 * };
 * assertEquals(score(rubric, new Map([["q1.a", "partial"]])).earned, 0.5);
 * assertEquals(score(rubric, new Map()).pending, 1);
 * ```
 */
export function score(
  rubric: Rubric,
  verdicts: ReadonlyMap<string, Verdict>,
  points: ReadonlyMap<string, number> = new Map(),
): Score {
  const items = itemsOf(rubric).map(({ item }) => {
    const possible = possiblePoints(item);
    const given = points.get(item.id);
    return {
      item: item.id,
      points: given === undefined
        ? itemPoints(item, verdicts.get(item.id) ?? "undetermined")
        : exact(Math.min(Math.max(given, 0), possible)),
      possible,
    };
  });
  const byId = new Map(items.map((item) => [item.item, item]));
  let earned = 0;
  let pending = 0;
  let possible = 0;
  for (const question of rubric.questions) {
    const ceiling = question.ceiling ?? question.points;
    let sum = 0;
    let open = 0;
    for (const item of question.items) {
      const found = byId.get(item.id);
      if (found?.points == null) open += found?.possible ?? 0;
      else sum += found.points;
    }
    const clamped = Math.min(Math.max(sum, question.floor), ceiling);
    earned += clamped;
    pending += Math.min(open, Math.max(0, ceiling - clamped));
    possible += Math.min(question.points, ceiling);
  }
  return {
    earned: exact(earned),
    possible: exact(possible),
    pending: exact(pending),
    items,
  };
}

function itemPoints(item: Item, verdict: Verdict): number | null {
  if (verdict === "undetermined") return null;
  const possible = possiblePoints(item);
  if (verdict === "met") return possible;
  if ("award" in item) return verdict === "partial" ? item.award.partial : 0;
  return exact(possible - item.deduct[verdict]);
}

/**
 * Points have two decimals at most; sums of binary fractions are brought back to them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(exact(0.1 + 0.2), 0.3);
 * ```
 */
export function exact(value: number): number {
  return Math.round(value * 100) / 100;
}
