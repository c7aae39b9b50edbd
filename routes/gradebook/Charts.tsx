/**
 * The class in numbers, drawn on the server.
 *
 * @module
 */
import { scaleBand, scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import type { ClassSummary } from "../../gradebook/gradebook.ts";
import type { LocalizedText } from "../../rubric/rubric.ts";
import { Meter } from "../components/Meter.tsx";
import { Verdict } from "../components/Verdict.tsx";
import { type ClassQuery, verdicts, withQuery } from "../class_query.ts";
import { pointsText } from "../points_text.ts";
import type { State } from "../state.ts";
import type { GradebookWords } from "../words/gradebook.ts";

const width = 360;
const height = 120;
const margin = { top: 16, bottom: 20, side: 4 };
/** More bars than this are joined. */
const mostBars = 21;

/** Number of submissions by points. */
export function Histogram(
  { summary, possible, words }: {
    readonly summary: ClassSummary;
    /** Points there are. */
    readonly possible: number;
    readonly words: GradebookWords;
  },
): VNode {
  const bars = barsOf(summary.histogram, possible);
  const x = scaleBand<number>()
    .domain(bars.map((bar) => bar.earned))
    .range([margin.side, width - margin.side]).paddingInner(0.15);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...bars.map((bar) => bar.count))])
    .range([height - margin.bottom, margin.top]);
  const parts = bars.filter((bar) => bar.count > 0).map((bar) =>
    words.bar(pointsText(bar.earned), bar.count)
  );
  const everySecond = bars.length > 10 ? 2 : 1;
  return (
    <svg
      class="histogram"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words.histogramText(parts.join("; "))}
    >
      <line
        class="axis"
        x1={0}
        x2={width}
        y1={height - margin.bottom + 0.5}
        y2={height - margin.bottom + 0.5}
      />
      {bars.map(({ earned, count }, i) => (
        <g>
          <rect
            class="bar"
            x={x(earned)}
            y={y(count)}
            width={x.bandwidth()}
            height={height - margin.bottom - y(count)}
          />
          {count > 0 && (
            <text class="count" x={(x(earned) ?? 0) + x.bandwidth() / 2} y={y(count) - 4}>
              {count}
            </text>
          )}
          {i % everySecond === 0 && (
            <text
              class="tick"
              x={(x(earned) ?? 0) + x.bandwidth() / 2}
              y={height - 6}
            >
              {pointsText(earned)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/**
 * Bars from 0 to all points at even steps, so that gaps show.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const seen = [{ earned: 0.5, count: 2 }, { earned: 2, count: 1 }];
 * assertEquals(barsOf(seen, 2).map((bar) => bar.count), [0, 2, 0, 0, 1]);
 * ```
 */
export function barsOf(
  histogram: ClassSummary["histogram"],
  possible: number,
): readonly { readonly earned: number; readonly count: number }[] {
  const least = Math.min(0, ...histogram.map((bar) => bar.earned));
  const most = Math.max(possible, ...histogram.map((bar) => bar.earned));
  const fine = [1, 0.5].find((step) =>
    histogram.every((bar) => isMultiple(bar.earned, step))
  );
  const step = Math.max(fine ?? 0.25, Math.ceil((most - least) / (mostBars - 1) * 4) / 4);
  const first = Math.floor(least / step);
  const counts = new Array<number>(Math.ceil(most / step) - first + 1).fill(0);
  for (const { earned, count } of histogram) {
    const at = Math.floor(earned / step + 1e-9) - first;
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts.map((count, i) => ({ earned: (i + first) * step, count }));
}

function isMultiple(value: number, step: number): boolean {
  return Math.abs(value / step - Math.round(value / step)) < 1e-9;
}

/** How the class does on each item; each count leads to its submissions. */
export function ItemRates(
  { summary, items, query, state, words }: {
    readonly summary: ClassSummary;
    /** Texts of the items by id, in order. */
    readonly items: ReadonlyMap<string, LocalizedText>;
    readonly query: ClassQuery;
    readonly state: State;
    readonly words: GradebookWords;
  },
): VNode {
  return (
    <table class="rates" aria-label={words.rates}>
      <tbody>
        {summary.items.map((item, i) => {
          const all = verdicts.reduce((sum, verdict) => sum + item[verdict], 0);
          return (
            <tr>
              <th scope="row">
                <span class="ordinal">{i + 1}</span>{" "}
                <span class="text">
                  {items.get(item.id)?.[state.language] ?? item.id}
                </span>
              </th>
              <td class="rate-bar">
                <Meter
                  parts={verdicts.map((name) => ({ name, count: item[name] }))}
                  total={all}
                  text={words.rateText(
                    item.met,
                    item.partial,
                    item.unmet,
                    item.undetermined,
                  )}
                />
              </td>
              {verdicts.map((verdict) => (
                <td>
                  {item[verdict] === 0 ? <span class="quiet">0</span> : (
                    <a
                      class="rate"
                      href={withQuery("/", { item: item.id, verdict })}
                      aria-current={query.item === item.id && query.verdict === verdict
                        ? "true"
                        : "false"}
                    >
                      <Verdict
                        verdict={verdict}
                        words={state.words}
                        label={String(item[verdict])}
                      />
                    </a>
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
