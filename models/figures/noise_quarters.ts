/**
 * The seed experiment's figure: the unadjusted reconstructions and three noise ratios, a
 * quarter each, the same pictures in every quarter.
 * @module
 */

import type { Drawing, Mark } from "./drawing.ts";
import {
  comfortableScale,
  layout,
  minimumWidth,
  pictureBlock,
  titled,
} from "./picture_grid.ts";
import { pictureCount, type Pictures, rowLength } from "./pictures.ts";

/** One quarter: what was done, and what came out. */
export interface Quarter {
  readonly label: string;
  readonly pictures: Pictures;
}

/** Settings of `noiseQuarters`. */
export interface NoiseQuartersOptions {
  readonly title?: string;
  /** Pictures in a row of a quarter. */
  readonly columns?: number;
  /** Pictures in a quarter. */
  readonly shown?: number;
}

/** The usual labels, in reading order. */
export const seedQuarterLabels = [
  "Unadjusted reconstruction",
  "20% noise in the latent",
  "50% noise in the latent",
  "80% noise in the latent",
] as const;

/**
 * Lays four quarters out, two by two, in reading order.
 *
 * @throws {TypeError} when the quarters do not hold equally many pictures of one size
 */
export function noiseQuarters(
  quarters: readonly [Quarter, Quarter, Quarter, Quarter],
  { title = "Latent mixed with one shared noise", columns = 4, shown = 16 }:
    NoiseQuartersOptions = {},
): Drawing {
  const first = quarters[0].pictures;
  const count = pictureCount(first);
  for (const { label, pictures } of quarters) {
    if (
      pictureCount(pictures) !== count || pictures.width !== first.width ||
      pictures.height !== first.height
    ) {
      throw new TypeError(
        `Cannot compare quarters as all must show the same pictures: "${label}" has ` +
          `${pictureCount(pictures)} of ${pictures.height} x ${pictures.width}, the ` +
          `first has ${count} of ${first.height} x ${first.width}`,
      );
    }
  }
  const scale = comfortableScale(first);
  const { margin, labelSize, gap } = layout;
  const drawn = Math.min(shown, count);
  const across = Math.min(columns, drawn);
  const width = Math.max(
    rowLength(across, first.width * scale, gap),
    ...quarters.map(({ label }) => Math.ceil(label.length * labelSize * 0.72)),
  );
  const height = rowLength(Math.ceil(drawn / across), first.height * scale, gap);
  const head = titled(title);
  const labelHeight = labelSize + 8;
  const marks: Mark[] = [...head.marks];
  quarters.forEach(({ label, pictures }, i) => {
    const x = margin + (i % 2) * (width + margin);
    const y = head.top + Math.floor(i / 2) * (labelHeight + height + margin);
    marks.push({
      kind: "text",
      x,
      y: y + labelSize,
      text: label,
      size: labelSize,
      bold: true,
    });
    marks.push(...pictureBlock(pictures, x, y + labelHeight, across, drawn).marks);
  });
  return {
    width: Math.max(2 * width + margin, minimumWidth(title)) + 2 * margin,
    height: head.top + 2 * (labelHeight + height) + 2 * margin,
    description: `${title}, ${drawn} pictures in each quarter: ` +
      quarters.map(({ label }) => label).join("; "),
    marks,
  };
}
