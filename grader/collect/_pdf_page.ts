/**
 * What is read off one PDF page, in points with the origin at the top left of what a reader
 * sees (crop box, page turned).
 *
 * @module
 */

import type { Box } from "../../rubric/evidence.ts";

/** A character with its place. */
export interface Glyph {
  /** One code point, raw. */
  readonly text: string;
  /** Where the pen stands before and after it. */
  readonly x0: number;
  readonly x1: number;
  /** The baseline, downwards. */
  readonly baseline: number;
  /** Ink, which may be empty. */
  readonly ink: Box;
  /** Size of the font as it is drawn. */
  readonly size: number;
  /** Key of the font. */
  readonly font: number;
  readonly bold: boolean;
  /** Handle of the text object, 0 for none; its place in the painting order. */
  readonly object: number;
  /** Degrees, 0 for upright text. */
  readonly angle: number;
  /** A space character stands before it on its line. */
  readonly spaced: boolean;
  /** Whether the file maps it to no character that can be trusted. */
  readonly unmapped: boolean;
}

/** A text object's way of painting. */
export interface TextPaint {
  readonly renderMode: number;
  /** 0 to 255 each. */
  readonly color: readonly [red: number, green: number, blue: number, alpha: number];
  /** Place in the painting order. */
  readonly order: number;
}

/** An embedded raster as it is placed. */
export interface PlacedImage {
  readonly handle: number;
  /** What is seen of it. */
  readonly box: Box;
  /** Its whole extent, before clipping. */
  readonly extent: Box;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  /** EXIF orientation that turns its pixels as the page does. */
  readonly orientation: number;
  readonly transparent: boolean;
  readonly order: number;
}

/** A drawn path. */
export interface PlacedPath {
  readonly box: Box;
  readonly filled: boolean;
  readonly stroked: boolean;
  /** Red, green, blue of the fill, else of the stroke. */
  readonly color: readonly [red: number, green: number, blue: number];
  readonly alpha: number;
  /** Line segments that are neither level nor upright. */
  readonly slanted: number;
  readonly curves: number;
  /** Level and upright segments. */
  readonly straight: number;
  readonly order: number;
}

/** All of a page that the collectors use. */
export interface PageContent {
  readonly width: number;
  readonly height: number;
  readonly glyphs: readonly Glyph[];
  readonly paints: ReadonlyMap<number, TextPaint>;
  /** Keys of fonts whose characters are all equally wide. */
  readonly fixedFonts: ReadonlySet<number>;
  readonly images: readonly PlacedImage[];
  readonly paths: readonly PlacedPath[];
}
