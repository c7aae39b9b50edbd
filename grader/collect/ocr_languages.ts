/**
 * Which language model a picture is read with.
 *
 * @module
 */

import type { Raster } from "../../rubric/evidence.ts";
import type { OcrEngine, OcrLine, OcrOptions } from "./ocr_engine.ts";
import { confidenceOf } from "./ocr_text.ts";

/** Share of the words that the engine is unsure of: letters that its models do not have. */
function doubt(lines: readonly OcrLine[]): number {
  const words = lines.flatMap((line) => line.words);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const unsure = words.filter((word) => word.confidence < 0.6);
  return unsure.reduce((sum, word) => sum + word.text.length, 0) / Math.max(1, letters);
}

function cjkShare(lines: readonly OcrLine[]): number {
  const text = lines.flatMap((line) => line.words.map((word) => word.text)).join("");
  const cjk = text.match(/[\u3400-\u9fff]/gu)?.length ?? 0;
  return cjk / Math.max(1, text.length);
}

/**
 * Reads a prepared picture with the Latin model; where that is unsure of much of the letters, with the
 * Chinese one, too, which is kept where it is surer and finds Chinese.
 */
export async function readLines(
  raster: Raster,
  layout: OcrOptions["layout"],
  engine: OcrEngine,
): Promise<readonly OcrLine[]> {
  const latin = await engine.recognize(raster, { languages: "eng", layout });
  if (latin.length > 0 && doubt(latin) < 0.4) return latin;
  const chinese = await engine.recognize(raster, { languages: "chi_tra", layout });
  const better = cjkShare(chinese) > 0.08 &&
    confidenceOf(chinese) > confidenceOf(latin) + 0.02;
  return better ? chinese : latin;
}
