/**
 * Which characters of a page a reader can not see, and why.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import { intersect } from "./_pdf_objects.ts";
import type { Glyph, PageContent } from "./_pdf_page.ts";

/** Below this many points letters are dots. */
const tinySize = 2;
/** Least difference of two shades of 255 that an eye tells apart in small letters. */
const leastContrast = 14;

/** Largest difference of a channel inside a box of a picture that shows the page. */
function contrastIn(raster: Raster, scale: number, box: Box): number {
  const left = Math.max(0, Math.floor(box[0] * scale - 0.5));
  const top = Math.max(0, Math.floor(box[1] * scale - 0.5));
  const right = Math.min(raster.width, Math.ceil((box[0] + box[2]) * scale + 0.5));
  const bottom = Math.min(raster.height, Math.ceil((box[1] + box[3]) * scale + 0.5));
  const low = [255, 255, 255];
  const high = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * raster.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const value = raster.rgb[at + channel]!;
        if (value < low[channel]!) low[channel] = value;
        if (value > high[channel]!) high[channel] = value;
      }
    }
  }
  return Math.max(...high.map((value, channel) => value - low[channel]!));
}

function reasonWithoutPixels(glyph: Glyph, page: PageContent): string | null {
  const paint = page.paints.get(glyph.object);
  if (paint?.renderMode === 3) return "invisible render mode";
  if (paint?.renderMode === 7) return "text used as a clip only";
  if (paint !== undefined && paint.color[3] < 12) return "fully transparent";
  if (glyph.size < tinySize) return `letters of ${glyph.size.toFixed(1)} points`;
  const x = (glyph.x0 + glyph.x1) / 2;
  const y = glyph.baseline - glyph.size * 0.3;
  if (x < 0 || y < 0 || x > page.width || y > page.height) return "outside of the page";
  return null;
}

/** Whether a picture or an area painted later lies over a whole character. */
function isUnder(glyph: Glyph, page: PageContent): boolean {
  const paint = page.paints.get(glyph.object);
  if (paint === undefined) return false;
  const area = glyph.ink[2] * glyph.ink[3];
  const covers = (box: Box, order: number) => {
    if (order <= paint.order) return false;
    const shared = intersect(box, glyph.ink);
    return shared[2] * shared[3] > 0.95 * area;
  };
  return page.images.some((image) =>
    !image.transparent && covers(image.box, image.order)
  );
}

/**
 * The reason for each character that is hidden; no entry for one that is seen. Characters
 * of one text object are judged together, as thin ones leave few pixels.
 *
 * @param page the page
 * @param raster the page as it looks
 * @param scale pixels of the raster in a point
 */
export function hiddenGlyphs(
  page: PageContent,
  raster: Raster | null,
  scale: number,
): Map<Glyph, string> {
  const hidden = new Map<Glyph, string>();
  const objects = new Map<number, Glyph[]>();
  for (const glyph of page.glyphs) {
    const reason = reasonWithoutPixels(glyph, page);
    if (reason !== null) hidden.set(glyph, reason);
    else if (glyph.ink[2] > 0 && glyph.ink[3] > 0) {
      const list = objects.get(glyph.object);
      if (list === undefined) objects.set(glyph.object, [glyph]);
      else list.push(glyph);
    }
  }
  for (const glyphs of objects.values()) {
    if (glyphs.every((glyph) => isUnder(glyph, page))) {
      for (const glyph of glyphs) hidden.set(glyph, "covered by a picture");
      continue;
    }
    if (raster === null) continue;
    const seen = glyphs.some((glyph) =>
      contrastIn(raster, scale, glyph.ink) >= leastContrast
    );
    if (seen) continue;
    for (const glyph of glyphs) {
      hidden.set(glyph, "the same colour as its background, or covered");
    }
  }
  return hidden;
}
