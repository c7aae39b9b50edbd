/**
 * Drawings as PNG, through ImageScript's own rasteriser and encoder (both WebAssembly, so
 * the bytes are the same on every machine).
 * @module
 */

import { Image } from "imagescript";
import type { Drawing, PictureMark } from "./drawing.ts";
import type { LabelFonts } from "./label_fonts.ts";
import { renderOverlay } from "./render_svg.ts";

/** No figure is larger than this on either side, in pixels. */
export const maxFigureSide = 8192;

/**
 * Renders a drawing.
 *
 * @param scale pixels of the PNG a pixel of the drawing; a whole number
 * @throws {RangeError} when the PNG would be larger than `maxFigureSide`
 */
export async function renderPng(
  drawing: Drawing,
  fonts: LabelFonts,
  scale = 1,
): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [drawing.width * scale, drawing.height * scale];
  if (!(Math.max(width, height) <= maxFigureSide)) {
    throw new RangeError(
      `Cannot render a figure as neither side may exceed ${maxFigureSide} pixels: ` +
        `it has ${width} x ${height}`,
    );
  }
  const canvas = new Image(width, height);
  canvas.fill(0xffffffff);
  for (const mark of drawing.marks) {
    if (mark.kind === "picture") paint(canvas, mark, scale);
  }
  const overlay = await Image.renderSVG(renderOverlay(drawing, fonts), scale);
  layOver(canvas.bitmap, overlay.bitmap);
  return withoutText(await canvas.encode(6));
}

/**
 * Leaves out a PNG's text chunks: the encoder writes the time of day into one, so that no
 * two files would be the same.
 */
function withoutText(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const kept: Uint8Array[] = [png.subarray(0, 8)];
  for (let at = 8; at < png.length;) {
    const end = at + 12 + view.getUint32(at);
    if (view.getUint32(at + 4) !== TEXT_CHUNK) kept.push(png.subarray(at, end));
    at = end;
  }
  const result = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const part of kept) {
    result.set(part, to);
    to += part.length;
  }
  return result;
}

/** "tEXt". */
const TEXT_CHUNK = 0x74455874;

/** Copies a picture, pixel by enlarged pixel. */
function paint(canvas: Image, mark: PictureMark, scale: number): void {
  const side = mark.scale * scale;
  const [left, top] = [Math.round(mark.x * scale), Math.round(mark.y * scale)];
  const { bitmap, width } = canvas;
  const rows = Math.min(mark.height * side, canvas.height - top);
  const columns = Math.min(mark.width * side, width - left);
  for (let y = 0; y < rows; y++) {
    const source = Math.floor(y / side) * mark.width;
    for (let x = 0; x < columns; x++) {
      const from = 3 * (source + Math.floor(x / side));
      const to = 4 * ((top + y) * width + left + x);
      bitmap[to] = mark.rgb[from]!;
      bitmap[to + 1] = mark.rgb[from + 1]!;
      bitmap[to + 2] = mark.rgb[from + 2]!;
      bitmap[to + 3] = 255;
    }
  }
}

/** The rasteriser's colours come multiplied by their opacity, unlike ImageScript's own. */
function layOver(under: Uint8ClampedArray, over: Uint8ClampedArray): void {
  for (let i = 0; i < under.length; i += 4) {
    const rest = 255 - over[i + 3]!;
    if (rest === 255) continue;
    for (let c = i; c < i + 3; c++) {
      under[c] = over[c]! + Math.round(under[c]! * rest / 255);
    }
  }
}
