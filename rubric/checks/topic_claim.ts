/**
 * Check `topic-claim`: does the author name an advantage, or a problem, of the topic?
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, MessageText, Reason } from "../check.ts";
import type { Claim, Facts } from "../facts.ts";
import { lexiconSchema } from "../load_lexicon.ts";

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
  named: {
    en: "It is said of the topic and offered as asked: {concepts}",
    "zh-TW": "明確提出：{concepts}",
  },
  compared: {
    en: "It is said of what the topic is compared with that it lacks this: {concepts}",
    "zh-TW": "以對照說明比較對象缺少：{concepts}",
  },
  notOffered: {
    en: "It is said of the topic, but not offered as what is asked: {concepts}",
    "zh-TW": "有相關敘述，但未明確作為本題答案提出：{concepts}",
  },
  unjudged: {
    en: "A statement is offered as asked, but its reason could not be judged",
    "zh-TW": "有提出敘述，但無法判斷其理由是否正確",
  },
  common: {
    en: "What is offered is too common to decide alone: {concepts}",
    "zh-TW": "所提出的內容過於一般，需要人工判斷：{concepts}",
  },
  otherSubject: {
    en: "What is offered is about {subject}, not about the topic",
    "zh-TW": "所提出的內容是關於 {subject}，而不是本題主題",
  },
  contradicted: {
    en: "What is offered seems to be wrong of the topic: {concepts}",
    "zh-TW": "所提出的內容對本主題而言似乎有誤：{concepts}",
  },
  list: {
    en: "There is a list of keywords, no statement",
    "zh-TW": "只有關鍵字列表，沒有敘述",
  },
  unexplained: {
    en: "The answer holds sentences whose meaning could not be judged",
    "zh-TW": "作答中有無法判斷其意思的句子",
  },
  unreadable: {
    en: "Part of the submission could not be read",
    "zh-TW": "有部分內容無法讀取",
  },
  none: {
    en: "No such statement about the topic was found",
    "zh-TW": "找不到關於主題的相關敘述",
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
  const baselines = new Set(lexicon.subjects.filter((s) => s.baseline).map((s) => s.id));
  const wanted = as === "advantage" ? lexicon.advantages : lexicon.problems;
  const offerable = new Set(wanted.filter((c) => !c.weak).map((c) => c.id));
  const strong = new Set(
    wanted.filter((c) => !c.weak && !c.whenOffered).map((c) => c.id),
  );
  const weak = new Set(wanted.filter((c) => c.weak).map((c) => c.id));
  const good = new Set(
    lexicon.advantages.filter((c) => !c.weak && !c.whenOffered).map((c) => c.id),
  );
  const claims = facts.claims(lexicon);
  const sentences = claims.filter((claim) => !claim.bare);
  const own = sentences.filter((claim) => claim.subject === topic);
  const offered = own.filter((claim) => claim.offeredAs === as);
  /** A "problem" that denies the topic's advantages is one of something else. */
  const isWrong = (claim: Claim) =>
    as === "problem" && claim.denied.filter((id) => good.has(id)).length >= 2;
  /** Offered by a word or label, not just by its place in the answer. */
  const byCue = (claim: Claim) => claim.strength >= 0.7;
  const names = (ids: ReadonlySet<string>) => (claim: Claim) =>
    claim.concepts.some((id) => ids.has(id));

  const wrong = offered.filter(isWrong);
  const contrary = as === "advantage" ? lexicon.problems : lexicon.advantages;
  const opposed = new Set(contrary.filter((c) => !c.weak).map((c) => c.id));
  const opposing = new Set(
    contrary.filter((c) => !c.weak && !c.whenOffered).map((c) => c.id),
  );
  /** "It generates blurry images" names a problem, offered as an advantage or not. */
  /** What an advantage of the topic can not deny without being wrong of it. */
  const basics = new Set(
    lexicon.introduction.filter((c) => !c.weak && c.contradicted).map((c) => c.id),
  );
  const isMixed = (claim: Claim) =>
    as === "advantage"
      ? names(names(strong)(claim) ? opposing : opposed)(claim) ||
        claim.denied.some((id) => basics.has(id))
      : names(opposing)(claim) && !names(strong)(claim);
  const right = offered.filter((claim) =>
    !isWrong(claim) && (names(strong)(claim) || (byCue(claim) && names(offerable)(claim)))
  );
  const sure = right.filter((c) =>
    c.strength >= minimumStrength && !isMixed(c) && (c.inAnswer || names(strong)(c))
  );
  if (sure.length > 0) return met("named", offerable, sure, wrong.length > 0);

  const comparing = as === "problem"
    ? []
    : sentences.filter((claim) =>
      baselines.has(claim.subject) && claim.denied.some((id) => strong.has(id)) &&
      (claim.offeredAs === "advantage" || claim.against?.includes(topic) ||
        claim.inAnswer)
    );
  const contrast = own.filter((claim) =>
    as === "advantage" && names(strong)(claim) && claim.offeredAs !== "problem" &&
    !isMixed(claim) && claim.against?.some((id) => baselines.has(id))
  );
  const clear = contrast.filter((c) => c.strength >= minimumStrength);
  if (clear.length > 0) return met("named", strong, clear, false);
  const compared = comparing.filter((c) =>
    c.offeredAs === "advantage" || c.against?.includes(topic)
  );
  if (compared.length > 0) {
    const concepts = idsIn(compared.flatMap((claim) => claim.denied), strong);
    const doubt = !compared.some((c) => c.strength >= minimumStrength && c.inAnswer);
    return judgement("met", doubt, [say("compared", { concepts })], compared);
  }
  if (right.length > 0) return met("notOffered", offerable, right, true);
  const opposite = as === "advantage" ? "problem" : "advantage";
  const common = offered.filter((claim) => names(weak)(claim) && !isWrong(claim));
  const unjudged = offered.filter((claim) =>
    !isWrong(claim) && claim.denied.length === 0 && !names(weak)(claim)
  );
  if (common.length > 0) {
    const concepts = idsIn(common.flatMap((claim) => claim.concepts), weak);
    return judgement("undetermined", true, [say("common", { concepts })], common);
  }
  if (unjudged.length > 0) {
    return judgement("undetermined", true, [say("unjudged")], unjudged);
  }
  if (wrong.length > 0) {
    const concepts = idsIn(wrong.flatMap((claim) => claim.denied), good);
    return judgement("unmet", true, [say("contradicted", { concepts })], wrong);
  }
  const denying = offered.filter((c) => c.denied.length > 0);
  const loose = own.concat(sentences.filter((c) => c.subject === "unknown" && c.inAnswer))
    .filter((c) => names(strong)(c) && c.offeredAs !== opposite);
  const others = sentences.filter((c) => baselines.has(c.subject) && c.offeredAs === as);
  const misplaced = as === "advantage" && others.some((c) => c.inAnswer);
  if (denying.length === 0 && loose.length > 0 && !misplaced) {
    const concepts = idsIn(loose.flatMap((claim) => claim.concepts), strong);
    const verdict = loose.some((c) => c.inAnswer) ? "met" : "undetermined";
    return judgement(verdict, true, [say("notOffered", { concepts })], loose);
  }
  if (comparing.length > 0) {
    const concepts = idsIn(comparing.flatMap((claim) => claim.denied), strong);
    return judgement("met", true, [say("compared", { concepts })], comparing);
  }
  if (denying.length > 0) {
    const concepts = unique(denying.flatMap((claim) => claim.denied)).join(", ");
    return judgement("unmet", true, [say("contradicted", { concepts })], denying);
  }
  const elsewhere = sentences.filter((c) =>
    c.offeredAs === as && c.subject !== topic && (c.inAnswer || baselines.has(c.subject))
  );
  if (elsewhere.some((c) => c.inAnswer) || (elsewhere.length > 0 && own.length > 0)) {
    const subject = unique(elsewhere.map((c) => c.subject)).join(", ");
    return judgement("unmet", true, [say("otherSubject", { subject })], elsewhere);
  }
  const bare = claims.filter((c) => c.bare && (names(strong)(c) || c.offeredAs === as));
  if (bare.length > 0) return judgement("unmet", true, [say("list")], bare);
  // A place in the answer may have been taken for another purpose than it had.
  const unexplained = own.filter((c) =>
    c.inAnswer && c.offeredAs !== "introduction" &&
    (c.offeredAs === "unknown" || !byCue(c))
  );
  const doubts: Reason[] = [];
  if (unexplained.length > 0) doubts.push(say("unexplained"));
  if (facts.document.problems.length > 0) doubts.push(say("unreadable"));
  return judgement("unmet", doubts.length > 0, [say("none"), ...doubts], unexplained);
}

function met(
  message: Message,
  wanted: ReadonlySet<string>,
  claims: readonly Claim[],
  needsReview: boolean,
): Judgement {
  const concepts = idsIn(claims.flatMap((claim) => claim.concepts), wanted);
  return judgement("met", needsReview, [say(message, { concepts })], claims);
}

function idsIn(ids: readonly string[], wanted: ReadonlySet<string>): string {
  return unique(ids.filter((id) => wanted.has(id))).join(", ");
}

function say(message: Message, values: Reason["values"] = {}): Reason {
  return { message, values };
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
