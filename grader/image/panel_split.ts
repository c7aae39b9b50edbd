/**
 * The result of splitting a picture into panels.
 *
 * @module
 */
import type { Box } from "../../rubric/evidence.ts";
import type { Lattice } from "./lattice.ts";

/** What words beside a picture say of its layout. */
export interface LayoutHint {
  readonly rows?: number;
  readonly columns?: number;
}

/** Panels of a picture, in pixels of the picture, row by row. */
export interface PanelSplit {
  readonly rows: number;
  readonly columns: number;
  readonly panels: readonly Box[];
  /** Row and column of each panel. */
  readonly places: readonly (readonly [row: number, column: number])[];
  /** Rows and columns inside each panel, where each is a grid itself. */
  readonly inner: readonly [rows: number, columns: number];
  readonly method: "single" | "gutters" | "gaps" | "seams";
  /** What stands beside the panels: titles, ticks, labels. */
  readonly beside: readonly Box[];
}

/** A picture that is one panel. */
export function one(box: Box): PanelSplit {
  return {
    rows: 1,
    columns: 1,
    panels: [box],
    places: [[0, 0]],
    inner: [1, 1],
    method: "single",
    beside: [],
  };
}

/** The split that a lattice of cells makes. */
export function fromLattice(
  lattice: Lattice,
  method: PanelSplit["method"],
  beside: readonly Box[],
): PanelSplit {
  return {
    rows: lattice.rows,
    columns: lattice.columns,
    panels: lattice.cells,
    places: lattice.places,
    inner: [1, 1],
    method,
    beside,
  };
}

/** Whether two boxes share a pixel. */
export function overlaps(a: Box, b: Box): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
    b[1] < a[1] + a[3];
}
