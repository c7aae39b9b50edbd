/**
 * Sizes written in a row: `12288 -> 1024 -> 64 -> 1024 -> 12288`, `64*64*3-512-64-...`,
 * `Linear(784, 64) → ReLU → ...`.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { ARROW, chainDraft, CONV, countsElse, labelOf } from "./chain_draft.ts";
import { type Draft, partOf } from "./draft.ts";
import { layerType } from "./layer_types.ts";
import { DECODER, ENCODER, LAYER_WORD } from "./layer_words.ts";
import type { Line } from "./lines.ts";
import { numberRows } from "./number_rows.ts";
import {
  isHourglass,
  narrowsOrWidens,
  plainNumbers,
  readCell,
  readSize,
  SIZE,
} from "./read_size.ts";
import { scanLayers } from "./scan_layers.ts";

/** What else falls or rises in a row of numbers. */
const NOT_SIZES =
  /%|epoch|noise|resiz|crop|\blr\b|learning rate|loss|ratio|\bmse\b|雜訊|噪|裁剪|縮放|缩放|誤差|ノイズ/i;
/** A line that goes on with the row of the line before. */
const GOES_ON = /^\s*(?:-{1,2}>|=>|[→⟶➔➜⇒])\s*[A-Za-z(\d]/;

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
    ).replace(/\s{2,}/g, "  ");
    if (line.evidence.kind === "heading") heading = text;
    const near = [heading, lines[i - 1]?.text ?? "", lines[i - 2]?.text ?? "", text].join(
      " ",
    );
    const found = [
      ...calls(line, text),
      ...arrows(line, text, near),
      ...numberRows(line, text, near),
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
    return [chainDraft(line, linked(layers), part)];
  });
}

/** `FC(784) → FC(32) → FC(784)`: each reads what the one before gives. */
function linked(layers: readonly Layer[]): readonly Layer[] {
  const linear = layers.filter((own) => own.kind === "linear");
  const outs = linear.flatMap((own) => own.outUnits ?? []);
  const bare = linear.every((own) => own.inUnits === undefined) &&
    outs.length === linear.length;
  if (!bare || !isHourglass(outs)) return layers;
  let previous: number | undefined;
  return layers.map((own) => {
    if (own.kind !== "linear") return own;
    const { outUnits, activation } = own;
    const next = previous === undefined
      ? layer("input", own.name, { outUnits })
      : layer("linear", own.name, { inUnits: previous, outUnits, activation });
    previous = outUnits;
    return next;
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

/** What stands between arrows, or between the strokes and commas of named layers. */
function partsOf(text: string): string[] {
  const parts = text.split(ARROW);
  if (parts.length > 2) return parts;
  const named = text.split(/\s+[-–—|/+]{1,2}\s+|\s*[,、;]\s*/);
  const isLayer = (part: string) =>
    part.length < 40 && /\d/.test(part) && LAYER_WORD.test(part);
  const layers = named.slice(
    named.findIndex(isLayer),
    named.findLastIndex(isLayer) + 1,
  ).filter((part) => /\d/.test(part));
  if (!layers.every(isLayer)) return parts;
  const sizes = layers.flatMap((part) =>
    readSize(part.replace(/[A-Za-z_]+\d+/g, "")) ?? []
  );
  return layers.length >= 3 && isHourglass(sizes) ? layers : parts;
}

function arrows(line: Line, text: string, near: string): Draft[] {
  if (scanLayers(text).some((own) => own.kind === "linear")) return [];
  return splitHalves(text).flatMap((half) => {
    const parts = partsOf(half);
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
    if (countsElse(half)) return [];
    if (!isHourglass(sizes)) {
      if (NOT_SIZES.test(half)) return [];
      if (!LAYER_WORD.test(near) || !narrowsOrWidens(sizes)) return [];
    }
    if (CONV.test(half) || maps > 0) {
      layers.unshift(layer("convolution", "convolution", {}));
    }
    return [chainDraft(line, layers, half)];
  });
}
