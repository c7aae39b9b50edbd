/**
 * A decoder that is only said to mirror the encoder: `decoder 則反過來`.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import type { Draft } from "./draft.ts";
import { AND_BACK, DECODER, ENCODER, LINEAR, MIRROR } from "./layer_words.ts";
import { falls } from "./read_size.ts";
import { linearPath, sizesOf } from "./sizes.ts";

const SENTENCES = /[\n。！？;；]|[.!?]\s/;
const PICTURE =
  /face|image|picture|photo|hair|background|臉|脸|圖|图|照片|頭髮|头发|背景|顔|画像|얼굴|이미지|imagen|cara\b/i;
/** Evidence after a draft that may go on about it. */
const MAX_AFTER = 3;

/** Completes halves whose other half is said to be their mirror image. */
export function mirrorHalves(
  document: Document,
  drafts: readonly Draft[],
): readonly Draft[] {
  return drafts.map((own, i) => {
    if (own.part === "decoder" || own.other) return own;
    const { path, heads } = linearPath(own.layers);
    const { chain } = sizesOf(own.layers);
    const sizes = chain.filter((n) => n !== undefined);
    const falling = sizes.length >= 2 && sizes.length === chain.length && falls(sizes);
    if (!falling || heads || path.length !== sizes.length - 1) return own;
    const next = drafts[i + 1];
    const end = Math.min(own.order + MAX_AFTER, next ? next.order : Infinity);
    return saysMirror(document, own.order, Math.max(own.order, end))
      ? { ...own, part: "whole", layers: [...own.layers, ...mirrored(sizes)] }
      : own;
  });
}

function mirrored(sizes: readonly number[]): Layer[] {
  const back = [...sizes].reverse();
  return back.slice(1).map((outUnits, i) =>
    layer("linear", `${back[i]} -> ${outUnits}`, { inUnits: back[i], outUnits })
  );
}

/** Whether the text from one evidence to another says it, of the decoder or of the row. */
function saysMirror(document: Document, from: number, to: number): boolean {
  return document.evidence.slice(from, to + 1).some((own, i) => {
    if (own.origin !== "author" || own.kind === "image" || own.kind === "output") {
      return false;
    }
    if (i > 0 && own.kind === "heading" && !DECODER.test(own.text)) return false;
    const text = own.text.slice(0, 4000).normalize("NFKC")
      .replace(/mirror(?:ed)? images?/gi, "mirror");
    return text.split(SENTENCES).some((sentence) => {
      // A face may be mirrored too.
      const picture = PICTURE.test(sentence) && !ENCODER.test(sentence) &&
        !LINEAR.test(sentence);
      const second = DECODER.test(sentence) ||
        /後半|后半|second half/i.test(sentence);
      return MIRROR.test(sentence) && second && !picture ||
        i === 0 && AND_BACK.test(sentence) ||
        // `a symmetric autoencoder`, `12288-512-64 (symmetric)`.
        i === 0 && /symmetr|對稱|对称|対称|대칭|simétric/i.test(sentence) && !picture &&
          (!ENCODER.test(sentence) || /auto-?enc/i.test(sentence));
    });
  });
}
