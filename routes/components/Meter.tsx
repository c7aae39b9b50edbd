/**
 * Parts of a whole as one bar.
 *
 * @module
 */
import type { VNode } from "preact";

/** A part of a {@linkcode Meter}; its name is the class that colours it. */
export interface MeterPart {
  readonly name: "met" | "partial" | "unmet" | "undetermined" | "done";
  readonly count: number;
}

/** The bar; its text says the same to who does not see it. */
export function Meter(
  { parts, total, text }: {
    readonly parts: readonly MeterPart[];
    readonly total: number;
    readonly text: string;
  },
): VNode {
  let x = 0;
  const bars = parts.map(({ name, count }) => {
    const width = total > 0 ? 100 * count / total : 0;
    const bar = <rect class={name} x={x} y="0" width={width} height="6" />;
    x += width;
    return bar;
  });
  return (
    <svg
      class="bar-meter"
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      <rect class="track" x="0" y="0" width="100" height="6" />
      {bars}
    </svg>
  );
}
