/**
 * Embedded rasters of a PDF page -> pictures as a reader sees them.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import { crop } from "../image/resize.ts";
import { orient } from "./_exif.ts";
import type { PageContent, PlacedImage } from "./_pdf_page.ts";
import { type Pdfium, type Scratch, takeBitmap } from "./_pdfium.ts";

/** A picture of a page. */
export interface PagePicture {
  readonly box: Box;
  readonly raster: Raster;
}

/** A picture of a page that could not be decoded. */
export interface LostPicture {
  readonly box: Box;
  readonly reason: string;
}

/** Points below which a picture is a decoration. */
const leastSide = 15;
const leastArea = 400;

/** Whether a placed raster is more than a bullet, a rule or an icon. */
export function isPicture(image: PlacedImage): boolean {
  const [, , width, height] = image.box;
  if (Math.min(width, height) < leastSide || width * height < leastArea) return false;
  if (Math.min(image.pixelWidth, image.pixelHeight) < 2) return false;
  return Math.max(width, height) / Math.min(width, height) < 40;
}

/** Decodes rasters; pictures cut into strips come as one. */
export class PictureReader {
  readonly #engine: Pdfium;
  readonly #scratch: Scratch;
  readonly #admit: (width: number, height: number) => string | null;

  constructor(
    engine: Pdfium,
    scratch: Scratch,
    admit: (width: number, height: number) => string | null,
  ) {
    this.#engine = engine;
    this.#scratch = scratch;
    this.#admit = admit;
  }

  /** The pictures of a page, in painting order. */
  readPage(
    document: number,
    page: number,
    content: PageContent,
  ): { pictures: PagePicture[]; lost: LostPicture[] } {
    const lost: LostPicture[] = [];
    const decoded: { placed: PlacedImage; raster: Raster }[] = [];
    for (const placed of content.images) {
      const strip = content.images.some((other) => touches(placed, other));
      if (!isPicture(placed) && !(strip && placed.box[2] >= 60)) continue;
      if (placed.box[2] <= 0 || placed.box[3] <= 0) continue;
      const reason = this.#admit(placed.pixelWidth, placed.pixelHeight);
      if (reason !== null) {
        lost.push({ box: placed.box, reason });
        continue;
      }
      const raster = this.#decode(document, page, placed);
      if (raster === null) {
        lost.push({ box: placed.box, reason: "it can not be decoded" });
      } else decoded.push({ placed, raster });
    }
    const joined = joinStrips(decoded);
    return {
      pictures: joined.filter(({ box, raster }) =>
        Math.min(box[2], box[3]) >= leastSide && !isPlain(raster)
      ),
      lost,
    };
  }

  #decode(document: number, page: number, placed: PlacedImage): Raster | null {
    const engine = this.#engine;
    let bitmap = this.#composited(document, page, placed);
    if (bitmap === 0) bitmap = engine.FPDFImageObj_GetBitmap(placed.handle);
    const taken = bitmap === 0 ? null : takeBitmap(engine, bitmap, true);
    if (taken === null) return null;
    return clipped(orient(taken, placed.orientation), placed);
  }

  /**
   * The raster with its soft mask, which the plain bitmap leaves out and nothing tells of:
   * drawn once at its own size instead of the page's.
   */
  #composited(document: number, page: number, placed: PlacedImage): number {
    const engine = this.#engine;
    const { handle, pixelWidth, pixelHeight } = placed;
    if (!engine.FPDFPageObj_GetMatrix(handle, this.#scratch.at)) return 0;
    const matrix = this.#scratch.matrix();
    const set = (values: readonly number[]) => {
      this.#scratch.setFloats(values);
      engine.FPDFPageObj_SetMatrix(handle, this.#scratch.at);
    };
    set([pixelWidth, 0, 0, pixelHeight, 0, 0]);
    const bitmap = engine.FPDFImageObj_GetRenderedBitmap(document, page, handle);
    set(matrix);
    return bitmap;
  }
}

/** The seen part of a raster that a clip path cuts. */
function clipped(raster: Raster, { box, extent }: PlacedImage): Raster {
  if (box[2] > 0.97 * extent[2] && box[3] > 0.97 * extent[3]) return raster;
  const scaleX = raster.width / extent[2];
  const scaleY = raster.height / extent[3];
  const cut: Box = [
    Math.round((box[0] - extent[0]) * scaleX),
    Math.round((box[1] - extent[1]) * scaleY),
    Math.max(1, Math.round(box[2] * scaleX)),
    Math.max(1, Math.round(box[3] * scaleY)),
  ];
  return cut[0] < raster.width && cut[1] < raster.height ? crop(raster, cut) : raster;
}

/** One colour all over: a background or a spacer. */
function isPlain(raster: Raster): boolean {
  const { rgb } = raster;
  for (let i = 3; i < rgb.length; i++) {
    if (Math.abs(rgb[i]! - rgb[i % 3]!) > 3) return false;
  }
  return true;
}

/** Whether `b` begins right below `a`, equally wide on the page and in pixels. */
function isBelow(a: PlacedImage, b: PlacedImage): boolean {
  return a !== b && a.pixelWidth === b.pixelWidth &&
    Math.abs(a.box[0] - b.box[0]) < 0.6 && Math.abs(a.box[2] - b.box[2]) < 0.6 &&
    Math.abs(a.box[1] + a.box[3] - b.box[1]) < 0.6;
}

function touches(a: PlacedImage, b: PlacedImage): boolean {
  return isBelow(a, b) || isBelow(b, a);
}

/** Mean difference of two rows of pixels. */
function rowDifference(a: Raster, rowA: number, b: Raster, rowB: number): number {
  const stride = a.width * 3;
  let sum = 0;
  for (let i = 0; i < stride; i++) {
    sum += Math.abs(a.rgb[rowA * stride + i]! - b.rgb[rowB * stride + i]!);
  }
  return sum / stride;
}

/** Whether one picture goes on in the other: the seam is no edge. */
function isSeamless(a: Raster, b: Raster): boolean {
  if (a.width !== b.width) return false;
  const seam = rowDifference(a, a.height - 1, b, 0);
  const near: number[] = [];
  for (let i = 1; i <= 8; i++) {
    if (a.height - i - 1 >= 0) {
      near.push(rowDifference(a, a.height - i, a, a.height - i - 1));
    }
    if (i < b.height) near.push(rowDifference(b, i - 1, b, i));
  }
  near.sort((x, y) => x - y);
  const usual = near[Math.floor(near.length * 0.75)] ?? 0;
  return seam <= 2 * usual + 2;
}

function joinStrips(
  decoded: readonly { placed: PlacedImage; raster: Raster }[],
): PagePicture[] {
  const joined: PagePicture[] = [];
  const used = new Set<PlacedImage>();
  const order = [...decoded].sort((a, b) => a.placed.box[1] - b.placed.box[1]);
  const runs = new Map<PlacedImage, { placed: PlacedImage; raster: Raster }[]>();
  for (const start of order) {
    if (used.has(start.placed)) continue;
    used.add(start.placed);
    const run = [start];
    while (true) {
      const last = run[run.length - 1]!;
      const next = order.find((other) =>
        !used.has(other.placed) && isBelow(last.placed, other.placed) &&
        isSeamless(last.raster, other.raster)
      );
      if (next === undefined) break;
      used.add(next.placed);
      run.push(next);
    }
    runs.set(start.placed, run);
  }
  for (const { placed } of decoded) {
    const run = runs.get(placed);
    if (run === undefined) continue;
    const height = run.reduce((sum, { raster }) => sum + raster.height, 0);
    const { width } = run[0]!.raster;
    const rgb = new Uint8Array(width * height * 3);
    let at = 0;
    for (const { raster } of run) {
      rgb.set(raster.rgb, at);
      at += raster.rgb.length;
    }
    const [x, y, boxWidth] = placed.box;
    const last = run[run.length - 1]!.placed.box;
    const box: Box = [x, y, boxWidth, last[1] + last[3] - y];
    joined.push({
      box,
      raster: run.length === 1 ? run[0]!.raster : { width, height, rgb },
    });
  }
  return joined;
}
