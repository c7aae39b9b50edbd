/**
 * How much of a submission is read: a submission is hostile until shown otherwise.
 *
 * @module
 */

/** Upper bounds of what collectors take in; all are inclusive. */
export interface Limits {
  /** Bytes of one file, as it is on disk or unpacked. */
  readonly bytesPerFile: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  /** Files of a submission. */
  readonly files: number;
  /** Unpacked bytes of an archive divided by its packed bytes. */
  readonly archiveRatio: number;
  /** Folders, archives and nested structures inside one another. */
  readonly depth: number;
  /** Pages of one PDF; what follows is left out and named as a problem. */
  readonly pages: number;
  /** Width times height of one picture, read before it is decoded. */
  readonly pixelsPerImage: number;
  /** Width times height of all pictures of a submission together. */
  readonly pixels: number;
  /** UTF-16 units of the text of one file. */
  readonly characters: number;
  /** Pictures of a submission. */
  readonly images: number;
  /** Pictures of a submission that text is recognised in. */
  readonly ocrImages: number;
}

/**
 * Limits that every real report seen so far keeps with a wide margin.
 *
 * ```ts
 * import { assert } from "@std/assert";
 *
 * assert(defaultLimits.pixelsPerImage < defaultLimits.pixels);
 * ```
 */
export const defaultLimits: Limits = {
  bytesPerFile: 64 * 1024 * 1024,
  bytes: 256 * 1024 * 1024,
  files: 2000,
  archiveRatio: 200,
  depth: 8,
  pages: 120,
  pixelsPerImage: 40_000_000,
  pixels: 400_000_000,
  characters: 4_000_000,
  images: 600,
  ocrImages: 60,
};
