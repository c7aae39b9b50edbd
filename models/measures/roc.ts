/**
 * How well a score tells anomalies from normal pictures.
 * @module
 */

/** A point of the ROC curve: what is caught at one threshold. */
export interface RocPoint {
  readonly falsePositiveFraction: number;
  readonly truePositiveFraction: number;
}

/**
 * Area under the ROC curve: the chance that an anomaly scores above a normal picture, ties
 * counted half (the Mann-Whitney statistic; scikit-learn's `roc_auc_score`).
 *
 * @throws {RangeError} when there are no anomalies, or nothing else
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rocAuc } from "./roc.ts";
 * assertEquals(rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true]), 0.75);
 * ```
 */
export function rocAuc(
  scores: ArrayLike<number>,
  anomalous: readonly boolean[],
): number {
  const { positives, negatives } = countClasses(scores, anomalous);
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    // Equal scores share the mean of their ranks.
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) if (anomalous[order[i]!]) rankSum += rank;
    start = end;
  }
  return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
}

/** The ROC curve from (0, 0) to (1, 1), one point for each distinct score. */
export function rocCurve(
  scores: ArrayLike<number>,
  anomalous: readonly boolean[],
): RocPoint[] {
  const { positives, negatives } = countClasses(scores, anomalous);
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const points: RocPoint[] = [{ falsePositiveFraction: 0, truePositiveFraction: 0 }];
  let caught = 0;
  let wrong = 0;
  order.forEach((index, i) => {
    if (anomalous[index]) caught++;
    else wrong++;
    const next = order[i + 1];
    if (next !== undefined && scores[next] === scores[index]) return;
    points.push({
      falsePositiveFraction: wrong / negatives,
      truePositiveFraction: caught / positives,
    });
  });
  return points;
}

function countClasses(scores: ArrayLike<number>, anomalous: readonly boolean[]) {
  if (scores.length !== anomalous.length) {
    throw new RangeError(
      `Cannot measure scores as each must have its class: ` +
        `${scores.length} scores, ${anomalous.length} classes`,
    );
  }
  const positives = anomalous.filter((each) => each).length;
  const negatives = anomalous.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `Cannot measure scores as both classes must occur: ` +
        `${positives} anomalies, ${negatives} others`,
    );
  }
  return { positives, negatives };
}
