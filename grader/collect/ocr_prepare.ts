/**
 * Pictures made ready for OCR: dark letters on white, large enough, with a margin.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import { crop, resize } from "../image/resize.ts";
import { greyOf, type TextLook } from "./ocr_look.ts";

/** A picture for OCR, and the way back to the picture that it was made of. */
export interface Prepared {
  readonly raster: Raster;
  /** Its box -> the box in the picture's own pixels. */
  toPicture(box: Box): Box;
}

/** Median height of letters that the engine reads best, pixels. */
const bestLetterHeight = 21;
/** Lifts letters of a weak colour, such as operators on a dark ground; measured. */
const lift = 0.8;
/** White margin, pixels. */
const margin = 12;
/** Pixels of a prepared picture, at most. */
const mostPixels = 8_000_000;

/** Grey of dark letters on white: the distance from the background, stretched. */
function darkOnWhite(raster: Raster, background: number): Raster {
  const grey = greyOf(raster);
  const counts = new Uint32Array(256);
  for (const value of grey) counts[Math.abs(value - background)]! += 1;
  let farthest = 255;
  for (let rest = grey.length * 0.004; farthest > 40; farthest--) {
    rest -= counts[farthest]!;
    if (rest < 0) break;
  }
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) {
    const distance = Math.max(0, Math.abs(grey[i]! - background) - 6);
    const value = 255 - 255 * Math.min(1, distance / Math.max(1, farthest - 6)) ** lift;
    rgb[i * 3] = rgb[i * 3 + 1] = rgb[i * 3 + 2] = value;
  }
  return { width: raster.width, height: raster.height, rgb };
}

function withMargin(raster: Raster): Raster {
  const width = raster.width + 2 * margin;
  const height = raster.height + 2 * margin;
  const rgb = new Uint8Array(width * height * 3).fill(255);
  for (let y = 0; y < raster.height; y++) {
    const row = raster.rgb.subarray(y * raster.width * 3, (y + 1) * raster.width * 3);
    rgb.set(row, ((y + margin) * width + margin) * 3);
  }
  return { width, height, rgb };
}

/**
 * Makes a picture, or a part of it, ready for OCR.
 *
 * @param raster the picture
 * @param look how it looks, for its background and the height of its letters
 * @param part the part to read, in pixels; the whole picture without it
 */
export function prepare(
  raster: Raster,
  look: Pick<TextLook, "background" | "letterHeight">,
  part?: Box,
): Prepared {
  const cut = part === undefined ? raster : crop(raster, part);
  const [left, top] = part === undefined
    ? [0, 0]
    : [Math.max(0, Math.floor(part[0])), Math.max(0, Math.floor(part[1]))];
  const wanted = look.letterHeight > 0 ? bestLetterHeight / look.letterHeight : 2;
  const room = Math.sqrt(mostPixels / (cut.width * cut.height));
  const scale = Math.min(room, Math.max(0.5, Math.min(4, wanted)));
  const width = Math.max(1, Math.round(cut.width * scale));
  const height = Math.max(1, Math.round(cut.height * scale));
  const scaled = resize(darkOnWhite(cut, look.background), width, height);
  const [scaleX, scaleY] = [width / cut.width, height / cut.height];
  return {
    raster: withMargin(scaled),
    toPicture: ([x, y, boxWidth, boxHeight]) => [
      left + (x - margin) / scaleX,
      top + (y - margin) / scaleY,
      boxWidth / scaleX,
      boxHeight / scaleY,
    ],
  };
}

/** Prepared pictures below one another, with white between them. */
export interface Stack {
  readonly raster: Raster;
  /** The index of the picture that a height lies in. */
  indexAt(y: number): number;
}

/**
 * Stacks small pictures, so that the engine reads all of them at once, a line each: it is
 * much quicker than a call for each.
 */
export function stack(parts: readonly Raster[]): Stack {
  const width = Math.max(1, ...parts.map((part) => part.width));
  const height = Math.max(1, parts.reduce((sum, part) => sum + part.height, 0));
  const rgb = new Uint8Array(width * height * 3).fill(255);
  const ends: number[] = [];
  let y = 0;
  for (const part of parts) {
    for (let row = 0; row < part.height; row++) {
      const from = part.rgb.subarray(row * part.width * 3, (row + 1) * part.width * 3);
      rgb.set(from, (y + row) * width * 3);
    }
    y += part.height;
    ends.push(y);
  }
  return {
    raster: { width, height, rgb },
    indexAt(at: number): number {
      const index = ends.findIndex((end) => at < end);
      return index < 0 ? ends.length - 1 : index;
    },
  };
}
