/**
 * How much two short texts say the same words; for matching lines of marking sheets.
 *
 * @module
 */
import { fold, isCjk } from "../../grader/text/fold.ts";

const empty = new Set(
  "a an the of or and on in to for your you is are be with by based any if it pt pts"
    .split(" "),
);

/** Words of a text and their weights: those before the first colon name the line. */
export function weighedWords(text: string): ReadonlyMap<string, number> {
  const folded = fold(text).text.replace(/\(s\)/g, "");
  const colon = folded.indexOf(":");
  const words = new Map<string, number>();
  const put = (word: string, at: number) => {
    if (empty.has(word)) return;
    words.set(word, Math.max(words.get(word) ?? 0, at < colon ? 2 : 1));
  };
  for (const { 0: run, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (/^[\d]+$/.test(run)) continue;
    const characters = [...run];
    let latin = "";
    for (const [i, character] of characters.entries()) {
      if (!isCjk(character)) {
        latin += character;
        continue;
      }
      if (latin !== "") put(stem(latin), index);
      latin = "";
      const next = characters[i + 1];
      if (next !== undefined && isCjk(next)) put(character + next, index);
    }
    if (latin !== "") put(stem(latin), index);
  }
  return words;
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ies|es|s|y|ity|ed|ing)$/, "") : word;
}

/**
 * Which of several texts a text means: shares of words in common, those that few of the
 * texts have counting more.
 *
 * @returns a share from 0 to 1 for each of `candidates`
 */
export function overlaps(
  text: string,
  candidates: readonly (readonly string[])[],
): readonly number[] {
  const own = weighedWords(text);
  const all = candidates.map((texts) => texts.map(weighedWords));
  const spread = new Map<string, number>();
  for (const texts of all) {
    for (const word of new Set(texts.flatMap((words) => [...words.keys()]))) {
      spread.set(word, (spread.get(word) ?? 0) + 1);
    }
  }
  // A word that no candidate has says little.
  const rarity = (word: string) => spread.has(word) ? 1 / spread.get(word)! : 0.3;
  const whole = (words: ReadonlyMap<string, number>) =>
    [...words].reduce((sum, [word, weight]) => sum + weight * rarity(word), 0);
  return all.map((texts) =>
    Math.max(
      0,
      ...texts.map((words) => {
        let shared = 0;
        for (const [word, weight] of own) {
          const other = words.get(word);
          if (other) shared += Math.max(weight, other) * rarity(word);
        }
        const least = Math.min(whole(own), whole(words));
        return least === 0 ? 0 : Math.min(1, shared / least);
      }),
    )
  );
}

/** Index of the one candidate that stands out; `null`: none does. */
export function standsOut(shares: readonly number[], least = 0.5): number | null {
  const order = shares.map((share, i) => ({ share, i })).toSorted((a, b) =>
    b.share - a.share
  );
  const [first, second] = order;
  if (!first || first.share < least) return null;
  return second && second.share > 0.8 * first.share ? null : first.i;
}
