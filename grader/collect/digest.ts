/**
 * Digests of files, texts and pictures.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Raster } from "../../rubric/evidence.ts";

/**
 * SHA-256 (FIPS 180-4) as 64 lower case hex digits; a string is hashed as UTF-8.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sha256Hex("abc").slice(0, 16), "ba7816bf8f01cfea");
 * assertEquals(sha256Hex("é"), sha256Hex(new TextEncoder().encode("é")));
 * ```
 */
export function sha256Hex(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Digest of the pixels of a picture with its size: the same picture in two files, or
 * compressed without loss in two ways, has one digest.
 *
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 *
 * const rgb = new Uint8Array(6);
 * assertNotEquals(
 *   rasterDigest({ width: 2, height: 1, rgb }),
 *   rasterDigest({ width: 1, height: 2, rgb }),
 * );
 * ```
 */
export function rasterDigest(raster: Raster): string {
  return createHash("sha256").update(`rgb ${raster.width} ${raster.height}\n`)
    .update(raster.rgb).digest("hex");
}
