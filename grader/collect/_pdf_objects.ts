/**
 * The painted objects of a PDF page: rasters, paths and the paint of text.
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";
import { apply, concat, type Matrix, type Pdfium, type Scratch } from "./_pdfium.ts";
import type { PlacedImage, PlacedPath, TextPaint } from "./_pdf_page.ts";

const text = 1;
const path = 2;
const image = 3;
const shading = 4;
const form = 5;

/** Objects beyond this number are left out: a page of a report has far fewer. */
const mostObjects = 60_000;

/** The box around the corners of a box under a matrix. */
export function boxUnder(matrix: Matrix, box: Box): Box {
  const [x, y, width, height] = box;
  const corners = [
    apply(matrix, x, y),
    apply(matrix, x + width, y),
    apply(matrix, x, y + height),
    apply(matrix, x + width, y + height),
  ];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

/** The part two boxes share; sizes are 0 where they share none. */
export function intersect(a: Box, b: Box): Box {
  const left = Math.max(a[0], b[0]);
  const top = Math.max(a[1], b[1]);
  const right = Math.min(a[0] + a[2], b[0] + b[2]);
  const bottom = Math.min(a[1] + a[3], b[1] + b[3]);
  return [left, top, Math.max(0, right - left), Math.max(0, bottom - top)];
}

/** The EXIF orientation that shows pixels as a matrix (y downwards) places them. */
function orientationOf([a, b, c, d]: Matrix): number {
  // The unit square has its first row of pixels at y = 1.
  if (Math.abs(a) + Math.abs(d) >= Math.abs(b) + Math.abs(c)) {
    return a >= 0 ? (d <= 0 ? 1 : 4) : (d <= 0 ? 2 : 3);
  }
  return b >= 0 ? (c >= 0 ? 6 : 5) : (c >= 0 ? 7 : 8);
}

/** Walks the objects of a page, also inside forms. */
export class ObjectReader {
  readonly images: PlacedImage[] = [];
  readonly paths: PlacedPath[] = [];
  readonly paints = new Map<number, TextPaint>();
  #order = 0;
  readonly #engine: Pdfium;
  readonly #scratch: Scratch;
  readonly #page: Box;

  constructor(engine: Pdfium, scratch: Scratch, page: Box) {
    this.#engine = engine;
    this.#scratch = scratch;
    this.#page = page;
  }

  /** Reads all objects of a page; `toView` maps the page's space to what is seen. */
  readPage(page: number, toView: Matrix): void {
    const count = this.#engine.FPDFPage_CountObjects(page);
    for (let i = 0; i < count && this.#order < mostObjects; i++) {
      this.#read(this.#engine.FPDFPage_GetObject(page, i), toView, this.#page, 0);
    }
  }

  #read(object: number, toView: Matrix, clip: Box, depth: number): void {
    if (object === 0 || depth > 12 || this.#order >= mostObjects) return;
    const order = this.#order++;
    switch (this.#engine.FPDFPageObj_GetType(object)) {
      case text:
        this.paints.set(object, this.#paint(object, order));
        break;
      case path:
        this.#path(object, toView, clip, order);
        break;
      case image:
        this.#image(object, toView, this.#clip(object, toView, clip), order);
        break;
      case shading: {
        const box = intersect(this.#bounds(object, toView), clip);
        this.paths.push({
          box,
          filled: true,
          stroked: false,
          color: [128, 128, 128],
          alpha: 255,
          slanted: 0,
          curves: 0,
          straight: 4,
          order,
        });
        break;
      }
      case form: {
        const inner = concat(this.#matrix(object), toView);
        const seen = this.#clip(object, toView, clip);
        const count = this.#engine.FPDFFormObj_CountObjects(object);
        for (let i = 0; i < count; i++) {
          this.#read(
            this.#engine.FPDFFormObj_GetObject(object, i),
            inner,
            seen,
            depth + 1,
          );
        }
        break;
      }
    }
  }

  #matrix(object: number): Matrix {
    return this.#engine.FPDFPageObj_GetMatrix(object, this.#scratch.at)
      ? this.#scratch.matrix()
      : [1, 0, 0, 1, 0, 0];
  }

  #bounds(object: number, toView: Matrix): Box {
    const at = this.#scratch.at;
    if (!this.#engine.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) {
      return [0, 0, 0, 0];
    }
    const [left, bottom, right, top] = [0, 1, 2, 3].map((i) =>
      this.#scratch.float(i)
    ) as [number, number, number, number];
    return boxUnder(toView, [left, bottom, right - left, top - bottom]);
  }

  /** The box that an object's clip path leaves of a box. */
  #clip(object: number, toView: Matrix, outer: Box): Box {
    const engine = this.#engine;
    const clip = engine.FPDFPageObj_GetClipPath(object);
    if (clip === 0) return outer;
    const count = engine.FPDFClipPath_CountPaths(clip);
    let box = outer;
    for (let i = 0; i < Math.min(count, 20); i++) {
      const segments = engine.FPDFClipPath_CountPathSegments(clip, i);
      if (segments < 3 || segments > 400) continue;
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let j = 0; j < segments; j++) {
        const segment = engine.FPDFClipPath_GetPathSegment(clip, i, j);
        const at = this.#scratch.at;
        if (!engine.FPDFPathSegment_GetPoint(segment, at, at + 4)) continue;
        const [x, y] = apply(toView, this.#scratch.float(0), this.#scratch.float(1));
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
      if (right > left) box = intersect(box, [left, top, right - left, bottom - top]);
    }
    return box;
  }

  #color(
    object: number,
    stroke: boolean,
  ): readonly [red: number, green: number, blue: number, alpha: number] {
    const at = this.#scratch.at;
    const known = stroke
      ? this.#engine.FPDFPageObj_GetStrokeColor(object, at, at + 4, at + 8, at + 12)
      : this.#engine.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12);
    if (!known) return [0, 0, 0, 255];
    const read = (i: number) => this.#scratch.uint(i);
    return [read(0), read(1), read(2), read(3)];
  }

  #paint(object: number, order: number): TextPaint {
    const renderMode = this.#engine.FPDFTextObj_GetTextRenderMode(object);
    const stroke = renderMode === 1 || renderMode === 5;
    return { renderMode, color: this.#color(object, stroke), order };
  }

  #path(object: number, toView: Matrix, clip: Box, order: number): void {
    const engine = this.#engine;
    const at = this.#scratch.at;
    if (!engine.FPDFPath_GetDrawMode(object, at, at + 4)) return;
    const filled = this.#scratch.uint(0) !== 0;
    const stroked = this.#scratch.uint(1) !== 0;
    if (!filled && !stroked) return;
    const box = intersect(this.#bounds(object, toView), clip);
    const [red, green, blue, alpha] = this.#color(object, !filled);
    const count = Math.min(engine.FPDFPath_CountSegments(object), 400);
    let slanted = 0;
    let curves = 0;
    let straight = 0;
    let lastX = 0;
    let lastY = 0;
    for (let i = 0; i < count; i++) {
      const segment = engine.FPDFPath_GetPathSegment(object, i);
      if (!engine.FPDFPathSegment_GetPoint(segment, at, at + 4)) continue;
      const x = this.#scratch.float(0);
      const y = this.#scratch.float(1);
      const kind = engine.FPDFPathSegment_GetType(segment);
      if (kind === 1) curves += 1 / 3;
      if (kind === 0) {
        const dx = Math.abs(x - lastX);
        const dy = Math.abs(y - lastY);
        if (Math.min(dx, dy) > 0.02 * Math.max(dx, dy) && Math.min(dx, dy) > 0.05) {
          slanted += 1;
        } else straight += 1;
      }
      lastX = x;
      lastY = y;
    }
    this.paths.push({
      box,
      filled,
      stroked,
      color: [red, green, blue],
      alpha,
      slanted,
      curves: Math.round(curves),
      straight,
      order,
    });
  }

  #image(object: number, toView: Matrix, clip: Box, order: number): void {
    const at = this.#scratch.at;
    if (!this.#engine.FPDFImageObj_GetImagePixelSize(object, at, at + 4)) return;
    const pixelWidth = this.#scratch.uint(0);
    const pixelHeight = this.#scratch.uint(1);
    const matrix = concat(this.#matrix(object), toView);
    const extent = boxUnder(matrix, [0, 0, 1, 1]);
    this.images.push({
      handle: object,
      box: intersect(extent, clip),
      extent,
      pixelWidth,
      pixelHeight,
      orientation: orientationOf(matrix),
      transparent: Boolean(this.#engine.FPDFPageObj_HasTransparency(object)),
      order,
    });
  }
}
