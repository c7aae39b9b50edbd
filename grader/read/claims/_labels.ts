/**
 * Labels and cues: what a heading, a label or a word in a sentence offers it as.
 *
 * @module
 */
import type { Claim } from "../../../rubric/facts.ts";
import type { Lexicon } from "../../../rubric/lexicon.ts";
import { findMentions } from "./_clauses.ts";
import type { Matcher, Span } from "./_matcher.ts";

/** What a statement is offered as. */
export type Offered = Claim["offeredAs"];

/** A label: what it offers, and about whom where it says so. */
export interface Label {
  readonly as: Offered;
  readonly subject?: string;
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
      /^[\s>#*•·\-–(（[【]*(?:(?:q\s*)?[0-9一二三四五a-d]{1,2}(?:[-.][0-9])?\s*[.)、:\]】-]\s*|[0-9]{1,2}[-.][0-9]\s+)*/
        .exec(text)?.[0].length ?? 0;
    const rest = text.slice(head, head + 90);
    const stop = /[:=】]|(?<=\s)[-–—](?=\s)|(?<!vs)\.(?=\s)|。|\?/.exec(rest);
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
    // With its colon, as a cue may be too short to be one without: `con:`, `缺:`.
    const shown = stop?.[0] === ":" ? words + ":" : words;
    const as = offeredBy(shown, this.lexicon, this.matcher);
    if (as === undefined) return undefined;
    if (
      /[.。]/.test(stop?.[0] ?? "") &&
      /(?:^|\s)(?:is|are|was|can|that)\s|[是为]/.test(words)
    ) return undefined;
    // A label holds no statement of its own.
    const sentence = stop ? /[.。]/.test(stop[0]) : !standsOut;
    if (sentence && this.matcher.hits(words).length > 0) return undefined;
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
  const { advantage, problem, solve = [] } = lexicon.cues;
  const cues: (Span & { as: Offered; sure: boolean })[] = [];
  for (const span of matcher.spans(clear, advantage)) {
    cues.push({ ...span, as: "advantage", sure: true });
  }
  const solving = matcher.spans(clear, solve);
  for (const span of matcher.spans(clear, problem)) {
    const before = solving.some((s) => s.end <= span.start && span.start - s.end <= 40);
    const after = solving.some((s) =>
      s.start >= span.end && s.start - span.end <= 12 &&
      !/[,.;。]/.test(clear.slice(span.end, s.start))
    );
    const solved = before || after;
    cues.push({ ...span, as: solved ? "advantage" : "problem", sure: !solved });
  }
  // "Disadvantage" holds no advantage, "優缺點" holds both.
  const kept = cues.filter((c) =>
    !cues.some((d) =>
      d !== c && d.start <= c.start && c.end <= d.end && d.end - d.start > c.end - c.start
    )
  );
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
  return matcher.spans(text, lexicon.cues.introduction ?? []).length > 0
    ? "introduction"
    : undefined;
}
