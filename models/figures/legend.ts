/**
 * A chart's legend, over its data area.
 * @module
 */

import type { Mark } from "./drawing.ts";

/** One line of a legend. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly dashed?: boolean;
  /** A filled patch in place of a line. */
  readonly patch?: boolean;
}

const SIZE = 11;
const LINE = 18;
const SAMPLE = 24;

/**
 * A box in the upper right corner of the data area, or in the lower one.
 *
 * @param edge `y` of the area's top, or of its bottom when `below` is set
 */
export function legend(
  entries: readonly LegendEntry[],
  right: number,
  edge: number,
  below = false,
): Mark[] {
  if (entries.length === 0) return [];
  const longest = Math.max(...entries.map(({ label }) => label.length));
  const width = SAMPLE + 22 + longest * SIZE * 0.64;
  const height = entries.length * LINE + 8;
  const [x, y] = [right - width - 6, below ? edge - height - 6 : edge + 6];
  const box = { kind: "rectangle", x, y, width, height } as const;
  return [
    { ...box, fill: "#ffffff", opacity: 0.85 },
    ...entries.flatMap(({ label, color, dashed, patch }, i): Mark[] => {
      const middle = y + 4 + LINE * (i + 0.5);
      const sample: Mark = patch
        ? {
          kind: "rectangle",
          x: x + 8,
          y: middle - 5,
          width: SAMPLE,
          height: 10,
          fill: color,
          opacity: 0.55,
        }
        : {
          kind: "line",
          points: [[x + 8, middle], [x + 8 + SAMPLE, middle]],
          color,
          width: 2,
          ...(dashed ? { dash: "6 4" } : {}),
        };
      return [
        sample,
        { kind: "text", x: x + SAMPLE + 14, y: middle + 4, text: label, size: SIZE },
      ];
    }),
  ];
}
