/**
 * Drawn faces for the sample reports, and pictures that look like what a fully connected
 * autoencoder makes of them.
 *
 * @module
 */
import { openPeeps } from "@dicebear/collection";
import { createAvatar } from "@dicebear/core";
import { Image } from "imagescript";

/** Pixels of a face's side. */
export const side = 64;

/** A picture as plane RGB values from 0 to 1; `side * side * 3` of them. */
export type Face = Float32Array;

/** Draws a face; the same name gives the same face. */
export async function drawFace(name: string): Promise<Face> {
  const svg = createAvatar(openPeeps, {
    seed: name,
    backgroundColor: ["b6e3f4", "c0aede", "d1d4f9", "ffd5dc", "ffdfbf"],
  }).toString();
  const image = await Image.renderSVG(svg, side, Image.SVG_MODE_WIDTH);
  const face = new Float32Array(side * side * 3);
  for (let p = 0; p < side * side; p++) {
    const alpha = (image.bitmap[p * 4 + 3] ?? 255) / 255;
    for (let c = 0; c < 3; c++) {
      face[p * 3 + c] = (image.bitmap[p * 4 + c] ?? 0) / 255 * alpha + 1 - alpha;
    }
  }
  return face;
}

/** A blurred copy, as a bottleneck gives: mean over a square of `2 * radius + 1` pixels. */
export function blur(face: Face, radius: number): Face {
  const out = new Float32Array(face.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        let count = 0;
        for (let dy = -radius; dy <= radius; dy++) {
          for (let dx = -radius; dx <= radius; dx++) {
            const [u, v] = [x + dx, y + dy];
            if (u < 0 || v < 0 || u >= side || v >= side) continue;
            sum += face[(v * side + u) * 3 + c] ?? 0;
            count += 1;
          }
        }
        out[(y * side + x) * 3 + c] = sum / count;
      }
    }
  }
  return out;
}

/** `(1 - ratio) * a + ratio * b`, value by value. */
export function mix(a: Face, b: Face, ratio: number): Face {
  return a.map((value, i) => (1 - ratio) * value + ratio * (b[i] ?? 0));
}

/** The mean of several faces. */
export function mean(faces: readonly Face[]): Face {
  const sum = new Float32Array(side * side * 3);
  for (const face of faces) face.forEach((value, i) => sum[i] = (sum[i] ?? 0) + value);
  return sum.map((value) => value / faces.length);
}

/** Faces in rows, with a white border of `gap` pixels around each. */
export function grid(faces: readonly Face[], columns: number, gap = 2): Image {
  const rows = Math.ceil(faces.length / columns);
  const image = new Image(columns * (side + gap) + gap, rows * (side + gap) + gap);
  image.fill(0xffffffff);
  faces.forEach((face, i) => {
    const left = (i % columns) * (side + gap) + gap;
    const top = Math.floor(i / columns) * (side + gap) + gap;
    for (let p = 0; p < side * side; p++) {
      const [r, g, b] = [0, 1, 2].map((c) =>
        Math.round(Math.min(1, Math.max(0, face[p * 3 + c] ?? 0)) * 255)
      );
      image.setPixelAt(
        left + (p % side) + 1,
        top + Math.floor(p / side) + 1,
        Image.rgbToColor(r ?? 0, g ?? 0, b ?? 0),
      );
    }
  });
  return image;
}

/** Pictures of one size in rows, with a wider white gutter between them. */
export function tile(images: readonly Image[], columns: number, gutter = 16): Image {
  const [first] = images;
  if (!first) {
    throw new RangeError("Cannot tile as there must be a picture: there is none");
  }
  const rows = Math.ceil(images.length / columns);
  const out = new Image(
    columns * first.width + (columns - 1) * gutter,
    rows * first.height + (rows - 1) * gutter,
  );
  out.fill(0xffffffff);
  images.forEach((image, i) => {
    out.composite(
      image,
      (i % columns) * (first.width + gutter),
      Math.floor(i / columns) * (first.height + gutter),
    );
  });
  return out;
}
