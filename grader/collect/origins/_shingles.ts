/** Words of a text and the runs of words that it shares with another one. */

import { fold, isCjk, rawRange } from "../../text/fold.ts";

/** A word, a CJK character or a number; offsets are of the raw text, end exclusive. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Tokens of a text after folding; punctuation and markup are none. */
export function tokensOf(raw: string): Token[] {
  const folded = fold(raw);
  const tokens: Token[] = [];
  for (const match of folded.text.matchAll(/[\p{L}\p{N}]+/gu)) {
    let from = match.index;
    const end = match.index + match[0].length;
    // CJK text has no blanks between words: each character is a token.
    for (let at = from; at < end;) {
      const character = String.fromCodePoint(folded.text.codePointAt(at)!);
      const next = at + character.length;
      if (isCjk(character)) {
        if (at > from) tokens.push(token(folded, raw, from, at));
        tokens.push(token(folded, raw, at, next));
        from = next;
      }
      at = next;
    }
    if (end > from) tokens.push(token(folded, raw, from, end));
  }
  return tokens;
}

function token(
  folded: ReturnType<typeof fold>,
  raw: string,
  from: number,
  to: number,
): Token {
  const [start] = rawRange(folded, from, to);
  const [last] = rawRange(folded, to - 1, to);
  const width = raw.codePointAt(last)! > 0xFFFF ? 2 : 1;
  return { text: stem(folded.text.slice(from, to)), start, end: last + width };
}

/** Drops the endings that small edits change: `elements`, `showing`, `adjusted`. */
function stem(word: string): string {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) return word;
  return word.replace(/(?:ments?|ings?|ed|es|s|e)$/, "");
}

/** Numbering and points around a question, which are no words of it. */
const furniture =
  /^(?:\d{1,2}|[a-d]|[ivx]{1,4}|q\d{0,2}|question|problem|pt|point|bonus|ans|answer|题|问|分)$/;

/** Whether a token only numbers or weighs a question. */
export function isFurniture(word: string): boolean {
  return furniture.test(word);
}

/** Shared runs are looked for in runs of this many tokens. */
const width = 3;
/** Tokens between two shared runs that belong to them: a changed word. */
const gap = 2;

/** All runs of a text's tokens. */
export function shinglesOf(tokens: readonly Token[]): Set<string> {
  const runs = new Set<string>();
  for (let i = 0; i + width <= tokens.length; i++) {
    runs.add(tokens.slice(i, i + width).map((one) => one.text).join(" "));
  }
  return runs;
}

/** For each token whether it stands in a run that the other text has too. */
export function sharedTokens(
  tokens: readonly Token[],
  runs: ReadonlySet<string>,
): boolean[] {
  const shared = tokens.map(() => false);
  for (let i = 0; i + width <= tokens.length; i++) {
    if (runs.has(tokens.slice(i, i + width).map((one) => one.text).join(" "))) {
      shared.fill(true, i, i + width);
    }
  }
  for (let i = 1; i < shared.length; i++) {
    if (shared[i] || !shared[i - 1]) continue;
    const next = shared.indexOf(true, i);
    if (next >= 0 && next - i <= gap) shared.fill(true, i, next);
  }
  return shared;
}
