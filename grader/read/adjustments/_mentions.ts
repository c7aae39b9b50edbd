/**
 * Operations that a sentence names, with their values.
 *
 * @module
 */
import type { AdjustmentKind } from "../../../rubric/facts.ts";
import { formulasIn } from "./_formula.ts";
import { numeral } from "./_numerals.ts";
import { symbolicMixes } from "./_symbolic_mix.ts";
import { cuePattern } from "./_cue_pattern.ts";
import cues from "./cues.json" with { type: "json" };

const operations = cues.operations.map(({ kind, patterns }) => ({
  kind: kind as AdjustmentKind,
  patterns: patterns.map((pattern) => cuePattern(pattern, "gu")),
}));

/** One operation and where it stands in the folded sentence. */
export interface Mention {
  readonly kind: AdjustmentKind;
  readonly start: number;
  readonly end: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly detail: string;
  /** What a vector that is added stands for, where words tell. */
  readonly direction?: string;
  /** A formula names the latent itself. */
  readonly formula: boolean;
}

/**
 * What folded text says was done, in order; nothing that is denied. `report` is the folded
 * text around, which may give the letters of a formula their values.
 */
export function mentionsIn(
  sentence: string,
  letters: readonly string[],
  report = sentence,
): readonly Mention[] {
  const mixes = symbolicMixes(sentence, letters, report);
  const formulas = formulasIn(sentence, letters).filter(({ start, end }) =>
    !mixes.some((mix) => start < mix.end && mix.start < end)
  );
  const found: Mention[] = formulas.map((
    { start, end, operation },
  ) => ({
    kind: operation.kind,
    start,
    end,
    parameters: operation.parameters,
    detail: operation.detail,
    ...directionOf(operation.kind, sentence.slice(start, end + 24)),
    formula: true,
  }));
  found.push(...mixes);
  for (const { kind, patterns } of operations) {
    for (const pattern of patterns) {
      for (const match of sentence.matchAll(pattern)) {
        const [start, end] = [match.index, match.index + match[0].length];
        const taken = found.some((other) => start < other.end && other.start < end);
        const spelled = kind === "set" && match.groups?.["v"] === undefined &&
          found.some((other) => other.start >= end && other.start - end <= 8);
        const once = kind === "sweep" && moved.test(sentence.slice(0, start).slice(-24));
        if (taken || spelled || once || denied(sentence, start)) continue;
        for (const parameters of parametersOf(kind, match, sentence)) {
          found.push({
            kind: kindOf(kind, parameters),
            start,
            end,
            parameters,
            detail: kind === "other" ? nameOf(match[0]) : "",
            ...directionOf(kind, match[0]),
            formula: false,
          });
        }
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const directions = cues.directions.map(({ name, pattern }) => ({
  name,
  pattern: cuePattern(pattern),
}));
const names = cues.operationNames.map(({ name, pattern }) => ({
  name,
  pattern: cuePattern(pattern),
}));

function directionOf(kind: AdjustmentKind, words: string): { direction?: string } {
  if (kind !== "add") return {};
  const known = directions.find(({ pattern }) => pattern.test(words));
  return known ? { direction: known.name } : {};
}

/** One name for all ways to say one operation: `swap` for 對調 and `exchanged`. */
function nameOf(words: string): string {
  return names.find(({ pattern }) => pattern.test(words))?.name ?? words.slice(0, 5);
}

/** A value that went from one to another was set, not swept. */
const moved = /(?:went|chang\w+|rais\w+|lower\w+|mov\w+|jump\w*)(?: it)? $/;

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

/** `noise (0.2 / 0.5 / 0.8)` */
const following =
  /^[^\da-z.;。]{0,4}[(:=] ?(\d+(?:\.\d+)?%?(?: ?(?:,|、|\/|和|and) ?\d+(?:\.\d+)?%?){0,12})/;

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
    if (!/noise|噪|杂讯/.test(match[0])) return [];
    const end = (match.index ?? 0) + match[0].length;
    const beside = following.exec(sentence.slice(end, end + 80))?.[1]?.match(
      /\d+(?:\.\d+)?%?/g,
    );
    return beside ?? (percents.length > 0 ? percents : levels);
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
export function clauseOf(
  sentence: string,
  mentions: readonly Mention[],
  i: number,
): string {
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
