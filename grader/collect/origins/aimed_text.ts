/**
 * Text that is meant for whoever grades, not for a reader of the report.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import { fold } from "../../text/fold.ts";
import { plainLetters } from "../../text/look_alikes.ts";
import { splitSentences } from "../../text/sentences.ts";
import words from "./aimed_words.json" with { type: "json" };
import { type Mark, renumber, splitEvidence } from "./split_evidence.ts";

const patterns = words.patterns.map((pattern) => new RegExp(pattern, "u"));
/** What all patterns need one of: a quick test before them. */
const hint =
  /mark|point|score|credit|grade|grading|ignor|disregard|forget|overrid|bypass|rubric|verdict|prompt|submission|model|assistant|you are|needsreview|分|忽|无视|算|视为|判为|评为|不要理|不用管|忘|手下|高抬|求过|满|点|指示|만점|점수|최고점|지시|명령|punt|nota|calific|instruc|règles|note|punkt|bestnote|anweis/;
const longest = 1000;

/** Whether a sentence asks whoever grades for points, or tells them what to do. */
export function isAimed(sentence: string): boolean {
  const text = plainLetters(fold(plainLetters(sentence.slice(0, longest))).text);
  return hint.test(text) && patterns.some((pattern) => pattern.test(text));
}

/**
 * Gives sentences that beg for points or command the grader, in any of the languages of
 * `aimed_words.json`, the origin `aimed`: they reach no check, and the report shows them.
 * Letters that only look right are read as what they look like. Lines are looked at first,
 * so that one such line takes nothing of the answer around it along.
 *
 * Ids are given anew where evidence was split.
 *
 * @param document copies of the question already marked
 * @returns the document itself where there is none
 */
export function markAimed(document: Document): Document {
  let changed = false;
  const evidence = document.evidence.flatMap((one) => {
    const marks = canAim(one) ? aimedIn(one.text) : [];
    if (marks.length > 0) changed = true;
    return splitEvidence(one, marks);
  });
  return changed ? { ...document, evidence: renumber(evidence) } : document;
}

/** Code and outputs are no answer in words; what they say to graders is only reported. */
function canAim({ origin, kind }: Evidence): boolean {
  return origin === "author" && kind !== "image" && kind !== "code" && kind !== "output";
}

/** Ranges of such text, in order. */
export function aimedIn(text: string): Mark[] {
  const marks: Mark[] = [];
  const add = (start: number, end: number) =>
    marks.push({ start, end, origin: "aimed", reason: "aimed at whoever grades" });
  for (const sentence of splitSentences(text)) {
    let start = sentence.start;
    let found = false;
    for (const line of sentence.text.split("\n")) {
      if (isAimed(line)) {
        add(start, start + line.length);
        found = true;
      }
      start += line.length + 1;
    }
    if (!found && sentence.text.includes("\n") && isAimed(sentence.text)) {
      add(sentence.start, sentence.end);
    }
  }
  return marks;
}
