/**
 * Text in pictures, whatever container a picture came in.
 *
 * @module
 */

import type { Box, Raster, Where } from "../../rubric/evidence.ts";
import type { CollectContext, Piece } from "./context.ts";
import { sha256Hex } from "./digest.ts";
import { readDigits } from "./ocr_digits.ts";
import type { OcrEngine, OcrOptions } from "./ocr_engine.ts";
import { readLines } from "./ocr_languages.ts";
import { lookAt, type TextLook } from "./ocr_look.ts";
import { prepare, type Prepared } from "./ocr_prepare.ts";
import { type OcrText, textOf } from "./ocr_text.ts";
import { readTitles } from "./ocr_titles.ts";
import { besidePanels } from "./_titles_beside.ts";

function rounded([x, y, width, height]: Box): Box {
  return [Math.round(x), Math.round(y), Math.round(width), Math.round(height)];
}

/** The place of text in a picture: the picture's page or cell, the box in its pixels. */
function inPicture(where: Where, box: Box): Where {
  return { ...where, box: rounded(box) };
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box[0]));
  const top = Math.min(...boxes.map((box) => box[1]));
  const right = Math.max(...boxes.map((box) => box[0] + box[2]));
  const bottom = Math.max(...boxes.map((box) => box[1] + box[3]));
  return [left, top, right - left, bottom - top];
}

/** Readings below this are noise. */
const leastConfidence = 0.35;

async function textPiece(
  piece: Piece,
  prepared: Prepared,
  read: OcrText,
  engine: OcrEngine,
): Promise<Piece> {
  const digits = read.kind !== "table"
    ? []
    : await readDigits(prepared.raster, read.lines, engine);
  const box = prepared.toPicture(around(read.lines.map((line) => line.box)));
  return {
    kind: read.kind,
    where: inPicture(piece.where, box),
    sha256: sha256Hex(read.text),
    text: read.text,
    origin: piece.origin,
    via: "ocr",
    confidence: read.confidence,
    ...(digits.length === 0 ? {} : { ocrDigits: digits }),
  };
}

async function readWhole(
  piece: Piece,
  raster: Raster,
  look: Pick<TextLook, "background" | "letterHeight">,
  layout: OcrOptions["layout"],
  engine: OcrEngine,
): Promise<Piece[]> {
  const prepared = prepare(raster, look);
  const read = textOf(await readLines(prepared.raster, layout, engine));
  if (read === null || read.confidence < leastConfidence) return [];
  return [await textPiece(piece, prepared, read, engine)];
}

/** Runs the engine; its failure is a problem of the picture, not of the submission. */
async function guarded(
  piece: Piece,
  context: CollectContext,
  read: (engine: OcrEngine) => Promise<Piece[]>,
): Promise<Piece[]> {
  if (context.ocr === null || !context.admitOcr(piece.where)) return [];
  try {
    return await read(context.ocr);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.addProblem(piece.where, `text in a picture could not be read: ${reason}`);
    return [];
  }
}

/**
 * Reads the text in a picture: all of it where the picture looks like text (a screenshot of
 * code or of a table), else the titles and labels that stand on its even background, each
 * as a paragraph of its own. Photos, grids and plain plots without words give nothing.
 *
 * @param piece the picture's own piece: its place, with the box in pixels of the picture,
 *   becomes the place of the text
 * @param raster its pixels
 * @param context holds the engine; without one the result is empty
 * @returns pieces with `via: "ocr"`, in reading order, without `source`: see
 *   `collectRaster`, which sets it
 */
export async function recognizeText(
  piece: Piece,
  raster: Raster,
  context: CollectContext,
): Promise<Piece[]> {
  if (context.ocr === null) return [];
  const look = lookAt(raster);
  if (look.runs.length === 0 && besidePanels(raster, look).length === 0) return [];
  return await guarded(piece, context, async (engine) => {
    if (look.isText) return await readWhole(piece, raster, look, "block", engine);
    const titles = await readTitles(raster, look, engine);
    return titles.map(({ text, confidence, box }) => ({
      kind: "paragraph",
      where: inPicture(piece.where, box),
      sha256: sha256Hex(text),
      text,
      origin: piece.origin,
      via: "ocr",
      confidence,
    }));
  });
}

/**
 * Reads a picture that is known to be a page of text, such as a scan: its layout is found by
 * the engine.
 *
 * @param piece as of {@linkcode recognizeText}
 * @param raster the page
 * @param context holds the engine; without one the result is empty
 */
export async function readWholePage(
  piece: Piece,
  raster: Raster,
  context: CollectContext,
): Promise<Piece[]> {
  if (context.ocr === null) return [];
  const { background, letterHeight } = lookAt(raster);
  return await guarded(
    piece,
    context,
    (engine) => readWhole(piece, raster, { background, letterHeight }, "page", engine),
  );
}
