/**
 * PDF -> evidence in reading order.
 *
 * @module
 */

import type { Box, Where } from "../../rubric/evidence.ts";
import { joinAcrossPages } from "./_pdf_across.ts";
import { hiddenTexts, layOut, type Part, typography } from "./_pdf_layout.ts";
import type { PagePicture } from "./_pdf_pictures.ts";
import { type ReadPage, readPdf } from "./_pdf_read.ts";
import {
  appendPieces,
  type CollectContext,
  type CollectFile,
  type Piece,
} from "./context.ts";
import { rasterDigest, sha256Hex } from "./digest.ts";
import { readWholePage } from "./ocr.ts";
import { collectRaster } from "./picture.ts";

/** Reasons that the text layer of a scanned page has to be hidden. */
const layerReasons = new Set(["invisible render mode", "covered by a picture"]);

function rounded(box: Box): Box {
  const [x, y, width, height] = box.map((value) => Math.round(value * 10) / 10) as [
    number,
    number,
    number,
    number,
  ];
  return [x, y, width, height];
}

function textPiece(kind: Piece["kind"], text: string, where: Where): Piece {
  return { kind, where, sha256: sha256Hex(text), text, origin: "author", via: "text" };
}

/**
 * Pictures that stand at one place of most pages are a background (a letterhead, a
 * watermark): they are kept where they stand first.
 */
function backgrounds(pages: readonly ReadPage[]): Set<PagePicture> {
  const places = new Map<string, PagePicture[]>();
  for (const page of pages) {
    for (const picture of page.pictures) {
      if (picture.drawn) continue;
      const place = picture.box.map((value) => Math.round(value / 3)).join(" ");
      const key = `${rasterDigest(picture.raster)} ${place}`;
      places.set(key, [...(places.get(key) ?? []), picture]);
    }
  }
  const repeated = new Set<PagePicture>();
  for (const same of places.values()) {
    if (same.length < 3 || same.length < 0.5 * pages.length) continue;
    for (const picture of same.slice(1)) repeated.add(picture);
  }
  return repeated;
}

/** The text that a scanner put behind or over its picture: recognised text, too. */
function scannedLayer(page: ReadPage, file: string): Piece[] {
  return hiddenTexts(page).filter(({ reason }) => layerReasons.has(reason)).map((
    { text, box },
  ) => ({
    ...textPiece("paragraph", text, { file, page: page.number, box: rounded(box) }),
    via: "ocr",
    confidence: 0.5,
  }));
}

/** Words of a text, folded for a comparison only. */
function words(text: string): Set<string> {
  const lower = text.toLowerCase();
  return new Set(lower.match(/[a-z0-9]{3,}|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]/gu));
}

/** Share of the words of `claimed` that occur in `seen`, 0 to 1. */
function agreement(claimed: string, seen: string): number {
  const claims = [...words(claimed)];
  if (claims.length === 0) return 1;
  const read = words(seen);
  return claims.filter((word) => read.has(word)).length / claims.length;
}

async function collectScan(
  page: ReadPage,
  file: string,
  context: CollectContext,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const read: Piece[] = [];
  for (const picture of page.pictures) {
    const where = { file, page: page.number, box: rounded(picture.box) };
    const [piece] = await collectRaster(picture.raster, { where }, {
      ...context,
      ocr: null,
    });
    if (piece === undefined) continue;
    pieces.push(piece);
    const source = pieces.length - 1;
    const texts = await readWholePage(piece, picture.raster, context);
    read.push(...texts.map((text) => ({ ...text, source })));
  }
  const seen = read.map((piece) => piece.text).join("\n");
  for (const layer of scannedLayer(page, file)) {
    if (context.ocr === null) read.push({ ...layer, source: 0 });
    else if (agreement(layer.text, seen) < 0.35) {
      pieces.push({
        ...layer,
        via: "text",
        origin: "hidden",
        originReason: "an invisible text layer that differs from the picture over it",
      });
    }
  }
  return [...pieces, ...read];
}

async function collectPage(
  page: ReadPage,
  parts: readonly Part[],
  file: string,
  context: CollectContext,
): Promise<Piece[]> {
  const pieces: Piece[] = [];
  const where = (box: Box): Where => ({ file, page: page.number, box: rounded(box) });
  let distrusted = page.garbage !== null;
  if (page.garbage !== null && page.forOcr !== null) {
    context.addProblem(
      { file, page: page.number },
      `the text layer of the page can not be trusted: ${page.garbage}`,
    );
    const whole: Piece = textPiece("image", "", { file, page: page.number });
    const read = await readWholePage(whole, page.forOcr, context);
    if (read.length === 0) distrusted = false;
    pieces.push(...read.map((piece) => ({
      ...piece,
      where: { file, page: page.number },
    })));
  }
  for (const part of parts) {
    if (part.kind === "picture") {
      const { box, raster } = part.picture;
      appendPieces(pieces, await collectRaster(raster, { where: where(box) }, context));
    } else if (!distrusted) {
      const { kind, text, box, level } = part.block;
      const piece = textPiece(kind, text, where(box));
      pieces.push(level === undefined ? piece : { ...piece, level });
    }
  }
  return pieces;
}

/**
 * Reads a PDF: text as blocks in reading order, pictures between them, text in pictures,
 * and text that a reader of the page does not see (`origin` is `hidden`, `originReason`
 * says why). Boxes are points from the top left of the page; those of OCR text are pixels
 * of its `source`.
 *
 * @param file the PDF; its bytes are not changed
 * @param context takes pictures and problems; its engine reads text in pictures
 * @throws {UnreadableFileError} where the file is empty, damaged or encrypted
 */
export async function collectPdf(
  file: CollectFile,
  context: CollectContext,
): Promise<Piece[]> {
  const pages = await readPdf(file, context);
  const sizes = typography(pages);
  const repeated = backgrounds(pages);
  const laidOut = pages.map((page) => {
    const pictures = page.pictures.filter((picture) => !repeated.has(picture));
    return page.scanned ? [] : layOut(page, pictures, sizes);
  });
  const parts = joinAcrossPages(laidOut, (index) => pages[index]?.garbage === null);
  const pieces: Piece[] = [];
  for (const [index, page] of pages.entries()) {
    const own = page.scanned
      ? await collectScan(page, file.path, context)
      : await collectPage(page, parts[index] ?? [], file.path, context);
    appendPieces(pieces, own);
    for (const { text, reason, box } of hiddenTexts(page)) {
      if (page.scanned && layerReasons.has(reason)) continue;
      const where = { file: file.path, page: page.number, box: rounded(box) };
      pieces.push({
        ...textPiece("paragraph", text, where),
        origin: "hidden",
        originReason: reason,
      });
    }
  }
  return pieces;
}
