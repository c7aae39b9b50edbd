/**
 * Facts of a document: every reader, run when its facts are first asked for.
 *
 * @module
 */
import type { Document } from "../../rubric/evidence.ts";
import type { Claim, Facts } from "../../rubric/facts.ts";
import type { Lexicon } from "../../rubric/lexicon.ts";
import { readAdjustments } from "./adjustments/read_adjustments.ts";
import { readArchitectures } from "./architecture/read_architectures.ts";
import { readClaims } from "./claims/read_claims.ts";
import { readComparisons } from "./description/read_comparisons.ts";
import { readFigures } from "./figures/read_figures.ts";

/** The facts of a document; pure, each reader runs once at most. */
export function readFacts(document: Document): Facts {
  const architectures = once(() => readArchitectures(document));
  const adjustments = once(() => readAdjustments(document));
  const figures = once(() => readFigures(document, adjustments()));
  const comparisons = once(() => readComparisons(document, adjustments()));
  const claims = new Map<string, readonly Claim[]>();
  return {
    document,
    architectures,
    adjustments,
    figures,
    comparisons,
    claims(lexicon: Lexicon) {
      const known = claims.get(lexicon.id) ?? readClaims(document, lexicon);
      claims.set(lexicon.id, known);
      return known;
    },
  };
}

function once<Value>(compute: () => Value): () => Value {
  let memo: { value: Value } | undefined;
  return () => (memo ??= { value: compute() }).value;
}
