/**
 * Pictures side by side: the pieces that all picture figures are put together from.
 * @module
 */

import type { Drawing, Mark } from "./drawing.ts";
import { ink } from "./drawing.ts";
import { pictureCount, pictureMark, type Pictures, rowLength } from "./pictures.ts";

/** Space around figures, and the sizes of their text. */
export const layout = {
  margin: 16,
  gap: 2,
  titleSize: 15,
  labelSize: 12,
  noteSize: 11,
} as const;

/** Pictures smaller than this are enlarged until they reach it. */
const COMFORTABLE_SIDE = 48;

/** How many pixels a pixel of these pictures is drawn wide. */
export function comfortableScale({ height, width }: Pictures): number {
  return Math.max(1, Math.ceil(COMFORTABLE_SIDE / Math.max(height, width)));
}

/** A block of pictures, and the room it takes. */
export interface Block {
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly height: number;
}

/**
 * The first pictures of a batch, row by row.
 *
 * @param x left edge
 * @param y top edge
 * @param shown how many to draw; no more than there are
 */
export function pictureBlock(
  pictures: Pictures,
  x: number,
  y: number,
  columns: number,
  shown: number,
): Block {
  const count = Math.min(shown, pictureCount(pictures));
  const scale = comfortableScale(pictures);
  const [cellWidth, cellHeight] = [pictures.width * scale, pictures.height * scale];
  const marks = Array.from({ length: count }, (_, i) =>
    pictureMark(
      pictures,
      i,
      x + (i % columns) * (cellWidth + layout.gap),
      y + Math.floor(i / columns) * (cellHeight + layout.gap),
      scale,
    ));
  return {
    marks,
    width: rowLength(Math.min(columns, count), cellWidth, layout.gap),
    height: rowLength(Math.ceil(count / columns), cellHeight, layout.gap),
  };
}

/** A title line at the top left, and where the content below it starts. */
export function titled(title: string): { marks: readonly Mark[]; top: number } {
  const { margin, titleSize } = layout;
  return {
    marks: [{
      kind: "text",
      x: margin,
      y: margin + titleSize - 2,
      text: title,
      size: titleSize,
      bold: true,
    }],
    top: margin + titleSize + 12,
  };
}

/** One batch under a title: samples of a VAE, members of an anomaly class. */
export function pictureSheet(
  title: string,
  pictures: Pictures,
  columns: number,
  note?: string,
): Drawing {
  const { margin, noteSize } = layout;
  const head = titled(title);
  const count = pictureCount(pictures);
  const block = pictureBlock(pictures, margin, head.top, columns, count);
  const foot = head.top + block.height + (note === undefined ? 0 : noteSize + 8);
  const notes: Mark[] = note === undefined ? [] : [{
    kind: "text",
    x: margin,
    y: foot - 2,
    text: note,
    size: noteSize,
    color: ink.faint,
  }];
  return {
    width: Math.max(block.width, minimumWidth(title, note)) + 2 * margin,
    height: foot + margin,
    description: `${title}: ${count} pictures${note === undefined ? "" : `. ${note}`}`,
    marks: [...head.marks, ...block.marks, ...notes],
  };
}

/** Room for the lines of text, from an upper bound on the width of a character. */
export function minimumWidth(title: string, note = ""): number {
  return Math.ceil(
    Math.max(
      title.length * layout.titleSize * 0.72,
      note.length * layout.noteSize * 0.62,
    ),
  );
}
