/**
 * A second reading of the numbers of a table, with nothing but digits to choose from.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import type { OcrEngine, OcrLine } from "./ocr_engine.ts";
import { stack } from "./ocr_prepare.ts";
import { crop } from "../image/resize.ts";

/** Looks like a number of at least three places, as the first reading has it. */
function isNumberLike(text: string): boolean {
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits >= 2 && digits >= 0.5 * text.replaceAll(/[,.\s]/g, "").length;
}

/**
 * Reads the last number of each line again.
 *
 * @param raster the picture that the lines were read in, as prepared for OCR
 * @param lines lines of the first reading, in its pixels
 * @returns a reading for each line, empty where the line ends in no number; empty as a whole
 *   where fewer than two lines do
 */
export async function readDigits(
  raster: Raster,
  lines: readonly OcrLine[],
  engine: OcrEngine,
): Promise<string[]> {
  const chosen: { line: number; box: Box }[] = [];
  lines.forEach((line, index) => {
    const last = line.words[line.words.length - 1];
    if (last === undefined || !isNumberLike(last.text)) return;
    const pad = Math.round(last.box[3] * 0.35);
    const box: Box = [
      last.box[0] - pad,
      last.box[1] - pad,
      last.box[2] + 2 * pad,
      last.box[3] + 2 * pad,
    ];
    chosen.push({ line: index, box });
  });
  if (chosen.length < 2) return [];
  const pile = stack(chosen.map(({ box }) => crop(raster, box)));
  const read = await engine.recognize(pile.raster, {
    languages: "eng",
    layout: "block",
    whitelist: "0123456789,",
  });
  const digits = lines.map(() => "");
  for (const line of read) {
    const index = pile.indexAt(line.box[1] + line.box[3] / 2);
    const text = line.words.map((word) => word.text).join("");
    const { line: at } = chosen[index]!;
    digits[at] = `${digits[at]}${text}`;
  }
  return digits.map((text) => text.replaceAll(/^,+|,+$/g, ""));
}
