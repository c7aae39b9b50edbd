/**
 * A chart's frame: ticks at round numbers, grid, labels, and the way from data to pixels.
 * @module
 */

import type { Mark } from "./drawing.ts";
import { ink } from "./drawing.ts";

/** One axis. */
export interface AxisSpec {
  readonly label: string;
  /** Smallest and largest number to show; both above zero on a logarithmic axis. */
  readonly domain: readonly [number, number];
  readonly logarithmic?: boolean;
}

/** Settings of `chartFrame`. */
export interface FrameSpec {
  readonly title: string;
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  readonly width: number;
  readonly height: number;
}

/** The frame's marks and its scales. */
export interface Frame {
  readonly marks: readonly Mark[];
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Edges of the data area. */
  readonly area: { left: number; right: number; top: number; bottom: number };
}

const TICKS = 6;

/**
 * Builds a frame.
 *
 * @throws {RangeError} when an axis has no finite domain, or a logarithmic one reaches zero
 */
export function chartFrame({ title, x, y, width, height }: FrameSpec): Frame {
  for (const { label, domain: [low, high], logarithmic } of [x, y]) {
    const good = low <= high && Number.isFinite(high - low) && (!logarithmic || low > 0);
    if (good) continue;
    throw new RangeError(
      `Cannot draw axis "${label}" as its domain must be finite, and positive on a ` +
        `logarithmic axis: it is [${low}, ${high}]`,
    );
  }
  const area = { left: 76, right: width - 22, top: 44, bottom: height - 54 };
  const toX = scale(x, area.left, area.right);
  const toY = scale(y, area.bottom, area.top);
  const marks: Mark[] = [{
    kind: "text",
    x: area.left,
    y: 26,
    text: title,
    size: 15,
    bold: true,
  }];
  for (const tick of ticks(x)) {
    const at = toX(tick.value);
    marks.push(
      { ...rule, points: [[at, area.top], [at, area.bottom]] },
      {
        kind: "text",
        x: at,
        y: area.bottom + 17,
        text: tick.label,
        size: 11,
        color: ink.faint,
        anchor: "middle",
      },
    );
  }
  for (const tick of ticks(y)) {
    const at = toY(tick.value);
    marks.push(
      { ...rule, points: [[area.left, at], [area.right, at]] },
      {
        kind: "text",
        x: area.left - 8,
        y: at + 4,
        text: tick.label,
        size: 11,
        color: ink.faint,
        anchor: "end",
      },
    );
  }
  marks.push(
    {
      kind: "line",
      points: [
        [area.left, area.top],
        [area.left, area.bottom],
        [area.right, area.bottom],
      ],
      color: ink.faint,
      width: 1,
    },
    {
      kind: "text",
      x: (area.left + area.right) / 2,
      y: height - 14,
      text: x.label,
      size: 12,
      anchor: "middle",
    },
    {
      kind: "text",
      x: 20,
      y: (area.top + area.bottom) / 2,
      text: y.label,
      size: 12,
      anchor: "middle",
      upwards: true,
    },
  );
  return { marks, x: toX, y: toY, area };
}

const rule = { kind: "line", color: ink.grid, width: 1 } as const;

/** A tick: where, and what stands there. */
interface Tick {
  readonly value: number;
  readonly label: string;
}

function scale(axis: AxisSpec, from: number, to: number): (value: number) => number {
  const place = axis.logarithmic ? Math.log10 : (value: number) => value;
  const [low, high] = axis.domain.map(place) as [number, number];
  const span = high - low || 1;
  return (value) => from + (place(value) - low) / span * (to - from);
}

/** Ticks at 1, 2 or 5 times a power of ten; on logarithmic axes at those numbers themselves. */
function ticks({ domain: [low, high], logarithmic }: AxisSpec): Tick[] {
  if (logarithmic) {
    const found = logTicks(low, high);
    // A short stretch of a logarithmic axis may hold none of those numbers.
    if (found.length >= 3) return found;
  }
  const step = roundStep((high - low || 1) / TICKS);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: tickLabel(value, decimals) };
  });
}

function tickLabel(value: number, decimals: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || decimals > 5) return value.toExponential(1).replace("-", "\u2212");
  return value.toFixed(decimals).replace("-", "\u2212");
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function logTicks(low: number, high: number): Tick[] {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const factors = Math.log10(high / low) <= 3 ? [1, 2, 5] : [1];
  const found: Tick[] = [];
  for (let power = from; power <= to; power++) {
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      const label = Math.abs(power) > 4
        ? value.toExponential(0).replace("-", "\u2212")
        : value.toFixed(Math.max(0, -power));
      found.push({ value, label });
    }
  }
  return found;
}

/** Smallest and largest finite number of all; `[0, 1]` when there is none. */
export function extent(
  values: Iterable<number>,
): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
