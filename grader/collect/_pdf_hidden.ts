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

/** Whether a picture painted later lies over a whole character. */
function isUnder(glyph: Glyph, page: PageContent): boolean {
  const paint = page.paints.get(glyph.object);
  if (paint === undefined) return false;
  const area = glyph.ink[2] * glyph.ink[3];
  return page.images.some(({ box, order }) => {
    if (order <= paint.order) return false;
    const shared = intersect(box, glyph.ink);
    return shared[2] * shared[3] > 0.95 * area;
  });
}

/** Text objects that stand under a picture: only a look without them tells what is seen. */
export function objectsUnderPictures(page: PageContent): Set<number> {
  const under = new Set<number>();
  const clear = new Set<number>();
  for (const glyph of page.glyphs) {
    if (glyph.object === 0 || clear.has(glyph.object) || glyph.ink[2] <= 0) continue;
    if (isUnder(glyph, page)) under.add(glyph.object);
    else clear.add(glyph.object);
  }
  for (const object of clear) under.delete(object);
  return under;
}

/** Largest difference of two pictures of the page inside a box. */
function differenceIn(a: Raster, b: Raster, scale: number, box: Box): number {
  const left = Math.max(0, Math.floor(box[0] * scale));
  const top = Math.max(0, Math.floor(box[1] * scale));
  const right = Math.min(a.width, Math.ceil((box[0] + box[2]) * scale));
  const bottom = Math.min(a.height, Math.ceil((box[1] + box[3]) * scale));
  let most = 0;
  for (let y = top; y < bottom; y++) {
    for (let at = (y * a.width + left) * 3; at < (y * a.width + right) * 3; at++) {
      most = Math.max(most, Math.abs(a.rgb[at]! - b.rgb[at]!));
    }
  }
  return most;
}

/** The page as it looks, and as it looks without the text under pictures. */
export interface Looks {
  readonly page: Raster | null;
  readonly under: ReadonlySet<number>;
  readonly without: Raster | null;
  /** Pixels in a point. */
  readonly scale: number;
}

/**
 * The reason for each character that is hidden; no entry for one that is seen. Characters
 * of one text object are judged together, as thin ones leave few pixels.
 */
export function hiddenGlyphs(page: PageContent, looks: Looks): Map<Glyph, string> {
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
  const { page: seen, without, scale } = looks;
  if (seen === null) return hidden;
  for (const [object, glyphs] of objects) {
    const isSeen = looks.under.has(object) && without !== null
      ? glyphs.some(({ ink }) => differenceIn(seen, without, scale, ink) >= leastContrast)
      : glyphs.some(({ ink }) => contrastIn(seen, scale, ink) >= leastContrast);
    if (isSeen) continue;
    const reason = looks.under.has(object)
      ? "covered by a picture"
      : "the same colour as its background, or covered";
    for (const glyph of glyphs) hidden.set(glyph, reason);
  }
  return hidden;
}
