/**
 * Which pairs are worth a look: found through shared buckets, never by going through all
 * pairs.
 *
 * Sources: A. Broder, "On the resemblance and containment of documents", 1997 (MinHash);
 * P. Indyk, R. Motwani, "Approximate nearest neighbors", 1998 (LSH).
 *
 * @module
 */

/** Bands of two hashes each: two texts with a tenth in common mostly share one. */
const bands = 64;
/** Texts in a bucket of which every pair is looked at; of more, each and its neighbours. */
const fewInBucket = 24;
/** Texts that share a fingerprint at most, for it to be told as rare. */
const rare = 6;
/** Rare fingerprints that two texts must share. */
const rareShared = 3;

/** Calls back once for each pair `a < b` of indexes. */
export class Pairs {
  readonly #seen = new Set<number>();

  constructor(readonly count: number) {}

  add(a: number, b: number): void {
    if (a !== b) this.#seen.add(Math.min(a, b) * this.count + Math.max(a, b));
  }

  /** Pairs of a bucket: all of a small one, neighbours in a large one. */
  addBucket(members: readonly number[]): void {
    for (let i = 0; i < members.length; i++) {
      const end = Math.min(members.length, i + fewInBucket);
      for (let k = i + 1; k < end; k++) this.add(members[i]!, members[k]!);
    }
  }

  *[Symbol.iterator](): Generator<[number, number]> {
    for (const key of this.#seen) yield [Math.floor(key / this.count), key % this.count];
  }
}

/**
 * Pairs of texts that may have much in common.
 *
 * @param texts their fingerprints, each once, what is common to the class left out
 */
export function textCandidates(texts: readonly (readonly number[])[]): Pairs {
  const pairs = new Pairs(texts.length);
  const buckets = new Map<number, number[]>();
  for (const [i, prints] of texts.entries()) {
    if (prints.length === 0) continue;
    for (const key of bandsOf(prints)) put(buckets, key, i);
  }
  for (const members of buckets.values()) pairs.addBucket(members);
  // A copied paragraph in two long reports is little of each: rare fingerprints tell.
  const owners = new Map<number, number[]>();
  for (const [i, prints] of texts.entries()) {
    for (const print of prints) put(owners, print, i);
  }
  const shared = new Map<number, number>();
  for (const members of owners.values()) {
    if (members.length < 2 || members.length > rare) continue;
    for (let i = 0; i < members.length; i++) {
      for (let k = i + 1; k < members.length; k++) {
        const key = members[i]! * texts.length + members[k]!;
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
    }
  }
  for (const [key, count] of shared) {
    if (count >= rareShared) {
      pairs.add(Math.floor(key / texts.length), key % texts.length);
    }
  }
  return pairs;
}

/** Keys of the buckets that a text falls into. */
function bandsOf(prints: readonly number[]): Float64Array {
  const least = new Uint32Array(bands * 2).fill(0xFFFFFFFF);
  for (const print of prints) {
    const seed = (print % 0x100000000) ^ Math.floor(print / 0x10000);
    for (let i = 0; i < least.length; i++) {
      let hash = Math.imul(seed ^ (i * 0x9E3779B9), 0x85EBCA6B);
      hash = Math.imul(hash ^ (hash >>> 13), 0xC2B2AE35);
      hash = (hash ^ (hash >>> 16)) >>> 0;
      if (hash < least[i]!) least[i] = hash;
    }
  }
  const keys = new Float64Array(bands);
  for (let band = 0; band < bands; band++) {
    const mixed = Math.imul(least[band * 2]!, 0x9E3779B1) ^ least[band * 2 + 1]!;
    keys[band] = band * 0x100000000 + (mixed >>> 0);
  }
  return keys;
}

/**
 * Pairs of pictures whose hashes differ in at most 3 bits, and some of those that differ in
 * more: with 64 bits in four parts, one part is equal.
 */
export function pictureCandidates(hashes: readonly string[]): Pairs {
  const pairs = new Pairs(hashes.length);
  const buckets = new Map<number, number[]>();
  for (const [i, hash] of hashes.entries()) {
    for (let part = 0; part < 4; part++) {
      const bits = parseInt(hash.slice(part * 4, part * 4 + 4), 16);
      put(buckets, part * 0x10000 + bits, i);
    }
  }
  for (const members of buckets.values()) pairs.addBucket(members);
  return pairs;
}

function put(buckets: Map<number, number[]>, key: number, member: number): void {
  const members = buckets.get(key);
  if (members) members.push(member);
  else buckets.set(key, [member]);
}
