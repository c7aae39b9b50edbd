/**
 * Check `topic-introduction`: is the topic of a lexicon introduced, and rightly?
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, MessageText, Reason } from "../check.ts";
import type { Claim, Facts } from "../facts.ts";
import type { Lexicon } from "../lexicon.ts";
import { lexiconSchema } from "../load_lexicon.ts";
import { labelValues } from "./_labels.ts";

const parameters = z.strictObject({
  /** The topic's terms; in a rubric file, the name of a lexicon file. */
  lexicon: lexiconSchema,
  /**
   * Groups of concept ids: each group that an affirmed concept is in counts once. By
   * default every introduction concept is a group of its own.
   */
  core: z.array(z.array(z.string()).min(1)).min(1).exactOptional(),
  /** How many groups an introduction must cover. */
  minimumGroups: z.int().min(1).default(2),
  /** Letters (a Han character counts for three) that the introduction must have at least. */
  minimumLetters: z.int().min(0).default(45),
});

/** Parameters of `topic-introduction`. */
export type TopicIntroductionParameters = z.infer<typeof parameters>;

const messages = {
  introduced: {
    en: "Introduction of {topic} explains: {concepts}",
    "zh-TW": "{topic}的介紹說明了：{concepts}",
  },
  shallow: {
    en: "Introduction of {topic} gives only: {concepts}; the key ideas are missing",
    "zh-TW": "{topic}的介紹只提到：{concepts}，缺少關鍵內容",
  },
  vague: {
    en: "Something is said of {topic}, but nothing that was recognized",
    "zh-TW": "有提到{topic}，但看不出說明了什麼",
  },
  contradicted: {
    en: "What is said of {topic} seems wrong, on: {concepts}",
    "zh-TW": "關於{topic}的敘述似乎有誤，涉及：{concepts}",
  },
  short: {
    en: "The introduction is very short",
    "zh-TW": "介紹非常簡短",
  },
  elsewhere: {
    en: "It does not clearly stand in the answer to this question",
    "zh-TW": "有說明{topic}，但不確定是在回答這一題",
  },
  list: {
    en: "Only the name of {topic} or keywords, no explanation",
    "zh-TW": "只提到{topic}的名稱或關鍵字",
  },
  unexplained: {
    en: "The answer holds sentences whose meaning was not recognized",
    "zh-TW": "作答中有無法辨識意思的句子",
  },
  unreadable: {
    en: "Part of the submission could not be read",
    "zh-TW": "有部分內容無法讀取",
  },
  none: {
    en: "No introduction of {topic} was found",
    "zh-TW": "找不到{topic}的介紹",
  },
} satisfies Record<string, MessageText>;

type Message = keyof typeof messages;

const check: Check<TopicIntroductionParameters> = {
  description: "The topic of a lexicon is introduced in sentences of the author's own",
  parameters: parameters as z.ZodType<TopicIntroductionParameters>,
  messages,
  judge,
};

export default check;

function judge(facts: Facts, given: TopicIntroductionParameters): Judgement {
  const { lexicon } = given;
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const say = (message: Message, concepts: readonly string[] = []): Reason => ({
    message,
    values: labelValues(lexicon, concepts.length > 0 ? { concepts } : {}),
  });
  const claims = facts.claims(lexicon);
  const about = claims.filter((claim) => claim.subject === topic);
  const sentences = about.filter((claim) => !claim.bare);
  const known = new Set(lexicon.introduction.map((concept) => concept.id));
  // What is offered as a problem explains the problem, not the topic.
  const explaining = sentences.filter((c) =>
    c.offeredAs !== "problem" && c.concepts.some((id) => known.has(id))
  );
  const affirmed = new Set(
    explaining.flatMap((c) => c.concepts).filter((id) => known.has(id)),
  );
  const denying = sentences.filter((c) =>
    (c.offeredAs === "introduction" || c.offeredAs === "unknown") &&
    c.denied.some((id) => known.has(id) && !affirmed.has(id))
  );
  // A mere `not` may deny something else where enough is affirmed.
  const ample = affirmed.size > given.minimumGroups;
  const denied = unique(denying.flatMap((c) => ample ? c.contrary ?? [] : c.denied))
    .filter((id) => known.has(id) && !affirmed.has(id));

  if (explaining.length === 0) {
    if (denied.length > 0) {
      return judgement("unmet", true, [say("contradicted", denied)], denying);
    }
    const offered = sentences.filter((c) => c.offeredAs === "introduction");
    if (offered.length > 0) return judgement("unmet", true, [say("vague")], offered);
    if (about.length > sentences.length) {
      return judgement("unmet", true, [say("list")], about);
    }
    // Sure only where every sentence of the answer is something else.
    const open = claims.filter((c) =>
      c.inAnswer && !c.bare && (c.subject === topic || c.subject === "unknown") &&
      (c.offeredAs === "unknown" || c.strength < 0.7)
    );
    const doubts: Reason[] = [];
    if (open.length > 0) doubts.push(say("unexplained"));
    if (facts.document.problems.length > 0) doubts.push(say("unreadable"));
    return judgement("unmet", doubts.length > 0, [say("none"), ...doubts], open);
  }
  const groups = given.core ?? defaultGroups(lexicon);
  const core = lexicon.introduction.filter((concept) => concept.core);
  const covers = (ids: readonly string[]) =>
    groups.filter((group) => group.some((id) => ids.includes(id))).length >=
      given.minimumGroups &&
    (core.length === 0 || core.some((concept) => ids.includes(concept.id)));
  const concepts = [...affirmed];
  if (!covers(concepts)) {
    const reasons = [say("shallow", concepts)];
    if (denied.length > 0) reasons.unshift(say("contradicted", denied));
    return judgement("partial", true, reasons, [...denying, ...explaining]);
  }
  if (denied.length > 0) {
    const reasons = [say("contradicted", denied), say("introduced", concepts)];
    return judgement("partial", true, reasons, [...denying, ...explaining]);
  }
  const reasons = [say("introduced", concepts)];
  const doubts: Reason[] = [];
  if (letters(explaining) < given.minimumLetters) doubts.push(say("short"));
  const cores = new Set(core.map((concept) => concept.id));
  const rich = (claim: Claim) => {
    const concepts = claim.concepts.filter((id) => known.has(id));
    return concepts.length >= (claim.strength >= 0.5 ? 2 : 3) &&
      (cores.size === 0 || concepts.some((id) => cores.has(id)));
  };
  const offered = explaining.filter((c) =>
    (c.inAnswer && c.strength >= 0.5) ||
    (c.offeredAs === "introduction" && c.strength >= 0.55)
  );
  const surely = covers(offered.flatMap((claim) => claim.concepts)) ||
    explaining.filter(rich).length >= 3;
  if (!surely) doubts.push(say("elsewhere"));
  return judgement("met", doubts.length > 0, [...reasons, ...doubts], explaining);
}

function defaultGroups(lexicon: Lexicon): string[][] {
  return lexicon.introduction.map(({ id }) => [id]);
}

function letters(claims: readonly Claim[]): number {
  let sum = 0;
  for (const quote of unique(claims.map((claim) => claim.quote))) {
    for (const character of quote) {
      if (/\p{Script=Han}|\p{Script=Hangul}/u.test(character)) sum += 3;
      else if (/\p{L}/u.test(character)) sum += 1;
    }
  }
  return sum;
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function judgement(
  verdict: Judgement["verdict"],
  needsReview: boolean,
  reasons: readonly Reason[],
  claims: readonly Claim[],
): Judgement {
  const evidence = unique(claims.map((claim) => claim.evidence)).slice(0, 8);
  return { verdict, needsReview, reasons, evidence };
}
