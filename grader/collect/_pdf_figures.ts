/**
 * Drawn figures of a PDF page: plots and diagrams made of paths, which are no image objects.
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { intersect } from "./_pdf_objects.ts";
import type { PageContent, PlacedPath } from "./_pdf_page.ts";

/** Side of a cell of the map that touching paths are found on, points. */
const cell = 4;
/** Least side of a figure, points. */
const leastSide = 50;

function area(box: Box): number {
  return box[2] * box[3];
}

/** How much a path speaks for a figure, not for a frame, a rule or a background. */
function weight(path: PlacedPath): number {
  const rounded = path.curves > 0 && path.slanted === 0 && path.straight > 0;
  if (rounded || Math.max(path.box[2], path.box[3]) < 5) {
    return path.slanted > 0 ? 1 : 0;
  }
  return path.slanted + path.curves;
}

/** Connected cells -> lists of paths that touch one another, nearly. */
function clusters(paths: readonly PlacedPath[], page: PageContent): PlacedPath[][] {
  const columns = Math.ceil(page.width / cell) + 1;
  const rows = Math.ceil(page.height / cell) + 1;
  const owner = new Int32Array(columns * rows).fill(-1);
  const parent = paths.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) [parent[i], i] = [root, parent[i]!];
    return root;
  };
  paths.forEach((path, i) => {
    const [x, y, width, height] = path.box;
    const left = Math.max(0, Math.floor((x - 2) / cell));
    const right = Math.min(columns - 1, Math.floor((x + width + 2) / cell));
    const top = Math.max(0, Math.floor((y - 2) / cell));
    const bottom = Math.min(rows - 1, Math.floor((y + height + 2) / cell));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const at = row * columns + column;
        const other = owner[at]!;
        if (other === -1) owner[at] = i;
        else parent[find(i)] = find(other);
      }
    }
  });
  const groups = new Map<number, PlacedPath[]>();
  paths.forEach((path, i) => {
    const root = find(i);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [path]);
    else group.push(path);
  });
  return [...groups.values()];
}

function isFigure(paths: readonly PlacedPath[], box: Box, page: PageContent): boolean {
  if (box[2] < leastSide || box[3] < leastSide) return false;
  const images = page.images.reduce(
    (sum, image) => sum + area(intersect(image.box, box)),
    0,
  );
  if (images > 0.25 * area(box)) return false;
  const drawn = paths.reduce((sum, path) => sum + weight(path), 0);
  const colours = new Set(
    paths.filter((path) => path.filled).map((path) => path.color.join(",")),
  );
  if (drawn < 8 && !(paths.length >= 30 && colours.size >= 6)) return false;
  // A frame around running text is no figure, even where it has an arrow in it.
  const letters = page.glyphs.filter((glyph) =>
    glyph.x0 > box[0] && glyph.x1 < box[0] + box[2] && glyph.baseline > box[1] &&
    glyph.baseline < box[1] + box[3]
  );
  const inked = letters.reduce((sum, glyph) => sum + glyph.size * glyph.size * 0.5, 0);
  return inked < 0.3 * area(box) || drawn > 400;
}

/**
 * The boxes of drawn figures, with the labels of their axes: turned letters, and numbers
 * beside and below.
 */
export function figureBoxes(page: PageContent): Box[] {
  const whole = page.width * page.height;
  const paths = page.paths.filter((path) =>
    path.alpha > 10 && area(path.box) < 0.8 * whole && path.box[2] >= 0 &&
    Math.max(path.box[2], path.box[3]) > 1 &&
    !(path.filled && !path.stroked && path.color.every((value) => value > 252))
  );
  if (paths.length === 0) return [];
  const boxes: Box[] = [];
  for (const group of clusters(paths, page)) {
    const left = Math.min(...group.map(({ box }) => box[0]));
    const top = Math.min(...group.map(({ box }) => box[1]));
    const right = Math.max(...group.map(({ box }) => box[0] + box[2]));
    const bottom = Math.max(...group.map(({ box }) => box[1] + box[3]));
    const box: Box = [left, top, right - left, bottom - top];
    if (isFigure(group, box, page)) boxes.push(withLabels(box, page));
  }
  return merged(boxes);
}

function withLabels(box: Box, page: PageContent): Box {
  let [left, top, right, bottom] = [box[0], box[1], box[0] + box[2], box[1] + box[3]];
  for (const glyph of page.glyphs) {
    const { ink } = glyph;
    const turned = glyph.angle !== 0;
    const number = /^[\d.,\-−–+e×]$/u.test(glyph.text) && glyph.size < 13;
    if (!turned && !number) continue;
    const reach = turned ? 40 : 24;
    const beside = ink[0] > box[0] - reach && ink[0] + ink[2] < box[0] + box[2] + 8 &&
      ink[1] > box[1] - 4 && ink[1] + ink[3] < box[1] + box[3] + (turned ? 4 : 14);
    if (!beside) continue;
    left = Math.min(left, ink[0]);
    top = Math.min(top, ink[1]);
    right = Math.max(right, ink[0] + ink[2]);
    bottom = Math.max(bottom, ink[1] + ink[3]);
  }
  return [left - 2, top - 2, right - left + 4, bottom - top + 4];
}

/** Boxes that overlap become one. */
function merged(boxes: readonly Box[]): Box[] {
  const out: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let i = out.length - 1; i >= 0; i--) {
      const other = out[i]!;
      if (area(intersect(other, grown)) === 0) continue;
      out.splice(i, 1);
      const left = Math.min(other[0], grown[0]);
      const top = Math.min(other[1], grown[1]);
      grown = [
        left,
        top,
        Math.max(other[0] + other[2], grown[0] + grown[2]) - left,
        Math.max(other[1] + other[3], grown[1] + grown[3]) - top,
      ];
    }
    out.push(grown);
  }
  return out;
}
