/**
 * Rows of plain numbers: `64*64*3-512-64-...`, `[784, 128, 32, 128, 784]`, `784×64, 64×784`.
 *
 * @module
 */
import { layer } from "./build_layer.ts";
import {
  ARROW,
  chainDraft,
  CONV,
  countsElse,
  labelOf,
  layersBetween,
} from "./chain_draft.ts";
import { type Draft, partOf } from "./draft.ts";
import { LAYER_WORD } from "./layer_words.ts";
import type { Line } from "./lines.ts";
import { falls, isHourglass, narrowsOrWidens, readSize, SIZE } from "./read_size.ts";

const HYPHENS = new RegExp(
  `(?<![\\w.\\-–/])(?:${SIZE.source})(?:\\s?[-–—~|/]\\s?(?:${SIZE.source})){2,}(?![\\w.]?\\d|[\\w/])`,
  "g",
);
/** `784, 128, 32, 128, 784`, no brackets around. */
const COMMAS =
  /(?<![\w.,[(*-])(?:\d[\d*]{0,12}(?:\s?[,、;]\s?\d[\d*]{0,12}){2,40})(?![\w.%*]|\s?[\])])/g;

/** `784 128 32 128 784`, alone or after a colon. */
const SPACES = /(?<=^|[:=])\s*\d{1,7}(?:\s+\d{1,7}){2,40}\s*$/g;
/** `1024×128`, and no third factor. */
const MATRIX =
  /(?<![\d*×x.]\s?|\d,)(\d{1,3}(?:,\d{3})+|\d{1,7})\s?(?:[*×x]|\\times)\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?!\s?(?:[*×x.]|\\times)\s?\d|\d)/g;
/**
 * The rows of numbers in a line that are sizes of layers.
 *
 * @param text The line, numbers made plain.
 * @param near The line and what stands before it.
 */
export function numberRows(line: Line, text: string, near: string): Draft[] {
  if (countsElse(text)) return [];
  return [
    ...hyphens(line, text, near),
    ...lists(line, text, near),
    ...bareLists(line, text, near),
    ...matrices(line, text, near),
  ];
}

function hyphens(line: Line, text: string, near: string): Draft[] {
  if (ARROW.test(text) && text.split(ARROW).length > 3) return [];
  return [...text.matchAll(HYPHENS)].flatMap((match) => {
    const sizes = match[0].split(/\s?[-–—~|/]\s?/).map(readSize);
    if (!sizes.every((n) => n !== undefined)) return [];
    if (Math.max(...sizes) < 16) return [];
    // Numbers with leading zeros are telephone numbers, dates and codes.
    if (/(^|\D)0\d/.test(match[0])) return [];
    // Dates, fractions and marks are written with strokes too.
    if (/[|/]/.test(match[0]) && !isHourglass(sizes) && Math.max(...sizes) < 128) {
      return [];
    }
    const monotone = sizes.every((n, i) => i === 0 || n < (sizes[i - 1] ?? 0)) ||
      sizes.every((n, i) => i === 0 || n > (sizes[i - 1] ?? Infinity));
    const shape = isHourglass(sizes) ||
      (monotone && LAYER_WORD.test(near) && narrowsOrWidens(sizes) &&
        !/\b(19|20)\d\d\s?[-–]\s?\d\d?\s?[-–]\s?\d\d?\b/.test(match[0]));
    if (!shape || !LAYER_WORD.test(near)) return [];
    const layers = layersBetween(sizes);
    if (
      CONV.test(
        text.slice(Math.max(0, match.index - 40), match.index + match[0].length + 40),
      )
    ) {
      layers.unshift(layer("convolution", "convolution", {}));
    }
    return [chainDraft(line, layers, text)];
  });
}

/** `[784, 128, 32, 128, 784]`; shapes such as `(64, 64, 3)` repeat an axis. */
function lists(line: Line, text: string, near: string): Draft[] {
  if (!LAYER_WORD.test(near)) return [];
  return [
    ...text.matchAll(/[[(]\s?(\d[\d*]{0,12}(?:\s?,\s?\d[\d*]{0,12}){2,40})\s?[\])]/g),
  ]
    .flatMap((match) => {
      const sizes = (match[1] ?? "").split(",").map(readSize);
      if (!sizes.every((n) => n !== undefined) || Math.max(...sizes) < 64) return [];
      const rises = falls([...sizes].reverse()) && partOf(labelOf(text)) === "decoder";
      if (!isHourglass(sizes) && !falls(sizes) && !rises) return [];
      const layers = layersBetween(sizes);
      if (CONV.test(near)) layers.unshift(layer("convolution", "convolution", {}));
      return [chainDraft(line, layers, text)];
    });
}

/** `784, 128, 32, 128, 784` after words on layers. */
function bareLists(line: Line, text: string, near: string): Draft[] {
  if (line.evidence.kind === "code" || !LAYER_WORD.test(near)) return [];
  const open = text.replace(/[[(][^\])]{0,400}[\])]/g, " ");
  return [...open.matchAll(COMMAS), ...open.matchAll(SPACES)].flatMap((match) => {
    const sizes = match[0].trim().split(/\s*[,、;]\s*|\s+/).map(readSize);
    if (!sizes.every((n) => n !== undefined) || Math.max(...sizes) < 64) return [];
    if (!isHourglass(sizes)) return [];
    // Of a row that says only the hidden layers, the sentence says the ends.
    const others = open.replace(match[0], " ").match(/\d{2,}/g) ?? [];
    if (others.some((own) => Number(own) > Math.max(...sizes))) return [];
    const layers = layersBetween(sizes);
    if (CONV.test(text)) layers.unshift(layer("convolution", "convolution", {}));
    return [chainDraft(line, layers, text)];
  });
}

/** `12288×1024, 1024×128, ...`, as in times out or, of weights, out times in. */
function matrices(line: Line, text: string, near: string): Draft[] {
  if (line.evidence.kind === "code" || !LAYER_WORD.test(near) || CONV.test(text)) {
    return [];
  }
  const pairs = [...text.matchAll(MATRIX)].map(({ 1: a, 2: b }) =>
    [readSize(a ?? "") ?? 0, readSize(b ?? "") ?? 0] as const
  );
  if (pairs.length < 2 || pairs.length > 40) return [];
  const turned = pairs.map(([a, b]) => [b, a] as const);
  const chain = [pairs, turned].map((own) =>
    own.every(([input], i) => i === 0 || input === own[i - 1]?.[1])
      ? [own[0]?.[0] ?? 0, ...own.map(([, out]) => out)]
      : []
  ).find((sizes) => isHourglass(sizes) && narrowsOrWidens(sizes));
  return chain ? [chainDraft(line, layersBetween(chain), text)] : [];
}
