/**
 * Labels that speak of an adjustment by what the report itself calls it: its index
 * ("index 6"), its tag ("B"), its parameter ("k = 3"), its own words ("swap").
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";
import type { Adjustment } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { type LabelRole, labelRole } from "./label_role.ts";
import words from "./adjustment_words.json" with { type: "json" };

/** Reads a label by the report's own names for its adjustments; `null`: none fits. */
export type NamedAdjustments = (label: string) => LabelRole | null;

const longestText = 6000;
const any = (list: readonly string[]) =>
  list.map((word) => fold(word).text).sort((a, b) => b.length - a.length).join("|");
const parts = any(words.parts);
const heads = any(words.heads);
const generic = new Set(words.generic.map((word) => fold(word).text));
const numerals: Readonly<Record<string, string>> = words.numerals;
const tag = `[a-h]|[1-9]|[${Object.keys(numerals).join("")}]|i{1,3}|iv`;

/** `index 6`, `ch3 x4`, `第 6 维`, `z[6]`, `z6`. */
const indexed = new RegExp(
  `(?:^|[^a-z])(?:${parts}|z|h|c|e) ?[#_\\[:]* ?(?:0, ?)?(\\d{1,5})(?![\\d.])|第 ?(\\d{1,5}) ?(?:维|个|号|格|通道)|` +
    `(?:^|\\D)(\\d{1,5})(?:st|nd|rd|th|번|番)`,
  "gu",
);
const valued =
  /^([a-zα-ω]{1,8}) ?[=:] ?([-+]?\d{0,4}(?:\.\d{1,4})?)(?: ?(?:std|σ|sigma|%))?$/u;
const defined = new RegExp(
  `(?:^|[\\s,;。:(>*-])(?:(?:${heads}) ?)?[(]?(${tag})(?:[)] ?[.:]?|[.:、=]) ?(?=(.{2,90}))`,
  "gu",
);
const tagged = new RegExp(`^(?:(?:${heads}) ?)?[#(（]? ?(${tag}) ?[)）.:]?$`, "u");
/** `x with (a)`, `after (1)`, `(b) z * 3`. */
const bracketed = new RegExp(
  `(?:^|[ \\p{Script=Han}])\\((${tag})\\)(?:$|[ \\p{Script=Han}:])`,
  "u",
);
/** `①` -> `(1)`. */
const circled = (text: string) =>
  text.replace(/[\u2460-\u2468]/g, (c) => `(${c.charCodeAt(0) - 0x245f})`);

/**
 * Collects what a report calls its adjustments.
 *
 * @param document all evidence; only what the adjustments stand on is read
 * @param adjustments those that count or may count
 */
export function adjustmentWords(
  document: Document,
  adjustments: readonly Adjustment[],
): NamedAdjustments {
  const counted = adjustments.filter(({ counts }) => counts !== "no");
  const ids = new Set(counted.flatMap(({ evidence }) => evidence));
  const texts = document.evidence
    .filter((e) => ids.has(e.id) && e.origin === "author" && e.kind !== "image")
    .map((e) => fold(e.text.slice(0, longestText)).text);
  if (texts.length === 0) return () => null;
  const tags = tagsOf(document, ids);
  const names = parametersOf(texts);
  const known = new Map<string, LabelRole | null>();
  const read = (label: string): LabelRole | null => {
    const folded = fold(circled(label).replace(/_/g, " ")).text.replace(
      /[\s:。.,]+$/u,
      "",
    )
      .trim();
    if (folded === "" || folded.length > 60) return null;
    return byTag(folded, tags) ?? byValue(folded, names) ??
      byIndex(folded, counted) ?? byWords(folded, texts);
  };
  return (label) => {
    if (!known.has(label)) known.set(label, read(label));
    return known.get(label) ?? null;
  };
}

function named(key: string, confidence: number): LabelRole {
  return { role: "adjusted", confidence, several: false, key };
}

/** Tags that a line defines as a change: `A. z + 3e`, `(1) z[9] = -z[9]`. */
function tagsOf(document: Document, ids: ReadonlySet<string>): ReadonlySet<string> {
  const tags = new Set<string>();
  for (const e of document.evidence) {
    if (!ids.has(e.id) || e.kind === "code" || e.origin !== "author") continue;
    for (const line of e.text.slice(0, longestText).split("\n")) {
      for (const match of fold(circled(line)).text.matchAll(defined)) {
        const starts = match.index < 6;
        if (starts || labelRole(match[2]!).role === "adjusted") {
          tags.add(plainTag(match[1]!));
        }
      }
    }
  }
  return tags;
}

function plainTag(text: string): string {
  return numerals[text] ?? ({ i: "1", ii: "2", iii: "3", iv: "4" }[text] ?? text);
}

function byTag(folded: string, tags: ReadonlySet<string>): LabelRole | null {
  const match = folded.match(tagged) ?? onlyOne(folded);
  const name = match && plainTag(match[1]!);
  return name && tags.has(name) ? named(`tag ${name}`, 0.8) : null;
}

/** The one tag in brackets of a label; a sentence on two of them is no label. */
function onlyOne(folded: string): RegExpMatchArray | null {
  const found = folded.match(bracketed);
  const more = found && bracketed.test(folded.slice(found.index! + 2));
  return found && !more && folded.length <= 32 ? found : null;
}

/** Names that stand in the formulas of adjustments: `k` of `z[13] += k`. */
function parametersOf(texts: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of texts) {
    const formulas = text.matchAll(
      /(?:^|[^a-z])(?:z|h|c|latent|code)(?:[_ ]?[a-z0-9]{1,4})?(?:\[[^\]]{1,24}\])* ?[-+*×/]?=? ?[-+*×]? ?([^\n。;]{1,60})/gu,
    );
    for (const formula of formulas) {
      if (!/[-+*×=]/.test(formula[0])) continue;
      for (
        const name of formula[1]!.matchAll(
          /(?<![a-zα-ω.])([a-zα-ω]{1,8})(?![a-zα-ω(.])/gu,
        )
      ) {
        names.add(spelled(name[1]!));
      }
    }
  }
  for (const name of words.noParameters) names.delete(name);
  return names;
}

/** One spelling for a Greek letter and its name. */
function spelled(name: string): string {
  return (words.greek as Readonly<Record<string, string>>)[name] ?? name;
}

function byValue(folded: string, names: ReadonlySet<string>): LabelRole | null {
  const match = folded.match(valued);
  if (!match || !/\d/.test(match[2]!) || !names.has(spelled(match[1]!))) return null;
  const key = `parameter ${spelled(match[1]!)}`;
  // Nothing is added, or nothing is mixed in: the latent vector as it is.
  return Number(match[2]) === 0
    ? { role: "reconstruction", confidence: 0.7, several: false, key }
    : named(key, 0.8);
}

function byIndex(folded: string, counted: readonly Adjustment[]): LabelRole | null {
  if (folded.length > 40) return null;
  const holds = (of: Adjustment, at: number) => of.target.indices?.includes(at) ?? false;
  const found = new Set(
    [...folded.matchAll(indexed)].map((match) => Number(match[1] ?? match[2] ?? match[3]))
      .filter((index) => counted.some((of) => holds(of, index) || holds(of, index - 1))),
  );
  // Two of them: a sentence on both, or a range.
  return found.size === 1 ? named(`index ${[...found][0]}`, 0.8) : null;
}

/** All words of a short label stand together where an adjustment is told. */
function byWords(folded: string, texts: readonly string[]): LabelRole | null {
  if (folded.length > 24) return null;
  const list =
    folded.match(/[a-z]{2,}|\p{Script=Han}{2,}|[\u3040-\u30ff\uac00-\ud7af]{2,}/gu) ??
      [];
  const telling = list.filter((word) => !generic.has(word));
  if (telling.length === 0) return null;
  const standIn = (text: string) =>
    telling.every((word) =>
      /[a-z]/.test(word)
        ? new RegExp(`(?<![a-z])${word}(?![a-z])`, "u").test(text)
        : text.includes(word)
    );
  const short = texts.filter((text) => text.length <= 300).some(standIn);
  return short ? named(folded, 0.65) : null;
}
