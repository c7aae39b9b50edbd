/**
 * Reads how latent representations are adjusted, in code, prose, captions and screenshots.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";
import { idsInHeaps } from "../../text/term_heaps.ts";
import type { Candidate } from "./_candidate.ts";
import { codeAdjustments } from "./_code_adjustments.ts";
import { withoutInputNoise } from "./_input_noise.ts";
import { leftovers } from "./_leftovers.ts";
import { merged } from "./_merge.ts";
import { encodesNothing, ofNoPicture } from "./_other_models.ts";
import { proseAdjustments } from "./_prose_adjustments.ts";

/**
 * Every adjustment of a latent representation that the author's evidence shows or tells,
 * in reading order, each once. Those that do not count (`counts: "no"`: a no-op, noise on
 * the input, another latent size) are there with the reason; `unknown` where it can not be
 * told, and where something reads like an adjustment that was not understood. Pure; never throws on a strange submission.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readAdjustments } from "./read_adjustments.ts";
 *
 * const text = "z = encoder(x)\nz2 = z.clone()\nz2[:, 3] *= -1\ny = decoder(z2)";
 * const [adjustment] = readAdjustments({
 *   files: [],
 *   evidence: [{
 *     id: "e1",
 *     kind: "code",
 *     where: { file: "hw8.py" },
 *     sha256: "",
 *     text,
 *     origin: "author",
 *     via: "text",
 *   }],
 *   rasters: new Map(),
 *   personScores: null,
 *   problems: [],
 *   textOnly: false,
 * });
 * assertEquals(adjustment?.kind, "negate");
 * assertEquals(adjustment?.target, { elements: "some", indices: [3] });
 * ```
 */
export function readAdjustments(document: Document): readonly Adjustment[] {
  const order = new Map(document.evidence.map((item, i) => [item.id, i]));
  const { candidates: shown, unread } = codeAdjustments(document);
  const code = shown.filter(({ basis }) => basis !== "prose");
  const inline = shown.filter(({ basis }) => basis === "prose");
  const heaped = idsInHeaps(document.evidence);
  const words = [...inline, ...proseAdjustments(document)].map((one) =>
    heaped.has(one.evidence) ? listed(one) : one
  );
  const told = merged(code, words, order);
  const found = withoutInputNoise(document, told);
  const all = [...found, ...leftovers(document, found, unread)];
  return encodesNothing(document) ? ofNoPicture(all) : all;
}

/** Among terms that say nothing, nothing is said to be done. */
function listed(candidate: Candidate): Candidate {
  if (candidate.counts !== "yes") return candidate;
  return { ...candidate, counts: "unknown", reason: "it stands in a list of keywords" };
}
