/**
 * Pages of a PDF as pictures, and their sizes.
 *
 * @module
 */
import type { Raster } from "../../rubric/evidence.ts";
import { type Pdfium, renderPage, startPdfium } from "../collect/_pdfium.ts";
import { defaultLimits } from "../collect/limits.ts";
import type { PageSizes } from "./build_showing.ts";

/** Pixels an inch: letters of 8 points can be read, a page of A4 has a megapixel. */
const dotsPerInch = 110;
/** Pixels of one page, however large its paper is. */
const mostPixels = 4_000_000;

/** Sizes of the pages that are shown, in points, and how many pages there are. */
export interface SizedPages {
  readonly sizes: PageSizes;
  readonly count: number;
}

/** The pages of a PDF; none where it can not be opened. */
export async function pageSizes(bytes: Uint8Array): Promise<SizedPages> {
  return await withDocument(bytes, (engine, document) => {
    const all = engine.FPDF_GetPageCount(document);
    const count = Math.min(all, defaultLimits.pages);
    const sizes: { page: number; width: number; height: number }[] = [];
    for (let index = 0; index < count; index++) {
      const page = engine.FPDF_LoadPage(document, index);
      if (page === 0) continue;
      const width = engine.FPDF_GetPageWidthF(page);
      const height = engine.FPDF_GetPageHeightF(page);
      engine.FPDF_ClosePage(page);
      if (width > 0 && height > 0) sizes.push({ page: index + 1, width, height });
    }
    return { sizes, count: all };
  }) ?? { sizes: [], count: 0 };
}

/**
 * Draws pages of a PDF; those that can not be drawn are left out.
 *
 * @param pages numbers from 1
 */
export async function drawPages(
  bytes: Uint8Array,
  pages: readonly number[],
): Promise<{ readonly page: number; readonly raster: Raster }[]> {
  return await withDocument(bytes, (engine, document) => {
    const drawn: { page: number; raster: Raster }[] = [];
    for (const number of pages) {
      const page = engine.FPDF_LoadPage(document, number - 1);
      if (page === 0) continue;
      try {
        leaveOutHugePictures(engine, page);
        const points = engine.FPDF_GetPageWidthF(page) *
          engine.FPDF_GetPageHeightF(page);
        const scale = Math.min(dotsPerInch / 72, Math.sqrt(mostPixels / points));
        const raster = points > 0 ? renderPage(engine, page, scale) : null;
        if (raster) drawn.push({ page: number, raster });
      } finally {
        engine.FPDF_ClosePage(page);
      }
    }
    return drawn;
  }) ?? [];
}

/** A picture that is too large to be decoded must not be decoded for the page's look. */
function leaveOutHugePictures(engine: Pdfium, page: number): void {
  const size = engine.pdfium.wasmExports.malloc(8);
  try {
    for (let i = engine.FPDFPage_CountObjects(page) - 1; i >= 0; i--) {
      const object = engine.FPDFPage_GetObject(page, i);
      if (!engine.FPDFImageObj_GetImagePixelSize(object, size, size + 4)) continue;
      const width = engine.pdfium.HEAPU32[size >> 2] ?? 0;
      const height = engine.pdfium.HEAPU32[(size >> 2) + 1] ?? 0;
      if (width * height <= defaultLimits.pixelsPerImage) continue;
      engine.FPDFPageObj_SetIsActive(object, false);
    }
  } finally {
    engine.pdfium.wasmExports.free(size);
  }
}

async function withDocument<T>(
  bytes: Uint8Array,
  use: (engine: Pdfium, document: number) => T,
): Promise<T | null> {
  const engine = await startPdfium();
  const memory = engine.pdfium.wasmExports.malloc(bytes.length);
  let document = 0;
  try {
    engine.pdfium.HEAPU8.set(bytes, memory);
    document = engine.FPDF_LoadMemDocument(memory, bytes.length, "");
    return document === 0 ? null : use(engine, document);
  } finally {
    if (document !== 0) engine.FPDF_CloseDocument(document);
    engine.pdfium.wasmExports.free(memory);
  }
}
