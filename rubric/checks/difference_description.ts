/**
 * Check `difference-description`: the differences between the adjusted pictures are
 * described in words.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, Reason, Verdict } from "../check.ts";
import type { Facts } from "../facts.ts";

const parameters = z.strictObject({
  minimumStatements: z.number().int().min(1).max(20).default(1).describe(
    "How many clear statements must describe the pictures",
  ),
  perAdjustment: z.boolean().default(false).describe(
    "Whether every adjustment must be spoken of by a statement of its own",
  ),
});

/** Parameters of the check. */
export type DifferenceDescriptionParameters = z.infer<typeof parameters>;

/** A statement of at least this strength is clear by itself. */
const clearFrom = 0.6;

const messages = {
  described: {
    en: "Described: “{quote}”",
    "zh-TW": "描述：「{quote}」",
  },
  statements: {
    en: "{found} of {needed} clear statements about the adjusted pictures",
    "zh-TW": "需要 {needed} 句對調整後圖片的清楚描述，找到 {found} 句",
  },
  weak: {
    en: "May be a description, but it is general or not clearly about the adjusted " +
      "pictures: “{quote}”",
    "zh-TW": "可能是描述，但過於籠統，或不確定是在說調整後的圖片：「{quote}」",
  },
  noAdjustment: {
    en:
      "No adjustment of the latent representation counts, so it is not clear what the " +
      "words describe",
    "zh-TW": "沒有有效的 latent 調整，因此不清楚文字在描述什麼",
  },
  samePictures: {
    en:
      "The adjusted pictures are the same, so what is described can not be seen in them",
    "zh-TW": "調整後的圖片相同，描述的差異無法從圖片看出",
  },
  notCovered: {
    en: "Nothing is said of: {adjustments}",
    "zh-TW": "沒有描述：{adjustments}",
  },
  unread: {
    en: "Something that could hold the description could not be read: {problem}",
    "zh-TW": "可能寫有描述的部分無法讀取：{problem}",
  },
  pictureText: {
    en: "Nearly all of the submission is pictures, and no description was read in them",
    "zh-TW": "內容幾乎都是圖片，其中沒有讀到描述",
  },
  doubtful: {
    en:
      "What was adjusted could not be told for sure, so a description may have been missed",
    "zh-TW": "無法確定調整了什麼，因此可能漏看描述",
  },
  none: {
    en: "Nothing describes how the adjusted pictures differ",
    "zh-TW": "沒有描述調整後圖片的差異",
  },
} as const;

function judge(facts: Facts, parameters: DifferenceDescriptionParameters): Judgement {
  const { minimumStatements, perAdjustment } = parameters;
  const comparisons = [...facts.comparisons()].sort((a, b) => b.strength - a.strength);
  const clear = comparisons.filter(({ strength }) => strength >= clearFrom);
  const counting = facts.adjustments().filter(({ counts }) => counts !== "no");
  const reasons: Reason[] = [];
  const say = (message: keyof typeof messages, values: Reason["values"]) =>
    reasons.push({ message, values });
  const done = (verdict: Verdict, needsReview: boolean): Judgement => ({
    verdict,
    needsReview,
    reasons,
    evidence: [...new Set(comparisons.map(({ evidence }) => evidence))].slice(0, 8),
  });
  for (const { quote } of clear.slice(0, 3)) {
    say("described", { quote: shortened(quote) });
  }
  if (clear.length >= minimumStatements) {
    if (lookAlike(facts)) {
      say("samePictures", {});
      return done("partial", true);
    }
    const sure = counting.some(({ counts }) => counts === "yes");
    if (!sure) say("noAdjustment", {});
    if (!perAdjustment) return done("met", !sure);
    const named = new Set(comparisons.flatMap(({ adjustments }) => adjustments));
    const missing = counting.filter(({ id }) => !named.has(id));
    if (missing.length === 0) return done("met", !sure);
    say("notCovered", {
      adjustments: missing.map(({ signature }) => signature).join("; "),
    });
    return done("partial", true);
  }
  say("statements", { found: clear.length, needed: minimumStatements });
  const [weak] = comparisons.filter(({ strength }) => strength < clearFrom);
  if (weak) say("weak", { quote: shortened(weak.quote) });
  if (comparisons.length > 0 && counting.length === 0) say("noAdjustment", {});
  const { problems, evidence } = facts.document;
  const problem = problems[0]?.problem ??
    evidence.find(({ origin, missing, kind }) =>
      origin === "author" && missing && kind !== "image"
    )?.missing;
  if (problem) say("unread", { problem });
  if (comparisons.length > 0) return done("partial", true);
  if (problem) return done("undetermined", true);
  const own = evidence.filter(({ origin }) => origin === "author");
  const letters = own.reduce((sum, { text }) => sum + text.replace(/\s/g, "").length, 0);
  if (letters < 200 && own.some(({ kind }) => kind === "image")) {
    say("pictureText", {});
    return done("undetermined", true);
  }
  say("none", {});
  const doubtful = counting.some(({ kind }) => kind !== "other") &&
    !counting.some(({ counts }) => counts === "yes");
  if (doubtful) say("doubtful", {});
  return done("unmet", doubtful);
}

/** Whether several pictures are offered as adjusted, but are one and the same. */
function lookAlike(facts: Facts): boolean {
  const adjusted = facts.figures().figures.flatMap(({ panels }) => panels)
    .filter(({ role }) => role === "adjusted");
  const same = adjusted.filter(({ contradiction }) =>
    contradiction?.startsWith("same picture")
  );
  return adjusted.length >= 2 && same.length > 0 && adjusted.length - same.length < 2;
}

function shortened(quote: string): string {
  const text = quote.replace(/\s+/g, " ").trim();
  const characters = [...text];
  return characters.length <= 160 ? text : `${characters.slice(0, 159).join("")}…`;
}

/** `difference-description`. */
const check: Check<DifferenceDescriptionParameters> = {
  description: "The differences between the adjusted pictures are described in words",
  parameters,
  messages,
  judge,
};

export default check;
