/**
 * Where a sentence stands: under which heading, in the answer to which question, after
 * which label (`優點：`), and whom the context is about.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Claim } from "../../../rubric/facts.ts";
import type { Lexicon } from "../../../rubric/lexicon.ts";
import { fold } from "../../text/fold.ts";
import type { Fallback } from "./_clauses.ts";
import { findMentions } from "./_clauses.ts";
import type { Matcher, Span } from "./_matcher.ts";
import { readLines } from "./_lines.ts";

/** What a statement is offered as. */
export type Offered = Claim["offeredAs"];

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
  /** Number of the paragraph in the answer, from 0; -1 outside of it. */
  readonly paragraph: number;
  /** Whether it opens a block, so that nothing before it in the block has a subject. */
  readonly opens: boolean;
}

interface Section {
  readonly level: number;
  readonly subject?: string;
  readonly answer: "yes" | "no" | "unknown";
  readonly label?: Label;
}

interface Label {
  readonly as: Offered;
  readonly subject?: string;
}

const numerals = new Map([..."一二三四五六七八九"].map((c, i) => [c, i + 1]));
const strongMarker =
  /^[\s#*([【]*(?:(?:question|problem|part|task|report|exercise|pregunta|ejercicio|问题|题目|课题|문제|q)\s*[.:#-]?\s*([1-9])(?![0-9])(?:[-.]\d)?|第\s*([1-9一二三四五])\s*(?:题|部分|问|大题)|(?:问题|题目|课题)\s*([一二三四五])|([一二三四五])\s*[、.])/;
const bareMarker = /^[\s#*[【]*([1-9])\s*(?:[.)、:](?![0-9])|$)/;

/** Number of the question that a block opens, and whether that is certain. */
function markerOf(text: string, alone: boolean) {
  const strong = strongMarker.exec(text);
  const digit = strong?.[1] ?? strong?.[2] ?? strong?.[3] ?? strong?.[4];
  if (digit !== undefined) return { n: numerals.get(digit) ?? Number(digit), sure: true };
  const bare = bareMarker.exec(text)?.[1];
  return bare === undefined ? undefined : { n: Number(bare), sure: alone };
}

/** Places every sentence of the author's prose. */
export function placeSentences(document: Document, lexicon: Lexicon, matcher: Matcher) {
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const reader = new LabelReader(lexicon, matcher, topic);
  const placed: Placed[] = [];
  let sections: Section[] = [];
  let answer: Section["answer"] = "unknown";
  let carried: (Label & { certainty: number }) | undefined;
  let paragraph = -1;
  let headings = 0;
  for (const evidence of document.evidence) {
    if (evidence.origin === "hidden" || evidence.origin === "grader") continue;
    if (
      evidence.kind === "code" || evidence.kind === "output" || evidence.kind === "image"
    ) {
      continue;
    }
    const own = evidence.origin === "author";
    for (const block of readLines(evidence)) {
      const text = fold(block.plain).text;
      if (text === "") continue;
      const isHeading = evidence.kind === "heading" || block.heading;
      const about = reader.subjectOf(text);
      const label = reader.labelOf(text, isHeading || block.bold);
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
          answer = "yes";
        } else if (marker?.sure) answer = marker.n === 1 && !other ? "yes" : "no";
        else if (marker && marker.n > 1 && other && about === undefined) answer = "no";
        else if (other && about === undefined && (isHeading || !own)) answer = "no";
        else if (isHeading && sections.length > 0 && !label) {
          answer = sections.at(-1)?.answer ?? answer;
        }
        if (answer !== before) carried = undefined;
        if (answer === "yes" && before !== "yes") paragraph = -1;
        if (marker?.sure) carried = undefined;
      }
      if (isHeading) {
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
      if (!own) continue;
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
      const offered = carried ?? (heading && { ...heading, certainty: 0.85 });
      const subject = label?.subject ?? carried?.subject ?? section;
      placed.push({
        evidence,
        quote: block.raw.trim(),
        text: label ? text.slice(label.end) : text,
        fallback: subject !== undefined
          ? { subject, certainty: 0.85 }
          : answer === "yes"
          ? { subject: topic, certainty: 0.75 }
          : { subject: "unknown", certainty: 0.3 },
        offeredAs: offered?.as ?? "unknown",
        offeredCertainty: offered?.certainty ?? 0,
        paragraph: answer === "yes" ? paragraph : -1,
        opens: block.first,
      });
    }
  }
  return placed;
}

/** Reads labels and headings: `Advantage:`, `VAE 的缺點`, `比 vanilla AE 好在哪`. */
export class LabelReader {
  constructor(
    private readonly lexicon: Lexicon,
    private readonly matcher: Matcher,
    private readonly topic: string,
  ) {}

  /** Whom a heading or label is about: the topic, if it names it other than to compare. */
  subjectOf(text: string): string | undefined {
    const named = findMentions(text, this.lexicon, this.matcher).filter((m) =>
      !m.reference
    );
    return named.find((m) => m.subject === this.topic)?.subject ?? named[0]?.subject;
  }

  /** The label that a text opens with and where its own words begin. */
  labelOf(text: string, standsOut: boolean): (Label & { end: number }) | undefined {
    const head =
      /^[\s>#*•·\-–(（[【]*(?:(?:q\s*)?[0-9一二三四五a-d]{1,2}(?:[-.][0-9])?\s*[.)、:\]】-]\s*)*/
        .exec(text)?.[0].length ?? 0;
    const rest = text.slice(head, head + 90);
    const stop = /[:=]|(?<=\s)[-–—](?=\s)|\.(?=\s)|。|\?/.exec(rest);
    const whole = text.length - head <= (standsOut ? 90 : 30) &&
      !/[,.;。]\s*\S/.test(rest);
    const end = stop ? stop.index : whole ? rest.length : -1;
    if (end < 0 || end > 75) return undefined;
    const words = rest.slice(0, end);
    const limit = stop && /[.。]/.test(stop[0])
      ? 24
      : /\p{Script=Han}/u.test(words)
      ? 34
      : 75;
    if (words.length > limit && !standsOut) return undefined;
    const as = offeredBy(words, this.lexicon, this.matcher);
    if (as === undefined) return undefined;
    if (
      /[.。]/.test(stop?.[0] ?? "") &&
      /(?:^|\s)(?:is|are|was|can|that)\s|[是为]/.test(words)
    ) return undefined;
    if (!stop && !standsOut && /(?:\s(?:is|are|can)\s|[是会能]).{4,}/.test(words)) {
      return undefined;
    }
    const subject = this.subjectOf(words);
    const close = stop
      ? /^[:=.。?\s*)\]】\-–—]*/.exec(rest.slice(end))?.[0].length ?? 0
      : 0;
    return {
      as,
      end: Math.min(text.length, head + end + close),
      ...(subject === undefined ? {} : { subject }),
    };
  }
}

const numbered =
  /(?:problems?|questions?|问题|课题|문제|problema)\s*[#.:(-]?\s*(?:[0-9]|[一二三四五](?![个种大项点])|[ivx]+(?![a-z]))/g;

/** Cues that offer something, by place; a problem that is solved is an advantage. */
export function findCues(text: string, lexicon: Lexicon, matcher: Matcher) {
  const clear = text.replace(numbered, (found) => " ".repeat(found.length));
  const { advantage, problem, introduction = [], solve = [] } = lexicon.cues;
  const cues: (Span & { as: Offered })[] = [];
  for (const span of matcher.spans(clear, advantage)) {
    cues.push({ ...span, as: "advantage" });
  }
  const solving = matcher.spans(clear, solve);
  for (const span of matcher.spans(clear, problem)) {
    const before = solving.some((s) => s.end <= span.start && span.start - s.end <= 40);
    const after = solving.some((s) =>
      s.start >= span.end && s.start - span.end <= 12 &&
      !/[,.;。]/.test(clear.slice(span.end, s.start))
    );
    cues.push({ ...span, as: before || after ? "advantage" : "problem" });
  }
  // "Disadvantage" holds no advantage, "優缺點" holds both.
  const kept = cues.filter((c) =>
    !cues.some((d) =>
      d !== c && d.start <= c.start && c.end <= d.end && d.end - d.start > c.end - c.start
    )
  );
  for (const span of matcher.spans(clear, introduction)) {
    kept.push({ ...span, as: "introduction" });
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** What a heading or label offers; of several kinds at once: nothing certain. */
function offeredBy(
  text: string,
  lexicon: Lexicon,
  matcher: Matcher,
): Offered | undefined {
  const kinds = new Set(findCues(text, lexicon, matcher).map((cue) => cue.as));
  if (kinds.has("advantage") && kinds.has("problem")) return "unknown";
  if (kinds.has("advantage")) return "advantage";
  if (kinds.has("problem")) return "problem";
  return kinds.has("introduction") ? "introduction" : undefined;
}
