/**
 * What collectors share: limits, the store of pictures, the list of problems, the OCR
 * engine, and the pieces of evidence that they return.
 *
 * @module
 */

import type { Evidence, Raster, Where } from "../../rubric/evidence.ts";
import { rasterDigest } from "./digest.ts";
import type { Limits } from "./limits.ts";
import type { OcrEngine } from "./ocr_engine.ts";

/**
 * Evidence before ids are given: a later step numbers the pieces of all files `e1`,
 * `e2`, ... in order. `source` is the index, in the list the piece is returned in, of the
 * picture that OCR text was recognised in.
 */
export type Piece = Omit<Evidence, "id" | "source"> & { readonly source?: number };

/** A file as a collector gets it. */
export interface CollectFile {
  /** Path inside the submission, `/`-separated. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The surroundings of a collector; one for a submission. */
export interface CollectContext {
  readonly limits: Limits;
  /** Stores a picture and returns the digest of its pixels, its key. */
  addRaster(raster: Raster): string;
  /**
   * Asks for room for one more picture of this size, to be called before it is decoded.
   * `null`: there is room, and it is taken; else the reason why there is none.
   */
  admitImage(width: number, height: number): string | null;
  /** Notes what could not be read. */
  addProblem(where: Where, problem: string): void;
  /**
   * Asks whether one more picture may be given to OCR; counts it. `false` when the limit
   * is reached, which is noted as a problem once.
   */
  admitOcr(where: Where): boolean;
  /** `null`: text in pictures is not read. */
  readonly ocr: OcrEngine | null;
}

/** A context together with what was gathered in it. */
export interface GatheringContext extends CollectContext {
  readonly rasters: ReadonlyMap<string, Raster>;
  readonly problems: readonly { readonly where: Where; readonly problem: string }[];
}

/**
 * Makes the context of one submission.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { defaultLimits } from "./limits.ts";
 *
 * const context = createContext({ ...defaultLimits, images: 1 }, null);
 * assertEquals(context.admitImage(64, 64), null);
 * assertEquals(context.admitImage(64, 64), "more than 1 pictures");
 * ```
 *
 * @param limits upper bounds
 * @param ocr the engine, owned and closed by the caller; `null` to read no pictures
 */
export function createContext(limits: Limits, ocr: OcrEngine | null): GatheringContext {
  const rasters = new Map<string, Raster>();
  const problems: { where: Where; problem: string }[] = [];
  let images = 0;
  let pixels = 0;
  let ocrImages = 0;
  return {
    limits,
    ocr,
    rasters,
    problems,
    addRaster(raster: Raster): string {
      const digest = rasterDigest(raster);
      if (!rasters.has(digest)) rasters.set(digest, raster);
      return digest;
    },
    admitImage(width: number, height: number): string | null {
      const size = width * height;
      if (!(size > 0)) return `a size of ${width} x ${height} pixels`;
      if (size > limits.pixelsPerImage) {
        return `${width} x ${height} pixels, more than ${limits.pixelsPerImage}`;
      }
      if (images + 1 > limits.images) return `more than ${limits.images} pictures`;
      if (pixels + size > limits.pixels) {
        return `more than ${limits.pixels} pixels in all pictures`;
      }
      images += 1;
      pixels += size;
      return null;
    },
    addProblem(where: Where, problem: string): void {
      problems.push({ where, problem });
    },
    admitOcr(where: Where): boolean {
      ocrImages += 1;
      if (ocrImages === limits.ocrImages + 1) {
        problems.push({
          where,
          problem: `text in pictures is read in ${limits.ocrImages} pictures at most`,
        });
      }
      return ocrImages <= limits.ocrImages;
    },
  };
}

/**
 * Appends pieces of one list to another; `source` indices are moved along.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = { where: { file: "a.md" }, sha256: "", text: "", origin: "author" } as const;
 * const all: Piece[] = [{ ...text, kind: "paragraph", via: "text" }];
 * appendPieces(all, [
 *   { ...text, kind: "image", via: "text" },
 *   { ...text, kind: "code", via: "ocr", source: 0 },
 * ]);
 * assertEquals(all[2]?.source, 1);
 * ```
 */
export function appendPieces(target: Piece[], pieces: readonly Piece[]): void {
  const offset = target.length;
  for (const piece of pieces) {
    target.push(
      piece.source === undefined ? piece : { ...piece, source: piece.source + offset },
    );
  }
}
