/**
 * Evaluation: facts and the rubric's checks -> findings.
 *
 * @module
 */
import type { Check, Finding } from "../rubric/check.ts";
import type { Facts } from "../rubric/facts.ts";
import { itemsOf, type Rubric } from "../rubric/rubric.ts";

/**
 * Judges every item of a rubric, in its order.
 *
 * @param checks By the name that items use
 * @throws {ReferenceError} a check that is not there
 * @throws {RangeError} a check that cites evidence which may not count
 */
export function evaluate(
  rubric: Rubric,
  checks: ReadonlyMap<string, Check>,
  facts: Facts,
): readonly Finding[] {
  const usable = new Set(
    facts.document.evidence.filter((e) => e.origin === "author").map((e) => e.id),
  );
  return itemsOf(rubric).map(({ item }) => {
    const check = checks.get(item.check);
    if (!check) {
      throw new ReferenceError(
        `Cannot judge "${item.id}" as its check must be loaded: "${item.check}" is not`,
      );
    }
    const judgement = check.judge(facts, check.parameters.parse(item.parameters));
    const stray = judgement.evidence.find((id) => !usable.has(id));
    if (stray !== undefined) {
      throw new RangeError(
        `Cannot judge "${item.id}" as cited evidence must be the author's: "${stray}" is not`,
      );
    }
    return {
      item: item.id,
      ...judgement,
      evidence: [...new Set(judgement.evidence)],
    };
  });
}
