/**
 * How anomaly scores of normal and anomalous pictures spread.
 * @module
 */

import { chartFrame, extent } from "./axes.ts";
import { type Drawing, type Mark, paletteColor } from "./drawing.ts";
import { legend } from "./legend.ts";

/** Scores of one kind of picture. */
export interface ScoreGroup {
  readonly label: string;
  readonly scores: ArrayLike<number>;
}

/** Settings of `scoreHistogram`. */
export interface ScoreHistogramOptions {
  readonly title?: string;
  readonly xLabel?: string;
  readonly bins?: number;
  /** A score from which on a picture counts as an anomaly. */
  readonly threshold?: number;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Shares of each group in equal bins over all scores, on top of one another, so that groups
 * of different sizes compare.
 */
export function scoreHistogram(
  groups: readonly ScoreGroup[],
  {
    title = "Anomaly scores",
    xLabel = "Reconstruction error",
    bins = 30,
    threshold,
    width = 640,
    height = 400,
  }: ScoreHistogramOptions = {},
): Drawing {
  const domain = extent(groups.flatMap(({ scores }) => Array.from(scores)));
  const [low, high] = domain;
  const shares = groups.map(({ scores }) => histogram(scores, low, high, bins));
  const top = Math.max(...shares.flat(), 0.01);
  const frame = chartFrame({
    title,
    x: { label: xLabel, domain: low === high ? [low - 0.5, low + 0.5] : domain },
    y: { label: "Share of the group, %", domain: [0, top * 108] },
    width,
    height,
  });
  const marks: Mark[] = [...frame.marks];
  const span = high - low || 1;
  shares.forEach((heights, g) => {
    const color = paletteColor(g);
    const outline: [number, number][] = [];
    heights.forEach((share, i) => {
      const [from, to] = [i, i + 1].map((k) => frame.x(low + k / bins * span));
      const y = frame.y(share * 100);
      outline.push([from!, y], [to!, y]);
      if (share === 0) return;
      marks.push({
        kind: "rectangle",
        x: from!,
        y,
        width: to! - from!,
        height: frame.area.bottom - y,
        fill: color,
        opacity: 0.35,
      });
    });
    marks.push({ kind: "line", points: outline, color, width: 1.5 });
  });
  if (threshold !== undefined && threshold >= low && threshold <= high) {
    const x = frame.x(threshold);
    marks.push({
      kind: "line",
      points: [[x, frame.area.top], [x, frame.area.bottom]],
      color: "#1b1b1f",
      width: 1.5,
      dash: "4 3",
    });
  }
  const entries = groups.map(({ label, scores }, i) => ({
    label: `${label} (${scores.length})`,
    color: paletteColor(i),
    patch: true,
  }));
  marks.push(...legend(entries, frame.area.right, frame.area.top));
  return {
    width,
    height,
    description: `${title}: ${
      groups.map(({ label, scores }) =>
        `${label}, ${scores.length} pictures, mean ${mean(scores).toPrecision(4)}`
      ).join("; ")
    }`,
    marks,
  };
}

/** Shares per bin; scores that are not finite count in none. */
function histogram(
  scores: ArrayLike<number>,
  low: number,
  high: number,
  bins: number,
): number[] {
  const counts = new Array<number>(bins).fill(0);
  const span = high - low || 1;
  for (let i = 0; i < scores.length; i++) {
    if (!Number.isFinite(scores[i])) continue;
    const bin = Math.min(bins - 1, Math.floor((scores[i]! - low) / span * bins));
    counts[bin] = counts[bin]! + 1;
  }
  return counts.map((count) => count / Math.max(1, scores.length));
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / Math.max(1, values.length);
}
