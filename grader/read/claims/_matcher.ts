/**
 * Concepts of a lexicon, found in one sentence: the grammar of terms with word groups
 * (`{name}`), gaps (`...`) and neighbours in any order (`&`).
 *
 * @module
 */
import type { Concept, Lexicon } from "../../../rubric/lexicon.ts";
import { fold } from "../../text/fold.ts";
import { termPattern } from "../../text/terms.ts";

/** A range of folded text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A concept that a sentence names. */
export interface Hit {
  readonly concept: Concept;
  /** Whether a `contradicted` term was found. */
  readonly contrary: boolean;
  /** The matched words, by start. */
  readonly parts: readonly Span[];
}

/** How far apart the words of `A ... B` may stand, in folded characters. */
const gap = 40;
/** How wide a match of `A & B` may be. */
const width = 90;

interface Pattern {
  readonly concept: Concept;
  readonly contrary: boolean;
  /** Joined by `&`; each a chain joined by `...`; each link a set of alternatives. */
  readonly chains: readonly (readonly (readonly string[])[])[];
}

/** A lexicon made ready for one document. */
export interface Matcher {
  /** Where any of the terms stands, longest first at a place. */
  spans(text: string, terms: readonly string[]): readonly Span[];
  /** The concepts that a sentence names, affirmed or not. */
  hits(text: string): readonly Hit[];
}

/**
 * Prepares a lexicon for a document, so that words which the document does not hold cost
 * nothing in its sentences.
 *
 * @param lexicon The terms.
 * @param whole Folded text of all sentences that will be asked about.
 */
export function createMatcher(lexicon: Lexicon, whole: string): Matcher {
  const present = new Map<string, boolean>();
  const isPresent = (term: string): boolean => {
    let known = present.get(term);
    if (known === undefined) {
      known = whole.includes(coreOf(term)) && spansOf(whole, term).length > 0;
      present.set(term, known);
    }
    return known;
  };
  const words = lexicon.words ?? {};
  const alternatives = (part: string): readonly string[] => {
    const name = /^\{([a-z0-9-]+)\}$/.exec(part)?.[1];
    return name === undefined ? [part] : words[name] ?? [];
  };
  const patterns: Pattern[] = [];
  const add = (concept: Concept, terms: readonly string[], contrary: boolean) => {
    for (const term of terms) {
      const chains = term.split(/\s+&\s+/).map((chain) =>
        chain.split("...").map((part) => alternatives(part.trim()).filter(isPresent))
      );
      if (chains.every((chain) => chain.every((link) => link.length > 0))) {
        patterns.push({ concept, contrary, chains });
      }
    }
  };
  for (const group of [lexicon.introduction, lexicon.advantages, lexicon.problems]) {
    for (const concept of group) {
      add(concept, concept.terms, false);
      add(concept, concept.contradicted ?? [], true);
    }
  }
  const spans = (text: string, terms: readonly string[]): Span[] =>
    terms.filter(isPresent).flatMap((term) => spansOf(text, term))
      .sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    spans,
    hits: (text) => {
      const memo = new Map<string, readonly Span[]>();
      const find = (term: string): readonly Span[] => {
        let known = memo.get(term);
        if (known === undefined) memo.set(term, known = spansOf(text, term));
        return known;
      };
      return patterns.flatMap(({ concept, contrary, chains }) =>
        matchesOf(chains, find).map((parts) => ({ concept, contrary, parts }))
      );
    },
  };
}

const cores = new Map<string, string>();

/** The longest run of a term that stands in every match: a quick test before patterns. */
function coreOf(term: string): string {
  let core = cores.get(term);
  if (core === undefined) {
    const runs = fold(term).text.split(/[\s*-]+|\.\.\./);
    core = runs.reduce((longest, run) => run.length > longest.length ? run : longest, "");
    cores.set(term, core);
  }
  return core;
}

function spansOf(text: string, term: string): readonly Span[] {
  const spans: Span[] = [];
  if (!text.includes(coreOf(term))) return spans;
  for (const match of text.matchAll(termPattern(term))) {
    if (match[0] !== "") {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}

type Find = (term: string) => readonly Span[];

function matchesOf(chains: Pattern["chains"], find: Find): readonly (readonly Span[])[] {
  const found = chains.map((chain) => chainMatches(chain, find));
  const first = found[0] ?? [];
  if (found.some((matches) => matches.length === 0)) return [];
  if (found.length === 1) return first;
  const joined: (readonly Span[])[] = [];
  for (const start of first.slice(0, 12)) {
    let parts: Span[] | null = [...start];
    for (const others of found.slice(1)) {
      const near: readonly Span[] | null = parts ? nearest(parts, others) : null;
      parts = parts && near ? [...parts, ...near] : null;
    }
    if (parts) joined.push(parts.sort((a, b) => a.start - b.start));
  }
  return joined;
}

/** The match that widens `parts` least, overlaps none of them and stays near. */
function nearest(parts: readonly Span[], others: readonly (readonly Span[])[]) {
  let best: readonly Span[] | null = null;
  let bestWidth = width + 1;
  for (const other of others) {
    if (other.some((o) => parts.some((p) => o.start < p.end && p.start < o.end))) {
      continue;
    }
    const all = [...parts, ...other];
    const extent = Math.max(...all.map((s) => s.end)) -
      Math.min(...all.map((s) => s.start));
    if (extent < bestWidth) [best, bestWidth] = [other, extent];
  }
  return best;
}

function chainMatches(chain: readonly (readonly string[])[], find: Find) {
  let open: (readonly Span[])[] = (chain[0] ?? []).flatMap(find).map((span) => [span]);
  for (const link of chain.slice(1)) {
    const next = link.flatMap(find);
    open = open.flatMap((parts) => {
      const end = parts.at(-1)?.end ?? 0;
      const follow = next.filter((s) => s.start >= end && s.start - end <= gap);
      const closest = follow.sort((a, b) => a.start - b.start)[0];
      return closest ? [[...parts, closest]] : [];
    });
  }
  return open.slice(0, 24);
}
