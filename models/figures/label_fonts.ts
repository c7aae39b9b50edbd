/**
 * The fonts of figures: DejaVu Sans out of its npm package, so that no machine's own fonts
 * matter. It covers Latin, Greek, Cyrillic and mathematics; labels are English.
 * @module
 */

import { openOutlineFont, type OutlineFont } from "./outline_font.ts";

/** Both weights. */
export interface LabelFonts {
  readonly regular: OutlineFont;
  readonly bold: OutlineFont;
}

/** Reads the fonts; needs read permission for the package `dejavu-fonts-ttf` alone. */
export async function loadLabelFonts(): Promise<LabelFonts> {
  const [regular, bold] = await Promise.all([
    Deno.readFile(
      new URL(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")),
    ),
    Deno.readFile(
      new URL(import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf")),
    ),
  ]);
  return { regular: openOutlineFont(regular), bold: openOutlineFont(bold) };
}
