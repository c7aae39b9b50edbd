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
  /**
   * UTF-16 units of a whole submission that readers get: of its prose, of its code and of
   * the outputs of its code, each.
   */
  readonly readCharacters: number;
  /** UTF-16 units of one paragraph, heading, list item or table. */
  readonly charactersPerPiece: number;
  /** Pieces of text of a whole submission. */
  readonly pieces: number;
  /** Pictures of a submission. */
  readonly images: number;
  /** Pictures of a submission that text is recognised in. */
  readonly ocrImages: number;
}

/**
 * Limits that every real report seen so far keeps with a wide margin: the longest had
 * 30,000 characters of prose, as many of code and of outputs, 320 pieces, and 1,400
 * characters in one paragraph.
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
  characters: 1_000_000,
  readCharacters: 400_000,
  charactersPerPiece: 20_000,
  pieces: 6000,
  images: 600,
  ocrImages: 60,
};
