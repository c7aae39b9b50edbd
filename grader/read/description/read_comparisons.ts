/**
 * Reads the statements that say how adjusted pictures differ.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Adjustment, Comparison } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { idsInHeaps } from "../../text/term_heaps.ts";
import { splitSentences } from "../../text/sentences.ts";
import { hasTerm } from "../../text/terms.ts";
import { isCodeText } from "../adjustments/code_text.ts";
import { type Section, sectionsOf } from "../adjustments/sections.ts";
import { namedAdjustments } from "./_named_adjustments.ts";
import { weigh } from "./_weigh.ts";
import cues from "./cues.json" with { type: "json" };

const longest = 40_000;
/** What is longer is no sentence; the rest of it is not read. */
const longestSentence = 2000;
const most = 60;
/** A statement with less strength says nothing of the pictures. */
const least = 0.3;
/** A heading may say what a picture shows, but hardly how it differs. */
const headingStrength = 0.4;

/**
 * The author's sentences that describe what adjusting the latent did to the pictures, in
 * reading order, with a strength each: the question's own words, bare captions, procedure,
 * numbers of merit and comparisons of models are left out or weak. Pure.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readComparisons } from "./read_comparisons.ts";
 *
 * const text = "After z[3] was doubled the hair became darker. The results are shown below.";
 * const found = readComparisons({
 *   files: [],
 *   evidence: [{
 *     id: "e1",
 *     kind: "paragraph",
 *     where: { file: "hw8.md" },
 *     sha256: "",
 *     text,
 *     origin: "author",
 *     via: "text",
 *   }],
 *   rasters: new Map(),
 *   personScores: null,
 *   problems: [],
 *   textOnly: false,
 * }, [{
 *   id: "a1",
 *   kind: "scale",
 *   target: { elements: "some", indices: [3] },
 *   parameters: { factor: 2 },
 *   basis: "code",
 *   counts: "yes",
 *   reason: "a changed latent is decoded",
 *   signature: "scale some[3] factor=2",
 *   evidence: ["e1"],
 * }]);
 * assertEquals(found.map(({ quote, adjustments }) => [quote, adjustments]), [
 *   ["After z[3] was doubled the hair became darker.", ["a1"]],
 * ]);
 * ```
 */
export function readComparisons(
  document: Document,
  adjustments: readonly Adjustment[],
): readonly Comparison[] {
  const sections = sectionsOf(document.evidence);
  const real = adjustments.filter(({ counts, basis }) =>
    counts === "yes" || (counts === "unknown" && basis === "code")
  );
  const found: Comparison[] = [];
  const heaped = idsInHeaps(document.evidence);
  let heading = "";
  let nearAdjustment = 0;
  for (const item of document.evidence) {
    if (adjustments.some(({ evidence }) => evidence.includes(item.id))) {
      nearAdjustment = 12;
    } else nearAdjustment--;
    const shown = adjustments.some(({ evidence, counts, kind }) =>
      evidence.includes(item.id) &&
      (counts !== "no" || kind === "sweep" || kind === "interpolate")
    );
    if (item.kind === "heading") heading = fold(item.text).text;
    for (const part of heaped.has(item.id) ? [] : describable(item)) {
      const label = labelOf(part);
      if (label !== null) heading = label;
      const section: Section = shown ? "none" : sections.get(item.id) ?? "none";
      const folded = fold(part.slice(0, longestSentence)).text;
      const named = namedAdjustments(folded, real);
      const weight = weigh(folded, {
        named: named.length > 0,
        section,
        caption: isCaption(item) || item.kind === "heading",
        underHeading: hasTerm(heading, cues.heading),
        nearAdjustment: nearAdjustment > 0,
        adjusted: real.length > 0 ? "yes" : adjustments.length > 0 ? "no" : "none",
      });
      const strength = item.kind === "heading"
        ? Math.min(weight.strength, headingStrength)
        : weight.strength;
      if (strength < least || found.length >= most) continue;
      found.push({
        evidence: item.id,
        quote: part,
        adjustments: named,
        strength,
        cues: weight.cues,
      });
    }
  }
  return found;
}

/** The sentences in which a description may stand. */
function describable(item: Evidence): readonly string[] {
  if (item.origin !== "author" || item.text.length > longest) return [];
  if (item.kind === "code" || item.kind === "output" || item.kind === "image") return [];
  if (isCodeText(item)) return [];
  if (item.kind === "table") {
    return item.text.split("\n").filter((line) => /[\p{L}\p{N}]/u.test(line));
  }
  return splitSentences(item.text).map(({ text }) => text);
}

/** A short line such as `(d) Differences:` heads what follows. */
function labelOf(sentence: string): string | null {
  const text = fold(sentence).text;
  return text.length < 40 &&
      (/[:：]\s*$/.test(text) || !/\s\S+\s\S+\s\S+\s/.test(text)) &&
      hasTerm(text, cues.heading)
    ? text
    : null;
}

function isCaption(item: Evidence): boolean {
  return /^\s*(?:fig(?:ure)?\.?\s*\d|图\s*[\d一二三四:：]|圖\s*[\d一二三四:：]|table\s*\d|表\s*\d)/i
    .test(item.text);
}
