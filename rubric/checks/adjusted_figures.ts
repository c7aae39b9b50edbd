/**
 * Check `adjusted-figures`: the original picture and the pictures decoded from adjusted
 * latent representations are shown.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, Reason, Verdict } from "../check.ts";
import type { Facts, FigureReading, Panel } from "../facts.ts";
import { messages } from "./_adjusted_figures_messages.ts";

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

/**
 * How far the submission may show adjusted latents at all: not where it adjusts none;
 * `doubtful` where only some code or some words were not understood.
 */
function hopeOf(facts: Facts): "good" | "doubtful" | "none" {
  const open = facts.adjustments().filter(({ counts }) => counts !== "no");
  if (open.length === 0) return facts.figures().mayShowChange ? "doubtful" : "none";
  const telling = open.some(({ counts, kind, basis }) =>
    counts === "yes" || kind !== "other" || basis !== "code"
  );
  return telling ? "good" : "doubtful";
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
  const denied = adjustments.some(({ counts }) => counts === "no") &&
    counted.every(({ counts }) => counts === "unknown");
  const hope = hopeOf(facts);
  const kinds = new Set(counted.map(({ signature }) => signature)).size;
  const swept = counted.some(({ kind }) => kind === "sweep" || kind === "interpolate");

  let verdict: Verdict;
  let review = false;
  const told = distinct(seen.adjusted.filter(({ confidence }) => confidence >= guessed));
  const enough = told >= wanted.adjusted;
  if (enough && (reference || !wanted.original)) verdict = "met";
  else verdict = "partial";
  say("shown", { panels: describe([...seen.references, ...seen.adjusted]) });
  if (!enough && any > 0) {
    say("needed", { found: any, needed: wanted.adjusted });
    // Words call a picture adjusted, and nothing was read that adjusts it.
    review = hope === "none";
  }
  if (any === 0) {
    say("onlyReference");
    review = hope === "good" && kinds >= wanted.adjusted;
  }
  if (!reference && wanted.original) {
    say("noReference");
    review = review || any > 0;
  }
  for (const panel of seen.contradicted.slice(0, 4)) {
    say("contradiction", {
      label: panel.label ?? panel.role,
      what: panel.contradiction ?? "",
    });
    review = review || panel.role === "adjusted" || !sureReference;
  }
  const weak = (wanted.original && reference && !sureReference) ||
    (distinct(sure) < any && distinct(sure) < wanted.adjusted);
  if (weak) {
    say("unsure");
    review = review || any > 0 || hope === "good";
  }
  if (verdict !== "met" && seen.unknown.length > 0) {
    say("unknown", { count: seen.unknown.length });
    review = review || hope !== "none" || sure.length > 0;
  }
  if (any > 0 && denied) {
    verdict = "partial";
    review = true;
    say("notCounted", { why: adjustments[0]?.reason ?? "" });
  } else if (verdict === "met" && kinds < wanted.adjusted && !swept) {
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
  const named = expectedClaims(facts);
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
  const claimed = expectedClaims(facts);
  const hope = hopeOf(facts);
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
  if (seen.unknown.length > 0 && hope !== "none") {
    reasons.push({ message: "unknown", values: { count: seen.unknown.length } });
    return judged("undetermined", true);
  }
  const problem = pictureProblem(facts);
  if (problem !== null) {
    reasons.push({ message: "unreadable", values: { problem } });
    return judged("undetermined", true);
  }
  if (document.textOnly) reasons.push({ message: "textOnly", values: {} });
  reasons.push(
    seen.otherPictures > 0
      ? { message: "onlyOther", values: { count: seen.otherPictures } }
      : { message: "none", values: {} },
  );
  // Photos that words call something else are a reading of words: a person looks.
  const photos = hope !== "none" &&
    facts.figures().figures.some(({ content }) => content === "pictures");
  if (photos) reasons.push({ message: "unsure", values: {} });
  return judged("unmet", photos);
}

/**
 * Pictures that words claim and that could show adjusted latents: none where nothing is
 * adjusted; where that is in doubt, only where words speak of adjusted ones.
 */
function expectedClaims(facts: Facts): FigureReading["claimed"] {
  const { claimed } = facts.figures();
  const hope = hopeOf(facts);
  if (hope === "none") return [];
  const told = claimed.some(({ role }) => role === "adjusted");
  return hope === "good" || told ? claimed : [];
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
