/**
 * The effects of reading a PDF: opens the document and reads each page once, so that all
 * that follows is pure.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import { crop } from "../image/resize.ts";
import type { CollectContext, CollectFile } from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { figureBoxes } from "./_pdf_figures.ts";
import { GlyphReader } from "./_pdf_glyphs.ts";
import { garbageReason } from "./_pdf_garbage.ts";
import { hiddenGlyphs, type Looks, objectsUnderPictures } from "./_pdf_hidden.ts";
import { ObjectReader } from "./_pdf_objects.ts";
import type { Glyph, PageContent } from "./_pdf_page.ts";
import { type PagePicture, PictureReader } from "./_pdf_pictures.ts";
import {
  forgetPdfium,
  type Matrix,
  type Pdfium,
  renderPage,
  Scratch,
  startPdfium,
} from "./_pdfium.ts";

/** A page as it was read. */
export interface ReadPage {
  /** From 1. */
  readonly number: number;
  readonly content: PageContent;
  /** Characters that a reader does not see, with the reason. */
  readonly hidden: ReadonlyMap<Glyph, string>;
  /** Embedded pictures and drawn figures. */
  readonly pictures: readonly (PagePicture & { readonly drawn: boolean })[];
  /** Set where the page is one picture: a scan. */
  readonly scanned: boolean;
  /** The page as it looks, where its text is to be recognised from its looks. */
  readonly forOcr: Raster | null;
  /** Why the text layer is not to be trusted. */
  readonly garbage: string | null;
}

/** Pixels a point at which hidden text is looked for. */
const lookScale = 1.25;

/**
 * Opens a PDF and reads its pages. A page that can not be read becomes a problem.
 *
 * @throws {UnreadableFileError} where the file is empty, damaged, encrypted, or no page of
 *   it can be read
 */
export async function readPdf(
  file: CollectFile,
  context: CollectContext,
): Promise<ReadPage[]> {
  const { bytes, path } = file;
  if (bytes.length === 0) {
    throw new UnreadableFileError(path, "it must hold a page", "the file is empty");
  }
  if (bytes.length > context.limits.bytesPerFile) {
    const rule = `it must have at most ${context.limits.bytesPerFile} bytes`;
    throw new UnreadableFileError(path, rule, `${bytes.length} bytes`);
  }
  const engine = await startPdfium();
  const scratch = new Scratch(engine);
  const memory = engine.pdfium.wasmExports.malloc(bytes.length);
  let document = 0;
  let broken = false;
  try {
    engine.pdfium.HEAPU8.set(bytes, memory);
    document = engine.FPDF_LoadMemDocument(memory, bytes.length, "");
    if (document === 0) throw refusal(path, engine.FPDF_GetLastError());
    return readPages(engine, scratch, document, file, context);
  } catch (cause) {
    // A stack that overflows, or memory that runs out, ends the engine for good.
    if (!(cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError)) {
      throw cause;
    }
    broken = true;
    forgetPdfium();
    const rule = "it must be a PDF that can be drawn";
    throw new UnreadableFileError(path, rule, "its objects are nested too deep", {
      cause,
    });
  } finally {
    if (!broken) {
      if (document !== 0) engine.FPDF_CloseDocument(document);
      engine.pdfium.wasmExports.free(memory);
      scratch.free();
    }
  }
}

function refusal(path: string, code: number): UnreadableFileError {
  if (code === 4 || code === 5) {
    return new UnreadableFileError(
      path,
      "it must not be encrypted",
      code === 4 ? "a password is asked for" : "an unknown kind of encryption",
    );
  }
  return new UnreadableFileError(path, "it must be a whole PDF", "no pages can be found");
}

function readPages(
  engine: Pdfium,
  scratch: Scratch,
  document: number,
  file: CollectFile,
  context: CollectContext,
): ReadPage[] {
  const count = engine.FPDF_GetPageCount(document);
  const { limits } = context;
  if (count > limits.pages) {
    context.addProblem(
      { file: file.path, page: limits.pages + 1 },
      `only the first ${limits.pages} of ${count} pages are read`,
    );
  }
  const pages: ReadPage[] = [];
  let characters = limits.characters;
  let failed = 0;
  for (let index = 0; index < Math.min(count, limits.pages); index++) {
    const where = { file: file.path, page: index + 1 };
    const page = engine.FPDF_LoadPage(document, index);
    if (page === 0) {
      failed += 1;
      context.addProblem(where, "the page is damaged and could not be read");
      continue;
    }
    try {
      const read = readPage(engine, scratch, document, page, where, context, characters);
      characters -= read.content.glyphs.length;
      pages.push(read);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw crashed(file.path, error);
      failed += 1;
      const reason = error instanceof Error ? error.message : String(error);
      context.addProblem(where, `the page could not be read: ${reason}`);
    } finally {
      engine.FPDF_ClosePage(page);
    }
  }
  if (pages.length === 0) {
    const seen = failed > 0 ? `none of ${failed} pages can be read` : "no pages";
    throw new UnreadableFileError(file.path, "it must hold a page", seen);
  }
  if (!endsProperly(file.bytes)) {
    context.addProblem(
      { file: file.path },
      "the file has no end mark: it may be cut off, and pages may be missing",
    );
  }
  return pages;
}

function crashed(path: string, cause: Error): UnreadableFileError {
  return new UnreadableFileError(
    path,
    "it must be a whole PDF",
    "the PDF engine failed",
    {
      cause,
    },
  );
}

/** Whether the end mark stands in the last kibibytes. */
function endsProperly(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - 4096));
  return new TextDecoder("latin1").decode(tail).includes("%%EOF");
}

/** The map from a page's own space to what is seen: crop box, turned, y downwards. */
function viewOf(engine: Pdfium, scratch: Scratch, page: number): Matrix {
  const at = scratch.at;
  let [left, top, right, bottom] = [0, engine.FPDF_GetPageHeightF(page), 0, 0];
  right = engine.FPDF_GetPageWidthF(page);
  if (engine.FPDF_GetPageBoundingBox(page, at)) {
    [left, top, right, bottom] = [
      scratch.float(0),
      scratch.float(1),
      scratch.float(2),
      scratch.float(3),
    ];
  }
  switch (engine.FPDFPage_GetRotation(page)) {
    case 1:
      return [0, 1, 1, 0, -bottom, -left];
    case 2:
      return [-1, 0, 0, 1, right, -bottom];
    case 3:
      return [0, -1, -1, 0, top, right];
    default:
      return [1, 0, 0, -1, -left, top];
  }
}

function readContent(
  engine: Pdfium,
  scratch: Scratch,
  page: number,
  characters: number,
): PageContent {
  const width = engine.FPDF_GetPageWidthF(page);
  const height = engine.FPDF_GetPageHeightF(page);
  const toView = viewOf(engine, scratch, page);
  const objects = new ObjectReader(engine, scratch, [0, 0, width, height]);
  objects.readPage(page, toView);
  const reader = new GlyphReader(engine, scratch);
  const glyphs = reader.readPage(page, toView, characters);
  return {
    width,
    height,
    glyphs,
    paints: objects.paints,
    fixedFonts: reader.fixedFonts,
    images: objects.images,
    paths: objects.paths,
  };
}

/** Renders the page, and where text stands under a picture, once more without that text. */
function looksOf(
  engine: Pdfium,
  page: number,
  content: PageContent,
  scale: number,
): Looks {
  if (content.glyphs.length === 0) {
    return { page: null, under: new Set(), without: null, scale };
  }
  const under = objectsUnderPictures(content);
  const seen = renderPage(engine, page, scale);
  if (under.size === 0) return { page: seen, under, without: null, scale };
  for (const object of under) engine.FPDFPageObj_SetIsActive(object, false);
  const without = renderPage(engine, page, scale);
  for (const object of under) engine.FPDFPageObj_SetIsActive(object, true);
  return { page: seen, under, without, scale };
}

function readPage(
  engine: Pdfium,
  scratch: Scratch,
  document: number,
  page: number,
  where: { readonly file: string; readonly page: number },
  context: CollectContext,
  characters: number,
): ReadPage {
  const content = readContent(engine, scratch, page, Math.max(0, characters));
  if (content.glyphs.length >= characters) {
    context.addProblem(where, `more than ${context.limits.characters} characters`);
  }
  const { width, height } = content;
  const largest = Math.sqrt(16_000_000 / Math.max(1, width * height));
  const scale = Math.min(lookScale, largest);
  // A picture that is too large to be decoded must not be decoded for the page's look.
  for (const { handle, pixelWidth, pixelHeight } of content.images) {
    if (pixelWidth * pixelHeight <= context.limits.pixelsPerImage) continue;
    engine.FPDFPageObj_SetIsActive(handle, false);
  }
  const hidden = hiddenGlyphs(content, looksOf(engine, page, content, scale));
  const reader = new PictureReader(engine, scratch, context.admitImage);
  const { pictures, lost } = reader.readPage(document, page, content);
  for (const { box, reason } of lost) {
    context.addProblem({ ...where, box }, `a picture could not be read: ${reason}`);
  }
  const visible = content.glyphs.length - hidden.size;
  const scanned = visible < 40 &&
    pictures.some(({ box }) => box[2] * box[3] > 0.7 * width * height);
  const garbage = garbageReason(content.glyphs.filter((glyph) => !hidden.has(glyph)));
  const drawn = scanned ? [] : drawFigures(engine, page, content, context);
  const forOcr = garbage === null
    ? null
    : renderPage(engine, page, Math.min(2.5, largest));
  return {
    number: where.page,
    content,
    hidden,
    pictures: [
      ...pictures.map((picture) => ({ ...picture, drawn: false })),
      ...drawn.map((picture) => ({ ...picture, drawn: true })),
    ],
    scanned,
    forOcr,
    garbage,
  };
}

/** Cuts drawn figures out of the page as it looks. */
function drawFigures(
  engine: Pdfium,
  page: number,
  content: PageContent,
  context: CollectContext,
): PagePicture[] {
  const boxes = figureBoxes(content);
  if (boxes.length === 0) return [];
  const { width, height } = content;
  const scale = Math.min(2, Math.sqrt(16_000_000 / Math.max(1, width * height)));
  const raster = renderPage(engine, page, scale);
  if (raster === null) return [];
  const pictures: PagePicture[] = [];
  for (const box of boxes) {
    const pixels: Box = [box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale];
    if (context.admitImage(Math.ceil(pixels[2]), Math.ceil(pixels[3])) !== null) continue;
    pictures.push({ box, raster: crop(raster, pixels) });
  }
  return pictures;
}
