/**
 * The latents that the report's words name: `the 64-dimensional code v`.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { fold } from "../../text/fold.ts";
import cues from "./cues.json" with { type: "json" };

const near = new RegExp(cues.formula.letters, "gu");

/** Letters that the report uses for the latent. */
export function lettersOf(evidence: readonly Evidence[]): readonly string[] {
  const letters = new Set<string>();
  for (const item of evidence) {
    if (item.origin !== "author" || item.text.length > 20_000) continue;
    for (const match of fold(item.text).text.matchAll(near)) {
      const letter = match[1] ?? match[2] ?? match[3] ?? match[4];
      if (letter) letters.add(letter);
    }
  }
  return [...letters];
}
