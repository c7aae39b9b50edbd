/**
 * Curves over a number: losses over steps, distances over noise ratios.
 * @module
 */

import { type AxisSpec, chartFrame, extent } from "./axes.ts";
import { type Drawing, type Mark, paletteColor } from "./drawing.ts";
import { legend } from "./legend.ts";

/** One curve. */
export interface Curve {
  readonly label: string;
  readonly x: readonly number[];
  /** Numbers that are not finite are left out, and the curve is broken there. */
  readonly y: readonly number[];
  readonly dashed?: boolean;
  /** Draw the points too; for few of them. */
  readonly dotted?: boolean;
}

/** Settings of `lineChart`. */
export interface LineChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Taken when every number is above zero. */
  readonly logarithmic?: boolean;
  /** Let the vertical axis start at zero. */
  readonly fromZero?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Draws curves with a legend.
 *
 * @throws {TypeError} when a curve has not as many x as y
 */
export function lineChart(
  curves: readonly Curve[],
  { title, xLabel, yLabel, logarithmic, fromZero, width = 640, height = 400 }:
    LineChartOptions,
): Drawing {
  for (const { label, x, y } of curves) {
    if (x.length !== y.length) {
      throw new TypeError(
        `Cannot draw curve "${label}" as each point needs x and y: ` +
          `${x.length} x, ${y.length} y`,
      );
    }
  }
  const numbers = curves.flatMap(({ y }) => y.filter(Number.isFinite));
  const asLog = logarithmic === true && numbers.length > 0 &&
    numbers.every((value) => value > 0);
  const frame = chartFrame({
    title,
    x: { label: xLabel, domain: extent(curves.flatMap(({ x }) => x)) },
    y: {
      label: asLog ? `${yLabel} (log scale)` : yLabel,
      domain: padded(extent(numbers), asLog, fromZero === true),
      logarithmic: asLog,
    },
    width,
    height,
  });
  const marks: Mark[] = [...frame.marks];
  curves.forEach((curve, i) => {
    const color = paletteColor(i);
    for (const run of finiteRuns(curve)) {
      const points = run.map(([x, y]) => [frame.x(x), frame.y(y)] as const);
      marks.push({
        kind: "line",
        points,
        color,
        width: 2,
        ...(curve.dashed ? { dash: "6 4" } : {}),
      });
      if (!curve.dotted && points.length > 1) continue;
      for (const [x, y] of points) {
        marks.push({
          kind: "rectangle",
          x: x - 3,
          y: y - 3,
          width: 6,
          height: 6,
          fill: color,
        });
      }
    }
  });
  const entries = curves.map(({ label, dashed }, i) => ({
    label,
    color: paletteColor(i),
    dashed: dashed === true,
  }));
  marks.push(...legend(entries, frame.area.right, frame.area.top));
  return {
    width,
    height,
    description: `${title}: ${curves.map(describe).join("; ")}`,
    marks,
  };
}

function padded(
  [low, high]: AxisSpec["domain"],
  asLog: boolean,
  fromZero: boolean,
): AxisSpec["domain"] {
  if (asLog) return [low / 1.1, high * 1.1];
  const bottom = fromZero ? Math.min(0, low) : low;
  const margin = (high - bottom || Math.abs(high) || 1) * 0.06;
  return [fromZero && low >= 0 ? 0 : bottom - margin, high + margin];
}

/** Points between numbers that are not finite. */
function finiteRuns({ x, y }: Curve): (readonly [number, number])[][] {
  const runs: (readonly [number, number])[][] = [[]];
  x.forEach((value, i) => {
    if (Number.isFinite(value) && Number.isFinite(y[i])) {
      runs.at(-1)!.push([value, y[i]!]);
    } else if (runs.at(-1)!.length > 0) runs.push([]);
  });
  return runs.filter((run) => run.length > 0);
}

function describe({ label, x, y }: Curve): string {
  if (x.length === 0) return `${label} has no points`;
  const show = (value: number | undefined) => Number(value).toPrecision(4);
  return `${label} goes from ${show(y[0])} at ${x[0]} to ${show(y.at(-1))} at ${
    x.at(-1)
  }`;
}
