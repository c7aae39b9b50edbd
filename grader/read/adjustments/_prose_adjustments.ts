/**
 * Changes of latents in prose, lists, tables, captions and recognised text.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { AdjustmentKind, Answer } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { splitSentences } from "../../text/sentences.ts";
import { findTerms, hasTerm } from "../../text/terms.ts";
import type { Candidate } from "./_candidate.ts";
import { elementGroups, type Elements, elementsIn } from "./elements.ts";
import { clauseOf, type Mention, mentionsIn } from "./_mentions.ts";
import { latentPlaces, speaksOfLatent } from "./_latent_words.ts";
import { isExample } from "./code_text.ts";
import { parted, wordsOf } from "./_prose_pieces.ts";
import { lettersOf } from "./_told_latents.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { cuePattern } from "./_cue_pattern.ts";
import cues from "./cues.json" with { type: "json" };

const words = cues.prose;
const sentenceLimit = 600;
const reportLimit = 60_000;
const planned = new RegExp(words.plan_pattern, "u");
/** `e17` in `z + 3 e17`. */
const unitVector = /^e_?\{?[\di]/;
const pictured = cuePattern(words.picture_pattern, "gu");
const sized = new RegExp(words.size_pattern, "u");

interface Surroundings {
  readonly item: Evidence;
  readonly section: Section;
  /** A latent is the topic here. */
  readonly topical: boolean;
  /** The VAE's own noise is the topic here. */
  readonly theoretical: boolean;
  readonly letters: readonly string[];
  /** What the report says, folded: the values of letters may stand anywhere. */
  readonly report: string;
  /** The text before, folded. */
  readonly before: string;
  /** The text that leads a list, folded. */
  readonly lead: string;
}

/** Every change of a latent that words tell of, also those that do not count. */
export function proseAdjustments(document: Document): readonly Candidate[] {
  const sections = sectionsOf(document.evidence);
  const letters = lettersOf(document.evidence);
  const report = document.evidence.map(wordsOf).map((text) => fold(text).text)
    .join("\n").slice(0, reportLimit);
  const found: Candidate[] = [];
  let recent: string[] = [];
  let lead = "";
  for (const item of document.evidence) {
    const text = wordsOf(item);
    if (text === "") continue;
    const folded = fold(text).text;
    const section = sections.get(item.id) ?? "none";
    const around = [...recent, folded];
    const topical = around.some((part) => speaksOfLatent(part));
    const theory = hasTerm(folded, words.theory);
    for (const part of parted(text, section)) {
      found.push(...itemAdjustments(part.text, {
        item,
        section: part.section,
        letters,
        report,
        before: (recent.at(-1) ?? "").slice(-300),
        lead: lead.slice(-300),
        topical: part.section === "second" || topical,
        theoretical: part.section === "first" || (part.section !== "second" && theory),
      }));
    }
    if (item.kind !== "list-item") lead = folded;
    recent = item.kind === "heading" ? [folded] : [...recent.slice(-2), folded];
  }
  return found;
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
  const mentions = mentionsIn(sentence, around.letters, around.report);
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
    speaksOfLatent(sentence) && severalSizes(sentence) && isSize(sentence, named)
  ) {
    return [candidate("other", {}, named, "", "no", "another latent size", around)];
  }
  if (!hasTerm(sentence, words.vague) || !around.topical || around.theoretical) return [];
  if (!speaksOfLatent(sentence) && named.indices === null) return [];
  if (planned.test(sentence) || hasTerm(sentence, words.otherObject)) return [];
  if (/\?\s*$/.test(sentence)) return [];
  if (hasTerm(sentence, words.image) && named.indices === null) {
    return [
      candidate("other", {}, named, "", "no", "noise on the input picture", around),
    ];
  }
  if (isSize(sentence, named)) {
    return [candidate("other", {}, named, "", "no", "another latent size", around)];
  }
  const reason = "no operation is named";
  return [candidate("other", {}, named, "", "unknown", reason, around)];
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
    : mention.formula
    ? { ...inClause, elements: unitVector.test(mention.detail) ? "some" : "all" } as const
    : inClause;
  const here = speaksOfLatent(sentence);
  const onLatent = here || speaksOfLatent(before) ||
    (around.item.kind === "list-item" && speaksOfLatent(around.lead));
  const onElement = hasTerm(clause, words.element) || named.indices !== null ||
    named.subset !== undefined;
  const { kind, parameters, detail } = mention;
  const groups = elementGroups(clause);
  const make = (counts: Answer, reason: string) =>
    (groups.length > 1 ? groups : [named]).map((elements) =>
      candidate(
        ...valued(kind, parameters, elements.value),
        elements,
        detail,
        counts,
        reason,
        around,
        mention.direction,
      )
    );
  const noisy = mention.kind === "add-noise" || mention.kind === "mix-noise";
  if (!mention.formula && named.indices === null && onInput(mention, clause, sentence)) {
    return make("no", noisy ? "noise on the input picture" : "done to the input picture");
  }
  if (
    isSize(named.elements === "all" ? clause : sentence, named) &&
    ["set", "scale", "add", "sweep"].includes(mention.kind)
  ) {
    return make("no", "another latent size");
  }
  if (
    hasTerm(clause, words.otherObject) && !onElement && !speaksOfLatent(clause)
  ) return [];
  if (!around.topical || (!onLatent && !onElement && around.section !== "second")) {
    return [];
  }
  if (noisy && hasTerm(sentence, words.training)) {
    return make("no", "part of the training");
  }
  const exact = named.indices !== null || Object.keys(parameters).length > 0;
  const unsized = mention.formula && parameters["ratio"] === 1;
  const ofModel = noisy && (
    (!exact && hasTerm(sentence, words.variational)) ||
    (unsized && around.section !== "second")
  );
  if (around.theoretical || ofModel) {
    // Context alone is no proof: who sets element 7 to 3 may well have done so.
    const exactly = named.indices !== null ||
      (around.section !== "first" && exact && !unsized);
    const sure = !exactly || hasTerm(sentence, words.theory);
    return make(
      sure ? "no" : "unknown",
      sure
        ? "said of the variational autoencoder, not done to an encoded picture"
        : "it may be said of the variational autoencoder",
    );
  }
  if (planned.test(sentence)) return make("no", "a plan or a possibility");
  if (isExample(`${before} ${sentence}`)) return make("unknown", "offered as an example");
  if (idle(mention)) return make("no", "nothing is changed by it");
  if (/\?\s*$/.test(sentence)) return make("no", "a question");
  const fixed = mention.formula && exact;
  if (mention.kind === "interpolate" && !onElement && !fixed) {
    return make("unknown", "a walk between two latents");
  }
  const whole = named.elements === "all" &&
    (around.section === "second" || onLatent || onElement);
  const partial = named.subset !== undefined && around.section === "second";
  if (mention.formula || here || named.indices !== null || whole || partial) {
    return make("yes", "said of the latent");
  }
  const told = noisy || named.elements !== "unknown" ||
    Object.keys(parameters).length > 0;
  const spoken = noisy || onElement ||
    (around.section === "second" && Object.keys(parameters).length > 0);
  if (onLatent && spoken) return make("yes", "said of the latent");
  return told || onLatent ? make("unknown", "what is changed is not named") : [];
}

/** Whether the input picture stands nearer to the operation than a latent does. */
function onInput(mention: Mention, clause: string, sentence: string): boolean {
  const offset = Math.max(0, sentence.indexOf(clause));
  const [start, end] = [mention.start - offset, mention.end - offset];
  const distance = (found: { start: number; end: number }) =>
    Math.max(0, found.start - end, start - found.end);
  const nearest = (places: readonly { start: number; end: number }[]) =>
    Math.min(Infinity, ...places.map(distance));
  const pictures = nearest([
    ...findTerms(clause, words.image),
    ...[...clause.matchAll(pictured)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
    })),
  ]);
  return pictures < nearest(latentPlaces(clause));
}

/** Kind and parameters where each of several elements has a value of its own. */
function valued(
  kind: AdjustmentKind,
  parameters: Readonly<Record<string, number>>,
  value: number | undefined,
): readonly [AdjustmentKind, Readonly<Record<string, number>>] {
  const [name, ...more] = Object.keys(parameters);
  if (value === undefined || name === undefined || more.length > 0) {
    return [kind, parameters];
  }
  if (kind === "set" && value === 0) return ["zero", {}];
  if (kind === "scale" && value === -1) return ["negate", {}];
  const negative = (parameters[name] ?? 0) < 0 && value > 0 && kind === "add";
  return [kind, { [name]: negative ? -value : value }];
}

function candidate(
  kind: AdjustmentKind,
  parameters: Readonly<Record<string, number>>,
  named: Elements,
  detail: string,
  counts: Answer,
  reason: string,
  { item }: Surroundings,
  direction?: string,
): Candidate {
  const caption = item.kind === "image" ||
    new RegExp(cues.caption, "iu").test(fold(item.text).text);
  return {
    kind,
    elements: named.elements,
    indices: named.indices,
    ordinal: named.ordinal,
    ...(named.subset ? { subset: named.subset } : {}),
    ...(direction ? { direction } : {}),
    parameters,
    detail,
    basis: item.via === "ocr" ? "ocr" : caption ? "caption" : "prose",
    counts,
    reason,
    evidence: item.id,
  };
}
