/**
 * The orientation that a JPEG's EXIF block asks for (CIPA DC-008, tag 0x0112).
 *
 * @module
 */

import type { Raster } from "../../rubric/evidence.ts";

/** Reads the EXIF orientation of a JPEG, 1 to 8; 1 where there is none. */
export function exifOrientation(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let at = 2;
  while (at + 10 < jpeg.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return 1;
    const size = view.getUint16(at + 2);
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
      return tiffOrientation(jpeg.subarray(at + 10, at + 2 + size));
    }
    at += 2 + size;
  }
  return 1;
}

function tiffOrientation(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.length) return 1;
    if (view.getUint16(entry, little) === 0x0112) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

/** Turns and mirrors a picture as an EXIF orientation asks; 1 returns it unchanged. */
export function orient(raster: Raster, orientation: number): Raster {
  if (orientation <= 1 || orientation > 8) return raster;
  const { width, height } = raster;
  const turned = orientation >= 5;
  const outWidth = turned ? height : width;
  const outHeight = turned ? width : height;
  const rgb = new Uint8Array(raster.rgb.length);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      // 2 mirror, 3 half turn, 4 flip, 5 transpose, 6 quarter right, 7 transverse, 8 left.
      let fromX = turned ? y : x;
      let fromY = turned ? x : y;
      if (orientation === 2 || orientation === 3) fromX = width - 1 - fromX;
      if (orientation === 3 || orientation === 4) fromY = height - 1 - fromY;
      if (orientation === 6 || orientation === 7) fromY = height - 1 - fromY;
      if (orientation === 7 || orientation === 8) fromX = width - 1 - fromX;
      const from = (fromY * width + fromX) * 3;
      const to = (y * outWidth + x) * 3;
      rgb[to] = raster.rgb[from]!;
      rgb[to + 1] = raster.rgb[from + 1]!;
      rgb[to + 2] = raster.rgb[from + 2]!;
    }
  }
  return { width: outWidth, height: outHeight, rgb };
}
