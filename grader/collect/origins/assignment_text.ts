/**
 * The question's own words in an answer.
 *
 * @module
 */

import type { Document, Evidence } from "../../../rubric/evidence.ts";
import { splitSentences } from "../../text/sentences.ts";
import {
  isFurniture,
  sharedTokens,
  shinglesOf,
  type Token,
  tokensOf,
} from "./_shingles.ts";
import { type Mark, renumber, splitEvidence } from "./split_evidence.ts";

/** Share of a sentence's words that stand in the question in the same order. */
const copied = 0.8;
/** The same for an item of a checklist, which rephrases more. */
const copiedInChecklist = 0.6;
/** Shorter than this is no copy: `Model architecture`. A CJK character is half a word. */
const fewest = 4;
const fewestInChecklist = 2;
/** Share of a question's sentence that a copy holds, where it does not begin like it. */
const held = 0.5;

/** The questions, as copies are compared with them. */
interface Questions {
  readonly runs: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Words of each sentence. */
  readonly sentences: readonly ReadonlySet<string>[];
  /** First two words of each sentence and of each clause that asks for something. */
  readonly heads: ReadonlySet<string>;
}

/**
 * Marks what only copies the question with origin `assignment`: whole evidence, or the
 * sentences of it that do, so that an answer that follows the question in one paragraph
 * stays the author's. Words are compared after folding, in runs of three, so that line
 * breaks, quotes, markup, numbering and small edits do not matter. A sentence that says
 * anything more than the question does stays the author's.
 *
 * Ids are given anew where evidence was split.
 *
 * @param document as collected, a grader's blocks already marked
 * @param questionTexts the questions, and their items, in every language of the course
 */
export function markAssignment(
  document: Document,
  questionTexts: readonly string[],
): Document {
  const questions = readQuestions(questionTexts);
  if (questions.runs.size === 0) return document;
  const { items, echoes } = checklists(document.evidence, questions);
  let changed = false;
  const evidence = document.evidence.flatMap((one, i) => {
    if (!canCopy(one)) return [one];
    const marks = echoes.has(i)
      ? [{ ...whole, end: one.text.length }]
      : copiesIn(one.text, questions, items.has(i));
    if (marks.length === 0) return [one];
    changed = true;
    return splitEvidence(one, marks);
  });
  return changed ? { ...document, evidence: renumber(evidence) } : document;
}

function readQuestions(texts: readonly string[]): Questions {
  const runs = new Set<string>();
  const words = new Set<string>();
  const sentences: Set<string>[] = [];
  const heads = new Set<string>();
  for (const text of texts) {
    const tokens = contentOf(tokensOf(text));
    for (const run of shinglesOf(tokens)) runs.add(run);
    for (const token of tokens) words.add(token.text);
    for (const sentence of splitSentences(text)) {
      const own = contentOf(tokensOf(sentence.text));
      sentences.push(new Set(own.map((token) => token.text)));
      heads.add(headOf(own));
      for (const clause of sentence.text.split(/,|\band\b/i).slice(1)) {
        const asked = contentOf(tokensOf(clause));
        const first = asked[0]?.text ?? "";
        // "the original image" is a caption as well as a clause; "describe the" is none.
        if (
          !/^(?:the|a|an|your|its|their|each|one|two|how)$/.test(first) && !isWide(first)
        ) {
          heads.add(headOf(asked));
        }
      }
    }
  }
  return { runs, words, sentences, heads };
}

function headOf(tokens: readonly Token[]): string {
  return tokens.slice(0, 2).map((token) => token.text).join(" ");
}

function isWide(word: string): boolean {
  return /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word);
}

/** Length of a text in words. */
function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + (isWide(token.text) ? 0.5 : 1), 0);
}

/** Mark of an item in a checklist that goes through the question. */
const whole: Mark = {
  start: 0,
  end: 0,
  origin: "assignment",
  reason: "a checklist of what the question asks",
};

function canCopy(evidence: Evidence): boolean {
  return evidence.origin === "author" && evidence.kind !== "image" &&
    evidence.kind !== "code" && evidence.kind !== "output" &&
    evidence.text.length < 20_000;
}

/** What is known of the items of checklists, by index of evidence. */
interface Checklists {
  /** Items with a tick beside another one. */
  readonly items: ReadonlySet<number>;
  /** Those of a list that goes through the question: short, in the question's words. */
  readonly echoes: ReadonlySet<number>;
}

function checklists(evidence: readonly Evidence[], questions: Questions): Checklists {
  const isItem = (i: number) =>
    /^\s*(?:[-*+•]\s*)?(?:\[[ xX]\]|[√✓✔☑✅☐])/u.test(evidence[i]?.text ?? "");
  const items = new Set<number>();
  const echoes = new Set<number>();
  for (let first = 0; first < evidence.length; first++) {
    let end = first;
    while (end < evidence.length && isItem(end)) end += 1;
    if (end - first >= 2) {
      const run = evidence.slice(first, end);
      const tokens = run.map((one) => contentOf(tokensOf(one.text.slice(0, 1000))));
      const all = tokens.flat();
      const known = all.filter((token) => questions.words.has(token.text));
      const echo = run.length >= 3 && tokens.every((own) => lengthOf(own) <= 12) &&
        known.length >= all.length / 2;
      for (let i = first; i < end; i++) {
        items.add(i);
        if (echo) echoes.add(i);
      }
    }
    first = Math.max(first, end - 1);
  }
  return { items, echoes };
}

/** Numbering and points left out. */
function contentOf(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => !isFurniture(token.text));
}

/** The sentences of a text that are copies; copies that follow each other are one mark. */
function copiesIn(text: string, questions: Questions, ticked: boolean): Mark[] {
  const marks: Mark[] = [];
  const tokens = tokensOf(text);
  const content = contentOf(tokens);
  const shared = sharedTokens(content, questions.runs);
  if (!shared.includes(true)) return marks;
  const sentences = splitSentences(text);
  for (const [i, sentence] of sentences.entries()) {
    const inside = (token: Token) =>
      token.start >= sentence.start && token.end <= sentence.end;
    const own = content.filter(inside);
    const hits = content.filter((token, j) => inside(token) && shared[j]);
    const last = marks.at(-1);
    const touches = last !== undefined && i > 0 && last.end >= sentences[i - 1]!.end;
    // `Q1.` alone before or after a copy belongs to it.
    const numbering = own.length === 0 && touches;
    const copy = isCopy(own, hits, questions, ticked);
    if (!copy && !numbering) continue;
    const lead = i === 1 && marks.length === 0 && isLabel(sentences[0]!.text);
    const start = lead ? sentences[0]!.start : sentence.start;
    const reason = "the question's own words";
    if (touches) marks[marks.length - 1] = { ...last, end: sentence.end };
    else marks.push({ start, end: sentence.end, origin: "assignment", reason });
  }
  return marks;
}

/**
 * Whether a sentence is a copy: nearly all of it stands in the question in the same order,
 * it says nothing else, and it is a good part of what the question asks, or asks it too.
 *
 * @param own words of the sentence
 * @param hits those of them that stand in shared runs
 */
function isCopy(
  own: readonly Token[],
  hits: readonly Token[],
  questions: Questions,
  ticked: boolean,
): boolean {
  const threshold = ticked ? copiedInChecklist : copied;
  if (lengthOf(own) < (ticked ? fewestInChecklist : fewest)) return false;
  if (hits.length < own.length * threshold) return false;
  if (ticked) return true;
  const other = own.filter((token) => !questions.words.has(token.text));
  if (other.length > Math.floor(own.length / 10)) return false;
  if (questions.heads.has(headOf(own))) return true;
  const words = new Set(hits.map((token) => token.text));
  return questions.sentences.some((sentence) =>
    sentence.size >= 4 && [...sentence].filter((word) => words.has(word)).length >=
      sentence.size * held
  );
}

/** Whether a sentence only numbers the question after it. */
function isLabel(sentence: string): boolean {
  return contentOf(tokensOf(sentence)).length === 0;
}
