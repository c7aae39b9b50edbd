/**
 * Clauses of a sentence and whom each is about: "unlike A, B ..." is about B.
 *
 * @module
 */
import type { Lexicon } from "../../../rubric/lexicon.ts";
import type { Matcher, Span } from "./_matcher.ts";

/** A subject named in a sentence. */
export interface Mention extends Span {
  readonly subject: string;
  /** Named only in passing, to compare with or as a relative: `than an autoencoder`. */
  readonly reference: boolean;
  /** Named as a relative, `a kind of autoencoder`: not compared with. */
  readonly kin: boolean;
}

/** A clause and its subject. */
export interface Clause extends Span {
  readonly subject: string;
  /** 1: named in this clause; 0.9: in an earlier one; less: from the context. */
  readonly certainty: number;
  /** Subjects that it compares with. */
  readonly references: readonly string[];
  /** Counts the turns (`but`, `不過`) in the sentence before it. */
  readonly turn: number;
}

/** Commas, colons, brackets and words that set one thing against another. */
const cut =
  /[,;:()。!?\n]|(?<![a-z])(?:while|whereas|but|however|although|though|yet)(?![a-z])|(?<![然因从反进])而(?![且是言已])|但是?|不过|然而|(?<=\s)[-–—](?=\s)|→/gu;

/** `跟` before a subject: with `比` after it, `跟 A 比`, it is the thing compared with. */
const with_ = /(?:跟|和|与|同|拿)[\s\p{Script=Han}]{0,8}$/u;

/** What turns from one thing to its contrary, at the start of a clause. */
const turning =
  /^[,;\s]*(?:(?:but|however|although|though|yet)(?![a-z])|但|不过|然而|可是)/;

/** All subjects named, longest first: `autoencoder` in `variational autoencoder` is none. */
export function findMentions(
  text: string,
  lexicon: Lexicon,
  matcher: Matcher,
): Mention[] {
  const found = lexicon.subjects.flatMap(({ id, terms }) =>
    matcher.spans(text, terms).map((span) => ({ ...span, subject: id }))
  ).sort((a, b) => (b.end - b.start) - (a.end - a.start) || a.start - b.start);
  const kept: (Span & { subject: string })[] = [];
  for (const one of found) {
    if (!kept.some((k) => one.start < k.end && k.start < one.end)) kept.push(one);
  }
  kept.sort((a, b) => a.start - b.start);
  const { contrast, contrastAfter = [], kinship = [], kinshipAfter = [] } = lexicon.cues;
  const leading = (terms: readonly string[]) => {
    const cues = matcher.spans(text, terms);
    return kept.map((mention, i) =>
      cues.some((cue) =>
        cue.end <= mention.start && cue.start >= (kept[i - 1]?.end ?? 0) &&
        isFiller(text.slice(cue.end, mention.start))
      )
    );
  };
  const following = (terms: readonly string[], led: readonly boolean[]) => {
    const cues = matcher.spans(text, terms);
    return kept.map((mention, i) => {
      const next = kept[i + 1];
      // In "A compared with B" the cue after A leads to B.
      const leadsOn = next !== undefined && led[i + 1] && next.start - mention.end <= 30;
      return !leadsOn && cues.some((cue) =>
        cue.start >= mention.end &&
        /^[\s的)]{0,3}$/u.test(text.slice(mention.end, cue.start))
      );
    });
  };
  const against = leading(contrast);
  const related = leading(kinship);
  const againstAfter = following(contrastAfter, against);
  const relatedAfter = following(kinshipAfter, against);
  return kept.map((mention, i) => {
    const compared = against[i] || againstAfter[i] || isComparedWith(text, mention);
    const kin = !compared && Boolean(related[i] || relatedAfter[i]);
    return { ...mention, reference: compared || kin, kin };
  });
}

/** `跟 A 比`, `和 A 最大的不同`: a word before and one after the subject. */
function isComparedWith(text: string, { start, end }: Span): boolean {
  return with_.test(text.slice(Math.max(0, start - 12), start)) &&
    /^[\s的)]{0,2}(?:(?:来|做|作)?(?:相|对)?比|[最大主要的]{0,5}(?:不同|不一样|差[别异]|区别))/
      .test(text.slice(end, end + 10));
}

/** What may stand between `than` and the subject: articles, `一般的`, `original`. */
function isFiller(between: string): boolean {
  return between.length <= 22 && !/[,;:。!?()]/.test(between) &&
    (/^[\s\p{Script=Han}]{0,8}$/u.test(between) ||
      /^\s*(?:(?:the|a|an|our|its|that|those|of|in|from|by|produced|generated|made|images|results|outputs|samples|vanilla|plain|normal|regular|standard|ordinary|traditional|original|classic|simple|basic|typical|usual|conventional|deterministic|un|una|el|los)\s*)*$/
        .test(between));
}

/** What the context says of a clause that names nobody. */
export interface Fallback {
  readonly subject: string;
  readonly certainty: number;
}

/** Cuts a folded sentence into clauses and tells whom each is about. */
export function splitClauses(
  text: string,
  mentions: readonly Mention[],
  fallback: Fallback,
  topic: string,
): Clause[] {
  const clauses: Clause[] = [];
  const spans = pieces(text);
  // "With noise in its code, an A becomes a B" tells what B is.
  const topics = mentions.filter((m) => m.subject === topic);
  const defines = topics.length > 0 && topics.every((m) => m.kin);
  let current: Fallback = defines ? { subject: topic, certainty: 0.9 } : fallback;
  let turn = 0;
  for (const [i, { start, end }] of spans.entries()) {
    const here = mentions.filter((m) => m.start >= start && m.start < end);
    if (start > 0 && turning.test(text.slice(start, start + 14))) turn++;
    const named = defines && here.length > 0 ? topic : subjectOf(here, text, topic);
    const references = here.filter((m) => m.reference && !m.kin).map((m) => m.subject);
    const relative = named === undefined
      ? relativeTo(text, start, mentions) ??
        predicateOf(text, here, spans[i + 1], mentions)
      : undefined;
    if (relative !== undefined) {
      // "Compared with A, which ..." speaks of A in this clause alone.
      clauses.push({ start, end, references, subject: relative, certainty: 0.9, turn });
      continue;
    }
    if (named !== undefined) current = { subject: named, certainty: 1 };
    // "(b) ..." begins anew.
    else if (/^\(\s*(?:[a-d]|[1-9])$/.test(text.slice(start, end).trim())) {
      current = fallback;
    } else if (references.includes(current.subject)) {
      // "Compared with it, ..." is about somebody else.
      current = references.includes(topic)
        ? { subject: "unknown", certainty: 0.3 }
        : { subject: topic, certainty: 0.8 };
    } else if (current.certainty === 1) current = { ...current, certainty: 0.9 };
    clauses.push({ start, end, references, turn, ...current });
  }
  return clauses;
}

/** Whom a clause `, which ...` is about: the reference that stands right before it. */
function relativeTo(text: string, start: number, mentions: readonly Mention[]) {
  if (!/^,\s*(?:which|whose|where|that)\s/.test(text.slice(start, start + 12))) {
    return undefined;
  }
  const last = mentions.findLast((m) => m.end <= start);
  return last?.reference && start - last.end <= 8 ? last.subject : undefined;
}

/** Whom `相對於 A 只能 ..., B ...` speaks of before B: A has a predicate of its own. */
function predicateOf(
  text: string,
  here: readonly Mention[],
  next: Span | undefined,
  mentions: readonly Mention[],
) {
  const last = here.at(-1);
  if (!next || !last?.reference || last.kin) return undefined;
  const answered = mentions.some((m) =>
    !m.reference && m.start >= next.start && m.start < next.end
  );
  return answered &&
      /^\s*(?:只|不[能会]|无法|没|会|仅|が|は|can|cannot|could|only|is|has|does|merely)/
        .test(text.slice(last.end, last.end + 12))
    ? last.subject
    : undefined;
}

/** The first subject that is no mere reference; of two joined ones (`A and B`) the topic. */
function subjectOf(here: readonly Mention[], text: string, topic: string) {
  const own = here.filter((m) => !m.reference);
  const [first, second] = own;
  if (first && second && second.subject === topic) {
    const between = text.slice(first.end, second.start).trim();
    if (/^(?:and|&|,|\/|和|与|跟|同|及|以及|vs\.?|と|y|와|과)$/.test(between)) {
      return topic;
    }
  }
  return first?.subject;
}

function pieces(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(cut)) {
    // `n(0, 1)` and `q(z|x)` are no clauses.
    if (/[(),]/.test(match[0]) && inFormula(text, match.index)) continue;
    if (match.index > start) spans.push({ start, end: match.index });
    start = match.index;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

function inFormula(text: string, at: number): boolean {
  const before = text[at - 1] ?? "";
  const after = text[at + 1] ?? "";
  if (text[at] === "(") {
    return /[a-z}]/.test(before) && /[a-z0-9\\]/.test(after) &&
        /^\([^\s()]{1,12}\)/.test(text.slice(at, at + 14)) ||
      /n\($/.test(text.slice(at - 1, at + 1));
  }
  return /[0-9a-z}]/.test(before) && /^[,)]\s?[0-9i]\b/.test(text.slice(at, at + 4));
}
