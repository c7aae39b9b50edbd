/**
 * Check `latent-adjustments`: the latent representation of an encoded picture is adjusted
 * in enough different ways.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, Reason, Verdict } from "../check.ts";
import type { Adjustment, Facts } from "../facts.ts";
import { adjustmentsWords, adjustmentWords } from "./_adjustment_words.ts";

const parameters = z.strictObject({
  minimum: z.number().int().min(1).max(20).default(2).describe(
    "How many different adjustments of the latent representation must be shown",
  ),
});

/** Parameters of the check. */
export type LatentAdjustmentsParameters = z.infer<typeof parameters>;

const messages = {
  found: {
    en: "Adjusted: {adjustments}",
    "zh-TW": "調整方式：{adjustments}",
  },
  needed: {
    en: "{found} of {needed} different adjustments are shown",
    "zh-TW": "需要 {needed} 種不同的調整，找到 {found} 種",
  },
  oneSweep: {
    en:
      "All values belong to one sweep ({sweep}); whether they are different adjustments " +
      "is for a person to say",
    "zh-TW": "所有數值屬於同一個連續變化（{sweep}），是否算不同的調整需由人判斷",
  },
  unsure: {
    en: "Could not be told for sure: {adjustment} ({why})",
    "zh-TW": "無法確定：{adjustment}（{why}）",
  },
  notCounted: {
    en: "Does not count: {adjustment} ({why})",
    "zh-TW": "不算調整：{adjustment}（{why}）",
  },
  unread: {
    en: "Something that could show an adjustment could not be read: {problem}",
    "zh-TW": "可能寫有調整方式的部分無法讀取：{problem}",
  },
  pictureText: {
    en: "Nearly all of the submission is pictures, and no adjustment was read in them",
    "zh-TW": "內容幾乎都是圖片，其中沒有讀到調整方式",
  },
  none: {
    en: "No adjustment of a latent representation was found",
    "zh-TW": "沒有找到對 latent 的調整",
  },
} as const;

/** Values that name one adjustment. */
function words(adjustment: Adjustment): Record<string, string> {
  return {
    adjustment: adjustmentWords(adjustment, "en"),
    "adjustment@zh-TW": adjustmentWords(adjustment, "zh-TW"),
  };
}

/** What of the submission could not be read and may have shown an adjustment. */
function unread(facts: Facts): string | null {
  const { problems, evidence } = facts.document;
  const [problem] = problems;
  if (problem) return problem.problem;
  const own = evidence.filter(({ origin }) => origin === "author");
  const missing = own.find((item) => item.missing !== undefined)?.missing;
  const answered = facts.adjustments().length > 0 ||
    own.some(({ text }) => asked.test(text.slice(0, 20_000)));
  return missing !== undefined && answered ? missing : null;
}

/** Words of an answer to the question, even if it says nothing more. */
const asked =
  /(?:adjust|modif|manipulat|調整|调整|改變|改变|修改)[^.。]{0,60}(?:latent|code|潛|潜|隱|隐)|(?:latent|潛|潜|隱|隐)[^.。]{0,60}(?:adjust|modif|manipulat|調整|调整|改變|改变|修改)/i;

/** Whether there are pictures but next to no text that anyone wrote. */
function mostlyPictures(facts: Facts): boolean {
  const own = facts.document.evidence.filter(({ origin }) => origin === "author");
  const letters = own.reduce((sum, { text }) => sum + text.replace(/\s/g, "").length, 0);
  return own.some(({ kind }) => kind === "image") && letters < 400;
}

function judge(facts: Facts, { minimum }: LatentAdjustmentsParameters): Judgement {
  const all = facts.adjustments();
  const sure = all.filter(({ counts }) => counts === "yes");
  const unsure = all.filter(({ counts }) => counts === "unknown");
  const excluded = all.filter(({ counts }) => counts === "no");
  const reasons: Reason[] = [];
  const say = (message: keyof typeof messages, values: Reason["values"]) =>
    reasons.push({ message, values });
  const cited = [...sure, ...unsure, ...excluded].flatMap(({ evidence }) => evidence);
  const done = (verdict: Verdict, needsReview: boolean): Judgement => ({
    verdict,
    needsReview,
    reasons,
    evidence: [...new Set(cited)].slice(0, 12),
  });
  const explain = () => {
    for (const adjustment of unsure.slice(0, 3)) {
      say("unsure", { ...words(adjustment), why: adjustment.reason });
    }
    const shown = new Set<string>();
    for (const adjustment of excluded) {
      if (shown.has(adjustment.reason) || shown.size >= 3) continue;
      shown.add(adjustment.reason);
      say("notCounted", { ...words(adjustment), why: adjustment.reason });
    }
  };
  if (sure.length > 0) {
    say("found", {
      adjustments: adjustmentsWords(sure, "en"),
      "adjustments@zh-TW": adjustmentsWords(sure, "zh-TW"),
    });
  }
  say("needed", { found: sure.length, needed: minimum });
  if (sure.length >= minimum) return done("met", false);
  const sweep = sure.find(({ kind }) => kind === "sweep");
  if (sweep) {
    say("oneSweep", {
      sweep: adjustmentWords(sweep, "en"),
      "sweep@zh-TW": adjustmentWords(sweep, "zh-TW"),
    });
    return done("met", true);
  }
  explain();
  const problem = unread(facts);
  if (problem !== null) say("unread", { problem });
  if (sure.length > 0) return done("partial", unsure.length > 0 || problem !== null);
  if (sure.length + unsure.filter(isStrong).length >= minimum) return done("met", true);
  if (unsure.some(isOperation) || excluded.some(isGrid)) return done("partial", true);
  if (problem !== null) return done("undetermined", true);
  if (mostlyPictures(facts)) {
    say("pictureText", {});
    return done("undetermined", true);
  }
  if (unsure.length > 0) return done("unmet", true);
  if (excluded.length === 0) say("none", {});
  return done("unmet", false);
}

/** Code that does something, although it is not sure that it is done to a picture. */
function isStrong(adjustment: Adjustment): boolean {
  return isOperation(adjustment) && adjustment.basis === "code" &&
    adjustment.kind !== "interpolate";
}

function isOperation({ kind, basis, target }: Adjustment): boolean {
  return kind !== "other" || basis === "code" || target.indices !== undefined;
}

/** Latents that were walked through, although not from an encoded picture. */
function isGrid({ kind }: Adjustment): boolean {
  return kind === "sweep" || kind === "interpolate";
}

/** `latent-adjustments`. */
const check: Check<LatentAdjustmentsParameters> = {
  description:
    "The latent representation of an encoded picture is adjusted in different ways",
  parameters,
  messages,
  judge,
};

export default check;
