/**
 * Where a sentence stands: under which heading, in the answer to which question, after
 * which label (`優點：`), and whom the context is about.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Lexicon } from "../../../rubric/lexicon.ts";
import { fold } from "../../text/fold.ts";
import type { Fallback } from "./_clauses.ts";
import { findMentions } from "./_clauses.ts";
import { findCues, type Label, LabelReader, type Offered } from "./_labels.ts";
import type { Matcher } from "./_matcher.ts";
import { readLines } from "./_lines.ts";
import { TopicalParts } from "./_topical.ts";

/** A sentence and what its place says of it. */
export interface Placed {
  readonly evidence: Evidence;
  /** Raw words. */
  readonly quote: string;
  /** Folded words without the label, the text to read. */
  readonly text: string;
  /** Whom it is about if it names nobody. */
  readonly fallback: Fallback;
  readonly offeredAs: Offered;
  /** How sure `offeredAs` is, 0 to 1. */
  readonly offeredCertainty: number;
  /** Number of the paragraph in the answer, from 0; -1 outside of one. */
  readonly paragraph: number;
  /** Whether the answer was found by the question, not by the topic's name in a heading. */
  readonly asked: boolean;
  /** Whether a label stands before it in its block. */
  readonly labelled: boolean;
  /** Whether it opens a block, so that nothing before it in the block has a subject. */
  readonly opens: boolean;
}

interface Section {
  readonly level: number;
  readonly subject?: string;
  readonly answer: "yes" | "no" | "unknown";
  readonly label?: Label;
}

const numerals = new Map([..."一二三四五六七八九"].map((c, i) => [c, i + 1]));
const strongMarker =
  /^[\s#*([【]*(?:(?:report|homework|hw)\s*[0-9]{0,4}\s*[-:]?\s*)?(?:(?:question|problem|part|task|report|exercise|pregunta|ejercicio|问题|题目|课题|设问|问|题|문제|문항|질문|q)\s*[.:#-]?\s*([1-9])(?![0-9])(?:[-.]\d)?|第\s*([1-9一二三四五])\s*(?:题|部分|问|大题)|(?:问题|题目|课题)\s*([一二三四五])|([一二三四五])\s*[、.])/;
const bareMarker = /^[\s#*[【]*([1-9])\s*(?:[.)、:](?![0-9])|$)/;

/** Number of the question that a block opens, and whether that is certain. */
function markerOf(text: string, alone: boolean) {
  const strong = strongMarker.exec(text);
  const digit = strong?.[1] ?? strong?.[2] ?? strong?.[3] ?? strong?.[4];
  if (digit !== undefined) return { n: numerals.get(digit) ?? Number(digit), sure: true };
  const bare = bareMarker.exec(text)?.[1];
  return bare === undefined ? undefined : { n: Number(bare), sure: alone };
}

/** Whether code begins with a line like `Q2. The model`. */
function opensOther(code: string): boolean {
  const line = fold(code.trimStart().slice(0, 120).split("\n", 1)[0] ?? "").text;
  const marker = /[=(){}[\]]/.test(line) ? undefined : markerOf(line, false);
  return marker?.sure === true && marker.n > 1;
}

/** Places every sentence of the author's prose; `named`: headings that name the topic. */
export function placeSentences(document: Document, lexicon: Lexicon, matcher: Matcher) {
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const reader = new LabelReader(lexicon, matcher, topic);
  const placed: Placed[] = [];
  const named: Evidence[] = [];
  let sections: Section[] = [];
  let answer: Section["answer"] = "unknown";
  let asked = false;
  let carried: (Label & { certainty: number }) | undefined;
  let paragraph = -1;
  let headings = 0;
  let part = 0;
  const topical = new TopicalParts(lexicon, matcher);
  const parts: number[] = [];
  let blocks = 0;
  let leading: number | undefined;
  let namedAt = -99;
  for (const evidence of document.evidence) {
    if (/^(?:hidden|grader|aimed)$/.test(evidence.origin)) continue;
    if (evidence.kind === "image") continue;
    if (evidence.kind === "code" || evidence.kind === "output") {
      // Plain text may run a question's line into the code below it.
      if (answer === "yes" && opensOther(evidence.text)) answer = "no";
      continue;
    }
    const own = evidence.origin === "author";
    for (const block of readLines(evidence)) {
      const text = fold(block.plain).text;
      if (text === "") continue;
      const isHeading = evidence.kind === "heading" || block.heading || block.bold;
      const about = reader.subjectOf(text);
      const label = reader.labelOf(text, isHeading);
      const marker = markerOf(text, isHeading || text.length < 14);
      const other = matcher.spans(text, lexicon.cues.elsewhere ?? []).length > 0;
      const requested = matcher.spans(text, lexicon.cues.request ?? []).length > 0;
      if (isHeading) {
        headings++;
        const level = evidence.level ?? 6;
        sections = sections.filter((s) => s.level < level);
        carried = undefined;
      }
      if (marker || isHeading || !own || requested) {
        const before: Section["answer"] = answer;
        if (about === topic && (!other || label !== undefined || requested)) {
          // A "1." deep inside a treatise numbers a step, no question.
          asked = marker?.sure || requested || !own || (before === "yes" && asked) ||
            (marker?.n === 1 && headings <= 2);
          answer = "yes";
        } else if (marker?.sure) {
          answer = marker.n === 1 && !other ? "yes" : "no";
          asked = answer === "yes";
        } else if (marker && marker.n > 1 && other && about === undefined) answer = "no";
        else if (other && about === undefined && (isHeading || !own)) answer = "no";
        else if (isHeading && sections.length > 0 && !label) {
          answer = sections.at(-1)?.answer ?? answer;
        }
        if (marker && marker.n > 1 && answer === "no" && before === "unknown") {
          leading ??= placed.length;
        }
        if (answer !== before) carried = undefined;
        if (answer === "yes" && before !== "yes") {
          paragraph = -1;
          part++;
        }
        if (answer === "yes" && about === topic) topical.name(part);
        if (marker?.sure) carried = undefined;
      }
      if (isHeading) {
        if (own && about === topic && !requested && !label) named.push(evidence);
        const title = headings === 1 && evidence.level === 1;
        const subject = title && about !== topic ? undefined : about ?? label?.subject;
        sections.push({
          level: evidence.level ?? 6,
          answer,
          ...(subject === undefined ? {} : { subject }),
          ...(label === undefined ? {} : { label }),
        });
        continue;
      }
      if (!own || !/\p{L}{2}/u.test(text)) continue;
      if (label?.end === text.length && (text.length <= 60 || requested)) {
        carried = { ...label, certainty: 0.95 };
        continue;
      }
      if (label) carried = { ...label, certainty: 0.9 };
      else if (carried && block.first) {
        // A label with words of its own reaches into the next block, but not surely.
        carried = carried.certainty > 0.9
          ? carried
          : { ...carried, certainty: carried.certainty - 0.25 };
        if (carried.certainty < 0.5) carried = undefined;
      }
      if (answer === "yes" && block.first) paragraph++;
      const section = sections.findLast((s) => s.subject !== undefined)?.subject;
      const heading = sections.findLast((s) => s.label !== undefined)?.label;
      if (block.first) blocks++;
      const offered = carried ?? (heading && { ...heading, certainty: 0.85 });
      const subject = label?.subject ?? carried?.subject ?? section;
      const mentioned = findMentions(text, lexicon, matcher).some((m) =>
        m.subject === topic
      );
      if (answer === "yes" && mentioned) topical.name(part);
      else if (answer === "yes") topical.read(part, text);
      if (mentioned) namedAt = blocks;
      // "Advantage: ..." soon after the topic was named is about the topic.
      const purpose = offered?.as === "advantage" || offered?.as === "problem";
      const nearTopic = answer === "unknown" && blocks - namedAt <= 4 &&
        (purpose || findCues(text, lexicon, matcher).length > 0);
      parts.push(part);
      placed.push({
        evidence,
        quote: block.raw.trim(),
        text: label ? text.slice(label.end) : text,
        fallback: subject !== undefined
          ? { subject, certainty: 0.85 }
          : answer === "yes"
          ? { subject: topic, certainty: 0.75 }
          : nearTopic
          ? { subject: topic, certainty: 0.7 }
          : { subject: "unknown", certainty: 0.3 },
        offeredAs: offered?.as ?? "unknown",
        offeredCertainty: offered?.certainty ?? 0,
        paragraph: answer === "yes" ? paragraph : -1,
        asked: (answer === "yes" && asked) || (nearTopic && purpose),
        labelled: label !== undefined,
        opens: block.first,
      });
    }
  }
  // A long section is a treatise, where a place says nothing of a statement's purpose.
  const paragraphs = placed.reduce((most, p) => Math.max(most, p.paragraph), 0);
  const led = placed.map((p, i) =>
    // What stands right before the first such label introduces the topic.
    !p.asked && p.paragraph < 0 && p.offeredAs === "unknown" &&
    placed.slice(i + 1, i + 7).some((q) => q.asked && q.paragraph < 0)
  );
  const unnumbered = answerBefore(placed.slice(0, leading ?? 0), matcher, lexicon, topic);
  const sentences = placed.map((p, i) => {
    const opening = unnumbered[i];
    if (opening) return opening;
    if (led[i]) {
      return {
        ...p,
        asked: true,
        offeredAs: "introduction" as const,
        offeredCertainty: 0.65,
      };
    }
    if (p.paragraph < 0) return p;
    const empty = { ...p, paragraph: -1, asked: false };
    const about = topical.of(parts[i] ?? 0);
    if (about === "no" || about === "likely") {
      const weak = p.fallback.subject === topic && p.fallback.certainty < 0.8;
      // Some other question 1, where the topic is never named.
      if (about === "no") {
        return weak
          ? { ...empty, fallback: { subject: "unknown", certainty: 0.3 } }
          : empty;
      }
      if (weak) return { ...p, fallback: { subject: topic, certainty: 0.45 } };
    }
    return p.asked || paragraphs < 7 ? p : { ...p, paragraph: -1 };
  });
  return { sentences, named };
}

/**
 * Sentences before question 2 where no question 1 was marked: the answer to it, if they
 * are few and name the topic.
 */
function answerBefore(
  placed: readonly Placed[],
  matcher: Matcher,
  lexicon: Lexicon,
  topic: string,
): readonly Placed[] {
  const first = placed.findIndex((p) =>
    findMentions(p.text, lexicon, matcher).some((m) => m.subject === topic)
  );
  const count = placed.filter((p, i) => i >= first && p.opens).length;
  if (first < 0 || count > 8) return [];
  let paragraph = -1;
  return placed.map((p, i) => {
    if (i < first) return p;
    if (p.opens) paragraph++;
    const known = p.fallback.subject !== "unknown";
    return {
      ...p,
      asked: true,
      paragraph: Math.max(0, paragraph),
      fallback: known ? p.fallback : { subject: topic, certainty: 0.75 },
    };
  });
}
