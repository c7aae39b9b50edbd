/**
 * What the collectors need of an OCR engine; the engine itself is an effect.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";

/** A word that was recognised. */
export interface OcrWord {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Pixels of the picture that was given to the engine. */
  readonly box: Box;
}

/** Words of one line, left to right. */
export interface OcrLine {
  readonly words: readonly OcrWord[];
  readonly box: Box;
}

/** How to read a picture. */
export interface OcrOptions {
  /** `eng`: Latin letters and digits; `chi_tra`: Traditional Chinese beside them. */
  readonly languages: "eng" | "chi_tra";
  /** `block`: one block of lines of one size (PSM 6); `page`: find the layout (PSM 3). */
  readonly layout: "block" | "page" | "line";
  /** The only characters that may be read. */
  readonly whitelist?: string;
}

/** An OCR engine; it is reused for every picture of a run and closed at its end. */
export interface OcrEngine {
  /** Lines from top to bottom. Rejects where the engine fails. */
  recognize(raster: Raster, options: OcrOptions): Promise<readonly OcrLine[]>;
  /** Ends the engine's workers. No call may follow. */
  close(): Promise<void>;
}
