/**
 * Check: the architecture of the model that the answer is about is shown.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, Reason, Verdict } from "../check.ts";
import type { Architecture, ArchitectureForm, Facts } from "../facts.ts";
import { messages } from "./_architecture_messages.ts";
import { FORM_NAMES, sizes, thousands } from "./_architecture_words.ts";
import { candidatePicture, unreadText } from "./_unread_architecture.ts";

const FORMS = [
  "torchsummary",
  "torchinfo",
  "keras-summary",
  "tfjs-summary",
  "print-model",
  "pytorch-code",
  "keras-code",
  "tfjs-code",
  "table",
  "arrows",
  "prose",
  "diagram",
  "onnx",
] as const satisfies readonly ArchitectureForm[];

const parameters = z.strictObject({
  /** What the model has to be. */
  family: z.enum(["autoencoder", "any"]).default("autoencoder"),
  /** Whether every weight layer has to be linear. */
  fullyConnected: z.boolean().default(true),
  /** Ways of showing it that count. */
  accepted: z.array(z.enum(FORMS)).min(1).default([...FORMS]),
  /** Whether the layers' sizes have to be shown. */
  requireSizes: z.boolean().default(true),
});

/** What a rubric may set of this check. */
export type ArchitectureParameters = z.infer<typeof parameters>;

type Message = keyof typeof messages;

function reason(message: Message, values: Reason["values"] = {}): Reason {
  return { message, values };
}

function judgement(
  verdict: Verdict,
  needsReview: boolean,
  reasons: readonly Reason[],
  evidence: readonly string[],
): Judgement {
  return { verdict, needsReview, reasons, evidence };
}

/** Whether any size of a weight layer is stated. */
function isSized(own: Architecture): boolean {
  return own.layers.some((layer) =>
    layer.kind === "convolution" ||
    (layer.kind === "linear" && layer.outUnits !== undefined)
  );
}

/** How many sizes are missing along the linear layers. */
function missingSizes(own: Architecture): number {
  const linear = own.layers.filter((layer) => layer.kind === "linear");
  return linear.filter((layer) => layer.outUnits === undefined).length;
}

function fits(own: Architecture, asked: ArchitectureParameters): boolean {
  return (asked.family === "any" || own.autoencoder === "yes") &&
    (!asked.fullyConnected || own.fullyConnected === "yes") &&
    (asked.family === "any" || own.variational !== "yes") &&
    (!asked.requireSizes || isSized(own)) &&
    own.arithmetic.holds !== "no";
}

function nothingRead(facts: Facts): Judgement {
  const picture = candidatePicture(facts);
  if (picture) {
    const name = picture.image?.name ?? picture.id;
    return judgement("undetermined", true, [reason("unreadPicture", { name })], [
      picture.id,
    ]);
  }
  const text = unreadText(facts);
  if (text) return judgement("undetermined", true, [reason("unreadText")], [text.id]);
  const [problem] = facts.document.problems;
  if (problem) {
    return judgement("undetermined", true, [
      reason("unreadPart", { problem: problem.problem }),
    ], []);
  }
  return judgement("unmet", false, [reason("nothing")], []);
}

/** How the model is shown, and what of it was verified. */
function shown(own: Architecture): Reason {
  const values = { form: FORM_NAMES[own.form], sizes: sizes(own) };
  const { holds, notes } = own.arithmetic;
  if (holds !== "yes") return reason("shown", values);
  const { printedTotal } = own;
  return printedTotal !== undefined &&
      notes.some((note) => note.includes("is the printed total"))
    ? reason("verified", { ...values, total: thousands(printedTotal) })
    : reason("agrees", values);
}

/** A model that fits: met; what was read from a picture has to verify itself. */
function judgeFitting(
  own: Architecture,
  count: number,
): Judgement {
  const { holds, notes } = own.arithmetic;
  const reasons = [shown(own)];
  const repairs = notes.filter((note) => note.includes("OCR read"));
  const [repair] = repairs;
  if (repair !== undefined) {
    reasons.push(reason("repaired", { count: repairs.length, note: repair }));
  }
  if (count > 1) reasons.push(reason("severalFit", { count }));
  // Code and printed models say each size twice: out of one layer, into the next.
  const chained = own.layers.filter((layer) => layer.kind === "linear")
    .every((layer, i, all) => i === 0 || layer.inUnits === all[i - 1]?.outUnits);
  const doubtful = own.via === "ocr" && holds !== "yes" && !chained;
  if (doubtful) reasons.push(reason("unreadSizes"));
  const missing = missingSizes(own);
  if (missing > 0) reasons.push(reason("someSizes", { sizes: sizes(own) }));
  const tooFew =
    missing * 2 > own.layers.filter((layer) => layer.kind === "linear").length;
  if (tooFew) return judgement("partial", true, reasons, own.evidence);
  return judgement("met", doubtful, reasons, own.evidence);
}

/**
 * A model that would fit but for one thing that a person has to look at: it samples its
 * latent representation, or OCR read numbers that contradict each other.
 */
function judgeNearlyFitting(
  own: Architecture,
  asked: ArchitectureParameters,
): Judgement | undefined {
  const samples = asked.family === "autoencoder" && own.variational === "yes";
  const misread = own.via === "ocr" && own.arithmetic.holds === "no";
  const rest: Architecture = {
    ...own,
    ...(samples ? { variational: "no" } : {}),
    ...(misread ? { arithmetic: { holds: "unknown", notes: [] } } : {}),
  };
  if ((!samples && !misread) || !fits(rest, asked)) return undefined;
  const { verdict, reasons } = judgeFitting(rest, 1);
  const why = misfits(own, asked);
  return judgement(verdict, true, [
    ...why,
    ...(misread ? [reason("unreadSizes")] : []),
    ...reasons.filter(({ message }) => message !== "unreadSizes"),
  ], own.evidence);
}

/** Why a model does not fit, the most important reason first. */
function misfits(own: Architecture, asked: ArchitectureParameters): readonly Reason[] {
  const values = { sizes: sizes(own) };
  const list: Reason[] = [];
  if (asked.fullyConnected && own.fullyConnected === "no") {
    list.push(
      reason("notConnected", { name: `${own.name ?? own.form} (${values.sizes})` }),
    );
  }
  if (asked.requireSizes && !isSized(own)) {
    list.push(reason("noSizes", { form: FORM_NAMES[own.form] }));
    return list;
  }
  if (asked.family === "autoencoder") {
    if (own.autoencoder === "no") list.push(reason("notAutoencoder", values));
    else if (own.variational === "yes") list.push(reason("variational", values));
    else if (own.autoencoder === "unknown" && own.fullyConnected === "yes") {
      const ends = own.inputSize !== undefined && own.outputSize !== undefined;
      list.push(reason(ends ? "half" : "unsureAutoencoder", values));
    }
  }
  if (asked.fullyConnected && own.fullyConnected === "unknown") {
    list.push(reason("unsureConnected", values));
  }
  if (own.arithmetic.holds === "no") {
    const note = own.arithmetic.notes.find((one) => !one.startsWith("code read")) ?? "";
    list.push(reason("contradicted", { note }));
  }
  return list;
}

/** A model that fits, but is not among those that the answer may be about. */
function fittingElsewhere(
  accepted: readonly Architecture[],
  pool: readonly Architecture[],
  asked: ArchitectureParameters,
): Architecture | undefined {
  return accepted.find((own) => !pool.includes(own) && fits(own, asked));
}

function judge(facts: Facts, asked: ArchitectureParameters): Judgement {
  const all = facts.architectures();
  const accepted = all.filter((own) => asked.accepted.includes(own.form));
  const refused = all.find((own) => !asked.accepted.includes(own.form));
  if (accepted.length === 0) {
    if (!refused) return nothingRead(facts);
    return judgement("partial", true, [
      reason("formNotAccepted", { form: FORM_NAMES[refused.form] }),
    ], refused.evidence);
  }
  const answers = accepted.filter((own) => own.answer === "yes");
  const maybe = accepted.filter((own) => own.answer !== "no");
  const relevant = answers.length > 0 ? answers : maybe.filter(isSized);
  const pool = relevant.length > 0 ? relevant : maybe.length > 0 ? maybe : accepted;
  const fitting = pool.filter((own) => fits(own, asked));
  const [best] = fitting;
  if (best && (answers.length > 0 || fitting.length === pool.length)) {
    // One and the same model may be shown in several ways; the verified one is cited.
    const shown = fitting.find((own) => own.arithmetic.holds === "yes") ?? best;
    const different = new Set(fitting.map(sizes)).size;
    const contradiction = pool.find((own) =>
      own.arithmetic.holds === "no" && sizes(own) !== sizes(shown)
    );
    const single = pool.length === 1 && answers.length === 0;
    const own = judgeFitting(shown, answers.length > 0 ? 1 : different);
    if (contradiction || single) {
      return judgement("met", true, [
        ...own.reasons,
        contradiction
          ? reason("contradicted", { note: contradiction.arithmetic.notes[0] ?? "" })
          : reason("unclearWhich", { count: accepted.length, why: shown.answerReason }),
      ], own.evidence);
    }
    return own;
  }
  if (best) {
    return judgement("met", true, [
      reason("unclearWhich", { count: pool.length, why: best.answerReason }),
      ...judgeFitting(best, 1).reasons,
    ], pool.flatMap((own) => own.evidence));
  }
  const [first] = pool;
  if (!first) return nothingRead(facts);
  if (relevant.length === pool.length && !fittingElsewhere(accepted, pool, asked)) {
    const nearly = judgeNearlyFitting(first, asked);
    if (nearly) return nearly;
  }
  const reasons = [...misfits(first, asked)];
  const elsewhere = fittingElsewhere(accepted, pool, asked);
  if (elsewhere) reasons.push(reason("otherConnected", { sizes: sizes(elsewhere) }));
  if (answers.length === 0 && pool.length > 1) {
    reasons.push(reason("unclearWhich", { count: pool.length, why: first.answerReason }));
  }
  const evidence = [...first.evidence, ...elsewhere?.evidence ?? []];
  const noAutoencoder = asked.family === "autoencoder" && !elsewhere &&
    accepted.every((own) => own.autoencoder === "no");
  if (noAutoencoder) return judgement("unmet", true, reasons, evidence);
  return judgement("partial", true, reasons, evidence);
}

/** The architecture of the model that the answer is about. */
const architecture: Check<ArchitectureParameters> = {
  description: "The architecture of the model that the answer is about is shown",
  parameters,
  messages,
  judge,
};

export default architecture;
