/**
 * What the running text says of numbered figures: "Figure 2 shows z * 3", "圖一為原圖".
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import { fold, rawRange } from "../../text/fold.ts";
import { isPageText } from "./picture_groups.ts";

/** What is said of one figure, and where. */
export interface FigureReference {
  readonly words: string;
  /** Id of the evidence that says so. */
  readonly evidence: string;
}

const word = "(?:figures?|figs?\\.?|images?|pictures?|photos?|图片?|照片)";
const digits = "一二三四五六七八九";
const number = `([1-9]\\d?|[${digits}])`;
const said = new RegExp(
  `${word} ?\\(?${number}\\)?(?: ?(?:and|&|,|、|和|与|跟) ?(?:${word} ?)?\\(?${number}\\)?)? ?` +
    `(?:is|are|was|shows?|gives?|displays?|:|=|分别?[为是]|则?[为是]|(?:的|则)?是)(?:\\s|(?![a-z]))` +
    `\\s*(?=([^.;。;\\n]{2,90}))`,
  "gu",
);
const next = new RegExp(
  `[,、]?\\s*(?:and\\s+)?(?=${word} ?\\(?[1-9${digits}])`,
  "u",
);
const captioned = new RegExp(`^${word}[ _-]*\\(?${number}(?!\\d)`, "u");

/**
 * Sentences on numbered figures, by number; what is said of two figures at once goes to
 * each, with the item of a pair ("(a) and (b)") that is its own.
 *
 * @param document all evidence; only the author's page text is read
 */
export function figureReferences(
  document: Document,
): ReadonlyMap<number, FigureReference> {
  const found = new Map<number, FigureReference>();
  for (const e of document.evidence) {
    if (!isPageText(e) || e.kind === "code" || e.kind === "output") continue;
    const folded = fold(e.text.slice(0, 8000));
    for (const match of folded.text.matchAll(said)) {
      const from = match.index + match[0].length;
      // The sentence goes on to the next figure.
      const own = match[3]!.split(next)[0]!;
      const words = e.text.slice(...rawRange(folded, from, from + own.length));
      const numbers = [match[1], match[2]].filter((n) => n !== undefined).map(valueOf);
      const pair = words.match(
        /(\S{1,16}?)\s*(?:\band\b|、|,|，|和|與|与|跟)\s*(\S{1,16})\s*$/u,
      );
      numbers.forEach((n, i) => {
        if (found.has(n)) return;
        const part = numbers.length === 2 && pair ? pair[i + 1]! : words;
        found.set(n, { words: part.trim(), evidence: e.id });
      });
    }
  }
  return found;
}

/** The number that a caption or a file name gives its figure; `null`: none. */
export function figureNumber(label: string): number | null {
  const match = fold(label).text.match(captioned);
  return match ? valueOf(match[1]!) : null;
}

function valueOf(text: string): number {
  return digits.includes(text) ? digits.indexOf(text) + 1 : Number(text);
}
