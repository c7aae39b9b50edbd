/**
 * Drawings as SVG text.
 * @module
 */

import type { Drawing, LineMark, Mark, RectangleMark, TextMark } from "./drawing.ts";
import { ink } from "./drawing.ts";
import type { LabelFonts } from "./label_fonts.ts";

/**
 * A drawing without pictures as SVG.
 *
 * @param fonts labels become outlines of these fonts, which look alike everywhere; without
 * fonts they stay text, which can be searched and read out
 * @throws {TypeError} when the drawing has pictures: those belong into a PNG
 */
export function renderSvg(drawing: Drawing, fonts?: LabelFonts): string {
  if (drawing.marks.some(({ kind }) => kind === "picture")) {
    throw new TypeError(
      "Cannot render a drawing to SVG as it must be vectors only: it has pictures",
    );
  }
  const paper =
    `<rect width="${drawing.width}" height="${drawing.height}" fill="#ffffff"/>`;
  return svgElement(drawing, [
    paper,
    ...drawing.marks.map((mark) => element(mark, fonts)),
  ]);
}

/** The vector marks alone, on nothing, with outlined labels: what lies over the pictures. */
export function renderOverlay(drawing: Drawing, fonts: LabelFonts): string {
  return svgElement(drawing, drawing.marks.map((mark) => element(mark, fonts)));
}

function svgElement(
  { width, height, description }: Drawing,
  children: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" role="img">\n<title>${
      escape(description)
    }</title>\n` +
    `${children.filter((child) => child !== "").join("\n")}\n</svg>\n`;
}

function element(mark: Mark, fonts: LabelFonts | undefined): string {
  switch (mark.kind) {
    case "rectangle":
      return rectangle(mark);
    case "line":
      return line(mark);
    case "text":
      return fonts ? outlined(mark, fonts) : text(mark);
    case "picture":
      return "";
  }
}

function rectangle({ x, y, width, height, fill, opacity }: RectangleMark): string {
  const faded = opacity === undefined ? "" : ` fill-opacity="${opacity}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" ` +
    `height="${round(height)}" fill="${fill}"${faded}/>`;
}

function line({ points, color, width, dash }: LineMark): string {
  const data = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash}"`;
  return `<path d="${data.join("")}" fill="none" stroke="${color}" ` +
    `stroke-width="${width}" stroke-linejoin="round"${dashes}/>`;
}

function text(mark: TextMark): string {
  const { x, y, size, bold, anchor, upwards } = mark;
  const turned = upwards ? ` transform="rotate(-90 ${round(x)} ${round(y)})"` : "";
  const anchored = anchor && anchor !== "start" ? ` text-anchor="${anchor}"` : "";
  return `<text x="${round(x)}" y="${round(y)}" font-family="DejaVu Sans, sans-serif" ` +
    `font-size="${size}"${bold ? ' font-weight="bold"' : ""}${anchored}${turned} ` +
    `fill="${mark.color ?? ink.text}">${escape(mark.text)}</text>`;
}

function outlined(mark: TextMark, fonts: LabelFonts): string {
  const { x, y, size, bold, anchor, upwards } = mark;
  const font = bold ? fonts.bold : fonts.regular;
  const width = font.measure(mark.text, size);
  const left = anchor === "middle" ? x - width / 2 : anchor === "end" ? x - width : x;
  const turned = upwards ? ` transform="rotate(-90 ${round(x)} ${round(y)})"` : "";
  return `<path d="${font.path(mark.text, left, y, size)}"${turned} ` +
    `fill="${mark.color ?? ink.text}"/>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
