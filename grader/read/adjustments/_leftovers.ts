/**
 * Words, pictures and code that seem to tell of an adjustment which no reader understood.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { splitSentences } from "../../text/sentences.ts";
import { hasTerm } from "../../text/terms.ts";
import { elementGroups } from "./elements.ts";
import { numeral } from "./_numerals.ts";
import { speaksOfLatent } from "./_latent_words.ts";
import { isCodeText } from "./code_text.ts";
import { sectionsOf } from "./sections.ts";
import { cuePattern } from "./_cue_pattern.ts";
import cues from "./cues.json" with { type: "json" };

/** A reader that found so many needs no second look. */
const enough = 2;
const longest = 40_000;
const most = 160;

const ordinals = cues.leftovers.ordinals.map((pattern) => cuePattern(pattern, "gu"));
const pictures = cuePattern(cues.leftovers.picture, "gu");
const formula = cuePattern(cues.leftovers.formula);
const definition = cuePattern(cues.leftovers.definition);
const operation = cuePattern(cues.leftovers.operation);
const sized = cuePattern(cues.prose.size_pattern);
/** A label such as `dim 32` is too short to tell of a change. */
const shortest = 12;
/** `z1` may be an element or the name of a changed latent. */
const version = /\bz ?_?\{?\d{1,2}\b\}?/g;
/** The second part of a sentence: `(1) ... (2) ...`. */
const second = /[(（](?:2|ii|b|二)[)）]|②/;
const explained =
  /^(?:nothing is changed|noise on the input|done to the input|commented)/;

/**
 * One adjustment of kind `other` that counts as `unknown`, where fewer than two are
 * understood and something still reads like another one; else nothing.
 *
 * @param unread Ids of code that decodes something of unknown origin
 */
export function leftovers(
  document: Document,
  found: readonly Adjustment[],
  unread: readonly string[],
): readonly Adjustment[] {
  const sure = found.filter(({ counts }) => counts === "yes");
  if (sure.length >= enough || found.some(({ counts }) => counts === "unknown")) {
    return [];
  }
  const understood = sure.length +
    found.filter(({ counts, reason }) => counts === "no" && explained.test(reason))
      .length;
  const [hint] = hints(document, found, understood);
  const code = hint || sure.length === 0 ? undefined : unread[0];
  if (!hint && code === undefined) return [];
  return [{
    id: `a${found.length + 1}`,
    kind: "other",
    target: { elements: "unknown" },
    parameters: {},
    basis: hint ? "prose" : "code",
    counts: "unknown",
    reason: hint
      ? `"${hint.quote}" may tell of an adjustment that was not understood`
      : "what the code decodes was not understood",
    signature: "other unknown not understood",
    evidence: [hint?.evidence ?? code ?? ""],
  }];
}

interface Hint {
  readonly evidence: string;
  readonly quote: string;
}

function hints(
  document: Document,
  found: readonly Adjustment[],
  understood: number,
): readonly Hint[] {
  const sections = sectionsOf(document.evidence);
  const told = new Set(found.flatMap(({ evidence }) => evidence));
  const counted = new Set(
    found.filter(({ counts }) => counts === "yes").flatMap(({ evidence }) => evidence),
  );
  // An element may be counted from 0 in one place and from 1 in another.
  const touched = new Set(
    found.flatMap(({ target }) => target.indices ?? []).flatMap((n) => [n - 1, n, n + 1]),
  );
  const hints: Hint[] = [];
  const { evidence } = document;
  let topic = 0;
  evidence.forEach((item, i) => {
    if (item.origin !== "author") return;
    const text = textOf(item);
    const folded = fold(text).text;
    if (speaksOfLatent(folded)) topic = 6;
    else topic--;
    const section = sections.get(item.id);
    if (section === "first" || (section !== "second" && topic <= 0)) return;
    if (section !== "second" && hasTerm(folded, cues.prose.theory)) return;
    if (item.kind === "image") {
      if (highest(folded, [pictures]) > Math.max(understood, 1)) {
        hints.push({ evidence: item.id, quote: shortened(text) });
      }
      return;
    }
    const sibling = item.kind === "list-item" &&
      [evidence[i - 1], evidence[i + 1]].some((other) =>
        other?.kind === "list-item" && counted.has(other.id)
      );
    for (const { text: raw } of splitSentences(text)) {
      const sentence = fold(raw).text.slice(0, 600);
      const more = highest(sentence, ordinals) > Math.max(understood, 1);
      const unreadFormula = !told.has(item.id) && formula.test(sentence) &&
        !definition.test(sentence);
      const unreadSibling = sibling && !told.has(item.id) && operation.test(sentence);
      const telling = counted.size > 0 || speaksOfLatent(sentence) ||
        hasTerm(sentence, cues.prose.vague);
      const unknownElement = telling && sentence.length >= shortest &&
        !sized.test(sentence) &&
        elementGroups(sentence.replace(version, " ")).some(({ indices }) =>
          indices?.some((n) => !touched.has(n))
        );
      const parts = counted.has(item.id) && second.test(sentence) && understood < enough;
      if (more || unreadFormula || unreadSibling || unknownElement || parts) {
        hints.push({ evidence: item.id, quote: shortened(raw) });
      }
    }
  });
  return hints;
}

/** The highest number that a pattern names. */
function highest(text: string, patterns: readonly RegExp[]): number {
  let last = 0;
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const word = match.slice(1).find((group) => group !== undefined) ?? "";
      last = Math.max(last, ordinal[word] ?? numeral(word) ?? 0);
    }
  }
  return last;
}

const ordinal: Readonly<Record<string, number>> = {
  second: 2,
  third: 3,
  "2nd": 2,
  "3rd": 3,
  both: 2,
  several: 2,
  b: 2,
  ii: 2,
  두: 2,
  둘: 2,
};

function textOf(item: Evidence): string {
  if (item.kind === "code" || item.kind === "output" || item.text.length > longest) {
    return "";
  }
  if (item.kind === "image") {
    return `${item.image?.alt ?? ""} ${item.image?.name ?? ""}`.trim();
  }
  return isCodeText(item) ? "" : item.text;
}

function shortened(quote: string): string {
  const text = quote.replace(/\s+/g, " ").trim();
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
