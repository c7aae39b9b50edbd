/**
 * Perceptual hash of a picture: pictures that look alike have hashes that differ in few
 * bits. It suits figures and photos, not screenshots of tables, which all look alike to it.
 *
 * Source: C. Zauner, "Implementation and benchmarking of perceptual image hash functions",
 * 2010 (the DCT hash).
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding";
import { lookAt } from "../../grader/collect/ocr_look.ts";
import { isBlank, isNoise, thumbnail } from "../../grader/image/compare.ts";
import { resize } from "../../grader/image/resize.ts";
import { luminance } from "../../grader/image/seam_comb.ts";
import type { Raster } from "../../rubric/evidence.ts";

/** What is kept of a picture. */
export interface PictureHash {
  /** 64 bits as 16 hex digits. */
  readonly hash: string;
  /** Brightness of 16 x 16 areas, in base64. */
  readonly thumb: string;
}

const side = 32;
/** Side of the block of low frequencies, without the constant ones. */
const block = 8;
/** Smaller pictures are marks and icons. */
const smallest = 48;

const cosines = Array.from(
  { length: block + 1 },
  (_, u) =>
    Float64Array.from(
      { length: side },
      (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side)),
    ),
);

/**
 * The hash of a picture; `null` for one that says nothing: blank, noise, tiny, or text
 * alone.
 */
export function pictureHash(raster: Raster): PictureHash | null {
  if (raster.width < smallest || raster.height < smallest) return null;
  const small = thumbnail(raster);
  if (isBlank(small) || isNoise(raster) || lookAt(raster).isText) return null;
  const plane = luminance(resize(raster, side, side));
  const values: number[] = [];
  for (let v = 1; v <= block; v++) {
    for (let u = 1; u <= block; u++) {
      let sum = 0;
      for (let y = 0; y < side; y++) {
        let row = 0;
        for (let x = 0; x < side; x++) row += plane[y * side + x]! * cosines[u]![x]!;
        sum += row * cosines[v]![y]!;
      }
      values.push(sum);
    }
  }
  const sorted = values.toSorted((a, b) => a - b);
  const median = (sorted[31]! + sorted[32]!) / 2;
  let hash = "";
  for (let i = 0; i < 64; i += 4) {
    let digit = 0;
    for (let k = 0; k < 4; k++) digit = digit * 2 + (values[i + k]! > median ? 1 : 0);
    hash += digit.toString(16);
  }
  const areas = luminance(resize(raster, 16, 16));
  return { hash, thumb: encodeBase64(Uint8Array.from(areas)) };
}

/** Bits in which two hashes differ, 0 to 64. */
export function hashDistance(a: string, b: string): number {
  let bits = 0;
  for (let i = 0; i < 16; i += 8) {
    let other = parseInt(a.slice(i, i + 8), 16) ^ parseInt(b.slice(i, i + 8), 16);
    for (; other !== 0; other &= other - 1) bits += 1;
  }
  return bits;
}
