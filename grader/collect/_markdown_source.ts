/** Markdown before it is parsed. */

import type { Where } from "../../rubric/evidence.ts";

/** How Markdown stands in its file. */
export interface MarkdownPlace {
  /** Where a slice of the Markdown is, by its offsets. */
  where(start: number, end: number): Where;
  /** Whether the file can begin with front matter. */
  readonly frontMatter: boolean;
}

/** Longest Markdown that is parsed, data URIs not counted; real reports stay far below. */
const longest = 400_000;
/** Most brackets of a kind between two blank lines: parsing them costs their square. */
const most: readonly (readonly [bracket: string, count: number])[] = [
  ["[", 4000],
  ["]", 4000],
  ["<", 10_000],
  ["@", 2000],
];

/** Why a text is not given to the parser; `null` where it is. */
export function hardness(text: string): string | null {
  if (text.length > longest) return `more than ${longest} characters`;
  let counts = most.map(() => 0);
  for (const line of text.split("\n")) {
    if (line.trim() === "") counts = most.map(() => 0);
    if (/^(?:[ \t]{0,8}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){60}/.test(line)) {
      return "lists or quotes nested too deep";
    }
    for (const [i, [bracket, count]] of most.entries()) {
      for (let at = line.indexOf(bracket); at >= 0; at = line.indexOf(bracket, at + 1)) {
        counts[i] = counts[i]! + 1;
      }
      if (counts[i]! > count) return `too many of "${bracket}"`;
    }
  }
  return null;
}

/** Stands for a blank inside an address while the text is parsed. */
export const blankInAddress = "\uE0A0";

/**
 * Rewrites, without changing any length, what editors accept and CommonMark does not:
 * a size in a picture's address (`![](a.png =400x)`) and blanks in it.
 */
export function widelyAccepted(text: string): string {
  return text.replace(
    /(!\[[^\]\n]{0,500}\]\()([^()<>"'\n]{1,500})(?=\))/g,
    (_whole: string, head: string, address: string) => {
      const sized = address.replace(
        /[ \t]+=\d{0,5}%?x?\d{0,5}%?[ \t]*$/,
        (size) => " ".repeat(size.length),
      );
      const bare = sized.trim();
      if (!/[ \t]/.test(bare)) return head + sized;
      const at = sized.indexOf(bare);
      return head + sized.slice(0, at) + bare.replace(/[ \t]/g, blankInAddress) +
        sized.slice(at + bare.length);
    },
  );
}
