/**
 * Changes of latents in prose, lists, tables, captions and recognised text.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { AdjustmentKind, Answer } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { splitSentences } from "../../text/sentences.ts";
import { hasTerm } from "../../text/terms.ts";
import type { Candidate } from "./_candidate.ts";
import { elementGroups, type Elements, elementsIn } from "./elements.ts";
import { formulasIn } from "./_formula.ts";
import { isCodeText, isExample } from "./code_text.ts";
import { numeral } from "./_numerals.ts";
import { lineSection, type Section, sectionsOf } from "./sections.ts";
import cues from "./cues.json" with { type: "json" };

const words = cues.prose;
const operations = cues.operations.map(({ kind, patterns }) => ({
  kind: kind as AdjustmentKind,
  patterns: patterns.map((pattern) => new RegExp(pattern, "gu")),
}));
const sentenceLimit = 600;
const planned = new RegExp(words.plan_pattern, "u");
const sized = new RegExp(words.size_pattern, "u");

interface Mention {
  readonly kind: AdjustmentKind;
  readonly start: number;
  readonly end: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly detail: string;
  /** A formula names the latent itself. */
  readonly formula: boolean;
}

interface Surroundings {
  readonly item: Evidence;
  readonly section: Section;
  /** A latent is the topic here. */
  readonly topical: boolean;
  /** The VAE's own noise is the topic here. */
  readonly theoretical: boolean;
  readonly letters: readonly string[];
  /** The text before, folded. */
  readonly before: string;
}

/** Every change of a latent that words tell of, also those that do not count. */
export function proseAdjustments(document: Document): readonly Candidate[] {
  const sections = sectionsOf(document.evidence);
  const letters = lettersOf(document.evidence);
  const found: Candidate[] = [];
  let recent: string[] = [];
  for (const item of document.evidence) {
    const text = wordsOf(item);
    if (text === "") continue;
    const folded = fold(text).text;
    const section = sections.get(item.id) ?? "none";
    const around = [...recent, folded];
    const topical = around.some((part) => hasTerm(part, words.latent));
    const theory = hasTerm(folded, words.theory);
    for (const part of parted(text, section)) {
      found.push(...itemAdjustments(part.text, {
        item,
        section: part.section,
        letters,
        before: (recent.at(-1) ?? "").slice(-300),
        topical: part.section === "second" || topical,
        theoretical: part.section === "first" || (part.section !== "second" && theory),
      }));
    }
    recent = item.kind === "heading" ? [folded] : [...recent.slice(-2), folded];
  }
  return found;
}

/** The text in pieces of one section each. */
function parted(
  text: string,
  start: Section,
): readonly { text: string; section: Section }[] {
  const parts: { lines: string[]; section: Section }[] = [{ lines: [], section: start }];
  for (const line of text.split("\n")) {
    const section = lineSection(line);
    if (section) parts.push({ lines: [line], section });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ lines, section }) => ({ text: lines.join("\n"), section }));
}

function wordsOf(item: Evidence): string {
  if (item.origin !== "author" || item.kind === "output" || item.kind === "code") {
    return "";
  }
  if (item.kind === "image") return item.image?.alt ?? "";
  return isCodeText(item) ? "" : item.text.slice(0, 40_000);
}

/** Letters that the report uses for the latent. */
function lettersOf(evidence: readonly Evidence[]): readonly string[] {
  const letters = new Set<string>();
  const near = new RegExp(cues.formula.letters, "gu");
  for (const item of evidence) {
    if (item.origin !== "author" || item.text.length > 20_000) continue;
    for (const match of fold(item.text).text.matchAll(near)) {
      const letter = match[1] ?? match[2] ?? match[3];
      if (letter) letters.add(letter);
    }
  }
  return [...letters];
}

function itemAdjustments(text: string, around: Surroundings): readonly Candidate[] {
  const found: Candidate[] = [];
  let before = around.before;
  for (const { text: raw } of splitSentences(text)) {
    const sentence = fold(raw).text.slice(0, sentenceLimit);
    found.push(...sentenceAdjustments(sentence, before, around));
    before = sentence;
  }
  return found;
}

function sentenceAdjustments(
  sentence: string,
  before: string,
  around: Surroundings,
): readonly Candidate[] {
  const mentions = mentionsIn(sentence, around.letters);
  const named = elementsIn(sentence);
  if (mentions.length === 0) return vague(sentence, named, around);
  return mentions.flatMap((mention, i) => {
    const clause = clauseOf(sentence, mentions, i);
    return mentionCandidates(mention, clause, sentence, before, around);
  });
}

/** A change without an operation: it may still name elements. */
function vague(
  sentence: string,
  named: Elements,
  around: Surroundings,
): readonly Candidate[] {
  if (
    hasTerm(sentence, words.latent) && severalSizes(sentence) && isSize(sentence, named)
  ) {
    return [candidate("other", named, {}, "", "no", "another latent size", around)];
  }
  if (!hasTerm(sentence, words.vague) || !around.topical || around.theoretical) return [];
  if (!hasTerm(sentence, words.latent) && named.indices === null) return [];
  if (planned.test(sentence) || hasTerm(sentence, words.otherObject)) return [];
  if (/\?\s*$/.test(sentence)) return [];
  if (hasTerm(sentence, words.image) && named.indices === null) {
    return [
      candidate("other", named, {}, "", "no", "noise on the input picture", around),
    ];
  }
  if (isSize(sentence, named)) {
    return [candidate("other", named, {}, "", "no", "another latent size", around)];
  }
  const reason = "no operation is named";
  return [candidate("other", named, {}, "", "unknown", reason, around)];
}

function mentionsIn(sentence: string, letters: readonly string[]): readonly Mention[] {
  const found: Mention[] = formulasIn(sentence, letters).map((
    { start, end, operation },
  ) => ({
    kind: operation.kind,
    start,
    end,
    parameters: operation.parameters,
    detail: operation.detail,
    formula: true,
  }));
  for (const { kind, patterns } of operations) {
    for (const pattern of patterns) {
      for (const match of sentence.matchAll(pattern)) {
        const [start, end] = [match.index, match.index + match[0].length];
        const taken = found.some((other) => start < other.end && other.start < end);
        const spelled = kind === "set" && match.groups?.["v"] === undefined &&
          found.some((other) => other.start >= end && other.start - end <= 8);
        if (taken || spelled || denied(sentence, start)) continue;
        for (const parameters of parametersOf(kind, match, sentence)) {
          found.push({
            kind: kindOf(kind, parameters),
            start,
            end,
            parameters,
            detail: kind === "other" ? match[0].slice(0, 5) : "",
            formula: false,
          });
        }
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function kindOf(
  kind: AdjustmentKind,
  parameters: Readonly<Record<string, number>>,
): AdjustmentKind {
  if (kind === "scale" && parameters["factor"] === -1) return "negate";
  if (kind === "scale" && parameters["factor"] === 0) return "zero";
  if (kind === "set" && parameters["value"] === 0) return "zero";
  return kind;
}

function denied(sentence: string, at: number): boolean {
  const near = sentence.slice(Math.max(0, at - 14), at);
  return /(?:\bnot|n't|\bnever|\bwithout|不|没有?|未|无)\s?(?:\w+ )?$/.test(near);
}

/** The value in the match and those listed after it: `0.2, 0.5 and 0.8`. */
function parametersOf(
  kind: AdjustmentKind,
  match: RegExpMatchArray,
  sentence: string,
): readonly Readonly<Record<string, number>>[] {
  const first = match.groups?.["v"];
  if (kind === "sweep") {
    const [from, to] = [
      numeral(first ?? ""),
      numeral((match.groups?.["w"] ?? "").replace("+", "")),
    ];
    return [from === null || to === null ? {} : { from, to }];
  }
  const spoken = /\bdoubl/.test(match[0]) || match[0] === "加倍" || match[0] === "翻倍"
    ? 2
    : /\btripl/.test(match[0])
    ? 3
    : /\bhalv|减半/.test(match[0])
    ? 0.5
    : null;
  if (spoken !== null) return [{ factor: spoken }];
  if (kind === "negate" || kind === "zero") return [{}];
  const values: number[] = [];
  const list = listAround(sentence, match, first);
  for (const text of list) {
    const value = numeral(text);
    if (value !== null && !values.includes(value)) values.push(value);
  }
  if (values.length === 0) return [{}];
  return values.map((value) => parameter(kind, value, match));
}

function parameter(
  kind: AdjustmentKind,
  value: number,
  match: RegExpMatchArray,
): Readonly<Record<string, number>> {
  if (kind === "mix-noise" || kind === "add-noise") {
    return { ratio: value > 1 && value <= 100 ? value / 100 : value };
  }
  if (kind === "scale") {
    return { factor: /除|divid/.test(match[0]) && value !== 0 ? 1 / value : value };
  }
  return { value: match.groups?.["neg"] ? -value : value };
}

const listed =
  /^(?: ?%)?(?: ?(?:,|、|和|及|跟|与|或|\/|and|or) ?(?:and )?(-?\d+(?:\.\d+)?%?)(?! ?(?:维|个|dim|element)))/u;
const listedBefore =
  /(-?\d+(?:\.\d+)?%?) ?(?:,|、|和|及|跟|与|或|\/|and|or) ?(?:and )?$/u;

function listAround(
  sentence: string,
  match: RegExpMatchArray,
  first: string | undefined,
): readonly string[] {
  if (first === undefined) {
    const percents = [...sentence.matchAll(/\d+(?:\.\d+)?(?=%)/g)].map((m) => `${m[0]}%`);
    const levels = [
      ...sentence.matchAll(
        /(?:std|σ|sigma|scale|level|strength|强度|标准差)[^\d]{0,12}(\d+(?:\.\d+)?)/g,
      ),
    ]
      .map((m) => m[1] ?? "");
    return /noise|噪|杂讯/.test(match[0])
      ? (percents.length > 0 ? percents : levels)
      : [];
  }
  const start = match.index ?? 0;
  const at = start + match[0].indexOf(first);
  const percent = sentence[at + first.length] === "%" ? "%" : "";
  const values = [first + (first.endsWith("%") ? "" : percent)];
  let before = sentence.slice(Math.max(0, at - 60), at);
  for (
    let m = listedBefore.exec(before);
    m && values.length < 12;
    m = listedBefore.exec(before)
  ) {
    values.unshift(m[1] ?? "");
    before = before.slice(0, m.index);
  }
  let after = sentence.slice(at + first.length, at + first.length + 80);
  for (let m = listed.exec(after); m && values.length < 12; m = listed.exec(after)) {
    values.push(m[1] ?? "");
    after = after.slice(m[0].length);
  }
  return values;
}

/** The words that belong to one of several operations in a sentence. */
function clauseOf(sentence: string, mentions: readonly Mention[], i: number): string {
  const mention = mentions[i];
  if (!mention) return sentence;
  let previous = i - 1;
  while (previous >= 0 && mentions[previous]?.start === mention.start) previous--;
  let next = i + 1;
  while (next < mentions.length && mentions[next]?.start === mention.start) next++;
  const from = border(
    sentence,
    mentions[previous]?.end ?? 0,
    mention.start,
    previous >= 0,
  );
  const following = mentions[next];
  const to = following
    ? border(sentence, mention.end, following.start, true)
    : sentence.length;
  return sentence.slice(from, Math.max(to, mention.end));
}

function border(sentence: string, from: number, to: number, split: boolean): number {
  if (!split) return from;
  const between = sentence.slice(from, to);
  let at = -1;
  for (
    const match of between.matchAll(
      /[,;:、，；。]|\band\b|\bthen\b|第(?:一|二|三)(?:种|个)/gu,
    )
  ) {
    at = match.index;
  }
  return at < 0 ? from : from + at;
}

function severalSizes(sentence: string): boolean {
  return new Set([...sentence.matchAll(/(?<![\d.])\d+(?![\d.%])/g)].map(([n]) => n))
    .size > 1;
}

function isSize(sentence: string, named: Elements): boolean {
  return named.indices === null &&
    (hasTerm(sentence, words.size) || sized.test(sentence));
}

function idle({ kind, parameters }: Mention): boolean {
  return (kind === "scale" && parameters["factor"] === 1) ||
    (kind === "add" && parameters["value"] === 0);
}

function mentionCandidates(
  mention: Mention,
  clause: string,
  sentence: string,
  before: string,
  around: Surroundings,
): readonly Candidate[] {
  const inClause = elementsIn(clause);
  const inSentence = elementsIn(sentence);
  const named = inClause.elements !== "unknown"
    ? inClause
    : inSentence.elements !== "unknown" && inSentence.indices !== null &&
        inSentence.indices.length < 12
    ? inSentence
    : inClause;
  const here = hasTerm(sentence, words.latent);
  const onLatent = here || hasTerm(before, words.latent);
  const onElement = hasTerm(clause, words.element) || named.indices !== null;
  const { kind, parameters, detail } = mention;
  const groups = elementGroups(clause);
  const make = (counts: Answer, reason: string) =>
    (groups.length > 1 ? groups : [named]).map((elements) =>
      candidate(kind, elements, parameters, detail, counts, reason, around)
    );
  const noisy = mention.kind === "add-noise" || mention.kind === "mix-noise";
  if (noisy && hasTerm(sentence, words.image) && !hasTerm(clause, words.latent)) {
    return make("no", "noise on the input picture");
  }
  if (
    isSize(named.elements === "all" ? clause : sentence, named) &&
    ["set", "scale", "add", "sweep"].includes(mention.kind)
  ) {
    return make("no", "another latent size");
  }
  if (
    hasTerm(clause, words.otherObject) && !onElement && !hasTerm(clause, words.latent)
  ) return [];
  if (!around.topical || (!onLatent && !onElement && around.section !== "second")) {
    return [];
  }
  if (around.theoretical) {
    return make(
      "no",
      "said of the variational autoencoder, not done to an encoded picture",
    );
  }
  if (planned.test(sentence)) return make("no", "a plan or a possibility");
  if (isExample(`${before} ${sentence}`)) return make("unknown", "offered as an example");
  if (idle(mention)) return make("no", "nothing is changed by it");
  if (/\?\s*$/.test(sentence)) return make("no", "a question");
  if (mention.kind === "interpolate" && !onElement) {
    return make("unknown", "a walk between two latents");
  }
  const whole = named.elements === "all" &&
    (around.section === "second" || onLatent || onElement);
  if (mention.formula || here || named.indices !== null || whole) {
    return make("yes", "said of the latent");
  }
  const told = noisy || named.elements !== "unknown" ||
    Object.keys(parameters).length > 0;
  if (onLatent && (noisy || onElement)) return make("yes", "said of the latent");
  return told || onLatent ? make("unknown", "what is changed is not named") : [];
}

function candidate(
  kind: AdjustmentKind,
  named: Elements,
  parameters: Readonly<Record<string, number>>,
  detail: string,
  counts: Answer,
  reason: string,
  { item }: Surroundings,
): Candidate {
  const caption = item.kind === "image" ||
    new RegExp(cues.caption, "iu").test(fold(item.text).text);
  return {
    kind,
    elements: named.elements,
    indices: named.indices,
    ordinal: named.ordinal,
    parameters,
    detail,
    basis: item.via === "ocr" ? "ocr" : caption ? "caption" : "prose",
    counts,
    reason,
    evidence: item.id,
  };
}
