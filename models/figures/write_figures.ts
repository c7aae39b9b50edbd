/**
 * Figures as files: each drawing as PNG, and as SVG too where it is all vectors.
 * @module
 */

import { encodeHex } from "@std/encoding";
import type { Drawing } from "./drawing.ts";
import { loadLabelFonts } from "./label_fonts.ts";
import { renderPng } from "./render_png.ts";
import { renderSvg } from "./render_svg.ts";

/**
 * Writes drawings into a folder.
 *
 * @returns SHA-256 of each file, hexadecimal, by its name in the folder
 */
export async function writeFigures(
  folder: string,
  drawings: Readonly<Record<string, Drawing>>,
): Promise<Record<string, string>> {
  const fonts = await loadLabelFonts();
  const digests: Record<string, string> = {};
  await Deno.mkdir(folder, { recursive: true });
  const write = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
    await Deno.writeFile(`${folder}/${name}`, bytes);
    digests[name] = encodeHex(await crypto.subtle.digest("SHA-256", bytes));
  };
  for (const [name, drawing] of Object.entries(drawings)) {
    const vectors = drawing.marks.every(({ kind }) => kind !== "picture");
    // Charts twice as large: their lines and letters are finer than pictures.
    await write(`${name}.png`, await renderPng(drawing, fonts, vectors ? 2 : 1));
    if (!vectors) continue;
    await write(`${name}.svg`, new TextEncoder().encode(renderSvg(drawing)));
  }
  return digests;
}
