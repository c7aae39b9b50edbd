/**
 * Check `topic-claim`: does the author name an advantage, or a problem, of the topic?
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, MessageText, Reason } from "../check.ts";
import type { Claim, Facts } from "../facts.ts";
import type { Lexicon } from "../lexicon.ts";
import { lexiconSchema } from "../load_lexicon.ts";
import { type Asked, comparisons, type Ids, termsOf } from "./_claim_terms.ts";
import { labelValues } from "./_labels.ts";

const parameters = z.strictObject({
  /** The topic's terms; in a rubric file, the name of a lexicon file. */
  lexicon: lexiconSchema,
  /** What is asked for. */
  as: z.enum(["advantage", "problem"]),
  /** How sure subject and purpose of a statement must be to need no review, 0 to 1. */
  minimumStrength: z.number().min(0).max(1).default(0.6),
});

/** Parameters of `topic-claim`. */
export type TopicClaimParameters = z.infer<typeof parameters>;

const messages = {
  advantage: {
    en: "Advantage of {topic} named: {concepts}",
    "zh-TW": "已提出{topic}的優點：{concepts}",
  },
  problem: {
    en: "Problem of {topic} named: {concepts}",
    "zh-TW": "已提出{topic}的問題：{concepts}",
  },
  lacking: {
    en: "Advantage of {topic} given by what {subjects} lacks: {concepts}",
    "zh-TW": "以對照說明優點，{subjects}缺少：{concepts}",
  },
  sparing: {
    en: "Problem of {topic} given by comparison, {subjects} does not have it: {concepts}",
    "zh-TW": "以對照說明問題，{subjects}沒有這個問題：{concepts}",
  },
  notOffered: {
    en: "Said of {topic}, but not clearly as the {asked} asked for: {concepts}",
    "zh-TW": "有相關敘述，但不確定是作為{asked}提出：{concepts}",
  },
  unjudged: {
    en: "Something is stated as {asked}, but its content was not recognized",
    "zh-TW": "有寫出{asked}，但無法辨識其內容",
  },
  common: {
    en: "The {asked} given is very general: {concepts}",
    "zh-TW": "所寫的{asked}過於一般：{concepts}",
  },
  otherSubject: {
    en: "Found, but about {subjects}, not about {topic}",
    "zh-TW": "有寫出，但講的是{subjects}，不是{topic}",
  },
  contradicted: {
    en: "What is said of {topic} seems wrong, on: {concepts}",
    "zh-TW": "關於{topic}的敘述似乎有誤，涉及：{concepts}",
  },
  list: {
    en: "Keywords only, no sentence",
    "zh-TW": "只有關鍵字，沒有句子",
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
    en: "No {asked} of {topic} was found",
    "zh-TW": "找不到{topic}的{asked}",
  },
} satisfies Record<string, MessageText>;

type Message = keyof typeof messages;

const check: Check<TopicClaimParameters> = {
  description: "An advantage or a problem of a lexicon's topic is named and reasoned",
  parameters: parameters as z.ZodType<TopicClaimParameters>,
  messages,
  judge,
};

export default check;

function judge(facts: Facts, given: TopicClaimParameters): Judgement {
  const { lexicon, as, minimumStrength } = given;
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const opposite = as === "advantage" ? "problem" : "advantage";
  const terms = termsOf(lexicon, as);
  const { strong, offerable, weak, basics } = terms;
  const say = (
    message: Message,
    lists: Readonly<Record<string, readonly string[]>> = {},
  ) => reasonOf(lexicon, as, message, lists);
  const claims = facts.claims(lexicon);
  const sentences = claims.filter((claim) => !claim.bare);
  const own = sentences.filter((claim) => claim.subject === topic);
  const offered = own.filter((claim) => claim.offeredAs === as);
  /** Offered by a word or label, not just by its place in the answer. */
  const byCue = (claim: Claim) => claim.strength >= 0.7;
  const isWrong = (claim: Claim) =>
    !names(strong)(claim) && denies(basics)(claim) ||
    // A "problem" that denies the topic's advantages is one of something else.
    as === "problem" && claim.denied.filter((id) => terms.merits.has(id)).length >= 2;
  const isMixed = (claim: Claim) =>
    denies(as === "advantage" ? basics : terms.always)(claim) ||
    (as === "advantage"
      ? names(names(strong)(claim) ? terms.opposing : terms.opposed)(claim)
      : names(terms.opposing)(claim) && !names(strong)(claim));

  const mistaken = (found: readonly Claim[]) =>
    found.flatMap((c) =>
      c.denied.filter((id) => terms.merits.has(id) || c.contrary?.includes(id))
    );
  const wrong = offered.filter(isWrong);
  const right = offered.filter((claim) =>
    !isWrong(claim) && (names(strong)(claim) || (byCue(claim) && names(offerable)(claim)))
  );
  const sure = right.filter((c) =>
    c.strength >= minimumStrength && !isMixed(c) && (c.inAnswer || names(strong)(c))
  );
  if (sure.length > 0) {
    const reasons = [say(as, { concepts: affirmed(sure, offerable) })];
    if (wrong.length > 0) {
      reasons.push(say("contradicted", { concepts: mistaken(wrong) }));
    }
    return judgement("met", wrong.length > 0, reasons, [...sure, ...wrong]);
  }
  // What others are said to lack speaks for the topic, what they are spared against it.
  const compared = comparisons(sentences, lexicon, as, strong);
  const contrast = own.filter((claim) =>
    as === "advantage" && names(strong)(claim) && claim.offeredAs !== "problem" &&
    !isMixed(claim) && claim.against?.some((id) => terms.baselines.has(id))
  );
  const clear = contrast.filter((c) => c.strength >= minimumStrength);
  if (clear.length > 0) {
    return judgement(
      "met",
      false,
      [say(as, { concepts: affirmed(clear, strong) })],
      clear,
    );
  }
  // Of a topic that is spoken of only in passing nothing is said for sure; nor is its
  // advantage told by praise of the baseline alone.
  const passing = own.every((c) => c.concepts.length + c.denied.length === 0);
  const praises = (c: Claim) =>
    as === "advantage" && !c.against?.includes(topic) &&
    (names(offerable)(c) || names(weak)(c)) &&
    c.denied.filter((id) => strong.has(id)).length < 2;
  const comparing = (found: readonly Claim[], doubt: boolean) => {
    const unclear = found.every((c) =>
      praises(c) || (passing && !terms.baselines.has(c.subject))
    );
    return judgement(unclear ? "undetermined" : "met", doubt || unclear, [
      say(as === "advantage" ? "lacking" : "sparing", {
        concepts: denied(found, strong),
        subjects: found.map((c) => c.subject),
      }),
    ], found);
  };
  const direct = compared.filter((c) => c.offeredAs === as || c.against?.includes(topic));
  if (direct.length > 0) {
    return comparing(
      direct,
      !direct.some((c) =>
        c.inAnswer &&
        (c.strength >= minimumStrength ||
          (c.against?.includes(topic) && c.strength >= 0.5))
      ),
    );
  }
  if (right.length > 0) {
    const amiss = right.filter(denies(basics));
    const concepts = affirmed(right, offerable);
    if (amiss.length === right.length && as === "advantage") {
      const reasons = [say("contradicted", { concepts: denied(amiss, basics) })];
      return judgement("partial", true, [...reasons, say(as, { concepts })], right);
    }
    return judgement("met", true, [say("notOffered", { concepts })], right);
  }
  const common = offered.filter((claim) => names(weak)(claim) && !isWrong(claim));
  if (common.length > 0) {
    const concepts = affirmed(common, weak);
    return judgement("undetermined", true, [say("common", { concepts })], common);
  }
  const unjudged = offered.filter((c) => !isWrong(c) && c.denied.length === 0);
  if (unjudged.length > 0) {
    return judgement("undetermined", true, [say("unjudged")], unjudged);
  }
  const denying = offered.filter((c) => c.denied.length > 0);
  if (wrong.length > 0) {
    return judgement(
      "unmet",
      true,
      [
        say("contradicted", { concepts: mistaken(wrong) }),
      ],
      wrong,
    );
  }
  const loose = own.concat(sentences.filter((c) => c.subject === "unknown" && c.inAnswer))
    .filter((c) => names(strong)(c) && c.offeredAs !== opposite);
  const others = sentences.filter((c) =>
    terms.baselines.has(c.subject) && c.offeredAs === as
  );
  const misplaced = as === "advantage" && others.some((c) => c.inAnswer);
  if (denying.length === 0 && loose.length > 0 && !misplaced) {
    const verdict = loose.some((c) => c.inAnswer) ? "met" : "undetermined";
    const concepts = affirmed(loose, strong);
    return judgement(verdict, true, [say("notOffered", { concepts })], loose);
  }
  if (compared.length > 0) return comparing(compared, true);
  if (denying.length > 0) {
    const concepts = denied(denying);
    return judgement("unmet", true, [say("contradicted", { concepts })], denying);
  }
  const elsewhere = sentences.filter((c) =>
    c.offeredAs === as && c.subject !== topic && c.subject !== "unknown" &&
    (c.inAnswer || terms.baselines.has(c.subject))
  );
  if (
    elsewhere.some((c) => c.inAnswer || byCue(c)) ||
    (elsewhere.length > 0 && own.length > 0)
  ) {
    const subjects = elsewhere.map((c) => c.subject);
    return judgement("unmet", true, [say("otherSubject", { subjects })], elsewhere);
  }
  const bare = claims.filter((c) => c.bare && (names(strong)(c) || c.offeredAs === as));
  if (bare.length > 0) return judgement("unmet", true, [say("list")], bare);
  // Sure that there is none only where every sentence of the answer is something else.
  const introduces = names(new Set(lexicon.introduction.map((c) => c.id)));
  const opening = sentences.find((c) => c.inAnswer);
  const isOpen = (c: Claim) =>
    c.subject === topic || c.subject === "unknown" ||
    (!byCue(c) && c.concepts.length + c.denied.length === 0);
  const unexplained = sentences.filter((c) =>
    c.inAnswer && isOpen(c) && !(c === opening && c.offeredAs === "introduction") &&
    !(c.offeredAs === opposite &&
      (byCue(c) || (names(terms.opposing)(c) && !names(strong)(c)))) &&
    !(c.offeredAs === "introduction" && introduces(c))
  );
  const doubts: Reason[] = [];
  if (unexplained.length > 0) doubts.push(say("unexplained"));
  if (facts.document.problems.length > 0) doubts.push(say("unreadable"));
  return judgement("unmet", doubts.length > 0, [say("none"), ...doubts], unexplained);
}

const names = (ids: Ids) => (claim: Claim) => claim.concepts.some((id) => ids.has(id));
/** By words of the contrary: a `not` nearby may deny something else. */
const denies = (ids: Ids) => (claim: Claim) =>
  claim.contrary?.some((id) => ids.has(id)) ?? false;

function affirmed(claims: readonly Claim[], wanted: Ids): readonly string[] {
  return claims.flatMap((claim) => claim.concepts).filter((id) => wanted.has(id));
}

function denied(claims: readonly Claim[], wanted?: Ids): readonly string[] {
  return claims.flatMap((claim) => claim.denied).filter((id) => wanted?.has(id) ?? true);
}

const asked = {
  advantage: { asked: "advantage", "asked@zh-TW": "優點" },
  problem: { asked: "problem", "asked@zh-TW": "問題" },
};

function reasonOf(
  lexicon: Lexicon,
  as: Asked,
  message: Message,
  lists: Readonly<Record<string, readonly string[]>>,
): Reason {
  return { message, values: { ...asked[as], ...labelValues(lexicon, lists) } };
}

function judgement(
  verdict: Judgement["verdict"],
  needsReview: boolean,
  reasons: readonly Reason[],
  claims: readonly Claim[],
): Judgement {
  const evidence = [...new Set(claims.map((claim) => claim.evidence))].slice(0, 8);
  return { verdict, needsReview, reasons, evidence };
}
