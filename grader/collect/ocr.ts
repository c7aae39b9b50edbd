/**
 * Text in pictures, whatever container a picture came in.
 *
 * @module
 */

import type { Raster } from "../../rubric/evidence.ts";
import type { CollectContext, Piece } from "./context.ts";

/**
 * Reads the text in a picture, where the picture looks like text; nothing otherwise.
 *
 * @param piece the picture's own piece: its place is the place of the text
 * @param raster its pixels
 * @param context holds the engine; without one the result is empty
 * @returns pieces with `via: "ocr"`, in reading order, without `source`: see
 *   {@linkcode collectPicture}, which sets it
 */
export function recognizeText(
  _piece: Piece,
  _raster: Raster,
  _context: CollectContext,
): Promise<Piece[]> {
  return Promise.resolve([]);
}

/** Reads a picture that is known to be a page of text. */
export function readWholePage(
  _piece: Piece,
  _raster: Raster,
  _context: CollectContext,
): Promise<Piece[]> {
  return Promise.resolve([]);
}
