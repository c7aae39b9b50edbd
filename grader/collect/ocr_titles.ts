/**
 * The short texts of a figure: titles of panels, labels of axes and boxes.
 *
 * @module
 */

import type { Box, Raster } from "../../rubric/evidence.ts";
import type { OcrEngine, OcrLine } from "./ocr_engine.ts";
import type { TextLook } from "./ocr_look.ts";
import { confidenceOf, textOf } from "./ocr_text.ts";
import { prepare, stack } from "./ocr_prepare.ts";
import { besidePanels } from "./_titles_beside.ts";

/** A short text of a figure. */
export interface Title {
  readonly text: string;
  readonly confidence: number;
  /** Pixels of the picture. */
  readonly box: Box;
}

/** Texts of one figure that are read, at most. */
const mostTitles = 48;
/** Below this confidence a reading is noise. */
const leastConfidence = 0.4;

/** A title with a word of less confidence is tried again with the Chinese model. */
const sureFrom = 0.7;
/** Titles of one figure that are tried again, at most. */
const mostAgain = 12;
/** Below this confidence a lone letter is noise. */
const leastOfLetter = 0.6;

/** Boxes on one line with a small gap between them are one title. */
function joined(boxes: readonly Box[], letterHeight: number): Box[] {
  const out: Box[] = [];
  const sorted = [...boxes].sort((a, b) => a[0] - b[0]);
  for (const box of sorted) {
    const at = out.findIndex((other) => {
      const shared = Math.min(other[1] + other[3], box[1] + box[3]) -
        Math.max(other[1], box[1]);
      const gap = box[0] - other[0] - other[2];
      return shared > 0.5 * Math.min(other[3], box[3]) && gap < 1.6 * letterHeight;
    });
    const other = out[at];
    if (other === undefined) out.push(box);
    else {
      const top = Math.min(other[1], box[1]);
      out[at] = [
        other[0],
        top,
        Math.max(other[0] + other[2], box[0] + box[2]) - other[0],
        Math.max(other[1] + other[3], box[1] + box[3]) - top,
      ];
    }
  }
  return inRows(out, letterHeight);
}

/** Boxes by rows from top to bottom, in a row from left to right. */
function inRows(boxes: readonly Box[], letterHeight: number): Box[] {
  const rows: Box[][] = [];
  for (const box of [...boxes].sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
    const row = rows[rows.length - 1];
    if (row !== undefined && box[1] - row[0]![1] < letterHeight) row.push(box);
    else rows.push([box]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a[0] - b[0]));
}

/** Letters or a formula (`z[40:56] <- 0`): bare numbers of an axis are no title. */
function isTitle(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const formula = /[=*+<>%[\]()]/.test(text) && /\d/.test(text);
  return letters >= 2 || /[\u3400-\u9fff]/u.test(text) || (formula && text.length >= 4) ||
    (letters >= 1 && /\d/.test(text));
}

function overlap(a: Box, b: Box): boolean {
  return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
    b[1] < a[1] + a[3];
}

/** Height of letters among small shapes: minus signs and dots are lower. */
function heightOf(boxes: readonly Box[]): number {
  const heights = boxes.map((box) => box[3]).sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.7)] ?? 0;
}

interface Reading {
  readonly text: string;
  readonly confidence: number;
  /** Confidence of the word that the engine is least sure of. */
  readonly worst: number;
}

/** Reads small pictures, a line each, in one call of the engine. */
async function readEach(
  parts: readonly Raster[],
  engine: OcrEngine,
): Promise<readonly Reading[]> {
  const pile = stack(parts);
  const read = await engine.recognize(pile.raster, { languages: "eng", layout: "block" });
  return parts.map((_, index) =>
    reading(read.filter((line) => pile.indexAt(line.box[1] + line.box[3] / 2) === index))
  );
}

async function readOne(part: Raster, engine: OcrEngine): Promise<Reading> {
  return reading(
    await engine.recognize(part, { languages: "chi_tra", layout: "line" }),
  );
}

function reading(lines: readonly OcrLine[]): Reading {
  const text = textOf(lines)?.text.trim().replaceAll(/ +/g, " ") ?? "";
  if (text === "") return { text, confidence: 0, worst: 0 };
  const words = lines.flatMap((line) => line.words.map((word) => word.confidence));
  return { text, confidence: confidenceOf(lines), worst: Math.min(...words) };
}

/**
 * Reads the short texts of a figure, all in one call of the engine.
 *
 * @param raster the figure
 * @param look its looks: the runs of letters outside of larger shapes
 * @returns titles from top to bottom, numbers left out; lone letters beside panels only
 */
export async function readTitles(
  raster: Raster,
  look: TextLook,
  engine: OcrEngine,
): Promise<Title[]> {
  const runs = look.runs.map(({ box }) => box);
  const short = besidePanels(raster, look);
  const letterHeight = look.letterHeight || heightOf(short);
  const boxes = joined([...runs, ...short], letterHeight).filter((box) =>
    box[2] >= 1.2 * box[3] || short.some((other) => overlap(other, box))
  );
  if (boxes.length === 0 || boxes.length > mostTitles) return [];
  const pad = Math.max(2, Math.round(letterHeight * 0.5));
  const parts = boxes.map((box) =>
    prepare(raster, { ...look, letterHeight }, [
      box[0] - pad,
      box[1] - pad,
      box[2] + 2 * pad,
      box[3] + 2 * pad,
    ]).raster
  );
  const latin = await readEach(parts, engine);
  let again = mostAgain;
  const titles: Title[] = [];
  for (const [i, box] of boxes.entries()) {
    let { text, confidence, worst } = latin[i]!;
    if (worst < sureFrom && again-- > 0) {
      // Letters that the Latin model does not have; line by line they are read far better.
      const other = await readOne(parts[i]!, engine);
      const surer = other.worst > worst + 0.02 || other.confidence > confidence + 0.02;
      if (surer) ({ text, confidence, worst } = other);
    }
    const narrow = box[2] <= 1.5 * box[3];
    const lone = narrow && /^\p{L}$/u.test(text) &&
      short.some((other) => overlap(other, box));
    if (
      isTitle(text) && confidence >= leastConfidence ||
      lone && confidence >= leastOfLetter
    ) {
      titles.push({ text, confidence, box });
    }
  }
  return titles;
}
