/**
 * Whether a report speaks of changing a latent vector at all. A rough sign: it decides
 * nothing, it only keeps a check from being sure that no picture can show such a change.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { splitSentences } from "../../text/sentences.ts";
import { hasTerm } from "../../text/terms.ts";
import { isPageText } from "./picture_groups.ts";
import words from "./change_words.json" with { type: "json" };

/**
 * Whether any sentence, or line of a caption, has a latent vector and a change in it and
 * is not about how a variational autoencoder works, about inputs or about training.
 *
 * @param document all evidence; only the author's page text is read
 * @param adjustments those that were read: what they stand on is understood
 */
export function speaksOfChange(
  document: Document,
  adjustments: readonly Adjustment[],
): boolean {
  const understood = new Set(adjustments.flatMap(({ evidence }) => evidence));
  return document.evidence.some((e) => {
    if (!isPageText(e) || e.kind === "code" || e.kind === "output") return false;
    if (understood.has(e.id)) return false;
    return splitSentences(e.text.slice(0, 8000)).some(({ start, end }) => {
      const text = fold(e.text.slice(start, end)).text;
      return text.length < 400 && hasTerm(text, words.latent) &&
        hasTerm(text, words.change) && !hasTerm(text, words.otherTopics);
    });
  });
}
