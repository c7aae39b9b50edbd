/**
 * What the pixels say against the roles: blank panels, noise, one picture shown twice.
 *
 * @module
 */
import type { Raster } from "../../../rubric/evidence.ts";
import type { Panel } from "../../../rubric/facts.ts";
import {
  isBlank,
  isNoise,
  practicallySame,
  type Thumbnail,
  thumbnail,
} from "../../image/compare.ts";
import { crop } from "../../image/resize.ts";

const maxCompared = 80;

/**
 * Finds contradictions; the result maps panel ids to a sentence in English.
 *
 * An adjusted panel contradicts its role where it is blank, is mere noise, or is
 * practically the same picture as an unadjusted panel or as a panel of another adjustment.
 * Likeness alone is never held against a panel: a mild adjustment looks like its original.
 *
 * @param panels panels with roles
 * @param rasterOf pixels of the picture of a panel
 */
export function contradictions(
  panels: readonly Panel[],
  rasterOf: (image: string) => Raster | undefined,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const compared: { panel: Panel; thumbnail: Thumbnail; noise: boolean }[] = [];
  for (const panel of panels) {
    if (panel.role === "unknown" || panel.role === "other") continue;
    if (compared.length >= maxCompared) break;
    const raster = rasterOf(panel.image);
    if (!raster) continue;
    const pixels = crop(raster, inset(panel.box));
    const small = thumbnail(pixels);
    if (isBlank(small)) found.set(panel.id, "blank");
    compared.push({ panel, thumbnail: small, noise: isNoise(pixels) });
  }
  const shapes = compared.filter(({ noise }) => !noise);
  for (const { panel, noise } of compared) {
    if (noise && shapes.length > 0 && !found.has(panel.id)) {
      found.set(panel.id, "noise only");
    }
  }
  for (const { panel, thumbnail: own } of shapes) {
    if (panel.role !== "adjusted" || found.has(panel.id)) continue;
    for (const other of shapes) {
      if (other.panel === panel || found.get(other.panel.id) === "blank") continue;
      const plain = other.panel.role !== "adjusted";
      const elsewhere = other.panel.adjustment !== panel.adjustment;
      const earlier = shapes.findIndex((s) => s.panel === other.panel) <
        shapes.findIndex((s) => s.panel === panel);
      if (!plain && !(elsewhere && earlier)) continue;
      if (practicallySame(own, other.thumbnail)) {
        found.set(panel.id, `same picture as ${other.panel.id} (${other.panel.role})`);
        break;
      }
    }
  }
  return found;
}

/** A box without its outermost 2 percent, where gutters bleed in. */
function inset([left, top, width, height]: Panel["box"]): Panel["box"] {
  const x = Math.floor(width * 0.02);
  const y = Math.floor(height * 0.02);
  return [left + x, top + y, Math.max(1, width - 2 * x), Math.max(1, height - 2 * y)];
}
