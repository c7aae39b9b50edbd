/**
 * Which adjustments a sentence speaks of.
 *
 * @module
 */
import type { Adjustment } from "../../../rubric/facts.ts";
import { elementsIn } from "../adjustments/elements.ts";

const ordinal =
  /(?:adjustment|case|modification|change|version|no\.|out|t|z|r|调整|方法|改动|实验) ?#?([1-9一二三四])|(?:第|\bthe )(一|二|三|1|2|3|first|second|third) ?(?:种|个调整|张|组|adjustment|one|case|change|image|picture|modification)/gu;
const counted: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  first: 1,
  second: 2,
  third: 3,
};

/** Ids of the adjustments that the folded sentence names, in order; often none. */
export function namedAdjustments(
  sentence: string,
  adjustments: readonly Adjustment[],
): readonly string[] {
  const found = new Set<string>();
  const { indices } = elementsIn(sentence);
  const numbers = new Set(
    [...sentence.matchAll(/\d+(?:\.\d+)?/g)].map((match) => Number(match[0])),
  );
  for (const { id, target, parameters, kind } of adjustments) {
    const own = target.indices ?? [];
    const byElement = indices !== null && own.length > 0 &&
      own.length === indices.length &&
      [0, 1, -1].some((shift) => indices.every((n) => own.includes(n + shift)));
    const ratio = parameters["ratio"];
    const values = Object.values(parameters);
    const byValue = ratio !== undefined
      ? numbers.has(ratio) || numbers.has(Math.round(ratio * 100))
      : target.elements === "all" && kind !== "sweep" &&
        values.some((value) => numbers.has(Math.abs(value)) && ![0, 1].includes(value));
    if (byElement || byValue) found.add(id);
  }
  for (const match of sentence.matchAll(ordinal)) {
    const word = match[1] ?? match[2] ?? "";
    const named = adjustments[(counted[word] ?? Number(word)) - 1];
    if (named && found.size === 0) found.add(named.id);
  }
  return [...found];
}
