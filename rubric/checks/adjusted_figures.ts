/**
 * Check `adjusted-figures`: the original picture and the pictures decoded from adjusted
 * latent representations are shown.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, Reason, Verdict } from "../check.ts";
import type { Facts, Panel } from "../facts.ts";

const parameters = z.strictObject({
  original: z.boolean().default(true).describe(
    "Whether an original or an unadjusted reconstruction must be shown beside the adjusted ones",
  ),
  adjusted: z.number().int().min(1).max(20).default(2).describe(
    "How many pictures of different adjustments must be shown",
  ),
});

/** Parameters of the check. */
export type AdjustedFiguresParameters = z.infer<typeof parameters>;

/** A role with less confidence than this is put before a person. */
const sureFrom = 0.6;

const messages = {
  shown: {
    en: "Shown: {panels}",
    "zh-TW": "圖中可見：{panels}",
  },
  needed: {
    en: "{found} of {needed} pictures of different adjustments are shown",
    "zh-TW": "需要 {needed} 種調整後的圖片，找到 {found} 種",
  },
  noReference: {
    en: "No original picture or unadjusted reconstruction is shown beside them",
    "zh-TW": "沒有原圖，也沒有未調整的重建圖可供對照",
  },
  onlyReference: {
    en:
      "Originals or reconstructions are shown, but none of an adjusted latent representation",
    "zh-TW": "有原圖或重建圖，但沒有調整 latent 之後的圖片",
  },
  unsure: {
    en: "What some pictures show was guessed from their position or from weak words",
    "zh-TW": "部分圖片的內容只能由位置或模糊的文字推測",
  },
  unknown: {
    en: "{count} pictures bear no words that tell what they show",
    "zh-TW": "{count} 張圖片沒有文字說明內容",
  },
  contradiction: {
    en: 'The pixels contradict the label "{label}": {what}',
    "zh-TW": "像素與標示「{label}」不符：{what}",
  },
  notCounted: {
    en:
      "The pictures are labelled as adjusted, but no adjustment of the latent representation counts: {why}",
    "zh-TW": "圖片標示為調整後，但沒有一項算是調整 latent：{why}",
  },
  fewerAdjustments: {
    en: "More pictures are labelled as adjusted than adjustments that count ({count})",
    "zh-TW": "標示為調整後的圖片多於有效的調整（{count} 種）",
  },
  claimedOnly: {
    en:
      "{count} pictures are named ({panels}) but the submission as read holds no pixels of them",
    "zh-TW": "文字提到 {count} 張圖片（{panels}），但讀到的檔案裡沒有圖",
  },
  unreadable: {
    en: "Something that could hold a picture could not be read: {problem}",
    "zh-TW": "可能含有圖片的部分無法讀取：{problem}",
  },
  textOnly: {
    en: "The submission is a text export, which can not hold pictures",
    "zh-TW": "這份作業是純文字，無法包含圖片",
  },
  none: {
    en: "No picture of an original or of an adjusted reconstruction is shown",
    "zh-TW": "沒有原圖，也沒有調整後的重建圖",
  },
  onlyOther: {
    en: "The pictures show other things only ({count} charts, diagrams or screenshots)",
    "zh-TW": "圖片都是其他內容（{count} 張圖表、示意圖或截圖）",
  },
} as const;

/** A role with less confidence than this is a guess that earns nothing by itself. */
const guessed = 0.4;

/** What the figures amount to. */
interface Tally {
  readonly references: readonly Panel[];
  readonly adjusted: readonly Panel[];
  readonly unknown: readonly Panel[];
  readonly contradicted: readonly Panel[];
  readonly otherPictures: number;
}

function tally(facts: Facts): Tally {
  const { figures } = facts.figures();
  const panels = figures.flatMap((figure) => figure.panels);
  const good = panels.filter((panel) => panel.contradiction === undefined);
  return {
    references: good.filter(({ role }) =>
      role === "original" || role === "reconstruction"
    ),
    adjusted: good.filter(({ role }) => role === "adjusted"),
    unknown: panels.filter(({ role, image }) =>
      role === "unknown" &&
      figures.some((figure) =>
        figure.image === image && figure.content !== "chart" &&
        figure.content !== "text" &&
        figure.content !== "diagram"
      )
    ),
    contradicted: panels.filter(({ contradiction }) => contradiction !== undefined),
    otherPictures: figures.length,
  };
}

function distinct(panels: readonly Panel[]): number {
  return new Set(panels.map((panel) => panel.adjustment ?? panel.id)).size;
}

function judge(facts: Facts, wanted: AdjustedFiguresParameters): Judgement {
  const seen = tally(facts);
  if (seen.references.length + seen.adjusted.length + seen.contradicted.length === 0) {
    return nothingNamed(facts, seen);
  }
  const reasons: Reason[] = [];
  const say = (message: keyof typeof messages, values: Reason["values"] = {}) =>
    reasons.push({ message, values });
  const sure = seen.adjusted.filter(({ confidence }) => confidence >= sureFrom);
  const any = distinct(seen.adjusted);
  const reference = seen.references.length > 0;
  const sureReference = seen.references.some(({ confidence }) => confidence >= sureFrom);
  const adjustments = facts.adjustments();
  const counted = adjustments.filter(({ counts }) => counts !== "no");
  const denied = adjustments.length > 0 && counted.length === 0;
  const kinds = new Set(counted.map(({ signature }) => signature)).size;
  const swept = counted.some(({ kind }) => kind === "sweep" || kind === "interpolate");

  let verdict: Verdict;
  let review = false;
  const told = distinct(seen.adjusted.filter(({ confidence }) => confidence >= guessed));
  const enough = told >= wanted.adjusted;
  if (enough && (reference || !wanted.original)) verdict = "met";
  else verdict = "partial";
  say("shown", { panels: describe([...seen.references, ...seen.adjusted]) });
  if (!enough && any > 0) say("needed", { found: any, needed: wanted.adjusted });
  if (any === 0) {
    say("onlyReference");
    review = true;
  }
  if (!reference && wanted.original) {
    say("noReference");
    review = true;
  }
  for (const panel of seen.contradicted.slice(0, 4)) {
    say("contradiction", {
      label: panel.label ?? panel.role,
      what: panel.contradiction ?? "",
    });
    if (panel.role === "adjusted" || !sureReference) review = true;
  }
  const weak = (wanted.original && reference && !sureReference) ||
    (distinct(sure) < any && distinct(sure) < wanted.adjusted);
  if (weak) {
    say("unsure");
    review = true;
  }
  if (verdict !== "met" && seen.unknown.length > 0) {
    say("unknown", { count: seen.unknown.length });
    review = true;
  }
  if (any > 0 && denied) {
    verdict = "partial";
    review = true;
    say("notCounted", { why: adjustments[0]?.reason ?? "" });
  } else if (
    any > 0 && verdict === "met" && adjustments.some(({ counts }) => counts === "no") &&
    kinds < wanted.adjusted && !swept
  ) {
    review = true;
    say("fewerAdjustments", { count: kinds });
  } else if (
    any > 0 && verdict === "met" && counted.length > 0 &&
    counted.every(({ counts }) => counts === "unknown")
  ) {
    review = true;
    say("notCounted", { why: counted[0]?.reason ?? "" });
  }
  if (verdict === "partial" && !review && kinds >= wanted.adjusted) {
    review = true;
  }
  const named = facts.figures().claimed;
  if (verdict !== "met" && named.length > 0) {
    if (named.some(({ role }) => role !== "unknown")) verdict = "undetermined";
    review = true;
    sayClaimed(facts, reasons);
  } else if (verdict !== "met" && pictureProblem(facts) !== null) {
    review = true;
    say("unreadable", { problem: pictureProblem(facts) ?? "" });
  }
  return { verdict, needsReview: review, reasons, evidence: cited(seen) };
}

function nothingNamed(facts: Facts, seen: Tally): Judgement {
  const { document } = facts;
  const { claimed } = facts.figures();
  const reasons: Reason[] = [];
  const evidence = [
    ...new Set([
      ...claimed.flatMap((panel) => panel.evidence),
      ...seen.unknown.map(({ image }) => image),
    ]),
  ].slice(0, 12);
  const judged = (verdict: Verdict, needsReview: boolean): Judgement => ({
    verdict,
    needsReview,
    reasons,
    evidence,
  });
  if (claimed.length > 0) {
    sayClaimed(facts, reasons);
    if (document.textOnly) reasons.push({ message: "textOnly", values: {} });
    return judged("undetermined", true);
  }
  if (seen.unknown.length > 0) {
    reasons.push({ message: "unknown", values: { count: seen.unknown.length } });
    return judged("undetermined", true);
  }
  const problem = pictureProblem(facts);
  if (problem !== null) {
    reasons.push({ message: "unreadable", values: { problem } });
    return judged("undetermined", true);
  }
  const counts = facts.adjustments().some((adjustment) => adjustment.counts === "yes");
  if (document.textOnly && counts) {
    reasons.push({ message: "textOnly", values: {} });
    return judged("undetermined", true);
  }
  reasons.push(
    seen.otherPictures > 0
      ? { message: "onlyOther", values: { count: seen.otherPictures } }
      : { message: "none", values: {} },
  );
  // Photos that words call something else are a reading of words: a person looks.
  const photos = facts.figures().figures.some(({ content }) => content === "pictures");
  if (photos && counts) reasons.push({ message: "unsure", values: {} });
  return judged("unmet", photos);
}

function sayClaimed(facts: Facts, reasons: Reason[]): void {
  const { claimed } = facts.figures();
  reasons.push({
    message: "claimedOnly",
    values: {
      count: claimed.length,
      panels: claimed.slice(0, 6).map(({ label }) => shorten(label)).join("; "),
    },
  });
}

/** What could not be read and could bear on pictures; `null` where all was read. */
function pictureProblem(facts: Facts): string | null {
  return facts.document.problems[0]?.problem ?? null;
}

/** `original "原圖"; adjusted 1 "z * 2"; adjusted 2 "z + noise"`. */
function describe(panels: readonly Panel[]): string {
  const names = new Map<string, string>();
  for (const panel of panels) {
    const key = `${panel.role} ${panel.adjustment ?? ""}`.trim();
    const label = panel.label ? ` "${shorten(panel.label)}"` : "";
    if (!names.has(key)) names.set(key, `${key}${label}`);
  }
  const all = [...names.values()];
  return all.slice(0, 6).join("; ") + (all.length > 6 ? "; ..." : "");
}

function shorten(label: string): string {
  const line = label.replace(/\s+/g, " ").trim();
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}

function cited(seen: Tally): readonly string[] {
  const panels = [
    ...seen.adjusted,
    ...seen.references,
    ...seen.contradicted,
    ...seen.unknown,
  ];
  return [...new Set(panels.flatMap((panel) => panel.evidence))].slice(0, 12);
}

const check: Check<AdjustedFiguresParameters> = {
  description:
    "The original (or the unadjusted reconstruction) and pictures of different adjustments are shown",
  parameters,
  messages,
  judge,
};

export default check;
