/**
 * Fingerprints of a text: a few of its runs of words, chosen so that two texts that share a
 * long enough passage share a fingerprint of it.
 *
 * Source: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: local algorithms for document
 * fingerprinting", SIGMOD 2003.
 *
 * @module
 */
import { fold, isCjk, rawRange } from "../../grader/text/fold.ts";

/** Words of a run; a CJK character is a word. */
export const runLength = 9;
/** Of so many runs in a row one is chosen: a passage of 13 words shared is always seen. */
const windowLength = 5;

/** A word of a text; offsets are of the raw text, end exclusive. */
export interface Word {
  /** 32 bits. */
  readonly hash: number;
  /** Index of the piece that it stands in. */
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** A run of words that was chosen. */
export interface Fingerprint {
  /** 48 bits. */
  readonly hash: number;
  /** Index of its first word. */
  readonly word: number;
}

/** The words of texts in order: folded, so that case, width and script do not matter. */
export function wordsOf(texts: readonly string[]): Word[] {
  const words: Word[] = [];
  for (const [piece, raw] of texts.entries()) {
    const folded = fold(raw);
    const put = (from: number, to: number) => {
      const [start] = rawRange(folded, from, to);
      const [last] = rawRange(folded, to - 1, to);
      const end = last + ((raw.codePointAt(last) ?? 0) > 0xFFFF ? 2 : 1);
      words.push({ hash: hashOf(folded.text, from, to), piece, start, end });
    };
    for (const match of folded.text.matchAll(/[\p{L}\p{N}]+/gu)) {
      let from = match.index;
      let at = from;
      for (const character of match[0]) {
        const next = at + character.length;
        if (character >= "\u2E80" && isCjk(character)) {
          if (at > from) put(from, at);
          put(at, next);
          from = next;
        }
        at = next;
      }
      if (at > from) put(from, at);
    }
  }
  return words;
}

/** FNV-1a. */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811C9DC5;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** The hash of every run of words; 48 bits. */
export function runsOf(words: readonly Word[]): Float64Array {
  const count = Math.max(0, words.length - runLength + 1);
  const runs = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let high = 0x9E3779B9;
    let low = 0x85EBCA6B;
    for (let k = 0; k < runLength; k++) {
      const { hash } = words[i + k]!;
      high = Math.imul(high ^ hash, 0xCC9E2D51);
      high ^= high >>> 15;
      low = Math.imul(low + hash, 0x1B873593);
      low ^= low >>> 13;
    }
    runs[i] = (high >>> 0) * 0x10000 + (low & 0xFFFF);
  }
  return runs;
}

/**
 * Chooses fingerprints: of each window of runs the one with the smallest hash, the
 * rightmost of equals.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fingerprintsOf, wordsOf } from "./fingerprints.ts";
 *
 * const shared = "the latent space of a variational autoencoder is smooth so that nearby " +
 *   "points decode to images that look alike";
 * const [a, b] = [`One. ${shared}`, `Quite another start: ${shared.toUpperCase()}!`]
 *   .map((text) => new Set(fingerprintsOf(wordsOf([text])).map(({ hash }) => hash)));
 * assert([...a!].some((hash) => b!.has(hash)));
 * ```
 */
export function fingerprintsOf(words: readonly Word[]): Fingerprint[] {
  const runs = runsOf(words);
  const chosen: Fingerprint[] = [];
  let last = -1;
  const windows = Math.max(runs.length === 0 ? 0 : 1, runs.length - windowLength + 1);
  for (let i = 0; i < windows; i++) {
    let best = i;
    const end = Math.min(runs.length, i + windowLength);
    for (let k = i + 1; k < end; k++) if (runs[k]! <= runs[best]!) best = k;
    if (best !== last) chosen.push({ hash: runs[best]!, word: best });
    last = best;
  }
  return chosen;
}
