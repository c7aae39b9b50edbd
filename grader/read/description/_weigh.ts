/**
 * How surely a sentence describes what adjusting a latent did to a picture.
 *
 * @module
 */
import { findTerms, hasTerm } from "../../text/terms.ts";
import type { Section } from "../adjustments/sections.ts";
import cues from "./cues.json" with { type: "json" };

/** Where a sentence stands. */
export interface Place {
  readonly section: Section;
  readonly caption: boolean;
  readonly underHeading: boolean;
  readonly nearAdjustment: boolean;
  /** Whether the report adjusts a latent: really, only seemingly, not at all. */
  readonly adjusted: "yes" | "no" | "none";
  /** Whether the sentence names an adjustment: its elements, its size, its number. */
  readonly named: boolean;
}

/** 0 to 1, and the words that speak for it. */
export interface Weight {
  readonly strength: number;
  readonly cues: readonly string[];
}

const nothing: Weight = { strength: 0, cues: [] };

/** Weighs one folded sentence. */
export function weigh(text: string, place: Place): Weight {
  if (/[?？]\s*$/.test(text) || text.length < 4) return nothing;
  const sentence = text.replace(label, "").replace(unseen, " ").replace(procedure, " ");
  const features = words(sentence, cues.feature);
  const qualities = words(sentence, cues.quality);
  const changes = words(sentence, cues.change);
  const pictures = words(sentence, cues.picture);
  const linked = place.named || hasTerm(text, cues.strongLink);
  const seen = features.some((word) => !hasTerm(word, cues.general));
  const outcome = (seen && (changes.length > 0 || qualities.length > 0)) ||
    (features.length > 0 && qualities.length > 0);
  const quality = qualities.length > 0 &&
    (changes.length > 0 || pictures.length > 0 || linked);
  const about = pictures.length > 0 || linked || hasTerm(sentence, cues.link);
  const sameness = about && alike.test(sentence);
  const built = new Set(words(sentence, cues.architecture)).size >= 3;
  if (!outcome && !quality && !sameness && isMeasured(sentence, place, linked)) {
    return { strength: 0.3, cues: ["measure"] };
  }
  if ((!outcome && !quality && !sameness) || (built && !seen)) return nothing;
  if (place.section === "first" && !linked) return nothing;
  const latent = latentAdjusted.test(text);
  if (place.adjusted === "none" && !latent) return nothing;
  if (place.adjusted === "no" && !latent && !place.nearAdjustment) return nothing;
  let strength = 0.4;
  const specific = new Set([...features, ...qualities]).size;
  if (specific >= 2) strength += 0.1;
  if (specific >= 4) strength += 0.1;
  if (linked) strength += 0.2;
  else if (hasTerm(sentence, cues.link)) strength += 0.1;
  if (place.underHeading) strength += 0.15;
  if (place.section === "second") strength += 0.1;
  if (place.nearAdjustment) strength += 0.1;
  if (!place.nearAdjustment && place.section !== "second" && !linked) strength -= 0.25;
  if (place.caption) strength -= 0.1;
  if (hasTerm(sentence, cues.boilerplate)) strength -= specific >= 2 ? 0.1 : 0.4;
  if (hasTerm(sentence, cues.measure)) strength -= linked && specific >= 2 ? 0.15 : 0.45;
  if (hasTerm(sentence, cues.models)) strength -= 0.35;
  if (built) strength -= 0.4;
  if (hasTerm(sentence, cues.input)) strength -= 0.2;
  if (hasTerm(sentence, cues.instruction)) strength -= 0.4;
  if (hasTerm(sentence, cues.future)) strength -= 0.2;
  if (place.section === "first") strength -= 0.4;
  if (place.adjusted !== "yes") strength = Math.min(strength - 0.1, 0.5);
  return {
    strength: Number(Math.max(0, Math.min(1, strength)).toFixed(2)),
    cues: [...new Set([...features, ...qualities, ...changes])].slice(0, 8),
  };
}

/** Whether numbers are all that is said of an adjusted picture. */
function isMeasured(sentence: string, place: Place, linked: boolean): boolean {
  return place.adjusted === "yes" && place.section !== "first" &&
    (linked || place.underHeading) && measured.test(sentence) &&
    !hasTerm(sentence, cues.models) && !hasTerm(sentence, cues.instruction);
}

const measured =
  /(?:\br?mse\b|\bmae\b|\bssim\b|\bpsnr\b|\bl[12]\b|\bloss\b|\berror\b|误差|相似度|损失)[^。;\n]{0,40}?\d\.\d|\d\.\d+ ?(?:\(|的 ?)?(?:mse|ssim|psnr|db\b|误差)/u;

/** A label before the statement; it announces a difference and states none. */
const label =
  /^[\s\-*#\d.()]*(?:差异|差别|不同|变化|区别|比较|differences?|changes?|comparison)[\s*]*:[\s*]*/u;
/** Formulas and addresses: their letters are no words. */
const unseen = /\$[^$]{1,200}\$|https?:\/\/[^\s)]{1,300}|\\[a-z]{2,20}/gu;
/** Words that tell what was done, not what came of it. */
const procedure =
  /(?:add\w*|with|random|gaussian|mix\w*|inject\w*|some|salt|\d%|添加|加(?:入|上|了|到)?|随机|高斯)(?: ?[a-z&]+){0,3}? ?(?:的 ?)?(?:noises?|杂讯|噪声|噪音)(?! ?(?:appear|emerg|出现))|noisy (?:image|input|digit|version)s?/gu;
/** That nothing changed is something seen; that something differs says nothing. */
const alike = new RegExp(cues.alike, "u");
const latentAdjusted = /latent|潜在|隐|code|编码(?!器)(?<!自编码)|embedding|잠재/;

function words(sentence: string, terms: readonly string[]): readonly string[] {
  return findTerms(sentence, terms).map(({ start, end }) => sentence.slice(start, end));
}
