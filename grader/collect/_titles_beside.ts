/**
 * Where short titles may stand in a figure of several panels: what lies between the panels
 * and is as small as letters are. A lone `x` or `A` over a panel is no line of letters.
 *
 * @module
 */
import type { Box, Raster } from "../../rubric/evidence.ts";
import { splitPanels, workCopy } from "../image/split_panels.ts";
import type { TextLook } from "./ocr_look.ts";

/** Panels that titles are looked for beside, at most: larger figures are grids of samples. */
const mostPanels = 24;

/**
 * Boxes of small shapes beside the panels of a figure.
 *
 * @param raster the figure
 * @param look its looks: titles stand on a light or dark margin
 * @returns boxes no higher than a line of letters; empty where there is one panel only
 */
export function besidePanels(raster: Raster, look: TextLook): readonly Box[] {
  if (look.background > 48 && look.background < 200) return [];
  if (raster.width < 96 || raster.height < 48) return [];
  const { panels, beside } = splitPanels(raster, {}, workCopy(raster));
  if (panels.length < 2 || panels.length > mostPanels) return [];
  const low = Math.min(...panels.map((box) => Math.min(box[2], box[3])));
  const highest = look.letterHeight > 0
    ? 2.2 * look.letterHeight
    : Math.min(40, 0.3 * low);
  return beside.filter((box) =>
    box[3] >= 4 && box[3] <= highest && box[2] <= 1.6 * low &&
    panels.some((panel) => near(box, panel, highest))
  );
}

/** Right above or below a panel, or at its left. */
function near(box: Box, panel: Box, letter: number): boolean {
  const center = box[0] + box[2] / 2;
  const over = center > panel[0] && center < panel[0] + panel[2];
  const above = panel[1] - box[1] - box[3];
  const below = box[1] - panel[1] - panel[3];
  if (over && (inside(above, letter) || inside(below, letter))) return true;
  const middle = box[1] + box[3] / 2;
  const level = middle > panel[1] && middle < panel[1] + panel[3];
  return level && inside(panel[0] - box[0] - box[2], 4 * letter);
}

const inside = (gap: number, letter: number) => gap >= -2 && gap <= 2 * letter;
