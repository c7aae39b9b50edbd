/** Facts made by hand for the tests of checks. */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment, Comparison, Facts } from "../../../rubric/facts.ts";

/** An adjustment that counts, unless said otherwise. */
export function adjustment(id: string, more: Partial<Adjustment> = {}): Adjustment {
  return {
    id,
    kind: "scale",
    target: { elements: "all" },
    parameters: { factor: 2 },
    basis: "code",
    counts: "yes",
    reason: "a changed latent is decoded",
    signature: id,
    evidence: ["e1"],
    ...more,
  };
}

/** A clear statement about the pictures, unless said otherwise. */
export function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    evidence: "e2",
    quote: "The hair gets darker.",
    adjustments: [],
    strength: 0.8,
    cues: ["hair", "darker"],
    ...more,
  };
}

/** Facts of a document that holds nothing else. */
export function factsOf(
  adjustments: readonly Adjustment[],
  comparisons: readonly Comparison[] = [],
  more: Partial<Document> = {},
): Facts {
  const document: Document = {
    files: [],
    evidence: [],
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
    ...more,
  };
  return {
    document,
    architectures: () => [],
    adjustments: () => adjustments,
    figures: () => ({ figures: [], claimed: [] }),
    comparisons: () => comparisons,
    claims: () => [],
  };
}
