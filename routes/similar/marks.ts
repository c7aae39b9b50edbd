/**
 * Of passages that both texts have, the words that are the same: between them may stand a
 * few words that somebody changed.
 *
 * @module
 */
import { type Word, wordsOf } from "../../gradebook/similar/fingerprints.ts";
import type { Passage, PassageSide } from "../../gradebook/similar/similar_pairs.ts";
import type { Mark } from "./spans.ts";

/** Equal words in a row, at least: fewer are chance. */
const fewest = 3;
/** Pairs of words that are looked at in a passage; a longer one is marked whole. */
const mostPairs = 4e6;

/** Marks of both sides. */
export interface Marks {
  readonly left: readonly Mark[];
  readonly right: readonly Mark[];
}

/**
 * Marks what both have.
 *
 * @param left pieces of the text that `a` of the passages stands in
 * @param right pieces of the text that `b` stands in
 */
export function marksOf(
  left: readonly string[],
  right: readonly string[],
  passages: readonly Pick<Passage, "a" | "b">[],
): Marks {
  const [ours, theirs] = [wordsOf(left), wordsOf(right)];
  const marks: { left: Mark[]; right: Mark[] } = { left: [], right: [] };
  for (const [i, { a, b }] of passages.entries()) {
    const own = within(ours, a);
    const other = within(theirs, b);
    const same = sameWords(own, other);
    marks.left.push(...joined(own, same.map(([at]) => at), i + 1));
    marks.right.push(...joined(other, same.map(([, at]) => at), i + 1));
  }
  return marks;
}

function within(words: readonly Word[], { from, to }: PassageSide): Word[] {
  const after = (word: Word) =>
    word.piece > from.piece || (word.piece === from.piece && word.start >= from.offset);
  const before = (word: Word) =>
    word.piece < to.piece || (word.piece === to.piece && word.end <= to.offset);
  return words.filter((word) => after(word) && before(word));
}

/** Indexes of words that are equal in both, in order: a longest common subsequence. */
function sameWords(
  a: readonly Word[],
  b: readonly Word[],
): readonly (readonly [number, number])[] {
  if (a.length * b.length > mostPairs) {
    const most = Math.min(a.length, b.length);
    return Array.from({ length: most }, (_, i) => [i, i] as const);
  }
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let k = b.length - 1; k >= 0; k--) {
      const at = i * width + k;
      lengths[at] = a[i]!.hash === b[k]!.hash
        ? lengths[at + width + 1]! + 1
        : Math.max(lengths[at + width]!, lengths[at + 1]!);
    }
  }
  const same: [number, number][] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length;) {
    const at = i * width + k;
    if (a[i]!.hash === b[k]!.hash) same.push([i++, k++]);
    else if (lengths[at + width]! >= lengths[at + 1]!) i += 1;
    else k += 1;
  }
  return same.filter((_, n) => rowLength(same, n) >= fewest);
}

/** Number of pairs that follow each other without a gap around one of them. */
function rowLength(same: readonly (readonly [number, number])[], n: number): number {
  const follows = (x: number) => {
    const [one, next] = [same[x], same[x + 1]];
    return one && next && next[0] === one[0] + 1 && next[1] === one[1] + 1;
  };
  let length = 1;
  for (let x = n - 1; length < fewest && follows(x); x--) length += 1;
  for (let x = n; length < fewest && follows(x); x++) length += 1;
  return length;
}

/** Words next to each other in one piece are one mark. */
function joined(
  words: readonly Word[],
  marked: readonly number[],
  passage: number,
): Mark[] {
  const marks: { passage: number; piece: number; start: number; end: number }[] = [];
  let before = -2;
  for (const at of marked) {
    const { piece, start, end } = words[at]!;
    const last = marks.at(-1);
    if (last && at === before + 1 && last.piece === piece) last.end = end;
    else marks.push({ passage, piece, start, end });
    before = at;
  }
  return marks;
}
