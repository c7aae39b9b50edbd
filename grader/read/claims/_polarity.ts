/**
 * Whether a named concept is affirmed or denied: negation within its clause.
 *
 * @module
 */
import type { Lexicon } from "../../../rubric/lexicon.ts";
import type { Clause } from "./_clauses.ts";
import type { Hit, Matcher, Span } from "./_matcher.ts";

/** The words of a sentence that can turn a statement round. */
export interface Negators {
  readonly plain: readonly Span[];
  /** Words that only turn round what is bad: `solves`, `avoids`. */
  readonly solving: readonly Span[];
  /** Words that look like negations and are none. */
  readonly masks: readonly Span[];
}

/** Finds the negators of a folded sentence. */
export function findNegators(text: string, lexicon: Lexicon, matcher: Matcher): Negators {
  const masks = matcher.spans(text, lexicon.cues.notNegation ?? []);
  const free = (span: Span) => !masks.some((m) => inside(span, m));
  // "n't" stands inside a word, where whole-word terms do not reach.
  const short = [...text.matchAll(/n't(?![a-z])/g)].map((m) => ({
    start: m.index,
    end: m.index + 3,
  }));
  const plain = [...matcher.spans(text, lexicon.cues.negation), ...short].filter(free);
  return {
    plain: distinct(plain),
    solving: matcher.spans(text, lexicon.cues.solve ?? []),
    masks,
  };
}

/** Whether a hit leans on a word that is no negation: `not only ... generate`. */
export function isMasked(hit: Hit, negators: Negators): boolean {
  return hit.parts.some((part) =>
    negators.masks.some((m) => inside(part, m) && m.end - m.start > part.end - part.start)
  );
}

/** Whether the concept is affirmed, its contrary terms and negation taken together. */
export function isAffirmed(
  hit: Hit,
  clauses: readonly Clause[],
  text: string,
  negators: Negators,
  bad: boolean,
): boolean {
  const start = hit.parts[0]?.start ?? 0;
  const end = hit.parts.at(-1)?.end ?? 0;
  const reach = /\p{Script=Han}/u.test(text.slice(start, end)) ? 12 : 30;
  const clauseAt = (at: number) => clauses.findIndex((c) => c.start <= at && at < c.end);
  const consumed = (span: Span) =>
    hit.parts.some((p) => span.start < p.end && p.start < span.end);
  // "Not a point, but a distribution": a negation ends with its clause.
  const inReach = (span: Span) =>
    !consumed(span) &&
    hit.parts.some((part) =>
      span.end <= part.start && part.start - span.end <= reach &&
      clauseAt(span.start) === clauseAt(part.start)
    );
  let turns = negators.plain.filter(inReach).length;
  // Japanese and Korean deny at the end.
  const tail = text.slice(end, end + 9).split(/[,、。.;]/)[0] ?? "";
  if (/ない|なく|なかっ|ません|않|없|못/.test(tail)) turns++;
  const harmful = bad || hit.contrary;
  if (
    harmful && turns === 0 && negators.solving.some(inReach)
  ) turns++;
  return (turns % 2 === 0) !== hit.contrary;
}

function inside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Overlapping finds of one negation (`不` in `不能`) count once. */
function distinct(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => (b.end - b.start) - (a.end - a.start))) {
    if (!kept.some((k) => span.start < k.end && k.start < span.end)) kept.push(span);
  }
  return kept;
}
