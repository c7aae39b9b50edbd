/**
 * Check `mentions`: does the author's prose say certain things?
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, MessageText, Reason } from "../check.ts";
import type { Claim, Facts } from "../facts.ts";
import type { Lexicon } from "../lexicon.ts";

const parameters = z.strictObject({
  /** Groups of terms, see rubric/lexicon.ts; a group counts once, whichever term is found. */
  terms: z.array(z.array(z.string().trim().min(1)).min(1)).min(1),
  /** How many groups must be found; all of them by default. */
  minimum: z.int().min(1).exactOptional(),
  /** Words that deny what follows them in the same clause. */
  negation: z.array(z.string().trim().min(1)).default([
    "not",
    "no",
    "never",
    "without",
    "cannot",
    "不",
    "沒",
    "無",
    "未",
  ]),
});

/** Parameters of `mentions`. */
export type MentionsParameters = z.infer<typeof parameters>;

const messages = {
  found: { en: "Found: {terms}", "zh-TW": "找到：{terms}" },
  missing: { en: "Not found: {terms}", "zh-TW": "找不到：{terms}" },
  denied: { en: "Named only to deny it: {terms}", "zh-TW": "只以否定方式提到：{terms}" },
  list: {
    en: "Found only in a list of keywords: {terms}",
    "zh-TW": "只出現在關鍵字列表中：{terms}",
  },
  unreadable: {
    en: "Part of the submission could not be read",
    "zh-TW": "有部分內容無法讀取",
  },
} satisfies Record<string, MessageText>;

const check: Check<MentionsParameters> = {
  description: "The author's prose affirms some of the groups of terms",
  parameters: parameters as z.ZodType<MentionsParameters>,
  messages,
  judge,
};

export default check;

function judge(facts: Facts, given: MentionsParameters): Judgement {
  const minimum = Math.min(given.minimum ?? given.terms.length, given.terms.length);
  const claims = facts.claims(lexiconOf(given));
  const names = given.terms.map((group) => group[0] ?? "");
  const where = (pick: (claim: Claim) => readonly string[]) =>
    names.map((_, i) => claims.filter((claim) => pick(claim).includes(`term-${i}`)));
  const affirmed = where((claim) => claim.bare ? [] : claim.concepts);
  const denied = where((claim) => claim.denied);
  const bare = where((claim) => claim.bare ? claim.concepts : []);
  const found = names.filter((_, i) => (affirmed[i]?.length ?? 0) > 0);
  const open = (i: number) => (affirmed[i]?.length ?? 0) === 0;
  const onlyDenied = names.filter((_, i) => open(i) && (denied[i]?.length ?? 0) > 0);
  const onlyBare = names.filter((name, i) =>
    open(i) && (bare[i]?.length ?? 0) > 0 && !onlyDenied.includes(name)
  );
  const missing = names.filter((name) =>
    !found.includes(name) && !onlyDenied.includes(name) && !onlyBare.includes(name)
  );
  const cited = [...affirmed, ...denied, ...bare].flat().map((claim) => claim.evidence);
  const evidence = [...new Set(cited)].slice(0, 8);
  const enough = found.length >= minimum;
  const reasons: Reason[] = [];
  const say = (message: keyof typeof messages, terms: readonly string[]) => {
    if (terms.length > 0) reasons.push({ message, values: { terms: terms.join(", ") } });
  };
  if (enough) say("found", found);
  say("denied", onlyDenied);
  say("list", onlyBare);
  if (!enough) {
    say("missing", missing);
    say("found", found);
  }
  if (enough) return { verdict: "met", needsReview: false, reasons, evidence };
  const unreadable = facts.document.problems.length > 0;
  if (unreadable) reasons.push({ message: "unreadable", values: {} });
  return {
    verdict: found.length > 0 ? "partial" : "unmet",
    needsReview: unreadable || onlyDenied.length > 0 || onlyBare.length > 0,
    reasons,
    evidence,
  };
}

/** The groups as a lexicon without subjects: whoever a sentence is about, it counts. */
function lexiconOf({ terms, negation }: MentionsParameters): Lexicon {
  return {
    id: `mentions ${JSON.stringify([terms, negation])}`,
    subjects: [],
    introduction: terms.map((group, i) => ({ id: `term-${i}`, terms: group })),
    advantages: [],
    problems: [],
    cues: { advantage: [], problem: [], negation, contrast: [] },
  };
}
