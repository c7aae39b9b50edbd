/**
 * Where words speak of a latent.
 *
 * @module
 */
import { findTerms, hasTerm, type TermMatch } from "../../text/terms.ts";
import cues from "./cues.json" with { type: "json" };

/** The network bears the name of the code, but is none: 編碼器, unless it is its output. */
const network = /自?编码器(?! ?的?(?:输出|output))|自编码(?!器)/gu;

function withoutNetwork(text: string): string {
  return text.replace(network, (name) => "\u0001".repeat(name.length));
}

/** Whether folded text speaks of a latent. */
export function speaksOfLatent(text: string): boolean {
  return hasTerm(withoutNetwork(text), cues.prose.latent);
}

/** The places where folded text speaks of a latent. */
export function latentPlaces(text: string): readonly TermMatch[] {
  return findTerms(withoutNetwork(text), cues.prose.latent);
}
