/** Outputs of notebook cells -> pieces. */

import type { Where } from "../../rubric/evidence.ts";
import type { Bundle, NotebookOutput } from "./_notebook_format.ts";
import { textPiece } from "./_text_piece.ts";
import type { Assets } from "./assets.ts";
import { appendPieces, type CollectContext, type Piece } from "./context.ts";
import { base64Bytes } from "./data_uri.ts";
import { htmlPieces } from "./html.ts";
import { collectPicture, missingPicture } from "./picture.ts";

/** Media types of pictures that can be decoded, the preferred first. */
const pictureTypes = ["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"];

/** Pieces of one output. */
export async function outputPieces(
  output: NotebookOutput,
  where: Where,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  if (output.type === "text") return textOutput(output.text, where);
  return await bundlePieces(output.bundle, where, context, assets);
}

/** The picture of an attachment, or why there is none. */
export function bundlePicture(bundle: Bundle): Uint8Array | string | null {
  for (const type of pictureTypes) {
    const data = bundle[type];
    if (data === undefined) continue;
    try {
      return base64Bytes(data);
    } catch {
      return "its base64 can not be decoded";
    }
  }
  if (bundle["image/svg+xml"] !== undefined) {
    return "a vector picture (SVG), which is not drawn";
  }
  return null;
}

async function bundlePieces(
  bundle: Bundle,
  where: Where,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  const picture = bundlePicture(bundle);
  if (typeof picture === "string") return [missingPicture({ where }, picture)];
  if (picture !== null) {
    const pieces = await collectPicture(picture, { where }, context);
    appendPieces(pieces, textOutput(wordsOf(bundle), where));
    return pieces;
  }
  const types = Object.keys(bundle);
  if (types.some((type) => type.includes("jupyter.widget-view"))) return [];
  const html = bundle["text/html"];
  if (html !== undefined) {
    const place = { fragment: true, where: () => where };
    const pieces = await htmlPieces(html, place, context, assets);
    if (pieces.some((piece) => piece.origin === "author")) return pieces.map(asOutput);
  }
  for (const type of ["text/markdown", "text/latex"]) {
    const text = bundle[type];
    if (text !== undefined && text.trim() !== "") return textOutput(text, where);
  }
  const interactive = types.find((type) =>
    /plotly|bokeh|vega|holoviews|echarts/.test(type)
  );
  if (interactive !== undefined) {
    return [missingPicture({ where }, "an interactive plot, which is not drawn")];
  }
  return textOutput(wordsOf(bundle), where);
}

/** Plain text that is more than the name of an object (`<Figure size 640x480>`). */
function wordsOf(bundle: Bundle): string {
  const text = bundle["text/plain"] ?? "";
  return /^\s*<[^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*>\s*$/.test(text.slice(0, 2000))
    ? ""
    : text;
}

function textOutput(text: string, where: Where): Piece[] {
  return text.trim() === "" ? [] : [textPiece("output", where, text)];
}

/** Prose and listings that a program printed as HTML are outputs. */
function asOutput(piece: Piece): Piece {
  return piece.kind === "paragraph" || piece.kind === "code"
    ? { ...piece, kind: "output" }
    : piece;
}
