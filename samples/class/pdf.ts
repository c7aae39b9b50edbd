/**
 * Made reports as PDF files (English: the standard fonts have no Chinese characters).
 *
 * @module
 */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";
import { renderPage, startPdfium } from "../../grader/collect/_pdfium.ts";
import { encodePng, type Pictures } from "./pictures.ts";
import type { MadeReport } from "./texts.ts";

const width = 595;
const height = 842;
const margin = 60;
const made = new Date(Date.UTC(2026, 0, 1));

/**
 * A report as a PDF with text, code and pictures.
 *
 * @param screenshots Code is a picture, as of a screen
 */
export async function pdf(
  report: MadeReport,
  pictures: Pictures,
  screenshots: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = await emptyDocument(report.title);
  const text = await document.embedFont(StandardFonts.Helvetica);
  const code = await document.embedFont(StandardFonts.Courier);
  let page: PDFPage = document.addPage([width, height]);
  let y = height - margin;
  const room = (points: number) => {
    if (y - points >= margin) return;
    page = document.addPage([width, height]);
    y = height - margin;
  };
  const line = (words: string, font: PDFFont, size: number) => {
    room(size * 1.35);
    y -= size * 1.35;
    page.drawText(words, { x: margin, y, size, font, color: rgb(0, 0, 0) });
  };
  line(report.title, text, 18);
  for (const block of report.blocks) {
    y -= 8;
    if (block.kind === "heading") line(block.text, text, 14);
    else if (block.kind === "code" && screenshots) {
      const shot = await document.embedPng(await screenshot(block.text));
      const scale = Math.min(1, (width - 2 * margin) / (shot.width / 2)) / 2;
      room(shot.height * scale);
      y -= shot.height * scale;
      const size = { width: shot.width * scale, height: shot.height * scale };
      page.drawImage(shot, { x: margin, y, ...size });
    } else if (block.kind === "code") {
      for (const row of block.text.split("\n")) line(row, code, 9);
    } else {
      for (const row of wrapped(block.text, text, 11)) line(row, text, 11);
      if (block.kind === "picture") {
        const image = await document.embedPng(pictures[block.name]);
        room(134);
        y -= 132;
        page.drawImage(image, { x: margin, y, width: 128, height: 128 });
      }
    }
  }
  return new Uint8Array(await document.save());
}

async function emptyDocument(title: string): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setCreationDate(made);
  document.setModificationDate(made);
  return document;
}

function wrapped(text: string, font: PDFFont, size: number): string[] {
  const lines: string[] = [""];
  for (const part of text.split(" ")) {
    const longer = `${lines.at(-1)} ${part}`.trimStart();
    if (font.widthOfTextAtSize(longer, size) <= width - 2 * margin) {
      lines[lines.length - 1] = longer;
    } else lines.push(part);
  }
  return lines;
}

/** Text as it looks on a screen: a PNG file. */
async function screenshot(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const rows = text.split("\n");
  const document = await emptyDocument("");
  const font = await document.embedFont(StandardFonts.Courier);
  const columns = Math.max(...rows.map((row) => row.length));
  const page = document.addPage([columns * 6.1 + 20, rows.length * 13 + 16]);
  for (const [i, row] of rows.entries()) {
    page.drawText(row, {
      ...{ x: 10, y: page.getHeight() - 16 - i * 13, size: 10, font },
    });
  }
  const bytes = await document.save();
  const engine = await startPdfium();
  const at = engine.pdfium.wasmExports.malloc(bytes.length);
  engine.pdfium.HEAPU8.set(bytes, at);
  const opened = engine.FPDF_LoadMemDocument(at, bytes.length, "");
  const first = engine.FPDF_LoadPage(opened, 0);
  try {
    const raster = renderPage(engine, first, 2);
    if (raster === null) throw new RangeError("Cannot draw a screenshot: no room");
    return encodePng(raster);
  } finally {
    engine.FPDF_ClosePage(first);
    engine.FPDF_CloseDocument(opened);
    engine.pdfium.wasmExports.free(at);
  }
}
