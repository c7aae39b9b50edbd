/**
 * A text with its shared passages, cut into what is shown.
 *
 * @module
 */

/** A part of a shared passage; offsets are of the piece, end exclusive. */
export interface Mark {
  /** Number of the passage, from 1: the same on both sides. */
  readonly passage: number;
  readonly piece: number;
  readonly start: number;
  readonly end: number;
}

/** A run of text in a passage, or between passages. */
export interface Span {
  readonly text: string;
  /** `null`: it is shared with nobody. */
  readonly passage: number | null;
  /** Where a passage begins: links lead here. */
  readonly first: boolean;
}

/** A piece that is shown, or how much is left out. */
export type Shown =
  | { readonly piece: number; readonly spans: readonly Span[] }
  | { readonly left: number };

/**
 * Cuts pieces at their marks; pieces that are far from any mark are left out.
 *
 * @param around pieces that are shown before and after one with a mark
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { spansOf } from "./spans.ts";
 *
 * const mark = { passage: 1, piece: 0, start: 4, end: 7 };
 * assertEquals(spansOf(["all the rest", "far", "away"], [mark], 0), [
 *   {
 *     piece: 0,
 *     spans: [
 *       { text: "all ", passage: null, first: false },
 *       { text: "the", passage: 1, first: true },
 *       { text: " rest", passage: null, first: false },
 *     ],
 *   },
 *   { left: 7 },
 * ]);
 * ```
 */
export function spansOf(
  pieces: readonly string[],
  marks: readonly Mark[],
  around = 1,
): readonly Shown[] {
  const near = new Set<number>();
  for (const { piece } of marks) {
    for (let i = piece - around; i <= piece + around; i++) near.add(i);
  }
  const seen = new Set<number>();
  const shown: Shown[] = [];
  let left = 0;
  const leave = () => {
    if (left > 0) shown.push({ left });
    left = 0;
  };
  for (const [piece, text] of pieces.entries()) {
    if (!near.has(piece)) {
      left += text.length;
      continue;
    }
    leave();
    const own = marks.filter((mark) => mark.piece === piece);
    shown.push({ piece, spans: cut(text, own, seen) });
  }
  leave();
  return shown;
}

/** Marks may overlap: each character belongs to the passage that reached it first. */
function cut(text: string, marks: readonly Mark[], seen: Set<number>): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { passage, start, end } of marks.toSorted((a, b) => a.start - b.start)) {
    const [from, to] = [Math.max(at, start), Math.min(text.length, end)];
    if (to <= from) continue;
    if (from > at) {
      spans.push({ text: text.slice(at, from), passage: null, first: false });
    }
    spans.push({ text: text.slice(from, to), passage, first: !seen.has(passage) });
    seen.add(passage);
    at = to;
  }
  if (at < text.length) spans.push({ text: text.slice(at), passage: null, first: false });
  return spans;
}
