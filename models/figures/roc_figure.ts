/**
 * Receiver operating characteristics: how many anomalies are found for how many false alarms.
 * @module
 */

import { chartFrame } from "./axes.ts";
import { type Drawing, ink, type Mark, paletteColor } from "./drawing.ts";
import { legend } from "./legend.ts";

/** One model's curve. */
export interface RocCurve {
  readonly label: string;
  /** From (0, 0) to (1, 1). */
  readonly falsePositiveRates: ArrayLike<number>;
  readonly truePositiveRates: ArrayLike<number>;
  /** Area under the curve. */
  readonly auc: number;
}

/**
 * Draws curves over the diagonal of a guess.
 *
 * @throws {TypeError} when a curve's two lists differ in length
 */
export function rocFigure(
  curves: readonly RocCurve[],
  { title = "ROC of the anomaly score", width = 480, height = 460 }: {
    title?: string;
    width?: number;
    height?: number;
  } = {},
): Drawing {
  const frame = chartFrame({
    title,
    x: { label: "False positive rate", domain: [0, 1] },
    y: { label: "True positive rate", domain: [0, 1] },
    width,
    height,
  });
  const marks: Mark[] = [...frame.marks, {
    kind: "line",
    points: [[frame.x(0), frame.y(0)], [frame.x(1), frame.y(1)]],
    color: ink.faint,
    width: 1,
    dash: "4 4",
  }];
  curves.forEach(({ label, falsePositiveRates, truePositiveRates }, i) => {
    if (falsePositiveRates.length !== truePositiveRates.length) {
      throw new TypeError(
        `Cannot draw the ROC of "${label}" as each point needs two rates: ` +
          `${falsePositiveRates.length} false, ${truePositiveRates.length} true`,
      );
    }
    const points = Array.from(
      falsePositiveRates,
      (rate, k) => [frame.x(rate), frame.y(truePositiveRates[k]!)] as const,
    );
    const dash = i > 0 ? { dash: "6 4" } : {};
    marks.push({ kind: "line", points, color: paletteColor(i), width: 2, ...dash });
  });
  const entries = curves.map(({ label, auc }, i) => ({
    label: `${label}: AUC ${auc.toFixed(4)}`,
    color: paletteColor(i),
    dashed: i > 0,
  }));
  marks.push(...legend(entries, frame.area.right, frame.area.bottom, true));
  return {
    width,
    height,
    description: `${title}: ${
      curves.map(({ label, auc }) => `${label} has an area of ${auc.toFixed(4)}`)
        .join("; ")
    }`,
    marks,
  };
}
