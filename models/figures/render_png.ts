/**
 * Drawings as PNG, through ImageScript's rasteriser (WebAssembly) and encoder (JavaScript), so
 * that the bytes are the same on every machine.
 * @module
 */

// By their files: the package's main module would load a native library, for other formats.
import pngEncoder from "imagescript/png/node.js";
import svgRenderer from "imagescript/wasm/node/svg.js";
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
  const canvas: Canvas = {
    rgb: new Uint8Array(3 * width * height).fill(255),
    width,
    height,
  };
  for (const mark of drawing.marks) {
    if (mark.kind === "picture") paint(canvas, mark, scale);
  }
  const svg = new TextEncoder().encode(renderOverlay(drawing, fonts));
  const renderer = await (svgRenderer as { init(): Promise<SvgRenderer> }).init();
  layOver(canvas.rgb, renderer.rasterize(svg, FIT_SCALE, scale).buffer);
  // Without text: ImageScript's own front would write the time of day.
  const { encode } = pngEncoder as { encode: PngEncode };
  return encode(canvas.rgb, { width, height, channels: 3, level: 6 });
}

/** RGB pixels, row by row. */
interface Canvas {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The package's SVG renderer: RGBA, colours multiplied by their opacity. */
interface SvgRenderer {
  rasterize(svg: Uint8Array, fit: number, scale: number): { readonly buffer: Uint8Array };
}

/** The package's PNG encoder. */
type PngEncode = (
  pixels: Uint8Array,
  options: { width: number; height: number; channels: 3; level: number },
) => Uint8Array<ArrayBuffer>;

/** What the renderer calls enlarging by a factor. */
const FIT_SCALE = 1;

/** Copies a picture, pixel by enlarged pixel. */
function paint(canvas: Canvas, mark: PictureMark, scale: number): void {
  const side = mark.scale * scale;
  const [left, top] = [Math.round(mark.x * scale), Math.round(mark.y * scale)];
  const { rgb, width } = canvas;
  const rows = Math.min(mark.height * side, canvas.height - top);
  const columns = Math.min(mark.width * side, width - left);
  for (let y = 0; y < rows; y++) {
    const source = Math.floor(y / side) * mark.width;
    for (let x = 0; x < columns; x++) {
      const from = 3 * (source + Math.floor(x / side));
      const to = 3 * ((top + y) * width + left + x);
      rgb[to] = mark.rgb[from]!;
      rgb[to + 1] = mark.rgb[from + 1]!;
      rgb[to + 2] = mark.rgb[from + 2]!;
    }
  }
}

/** Lays RGBA whose colours are multiplied by their opacity over RGB. */
function layOver(under: Uint8Array, over: Uint8Array): void {
  for (let from = 0, to = 0; to < under.length; from += 4, to += 3) {
    const rest = 255 - over[from + 3]!;
    if (rest === 255) continue;
    for (let c = 0; c < 3; c++) {
      under[to + c] = Math.min(
        255,
        over[from + c]! + Math.round(under[to + c]! * rest / 255),
      );
    }
  }
}
