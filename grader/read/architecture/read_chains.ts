/**
 * Sizes written in a row: `12288 -> 1024 -> 64 -> 1024 -> 12288`, `64*64*3-512-64-...`,
 * `Linear(784, 64) → ReLU → ...`.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type Draft, isOtherModel, partOf, placeOf } from "./draft.ts";
import { layerType } from "./layer_types.ts";
import { type Line, viaOf } from "./lines.ts";
import { CONV as CONVOLUTION, DECODER, ENCODER, LAYER_WORD } from "./layer_words.ts";
import {
  falls,
  isHourglass,
  narrowsOrWidens,
  plainNumbers,
  readCell,
  readSize,
  SIZE,
} from "./read_size.ts";
import { scanLayers } from "./scan_layers.ts";

const ARROW =
  /\s*(?:-{1,3}>|={1,2}>|[→⟶➔➜➝⇒↦▶►⟹➡]\uFE0F?|\\(?:long)?(?:right|Right)arrow|\\to(?![a-z])|[—–]>|>{1,3}|\bto\b(?=\s*\d))\s*/;
const CONV = new RegExp(`${CONVOLUTION.source}|cnn|channel`, "i");

const HYPHENS = new RegExp(
  `(?<![\\w.\\-–/])(?:${SIZE.source})(?:\\s?[-–—~|/]\\s?(?:${SIZE.source})){2,}(?![\\w.]?\\d|[\\w/])`,
  "g",
);
/** `784, 128, 32, 128, 784`, no brackets around. */
const COMMAS =
  /(?<![\w.,[(*-])(?:\d[\d*]{0,12}(?:\s?[,、;]\s?\d[\d*]{0,12}){2,40})(?![\w.%*]|\s?[\])])/g;

/** What else falls or rises in a row of numbers. */
const NOT_SIZES =
  /%|epoch|noise|resiz|crop|\blr\b|learning rate|loss|ratio|\bmse\b|雜訊|噪|裁剪|縮放|缩放|誤差|ノイズ/i;
/** A line that goes on with the row of the line before. */
const GOES_ON = /^\s*(?:-{1,2}>|=>|[→⟶➔➜⇒])\s*[A-Za-z(\d]/;

/** Layers between the sizes of a row. */
export function layersBetween(sizes: readonly number[], activation?: string): Layer[] {
  return sizes.slice(1).map((outUnits, i) =>
    layer("linear", `${sizes[i]} -> ${outUnits}`, {
      inUnits: sizes[i],
      outUnits,
      activation,
    })
  );
}

/** Reads the rows of sizes in lines that are neither code nor tables. */
export function readChains(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  let heading = "";
  lines.forEach((line, i) => {
    if (taken.has(line)) return;
    const whole = [line];
    for (
      let next = lines[i + 1];
      next && GOES_ON.test(next.text);
      next = lines[i + whole.length]
    ) {
      if (whole.length > 12) break;
      whole.push(next);
    }
    const text = plainNumbers(
      whole.map((own) => own.text.slice(0, 1200)).join(" ").slice(0, 2400),
    );
    if (line.evidence.kind === "heading") heading = text;
    const near = [heading, lines[i - 1]?.text ?? "", lines[i - 2]?.text ?? "", text].join(
      " ",
    );
    const found = [
      ...calls(line, text),
      ...arrows(line, text, near),
      ...hyphens(line, text, near),
      ...lists(line, text, near),
      ...bareLists(line, text, near),
    ];
    if (found.length > 0) { for (const own of whole) taken.add(own); }
    drafts.push(...found);
  });
  return { drafts, taken };
}

/** `Linear(12288,1024) - ReLU - Linear(1024,128)`, more than one in a line. */
function calls(line: Line, text: string): Draft[] {
  const parts = splitHalves(text);
  return parts.flatMap((part) => {
    const layers = scanLayers(part);
    const sized = layers.filter((own) =>
      own.kind === "linear" && own.outUnits !== undefined
    );
    if (sized.length < (parts.length > 1 || /[→>-]|enc|dec/i.test(part) ? 1 : 2)) {
      return [];
    }
    return [draft(line, layers, part)];
  });
}

/** A line that names encoder and decoder, cut in two. */
function splitHalves(text: string): string[] {
  const at = DECODER.exec(text)?.index;
  const encoder = ENCODER.exec(text)?.index;
  if (at === undefined || encoder === undefined || encoder > at) return [text];
  // `encoder-decoder` and the like name no part.
  return at - encoder < 12 ? [text] : [text.slice(0, at), text.slice(at)];
}

function arrows(line: Line, text: string, near: string): Draft[] {
  if (scanLayers(text).some((own) => own.kind === "linear")) return [];
  return splitHalves(text).flatMap((half) => {
    const parts = half.split(ARROW);
    // Two sizes make a half of a model, where nothing else stands beside them.
    const label = labelOf(half);
    const labelled = partOf(label) !== "whole" && (label?.length ?? 0) <= 24 &&
      (half.match(new RegExp(SIZE.source, "g")) ?? []).length === 2;
    if (parts.length < (labelled ? 2 : 3) || parts.length > 60) return [];
    const sizes: number[] = [];
    const layers: Layer[] = [];
    let maps = 0;
    parts.forEach((part, i) => {
      // In the outer parts only what touches the arrow belongs to the row.
      const own = i === 0 ? part.slice(-40) : part.slice(0, 48);
      const sized = own.replace(/[A-Za-z_]+\d+\w*/g, " ");
      const all = [...sized.matchAll(new RegExp(SIZE.source, "g"))].map((m) => m[0]);
      const pick = i === 0 ? all.at(-1) : all[0];
      const product = all.find((one) => /[^\d,]/.test(one) && i === 0);
      const spaced = /^\W*[1-9]\d{0,2}(?: \d{3})+\W*$/.test(own);
      const size = spaced ? readCell(own) : readSize(product ?? pick ?? "");
      if (size !== undefined) {
        if (sizes.length > 0) {
          layers.push(
            layer("linear", `${sizes.at(-1)} -> ${size}`, {
              inUnits: sizes.at(-1),
              outUnits: size,
            }),
          );
        }
        if (i > 0 && i < parts.length - 1 && /\d\s*[x×*]\s*\d+\s*[x×*]\s*\d/.test(own)) {
          maps++;
        }
        sizes.push(size);
      }
      const name =
        /\b(ReLU|LeakyReLU|PReLU|ELU|SELU|GELU|SiLU|Tanh|Sigmoid|Softmax|BatchNorm(?:1d)?|BN|Dropout)\b/i
          .exec(own)?.[1];
      const type = name && layerType(/^bn$/i.test(name) ? "BatchNorm1d" : name);
      if (type) layers.push(layer(type.kind, name, { activation: type.activation }));
    });
    if (sizes.length < (labelled ? 2 : 3) || Math.max(...sizes) < 8) return [];
    if (!isHourglass(sizes)) {
      if (NOT_SIZES.test(half)) return [];
      if (!LAYER_WORD.test(near) || !narrowsOrWidens(sizes)) return [];
    }
    if (CONV.test(half) || maps > 0) {
      layers.unshift(layer("convolution", "convolution", {}));
    }
    return [draft(line, layers, half)];
  });
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
    return [draft(line, layers, text)];
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
      return [draft(line, layers, text)];
    });
}

/** `784, 128, 32, 128, 784` after words on layers. */
function bareLists(line: Line, text: string, near: string): Draft[] {
  if (line.evidence.kind === "code" || !LAYER_WORD.test(near)) return [];
  const open = text.replace(/[[(][^\])]{0,400}[\])]/g, " ");
  return [...open.matchAll(COMMAS)].flatMap((match) => {
    const sizes = match[0].split(/[,、;]/).map(readSize);
    if (!sizes.every((n) => n !== undefined) || Math.max(...sizes) < 64) return [];
    if (!isHourglass(sizes)) return [];
    // Of a row that says only the hidden layers, the sentence says the ends.
    const others = open.replace(match[0], " ").match(/\d{2,}/g) ?? [];
    if (others.some((own) => Number(own) > Math.max(...sizes))) return [];
    const layers = layersBetween(sizes);
    if (CONV.test(text)) layers.unshift(layer("convolution", "convolution", {}));
    return [draft(line, layers, text)];
  });
}

/** What stands before the first colon or equals sign. */
function labelOf(text: string): string | undefined {
  return /^[\s*\-•\d.()#]*([^:=→\d]{1,40})[:=]/.exec(text)?.[1]?.trim();
}

function draft(line: Line, layers: readonly Layer[], text: string): Draft {
  const label = labelOf(text);
  const both = /enc/i.test(label ?? "") && /dec/i.test(label ?? "");
  const part = partOf(label);
  return {
    form: "arrows",
    via: viaOf([line]),
    ...(label && part === "whole" && !both && /^[\w .()-]{2,30}$/.test(label)
      ? { name: label }
      : {}),
    layers,
    evidence: [line.evidence.id],
    ...placeOf([line]),
    part: both ? "whole" : part,
    variational: /\bVAE\b|variational|變分|变分/i.test(text),
    other: isOtherModel(label),
    notes: [],
  };
}
