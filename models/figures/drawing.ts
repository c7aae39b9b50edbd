/**
 * A figure as plain data: what is drawn where. Coordinates are pixels from the top left.
 * @module
 */

/** A flat rectangle. */
export interface RectangleMark {
  readonly kind: "rectangle";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly opacity?: number;
}

/** Straight lines from point to point. */
export interface LineMark {
  readonly kind: "line";
  readonly points: readonly (readonly [number, number])[];
  readonly color: string;
  readonly width: number;
  /** Lengths of dash and gap. */
  readonly dash?: string;
}

/** One line of text; `y` is its baseline. */
export interface TextMark {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  /** Turned a quarter to the left around its anchor, as labels of vertical axes are. */
  readonly upwards?: boolean;
}

/** A picture, every pixel a square of `scale` pixels. */
export interface PictureMark {
  readonly kind: "picture";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  /** RGB bytes, row by row. */
  readonly rgb: Uint8Array;
}

/** Anything that is drawn. */
export type Mark = RectangleMark | LineMark | TextMark | PictureMark;

/** A whole figure on white. Pictures lie under everything else. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What it shows, in a sentence, for people who cannot see it. */
  readonly description: string;
  readonly marks: readonly Mark[];
}

/** Colours that stay apart for colour-blind eyes (Okabe and Ito, 2008), darkest first. */
export const palette = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
] as const;

/** Colours of what is no data. */
export const ink = { text: "#1b1b1f", faint: "#5c5f66", grid: "#e3e5e8" } as const;

/** Colour number `i`, again from the start when they run out. */
export function paletteColor(i: number): string {
  return palette[i % palette.length]!;
}
