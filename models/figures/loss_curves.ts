/**
 * Losses over training.
 * @module
 */

import type { Drawing } from "./drawing.ts";
import { lineChart } from "./line_chart.ts";

/** One loss as it went. */
export interface LossSeries {
  /** "training", "validation", "KL". */
  readonly label: string;
  /** Steps or epochs, from small to large. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  /** Left out: every series but the first. */
  readonly dashed?: boolean;
}

/**
 * Draws losses; on a logarithmic axis when all are positive. Some are dashed, so that
 * curves stay apart without colour.
 */
export function lossCurves(
  series: readonly LossSeries[],
  options: { title: string; unit: "step" | "epoch"; yLabel?: string },
): Drawing {
  return lineChart(
    series.map(({ label, at, values, dashed }, i) => ({
      label,
      x: at,
      y: values,
      dashed: dashed ?? i > 0,
    })),
    {
      title: options.title,
      xLabel: options.unit === "step" ? "Step" : "Epoch",
      yLabel: options.yLabel ?? "Loss",
      logarithmic: true,
    },
  );
}
