/**
 * Panels among the leaves of an XY-cut: filled boxes of one size in rows and columns.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";
import { countIn, type Foreground } from "./background.ts";
import { around, arrange } from "./lattice.ts";
import { fromLattice, overlaps, type PanelSplit } from "./panel_split.ts";

/** A split and how good it is. */
export interface Found {
  readonly split: PanelSplit;
  /** Share of the hull that panels cover, less what their sizes differ. */
  readonly score: number;
  /** Share of the panels that stands out: low where they have the page's own colour. */
  readonly filled: number;
}

/** Two or more solid leaves of one size that stand in rows and columns. */
export function regularLeaves(mask: Foreground, leaves: readonly Box[]): Found | null {
  const solid = leaves.map((leaf) => solidPart(mask, leaf)).filter((box) => box !== null);
  const largest = solid.reduce<Box | null>(
    (best, box) => !best || box[2] * box[3] > best[2] * best[3] ? box : best,
    null,
  );
  if (!largest || largest[2] < 12 || largest[3] < 12) return null;
  const alike = solid.filter((box) =>
    Math.abs(box[2] - largest[2]) <= Math.max(3, 0.15 * largest[2]) &&
    Math.abs(box[3] - largest[3]) <= Math.max(3, 0.15 * largest[3])
  );
  if (alike.length < 2) return null;
  const lattice = arrange(alike);
  if (!lattice || lattice.rows * lattice.columns > 2 * alike.length) return null;
  const covered = alike.reduce((sum, box) => sum + box[2] * box[3], 0);
  const hull = around(alike);
  if (covered < 0.3 * hull[2] * hull[3] || covered < 0.1 * mask.width * mask.height) {
    return null;
  }
  const aspect = largest[2] / largest[3];
  if (aspect > 8 || aspect < 1 / 8) return null;
  const beside = leaves.filter((leaf) => !alike.some((box) => overlaps(leaf, box)));
  const ink = alike.reduce(
    (sum, [x, y, w, h]) => sum + countIn(mask, x, y, x + w, y + h),
    0,
  );
  const spread = (axis: 2 | 3) => {
    const sizes = alike.map((box) => box[axis]);
    return (Math.max(...sizes) - Math.min(...sizes)) / Math.max(...sizes);
  };
  const missing = 1 - alike.length / (lattice.rows * lattice.columns);
  return {
    split: fromLattice(lattice, "gutters", beside),
    score: Math.sqrt(covered / (hull[2] * hull[3])) - 2 * Math.max(spread(2), spread(3)) -
      0.2 * missing + (aspect > 0.9 && aspect < 1.11 ? 0.1 : 0),
    filled: ink / covered,
  };
}

/** A leaf without the ticks that stick out of it; `null` where it is no filled box. */
function solidPart(mask: Foreground, leaf: Box): Box | null {
  let [left, top] = leaf;
  let right = left + leaf[2];
  let bottom = top + leaf[3];
  const reach = (size: number) => Math.ceil(size * 0.12);
  const thin = 0.3;
  for (let i = 0; i < reach(leaf[2]) && right - left > 2; i++) {
    if (countIn(mask, left, top, left + 1, bottom) < thin * (bottom - top)) left++;
    if (countIn(mask, right - 1, top, right, bottom) < thin * (bottom - top)) right--;
  }
  for (let i = 0; i < reach(leaf[3]) && bottom - top > 2; i++) {
    if (countIn(mask, left, top, right, top + 1) < thin * (right - left)) top++;
    if (countIn(mask, left, bottom - 1, right, bottom) < thin * (right - left)) bottom--;
  }
  const area = (right - left) * (bottom - top);
  return countIn(mask, left, top, right, bottom) >= 0.5 * area
    ? [left, top, right - left, bottom - top]
    : null;
}

/** The leaf that is most of what stands out. */
export function mainLeaf(mask: Foreground, leaves: readonly Box[]): Box | null {
  let best: Box | null = null;
  let total = 0;
  for (const leaf of leaves) {
    total += leaf[2] * leaf[3];
    if (!best || leaf[2] * leaf[3] > best[2] * best[3]) best = leaf;
  }
  if (!best || best[2] * best[3] < 0.6 * total) return null;
  return solidPart(mask, best) ?? best;
}
