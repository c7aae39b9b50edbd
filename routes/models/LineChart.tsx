/**
 * Curves over steps, drawn on the server.
 *
 * @module
 */
import { scaleLinear, scaleLog } from "d3-scale";
import { line } from "d3-shape";
import type { VNode } from "preact";

/** One curve. */
export interface ChartLine {
  readonly label: string;
  /** Its class, which gives colour and dashes. */
  readonly look: "first" | "second" | "third" | "fourth";
  readonly points: readonly (readonly [x: number, y: number])[];
}

const width = 420;
const height = 220;
const margin = { top: 12, right: 12, bottom: 34, left: 52 };

/** The chart; its text says where each curve starts and ends. */
export function LineChart(
  { lines, title, xLabel, yLabel, fromTo }: {
    readonly lines: readonly ChartLine[];
    readonly title: string;
    readonly xLabel: string;
    readonly yLabel: string;
    /** One curve in words. */
    readonly fromTo: (label: string, from: string, to: string) => string;
  },
): VNode {
  const all = lines.flatMap(({ points }) => points);
  const ys = all.map(([, y]) => y);
  const [least, most] = [Math.min(...ys), Math.max(...ys)];
  const logarithmic = least > 0 && most / least > 8;
  const x = scaleLinear()
    .domain([Math.min(...all.map(([at]) => at)), Math.max(...all.map(([at]) => at))])
    .range([margin.left, width - margin.right]);
  const y = (logarithmic ? scaleLog().domain([least, most]) : scaleLinear().domain([
    Math.min(0, least),
    most > 0 ? most : 1,
  ])).nice().range([height - margin.bottom, margin.top]);
  const path = line<readonly [number, number]>().x(([at]) => x(at)).y(([, at]) => y(at));
  const few = logarithmic ? logTicks(y.ticks()) : y.ticks(5);
  const said = lines.map(({ label, points }) =>
    fromTo(label, short(points[0]![1]), short(points.at(-1)![1]))
  );
  return (
    <figure class="chart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${title}: ${said.join("; ")}`}
      >
        {few.map((tick) => (
          <g>
            <line
              class="grid"
              x1={margin.left}
              x2={width - margin.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text class="tick end" x={margin.left - 6} y={y(tick) + 4}>
              {short(tick)}
            </text>
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text class="tick middle" x={x(tick)} y={height - margin.bottom + 16}>
            {short(tick)}
          </text>
        ))}
        <line
          class="axis"
          x1={margin.left}
          x2={width - margin.right}
          y1={height - margin.bottom}
          y2={height - margin.bottom}
        />
        <text class="tick middle" x={(margin.left + width) / 2} y={height - 3}>
          {xLabel}
        </text>
        {lines.map(({ look, points }) => (
          <path class={`curve ${look}`} d={path(points) ?? ""} />
        ))}
      </svg>
      <figcaption class="row small">
        <strong>{title}</strong>
        <span class="quiet">{yLabel}</span>
        {lines.length > 1 && lines.map(({ label, look }) => (
          <span class="key">
            <svg viewBox="0 0 24 8" aria-hidden="true">
              <path class={`curve ${look}`} d="M0 4H24" />
            </svg>
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** Of a logarithmic axis at most six ticks, powers of ten if there are enough of them. */
function logTicks(ticks: readonly number[]): readonly number[] {
  const powers = ticks.filter((tick) => Math.log10(tick) % 1 === 0);
  const shown = powers.length >= 3
    ? powers
    : powers.length === 2
    ? [...powers, ...ticks.filter((tick) => /^[25]/.test(tick.toPrecision(1)))]
    : ticks;
  const step = Math.ceil(shown.length / 6);
  return shown.toSorted((a, b) => a - b).filter((_, i) => i % step === 0);
}

/**
 * A number in few characters.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([0, 0.04321, 12.34, 3421, 250_000].map(short), [
 *   "0",
 *   "0.0432",
 *   "12.3",
 *   "3,420",
 *   "250k",
 * ]);
 * ```
 */
export function short(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e4) return `${Number((value / 1000).toPrecision(3))}k`;
  if (size >= 1000) return Number(value.toPrecision(3)).toLocaleString("en");
  if (size < 1e-3) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}
