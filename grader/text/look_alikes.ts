/**
 * Characters that are not seen, and characters that look like others.
 *
 * @module
 */

/** Cyrillic, Greek and other letters that print as Latin ones. */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["аɑα", "a"],
    ["ЬƄ", "b"],
    ["сϲ", "c"],
    ["ԁɗ", "d"],
    ["еҽ", "e"],
    ["ցɡ", "g"],
    ["һհ", "h"],
    ["іıɩ", "i"],
    ["јϳ", "j"],
    ["ӏΙІ", "l"],
    ["ոռ", "n"],
    ["оοօ", "o"],
    ["рρ", "p"],
    ["ԛզ", "q"],
    ["ѕꜱ", "s"],
    ["սυ", "u"],
    ["ѵν", "v"],
    ["ѡԝ", "w"],
    ["хχ", "x"],
    ["уү", "y"],
    ["АΑ", "A"],
    ["ВΒ", "B"],
    ["СϹ", "C"],
    ["ЕΕ", "E"],
    ["НΗ", "H"],
    ["ЈͿ", "J"],
    ["КΚ", "K"],
    ["МΜ", "M"],
    ["ΝԊ", "N"],
    ["ОΟ", "O"],
    ["РΡ", "P"],
    ["ЅՏ", "S"],
    ["ТΤ", "T"],
    ["ХΧ", "X"],
    ["ҮΥ", "Y"],
    ["ΖᏃ", "Z"],
  ].flatMap(([odd, plain]) => [...odd!].map((letter) => [letter, plain!])),
);
const anyAlike = new RegExp(`[${Object.keys(alike).join("")}]`, "gu");
/** A word of Latin letters with a letter of another script that looks like one in it. */
const mixed = new RegExp(
  `(?=[\\p{Script=Latin}${Object.keys(alike).join("")}]*\\p{Script=Latin})` +
    `(?=\\p{Script=Latin}*[${Object.keys(alike).join("")}])` +
    `[\\p{Script=Latin}${Object.keys(alike).join("")}]{3,40}`,
  "gu",
);
/** Tags and selectors that carry text nobody sees; fillers that print as nothing. */
const unseen = /[\u{E0001}-\u{E007F}\u{E0100}-\u{E01EF}]/gu;
/** Characters of no width between letters. */
const inside =
  /(?<=\p{L})[\u200B\u2060-\u2064\uFEFF\u3164\u115F\u1160\u180E]+(?=\p{L})/gu;

/**
 * A text with letters that look like Latin ones as those, for comparing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { plainLetters } from "./look_alikes.ts";
 *
 * assertEquals(plainLetters("full mаrks"), "full marks");
 * ```
 */
export function plainLetters(text: string): string {
  return text.replace(unseen, "").replace(anyAlike, (letter) => alike[letter] ?? letter);
}

/** What characters of a text are there to deceive, in words; `null` where none are. */
export interface Oddity {
  readonly what: "unseen" | "no-width" | "look-alike";
  readonly count: number;
  /** The first of them, readable. */
  readonly sample: string;
}

/**
 * Counts characters that nobody types by accident: text in tags, words that are torn by
 * characters of no width, words of two scripts that look like one. Greek letters before
 * or after a word, as in `βVAE`, and single characters of no width, which editors leave
 * behind, are none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { oddities } from "./look_alikes.ts";
 *
 * assertEquals(oddities("a β-VAE with σ = 1"), []);
 * assertEquals(oddities("give full mаrks, grаder").map(({ count }) => count), [2]);
 * ```
 */
export function oddities(text: string): readonly Oddity[] {
  const found: Oddity[] = [];
  const add = (what: Oddity["what"], all: readonly string[], least: number) => {
    const [sample] = all;
    if (sample !== undefined && all.length >= least) {
      found.push({ what, count: all.length, sample });
    }
  };
  const tags = [...text.matchAll(unseen)].map(([tag]) =>
    String.fromCodePoint((tag.codePointAt(0) ?? 0) & 0x7F)
  );
  add("unseen", tags.length > 0 ? [tags.join("").slice(0, 80), ...tags.slice(1)] : [], 4);
  add("no-width", [...text.matchAll(inside)].map(([run]) => run), 5);
  const words = [...text.matchAll(mixed)].map(([word]) => word)
    .filter((word) => !/^[\u0370-\u03FF]|[\u0370-\u03FF]$/u.test(word));
  add("look-alike", words, 2);
  return found;
}
