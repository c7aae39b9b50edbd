/**
 * A draft of the layers that one line of text shows.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type Draft, isOtherModel, partOf, placeOf } from "./draft.ts";
import { CONV as CONVOLUTION } from "./layer_words.ts";
import { type Line, viaOf } from "./lines.ts";

/** What leads from one layer to the next. */
export const ARROW =
  /\s*(?:-{1,3}>|={1,2}>|[→⟶➔➜➝⇒↦▶►⟹➡]\uFE0F?|\\(?:long)?(?:right|Right)arrow|\\to(?![a-z])|[—–]>|>{1,3}|\bto\b(?=\s*\d))\s*/;
/** Words of convolutions, as far as a row of sizes may have them beside it. */
export const CONV = new RegExp(`${CONVOLUTION.source}|cnn|channel|u-?net\\b`, "i");

const COUNTS_ELSE =
  /\bind(?:ex|ices)\b|\belements?\b|第\s?\d{1,4}\s?(?:個|个|維|维|次元|番目)/i;
/** Smaller than the pictures that a network reads. */
const SMALL = 512;

/** Whether a text's numbers are likely to count something else than units. */
export function countsElse(text: string): boolean {
  if (/\bpca\b|主成分/i.test(text)) return true;
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  return COUNTS_ELSE.test(text) && numbers.every((n) => n < SMALL) &&
    !/\d\s?[*×x]\s?\d/.test(text);
}

/** Layers that a text names and that are neither linear nor convolutions. */
export function otherLayers(text: string): readonly Layer[] {
  const name = /\b(?:lstm|gru|rnn|transformer|(?:self-?)?attention)\b/i.exec(text)?.[0];
  return name ? [layer("other", name, {})] : [];
}

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

/** What stands before the first colon or equals sign. */
export function labelOf(text: string): string | undefined {
  return /^[\s*\-•\d.()#]*([^:=→\d]{1,40})[:=]/.exec(text)?.[1]?.trim();
}

/** A draft of the layers that a line shows. */
export function chainDraft(line: Line, layers: readonly Layer[], text: string): Draft {
  const label = labelOf(text);
  const both = /enc/i.test(label ?? "") && /dec/i.test(label ?? "");
  const part = partOf(label);
  return {
    form: "arrows",
    via: viaOf([line]),
    ...(label && part === "whole" && !both && /^[\w .()-]{2,30}$/.test(label)
      ? { name: label }
      : {}),
    layers: [...otherLayers(text), ...layers],
    evidence: [line.evidence.id],
    ...placeOf([line]),
    part: both ? "whole" : part,
    variational: /\bVAE\b|variational|變分|变分/i.test(text),
    other: isOtherModel(label),
    notes: [],
  };
}
