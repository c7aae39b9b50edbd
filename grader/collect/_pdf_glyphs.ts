/**
 * The characters of a PDF page, and which of its fonts are fixed-width.
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { boxUnder } from "./_pdf_objects.ts";
import type { Glyph } from "./_pdf_page.ts";
import { apply, type Matrix, type Pdfium, type Scratch } from "./_pdfium.ts";

interface Font {
  readonly key: number;
  readonly bold: boolean;
  readonly namedFixed: boolean;
}

const fixedName =
  /mono|courier|consol|menlo|inconsolata|typewriter|cmtt|lmtt|fira ?code|source ?code|hack-|terminal/i;
const boldName = /bold|black|heavy|semibold|cmbx|[-,]bd\b|medi(?!um)/i;
const space = /^[\s\u00a0\u2000-\u200b\u3000\ufeff]$/u;
const wide = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/u;

/** Whether a character is set in a full square (CJK). */
export function isWide(character: string): boolean {
  return wide.test(character);
}

/** Reads the characters of a page. */
export class GlyphReader {
  readonly fixedFonts = new Set<number>();
  readonly #fonts = new Map<number, Font>();
  readonly #engine: Pdfium;
  readonly #scratch: Scratch;

  constructor(engine: Pdfium, scratch: Scratch) {
    this.#engine = engine;
    this.#scratch = scratch;
  }

  /** At most `most` characters of a page; spaces become {@linkcode Glyph.spaced}. */
  readPage(page: number, toView: Matrix, most: number): Glyph[] {
    const engine = this.#engine;
    const textPage = engine.FPDFText_LoadPage(page);
    if (textPage === 0) return [];
    const glyphs: Glyph[] = [];
    try {
      const count = Math.min(engine.FPDFText_CountChars(textPage), most);
      let spaced = false;
      for (let i = 0; i < count; i++) {
        if (engine.FPDFText_IsGenerated(textPage, i) === 1) continue;
        const code = engine.FPDFText_GetUnicode(textPage, i);
        // PDFium writes U+0002 for a hyphen at the end of a line.
        const read = code === 2
          ? "-"
          : code === 0 || code > 0x10ffff
          ? "\ufffd"
          : String.fromCodePoint(code);
        if (space.test(read)) {
          spaced = true;
          continue;
        }
        glyphs.push(this.#glyph(textPage, i, read, toView, spaced));
        spaced = false;
      }
    } finally {
      engine.FPDFText_ClosePage(textPage);
    }
    this.#measure(glyphs);
    return pairSurrogates(glyphs);
  }

  #glyph(
    textPage: number,
    index: number,
    read: string,
    toView: Matrix,
    spaced: boolean,
  ): Glyph {
    const engine = this.#engine;
    const scratch = this.#scratch;
    const at = scratch.at;
    const object = engine.FPDFText_GetTextObject(textPage, index);
    let scale = 1;
    let angle = 0;
    if (engine.FPDFText_GetMatrix(textPage, index, at)) {
      const [a, b, c, d] = scratch.matrix();
      scale = Math.hypot(c, d) || 1;
      const [x, y] = apply([toView[0], toView[1], toView[2], toView[3], 0, 0], a, b);
      angle = Math.round(Math.atan2(y, x) * 180 / Math.PI);
    }
    const size = engine.FPDFText_GetFontSize(textPage, index) * scale;
    engine.FPDFText_GetCharOrigin(textPage, index, at, at + 8);
    const originX = scratch.double(0);
    const originY = scratch.double(1);
    const [x, baseline] = apply(toView, originX, originY);
    engine.FPDFText_GetCharBox(textPage, index, at, at + 8, at + 16, at + 24);
    const left = scratch.double(0);
    const bottom = scratch.double(2);
    const ink = boxUnder(toView, [
      left,
      bottom,
      scratch.double(1) - left,
      scratch.double(3) - bottom,
    ]);
    let x1 = ink[0] + ink[2];
    if (engine.FPDFText_GetLooseCharBox(textPage, index, at)) {
      const loose = boxUnder(toView, [
        scratch.float(0),
        scratch.float(3),
        scratch.float(2) - scratch.float(0),
        scratch.float(1) - scratch.float(3),
      ]);
      x1 = Math.max(loose[0] + loose[2], x);
      if (x1 - x > size * 2.5) x1 = ink[0] + ink[2];
    }
    const font = this.#font(object);
    const code = read.codePointAt(0) ?? 0;
    return {
      text: read,
      x0: Math.min(x, ink[0] + ink[2]),
      x1,
      baseline,
      ink,
      size: drawnSize(size, ink),
      font: font.key,
      bold: font.bold || engine.FPDFText_GetFontWeight(textPage, index) >= 600,
      object,
      angle,
      spaced,
      unmapped: engine.FPDFText_HasUnicodeMapError(textPage, index) === 1 ||
        code === 0xfffd || code < 32 || (code >= 0xe000 && code <= 0xf8ff),
    };
  }

  #font(object: number): Font {
    const handle = object === 0 ? 0 : this.#engine.FPDFTextObj_GetFont(object);
    const known = this.#fonts.get(handle);
    if (known !== undefined) return known;
    let name = "";
    let flags = 0;
    let weight = 0;
    if (handle !== 0) {
      const exports = this.#engine.pdfium.wasmExports;
      const room = exports.malloc(256);
      const length = this.#engine.FPDFFont_GetBaseFontName(handle, room, 255);
      if (length > 0 && length <= 255) name = this.#engine.pdfium.UTF8ToString(room);
      exports.free(room);
      flags = this.#engine.FPDFFont_GetFlags(handle);
      weight = this.#engine.FPDFFont_GetWeight(handle);
    }
    const font = {
      key: this.#fonts.size,
      bold: boldName.test(name) || weight >= 600,
      // CJK fonts carry the flag with Latin letters of many widths.
      namedFixed: fixedName.test(name) || ((flags & 1) === 1 && !/cjk|song|ming|hei|kai/i
        .test(name)),
    };
    this.#fonts.set(handle, font);
    if (font.namedFixed) this.fixedFonts.add(font.key);
    return font;
  }

  /** Decides by measured pen steps, where there are enough letters of unlike widths. */
  #measure(glyphs: readonly Glyph[]): void {
    const steps = new Map<number, { ratio: number; letter: string }[]>();
    for (let i = 0; i + 1 < glyphs.length; i++) {
      const glyph = glyphs[i]!;
      const next = glyphs[i + 1]!;
      const step = (next.x0 - glyph.x0) / glyph.size;
      if (
        next.font !== glyph.font || next.spaced || glyph.text > "~" ||
        Math.abs(next.baseline - glyph.baseline) > 0.01 || step < 0.1 || step > 1.2
      ) continue;
      const list = steps.get(glyph.font) ?? [];
      if (list.length === 0) steps.set(glyph.font, list);
      if (list.length < 4000) list.push({ ratio: step, letter: glyph.text });
    }
    for (const [font, list] of steps) {
      const letters = new Set(list.map((entry) => entry.letter));
      const narrow = [..."ijlt.,:;'|()[]fr"].filter((letter) => letters.has(letter));
      const broad = [..."mwMWABCDGHNOQRU"].filter((letter) => letters.has(letter));
      if (narrow.length < 2 || broad.length < 1 || list.length < 12) continue;
      const ratios = list.map((entry) => entry.ratio).sort((a, b) => a - b);
      const median = ratios[ratios.length >> 1]!;
      const equal = ratios.filter((ratio) => Math.abs(ratio - median) < 0.025).length;
      if (equal / ratios.length > 0.9) this.fixedFonts.add(font);
      else this.fixedFonts.delete(font);
    }
  }
}

/** The nominal size, unless the ink says that it means nothing (some Type 3 fonts). */
function drawnSize(size: number, ink: Box): number {
  const height = ink[3];
  if (!(size > 0)) return height;
  return height > size * 3 && height < 200 ? height * 1.3 : size;
}

/** PDFium gives UTF-16 units where `wchar_t` is short: pairs are put together. */
function pairSurrogates(glyphs: readonly Glyph[]): Glyph[] {
  const out: Glyph[] = [];
  for (const glyph of glyphs) {
    const last = out[out.length - 1];
    if (
      last !== undefined && /^[\ud800-\udbff]$/.test(last.text) &&
      /^[\udc00-\udfff]$/.test(glyph.text)
    ) out[out.length - 1] = { ...last, text: last.text + glyph.text };
    else out.push(glyph);
  }
  return out;
}
