/**
 * Claims: what the author says about a topic, found by a lexicon.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Claim } from "../../../rubric/facts.ts";
import type { Lexicon } from "../../../rubric/lexicon.ts";
import { fold } from "../../text/fold.ts";
import { idsInHeaps, isPasted, termHeaps } from "../../text/term_heaps.ts";
import {
  type Clause,
  type Fallback,
  findMentions,
  type Mention,
  splitClauses,
} from "./_clauses.ts";
import { hasContent, isBareList } from "./_content.ts";
import { type Placed, placeSentences } from "./_context.ts";
import { findCues, type Offered } from "./_labels.ts";
import { readLines } from "./_lines.ts";
import { offersOf, purposeOf } from "./_purpose.ts";
import { createMatcher, type Hit, type Matcher, type Span } from "./_matcher.ts";
import { findNegators, isAffirmed, isMasked } from "./_polarity.ts";

/**
 * Reads every sentence of the author's prose for statements about the lexicon's
 * subjects: whom each is about (`unlike A, B ...` is about B), what it is offered as
 * (by label, cue, heading or, weakly, its place in the answer) and which concepts it
 * affirms or denies. Code, outputs, copied questions and graders' words yield nothing.
 *
 * @param document What was collected.
 * @param lexicon The topic's terms; its first subject is the topic.
 * @returns In reading order; a sentence about two subjects yields two claims.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readClaims } from "./read_claims.ts";
 *
 * const lexicon = {
 *   id: "tea",
 *   subjects: [{ id: "green", terms: ["green tea"] }],
 *   introduction: [],
 *   advantages: [{ id: "healthy", terms: ["healthy"] }],
 *   problems: [],
 *   cues: { advantage: ["advantage"], problem: [], negation: ["not"], contrast: [] },
 * };
 * const document = {
 *   files: [],
 *   evidence: [{
 *     id: "e1",
 *     kind: "paragraph",
 *     where: { file: "a.md" },
 *     sha256: "",
 *     text: "One advantage of green tea is that it is healthy.",
 *     origin: "author",
 *     via: "text",
 *   }],
 *   rasters: new Map(),
 *   personScores: null,
 *   problems: [],
 *   textOnly: false,
 * } as const;
 * const [claim] = readClaims(document, lexicon);
 * assertEquals(claim?.concepts, ["healthy"]);
 * assertEquals(claim?.offeredAs, "advantage");
 * ```
 */
export function readClaims(document: Document, lexicon: Lexicon): readonly Claim[] {
  const whole = document.evidence.filter((e) => e.kind !== "code" && e.kind !== "output")
    .flatMap((e) => readLines(e).map((line) => fold(line.plain).text)).join("\n");
  const matcher = createMatcher(lexicon, whole);
  const claims: Claim[] = [];
  let last: Fallback | undefined;
  const heaped = idsInHeaps(document.evidence);
  const doubtful = isPasted(termHeaps(document.evidence));
  const { sentences, named } = placeSentences(document, lexicon, matcher);
  for (const { id, text } of named) claims.push(nameOnly(id, text, lexicon));
  for (const sentence of sentences) {
    // A label or cue of its own ("Problem: ...") turns back to whom the answer is about.
    const anew = sentence.opens || sentence.labelled ||
      (sentence.asked && opensWithCue(sentence.text, lexicon, matcher));
    const fallback = anew || last === undefined ? sentence.fallback : last;
    const read = readSentence(sentence, fallback, lexicon, matcher, heaped);
    claims.push(...doubtful ? read.claims.map(doubted) : read.claims);
    last = read.subject ?? (sentence.opens ? undefined : last);
  }
  return claims;
}

/** Beside a pasted vocabulary nothing is sure. */
function doubted(claim: Claim): Claim {
  return { ...claim, strength: Math.min(claim.strength, 0.4) };
}

/** Whether a sentence offers something before it names anybody: `缺點是 ...`. */
function opensWithCue(text: string, lexicon: Lexicon, matcher: Matcher): boolean {
  const cue = findCues(text, lexicon, matcher)[0];
  const subject = findMentions(text, lexicon, matcher).find((m) => !m.reference);
  return cue !== undefined && (subject === undefined || cue.start < subject.start);
}

/** A heading that names the topic says nothing of it, but a person may want to see it. */
function nameOnly(evidence: string, quote: string, lexicon: Lexicon): Claim {
  return {
    evidence,
    quote,
    concepts: [],
    denied: [],
    subject: lexicon.subjects[0]?.id ?? "unknown",
    offeredAs: "unknown",
    bare: true,
    strength: 0.1,
  };
}

interface Group {
  readonly subject: string;
  readonly offeredAs: Offered;
  /** Whether it follows a `but`. */
  readonly turned: boolean;
  certainty: number;
  readonly affirmed: Set<string>;
  readonly denied: Set<string>;
  readonly contrary: Set<string>;
  readonly against: Set<string>;
  words: string;
}

function readSentence(
  sentence: Placed,
  fallback: Fallback,
  lexicon: Lexicon,
  matcher: Matcher,
  heaped: ReadonlySet<string>,
): { claims: Claim[]; subject: Fallback | undefined } {
  const { text } = sentence;
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const mentions = findMentions(text, lexicon, matcher);
  const clauses = splitClauses(text, mentions, fallback, topic);
  const named = clauses.filter((c) => c.certainty >= 0.9);
  const main = named.find((c) => c.subject === topic) ??
    clauses.find((c) => c.subject === topic && c.certainty >= 0.6) ?? named.at(-1);
  const subject = main &&
    { subject: main.subject, certainty: Math.min(0.85, main.certainty) };
  const requested = matcher.spans(text, lexicon.cues.request ?? []).length > 0;
  if (requested || /[?]\s*$/.test(text)) return { claims: [], subject };

  const offers = offersOf(sentence, clauses, lexicon, matcher);
  const groups = new Map<string, Group>();
  const groupAt = (index: number, about?: string): Group | undefined => {
    const clause = clauses[index];
    const offer = offers[index];
    if (!clause || !offer) return undefined;
    const subject = about ?? clause.subject;
    // What follows a `but` is a statement of its own, unless something offers both.
    const turn = offer.as === "unknown" ? clause.turn : 0;
    const key = `${subject}|${offer.as}|${turn}`;
    const certainty = offer.as === "unknown"
      ? clause.certainty * 0.5
      : Math.min(clause.certainty, offer.certainty);
    let group = groups.get(key);
    if (!group) {
      group = {
        subject,
        offeredAs: offer.as,
        turned: turn > 0,
        certainty,
        affirmed: new Set(),
        denied: new Set(),
        contrary: new Set(),
        against: new Set(clauses.flatMap((c) => c.references)),
        words: "",
      };
      groups.set(key, group);
    }
    group.certainty = Math.max(group.certainty, certainty);
    return group;
  };
  clauses.forEach((clause, i) => {
    const group = groupAt(i);
    if (group) group.words += text.slice(clause.start, clause.end);
  });
  const negators = findNegators(text, lexicon, matcher);
  const bad = new Set(lexicon.problems);
  const hits = matcher.hits(text);
  const topical = sentence.fallback.subject === topic ||
    mentions.some((m) => m.subject === topic);
  const rivals = topical ? mentions.filter((m) => m.subject !== topic) : [];
  for (const hit of hits) {
    if (isPartOfContrary(hit, hits) || isPartOfName(hit, mentions)) continue;
    // A term that names another subject (`gan ... sharper`) speaks of the topic.
    const rival = hit.parts.length > 1 &&
      hit.parts.some((p) => rivals.some((m) => overlap(p, m)));
    const at = rival ? clauseAt(hit, clauses) : clauseOf(hit, clauses);
    const group = at < 0 ? undefined : groupAt(at, rival ? topic : undefined);
    if (!group || isMasked(hit, negators)) continue;
    const affirmed = isAffirmed(hit, clauses, text, negators, bad.has(hit.concept));
    (affirmed ? group.affirmed : group.denied).add(hit.concept.id);
    if (!affirmed && hit.contrary) group.contrary.add(hit.concept.id);
  }
  const subjects = new Set(clauses.map((c) => c.subject));
  const bare = heaped.has(sentence.evidence.id) || isBareList(text, lexicon, matcher);
  const claims: Claim[] = [];
  for (const group of groups.values()) {
    const against = new Set([...group.against, ...subjects]);
    against.delete(group.subject);
    against.delete("unknown");
    const claim = claimOf(sentence, group, [...against], bare, lexicon, matcher, topic);
    if (claim) claims.push(claim);
  }
  // Half a sentence that is not understood counts where the other half is not either.
  const said = (c: Claim) => c.concepts.length + c.denied.length > 0;
  const kept = claims.filter((c) =>
    said(c) || c.offeredAs !== "unknown" ||
    !claims.some((d) => d.subject === c.subject && said(d))
  );
  return { claims: kept, subject };
}

/** The clause that a hit belongs to, -1 if its words are about different subjects. */
function clauseOf(hit: Hit, clauses: readonly Clause[]): number {
  const at = hit.parts.map((p) =>
    clauses.findIndex((c) => c.start <= p.start && p.start < c.end)
  );
  const subjects = new Set(at.map((i) => clauses[i]?.subject));
  return subjects.size === 1 ? at.at(-1) ?? -1 : -1;
}

function clauseAt(hit: Hit, clauses: readonly Clause[]): number {
  const start = hit.parts[0]?.start ?? 0;
  return clauses.findIndex((c) => c.start <= start && start < c.end);
}

/** Whether a term stands inside one that says the contrary: `diverse` in `less diverse`. */
function isPartOfContrary(hit: Hit, hits: readonly Hit[]): boolean {
  if (hit.contrary) return false;
  return hits.some((other) =>
    other.contrary && other.concept === hit.concept &&
    other.parts.some((p) => hit.parts.some((h) => p.start <= h.start && h.end <= p.end))
  );
}

/** Whether its words are part of a subject's name: `encoder` in `variational auto-encoder`. */
function isPartOfName(hit: Hit, mentions: readonly Mention[]): boolean {
  return hit.parts.some((p) =>
    mentions.some((m) =>
      m.start <= p.start && p.end <= m.end && p.end - p.start < m.end - m.start
    )
  );
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function claimOf(
  sentence: Placed,
  group: Group,
  against: readonly string[],
  bare: boolean,
  lexicon: Lexicon,
  matcher: Matcher,
  topic: string,
): Claim | null {
  const baseline = lexicon.subjects.some((s) => s.id === group.subject && s.baseline);
  const both = [...group.affirmed].filter((id) => group.denied.has(id));
  for (const id of both) (baseline ? group.affirmed : group.denied).delete(id);
  const empty = group.affirmed.size === 0 && group.denied.size === 0;
  const { offeredAs, certainty } = purposeOf(sentence, group, lexicon);
  if (empty) {
    // What is not understood counts where it may be the answer: there, or of the topic.
    const named = group.subject === topic && certainty >= 0.45;
    if (offeredAs === "unknown" && sentence.paragraph < 0 && !named) return null;
    if (group.subject === "unknown" && !sentence.asked) return null;
    if (group.subject !== topic && offeredAs === "introduction") return null;
    if (!hasContent(group.words, lexicon, matcher)) return null;
  }
  return {
    evidence: sentence.evidence.id,
    quote: sentence.quote,
    concepts: [...group.affirmed],
    denied: [...group.denied],
    contrary: [...group.contrary].filter((id) => group.denied.has(id)),
    subject: group.subject,
    offeredAs,
    against,
    inAnswer: sentence.asked,
    bare,
    strength: Math.round(certainty * (bare ? 0.4 : 1) * 100) / 100,
  };
}
