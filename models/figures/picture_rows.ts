/**
 * Labelled rows of pictures: original, reconstruction and each adjustment; interpolations;
 * traversals of single latents.
 * @module
 */

import type { Drawing, Mark } from "./drawing.ts";
import { ink } from "./drawing.ts";
import {
  comfortableScale,
  layout,
  minimumWidth,
  pictureBlock,
  titled,
} from "./picture_grid.ts";
import { pictureCount, type Pictures, rowLength } from "./pictures.ts";

/** One row: its name, a word on it, its pictures. */
export interface PictureRow {
  readonly label: string;
  /** A second, fainter line under the label: a measure, a variance. */
  readonly note?: string;
  readonly pictures: Pictures;
}

/** Settings of `pictureRows`. */
export interface PictureRowsOptions {
  readonly title: string;
  /** Heads of the columns, as many as are shown. */
  readonly columnLabels?: readonly string[];
  /** Pictures of a row at most. */
  readonly shown?: number;
  /** What the columns' heads measure, at their left. */
  readonly columnTitle?: string;
}

/**
 * Rows under one another; picture `i` of every row stands in column `i`.
 *
 * @throws {RangeError} when there is no row
 */
export function pictureRows(
  rows: readonly PictureRow[],
  { title, columnLabels, shown = 12, columnTitle }: PictureRowsOptions,
): Drawing {
  const first = rows[0];
  if (!first) throw new RangeError("Cannot draw rows as there must be one: got none");
  const { margin, labelSize, noteSize, gap } = layout;
  const scale = comfortableScale(first.pictures);
  const [cellWidth, cellHeight] = [
    first.pictures.width * scale,
    first.pictures.height * scale,
  ];
  const labelWidth = Math.ceil(Math.max(
    ...rows.map(({ label, note }) =>
      Math.max(label.length * labelSize * 0.66, (note?.length ?? 0) * noteSize * 0.62)
    ),
    (columnTitle?.length ?? 0) * noteSize * 0.62,
  ));
  const columns = Math.max(
    ...rows.map(({ pictures }) => Math.min(shown, pictureCount(pictures))),
  );
  const head = titled(title);
  const left = margin + labelWidth + 12;
  const top = head.top + (columnLabels ? noteSize + 7 : 0);
  const marks: Mark[] = [...head.marks];
  const heading = (x: number, label: string, anchor: "start" | "middle") =>
    marks.push({
      kind: "text",
      x,
      y: top - 6,
      text: label,
      size: noteSize,
      color: ink.faint,
      anchor,
    });
  if (columnLabels && columnTitle) heading(margin, columnTitle, "start");
  columnLabels?.slice(0, columns).forEach((label, i) =>
    heading(left + i * (cellWidth + gap) + cellWidth / 2, label, "middle")
  );
  rows.forEach(({ label, note, pictures }, i) => {
    const y = top + i * (cellHeight + 2 * gap);
    const middle = y + cellHeight / 2 + labelSize * 0.35;
    const baseline = note === undefined ? middle : middle - noteSize * 0.65;
    marks.push({ kind: "text", x: margin, y: baseline, text: label, size: labelSize });
    if (note !== undefined) {
      marks.push({
        kind: "text",
        x: margin,
        y: baseline + noteSize + 4,
        text: note,
        size: noteSize,
        color: ink.faint,
      });
    }
    marks.push(...pictureBlock(pictures, left, y, columns, columns).marks);
  });
  const content = left - margin + rowLength(columns, cellWidth, gap);
  return {
    width: Math.max(content, minimumWidth(title)) + 2 * margin,
    height: top + rowLength(rows.length, cellHeight, 2 * gap) + margin,
    description: `${title}; rows: ${rows.map(({ label }) => label).join(", ")}`,
    marks,
  };
}

/**
 * Pictures decoded on the straight line between two latents, a pair a row.
 *
 * @param rows each batch goes from the first latent to the second in equal steps
 */
export function interpolationFigure(
  rows: readonly Pictures[],
  title = "Interpolation between two latents",
): Drawing {
  const steps = rows[0] ? pictureCount(rows[0]) : 0;
  return pictureRows(
    rows.map((pictures, i) => ({ label: `Pair ${i + 1}`, pictures })),
    {
      title,
      shown: steps,
      columnTitle: "Share",
      columnLabels: Array.from(
        { length: steps },
        (_, i) => `${Math.round(100 * i / Math.max(1, steps - 1))}%`,
      ),
    },
  );
}

/** One latent's sweep: which, at what values, what came out. */
export interface Traversal {
  readonly latent: number;
  readonly note?: string;
  readonly pictures: Pictures;
}

/**
 * Every latent set to each of some values while all others stay.
 *
 * @param stops heads of the columns
 */
export function traversalFigure(
  traversals: readonly Traversal[],
  stops: readonly string[],
  { title = "Each latent set to the value above, all others kept", stopTitle = "Value" }:
    {
      title?: string;
      stopTitle?: string;
    } = {},
): Drawing {
  return pictureRows(
    traversals.map(({ latent, note, pictures }) => ({
      label: `z[${latent}]`,
      ...(note === undefined ? {} : { note }),
      pictures,
    })),
    { title, shown: stops.length, columnTitle: stopTitle, columnLabels: stops },
  );
}
