/**
 * Pairs of submissions that are alike beyond what the assignment itself says; pure. A hint
 * for a person to look, never a score: two honest reports may share a source, a template or
 * a lab partner.
 *
 * @module
 */
import { decodeBase64 } from "@std/encoding";
import { pictureCandidates, textCandidates } from "./candidates.ts";
import { runLength, runsOf, wordsOf } from "./fingerprints.ts";
import { hashDistance } from "./picture_hash.ts";
import type { Signature, SignedPicture } from "./signature.ts";

/** A submission to be compared. */
export interface SimilarInput {
  /** Key of the submission. */
  readonly key: number;
  readonly signature: Signature;
  /** Ids of its students: submissions of one student are not compared. */
  readonly students: readonly string[];
}

/** What counts as alike. */
export interface SimilarOptions {
  /** What more than this share of the class has is the assignment's or the course's. */
  readonly commonShare: number;
  /** But only what more submissions than this have: small classes have no share. */
  readonly commonAtLeast: number;
  /** Share of the shorter text's own fingerprints that both have, at least. */
  readonly leastShare: number;
  /** And words that both have, at least; a CJK character is a word. */
  readonly leastWords: number;
  /** Or one passage of so many words. */
  readonly leastPassage: number;
  /** Bits in which hashes of pictures differ at most. */
  readonly mostBits: number;
  /** Pairs at most, the most alike first. */
  readonly mostPairs: number;
}

/** Defaults, set on made classes (`bench/similar_bench.ts`). */
export const similarDefaults: SimilarOptions = {
  commonShare: 0.25,
  commonAtLeast: 4,
  leastShare: 0.12,
  leastWords: 30,
  leastPassage: 50,
  mostBits: 4,
  mostPairs: 500,
};

/** A run of words that both have: indexes of its first word and behind its last. */
export interface SharedRun {
  readonly a: readonly [first: number, end: number];
  readonly b: readonly [first: number, end: number];
}

/** A picture that both have. */
export interface SharedPicture {
  readonly a: SignedPicture;
  readonly b: SignedPicture;
  /** Bits in which they differ; 0 and equal bytes: the same file. */
  readonly bits: number;
  readonly sameFile: boolean;
}

/** Two submissions that are alike. */
export interface FoundPair {
  readonly a: number;
  readonly b: number;
  /** Of the shorter text's own fingerprints, 0 to 1. */
  readonly share: number;
  /** Words in {@linkcode runs}, about. */
  readonly words: number;
  /** The longest first. */
  readonly runs: readonly SharedRun[];
  readonly pictures: readonly SharedPicture[];
}

/**
 * Finds pairs. Equal inputs in any order give equal pairs.
 *
 * @param own texts of the assignment, in every language
 */
export function findSimilar(
  inputs: readonly SimilarInput[],
  own: readonly string[],
  options: Partial<SimilarOptions> = {},
): readonly FoundPair[] {
  const limits = { ...similarDefaults, ...options };
  const all = inputs.toSorted((a, b) => a.key - b.key);
  const most = Math.max(limits.commonAtLeast, limits.commonShare * all.length);
  const texts = ownPrints(all, own, most);
  const pairs = new Map<number, FoundPair>();
  const shown = (i: number, k: number) =>
    !all[i]!.students.some((student) => all[k]!.students.includes(student));
  for (const [i, k] of textCandidates(texts.map((prints) => [...prints.keys()]))) {
    if (!shown(i, k)) continue;
    const pair = compareTexts(all[i]!.key, all[k]!.key, texts[i]!, texts[k]!);
    const passage = pair.runs[0] ? pair.runs[0].a[1] - pair.runs[0].a[0] : 0;
    const much = pair.share >= limits.leastShare && pair.words >= limits.leastWords;
    if (!much && passage < limits.leastPassage) continue;
    pairs.set(i * all.length + k, pair);
  }
  for (
    const [key, pictures] of sharedPictures(
      all,
      Math.min(most, mostOwners),
      limits.mostBits,
    )
  ) {
    const [i, k] = [Math.floor(key / all.length), key % all.length];
    if (!shown(i, k)) continue;
    const known = pairs.get(key) ??
      compareTexts(all[i]!.key, all[k]!.key, texts[i]!, texts[k]!);
    pairs.set(key, { ...known, pictures });
  }
  return [...pairs.values()].toSorted((a, b) =>
    weightOf(b) - weightOf(a) || a.a - b.a || a.b - b.b
  ).slice(0, limits.mostPairs);
}

/** The order of a list: much text first, then pictures. */
function weightOf({ share, words, pictures }: FoundPair): number {
  return share * Math.log2(2 + words) + 0.5 * Math.min(4, pictures.length);
}

type Prints = ReadonlyMap<number, readonly number[]>;

/** Fingerprints that are a submission's own: places by hash. */
function ownPrints(
  all: readonly SimilarInput[],
  own: readonly string[],
  most: number,
): readonly Prints[] {
  const spread = new Map<number, number>();
  const places = all.map(({ signature }) => {
    const prints = new Map<number, number[]>();
    for (const [hash, word] of signature.prints) {
      const known = prints.get(hash);
      if (known) known.push(word);
      else prints.set(hash, [word]);
    }
    for (const hash of prints.keys()) spread.set(hash, (spread.get(hash) ?? 0) + 1);
    return prints;
  });
  // Every run of the assignment's words, not only the chosen ones.
  const asked = new Set(own.flatMap((text) => [...runsOf(wordsOf([text]))]));
  for (const prints of places) {
    for (const hash of prints.keys()) {
      if (asked.has(hash) || spread.get(hash)! > most) prints.delete(hash);
    }
  }
  return places;
}

function compareTexts(a: number, b: number, left: Prints, right: Prints): FoundPair {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  const hits: [number, number][] = [];
  let shared = 0;
  for (const hash of small.keys()) {
    if (!large.has(hash)) continue;
    shared += 1;
    // A line that is repeated within a text is paired once a place of the left one.
    const others = right.get(hash)!;
    left.get(hash)!.forEach((word, n) =>
      hits.push([word, others[Math.min(n, others.length - 1)]!])
    );
  }
  const runs = joinRuns(hits);
  return {
    a,
    b,
    share: small.size === 0 ? 0 : shared / small.size,
    words: runs.reduce((sum, run) => sum + run.a[1] - run.a[0], 0),
    runs,
    pictures: [],
  };
}

/** Words between two shared runs that belong to them: an edit. */
const gap = 12;

/** Fingerprints that follow each other in both texts are one run. */
function joinRuns(hits: readonly [number, number][]): SharedRun[] {
  const runs: { a: [number, number]; b: [number, number] }[] = [];
  for (const [x, y] of hits.toSorted((p, q) => p[0] - q[0] || p[1] - q[1])) {
    const last = runs.at(-1);
    const follows = last && x <= last.a[1] + gap && y >= last.b[0] &&
      y <= last.b[1] + gap;
    if (last && follows) {
      last.a[1] = Math.max(last.a[1], x + runLength);
      last.b[1] = Math.max(last.b[1], y + runLength);
    } else runs.push({ a: [x, x + runLength], b: [y, y + runLength] });
  }
  return runs.toSorted((p, q) =>
    (q.a[1] - q.a[0]) - (p.a[1] - p.a[0]) || p.a[0] - q.a[0]
  );
}

/** What more submissions have is from somewhere else, however large the class is. */
const mostOwners = 60;

/** Pictures that pairs share, by `i * all.length + k`; those of the course are left out. */
function sharedPictures(
  all: readonly SimilarInput[],
  most: number,
  mostBits: number,
): Map<number, SharedPicture[]> {
  const pictures = all.flatMap(({ signature }, owner) =>
    signature.pictures.map((picture) => ({ owner, picture }))
  );
  // Equal ones are one to be compared: a figure of the course is in every submission.
  const groups = new Map<string, number[]>();
  for (const [i, { picture }] of pictures.entries()) {
    groups.set(picture.hash, [...groups.get(picture.hash) ?? [], i]);
  }
  const hashes = [...groups.keys()];
  const near = hashes.map((hash) => new Set(groups.get(hash)!));
  for (const [x, y] of pictureCandidates(hashes)) {
    if (hashDistance(hashes[x]!, hashes[y]!) > mostBits) continue;
    for (const i of groups.get(hashes[y]!)!) near[x]!.add(i);
    for (const i of groups.get(hashes[x]!)!) near[y]!.add(i);
  }
  const found = new Map<number, SharedPicture[]>();
  const done = new Set<number>();
  for (const [x, members] of near.entries()) {
    const owners = new Set([...members].map((i) => pictures[i]!.owner));
    if (owners.size < 2 || owners.size > most) continue;
    for (const i of groups.get(hashes[x]!)!) {
      for (const k of members) {
        const [p, q] = [pictures[Math.min(i, k)]!, pictures[Math.max(i, k)]!];
        if (p.owner === q.owner) continue;
        const once = Math.min(i, k) * pictures.length + Math.max(i, k);
        if (done.has(once) || !looksSame(p.picture, q.picture)) continue;
        done.add(once);
        const key = p.owner * all.length + q.owner;
        const pair = {
          a: p.picture,
          b: q.picture,
          bits: hashDistance(p.picture.hash, q.picture.hash),
          sameFile: p.picture.sha256 === q.picture.sha256,
        };
        found.set(key, [...found.get(key) ?? [], pair]);
      }
    }
  }
  return new Map([...found].map(([key, list]) => [key, onePartner(list)]));
}

/** Pictures of a series look alike among themselves: each has one partner, the nearest. */
function onePartner(list: readonly SharedPicture[]): SharedPicture[] {
  const used = new Set<SignedPicture>();
  return list.toSorted((p, q) =>
    Number(q.sameFile) - Number(p.sameFile) || p.bits - q.bits
  )
    .filter(({ a, b }) => {
      if (used.has(a) || used.has(b)) return false;
      used.add(a).add(b);
      return true;
    });
}

/** Mean difference of brightness, of 255, beyond which pictures only have one layout. */
const mostDifference = 8;

function looksSame(a: SignedPicture, b: SignedPicture): boolean {
  if (a.sha256 === b.sha256) return true;
  const [p, q] = [decodeBase64(a.thumb), decodeBase64(b.thumb)];
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += Math.abs(p[i]! - q[i]!);
  return sum / p.length <= mostDifference;
}
