/**
 * The adjustments that a report declares -> adjustments that can be applied; pure.
 *
 * @module
 */
import type { Reason } from "../../rubric/check.ts";
import type { Adjustment, Target } from "../../models/adjust/adjustment.ts";
import type { ReadAdjustment } from "./readings_schema.ts";

/** One adjustment to apply, by the id that it has in the report. */
export interface PlannedAdjustment {
  readonly id: string;
  readonly adjustment: Adjustment;
}

/** Adjustments that can be applied, those that can not, and what was assumed. */
export interface PlannedAdjustments {
  readonly planned: readonly PlannedAdjustment[];
  readonly refused: readonly Reason[];
  readonly notes: readonly Reason[];
}

/** Rows of figures get too many beyond these. */
const MOST = 12;

/** Values of a sweep that are shown. */
const SWEPT = 5;

/**
 * Maps those that count as the student's, each signature once.
 *
 * @param latent width of the latent: elements beyond it are refused
 */
export function planAdjustments(
  read: readonly ReadAdjustment[],
  latent: number,
): PlannedAdjustments {
  const planned: PlannedAdjustment[] = [];
  const refused: Reason[] = [];
  const notes: Reason[] = [];
  const seen = new Set<string>();
  for (const own of read) {
    if (own.counts !== "yes" || seen.has(own.signature)) continue;
    seen.add(own.signature);
    const reason = (message: string, values: Reason["values"] = {}) => ({
      message,
      values: { id: own.id, kind: own.kind, ...values },
    });
    const target = targetOf(own, latent);
    if ("message" in target) {
      refused.push(reason(target.message, target.values));
      continue;
    }
    const mapped = map(own, target.target);
    if (typeof mapped === "string") refused.push(reason(mapped));
    else if (planned.length >= MOST) refused.push(reason("tooMany", { most: MOST }));
    else {
      planned.push({ id: own.id, adjustment: mapped });
      if (own.target.elements === "unknown") notes.push(reason("targetAssumed"));
    }
  }
  return { planned, refused, notes };
}

function targetOf(
  { target: { elements, indices } }: ReadAdjustment,
  latent: number,
): { readonly target: Target } | Reason {
  if (elements !== "some") return { target: "all" };
  if (!indices || indices.length === 0) return { message: "elementsUnsaid", values: {} };
  // As in Python, -1 is the last.
  const found = indices.map((i) => i < 0 ? i + latent : i);
  const outside = indices.find((_, i) => !(found[i]! >= 0 && found[i]! < latent));
  if (outside !== undefined) {
    return { message: "elementOutside", values: { element: outside, latent } };
  }
  return { target: [...new Set(found)] };
}

/** The adjustment, or the message that says why there is none. */
function map({ kind, parameters }: ReadAdjustment, target: Target): Adjustment | string {
  const { ratio, factor, value, from, to } = parameters;
  const bounded = Object.values(parameters).every((one) => Math.abs(one) <= 1e6);
  if (!bounded) return "valueTooLarge";
  switch (kind) {
    case "mix-noise":
      if (ratio === undefined) return "ratioUnsaid";
      return ratio >= 0 && ratio <= 1
        ? { kind: "mixNoise", ratio, target }
        : "ratioOutside";
    case "add-noise":
      if (ratio === undefined) return "ratioUnsaid";
      return { kind: "addNoise", stdDev: Math.abs(ratio), shared: false, target };
    case "add":
      return value === undefined ? "valueUnsaid" : { kind: "shift", by: value, target };
    case "scale":
      if (factor === undefined) return "valueUnsaid";
      if (value !== undefined) return "twoSteps";
      return { kind: "scale", factor, target };
    case "negate":
      return { kind: "negate", target };
    case "zero":
      return { kind: "zero", target };
    case "set":
      return value === undefined ? "valueUnsaid" : { kind: "set", value, target };
    case "sweep": {
      if (from === undefined || to === undefined || !(from < to)) return "valueUnsaid";
      const values = Array.from(
        { length: SWEPT },
        (_, i) => from + (to - from) * i / (SWEPT - 1),
      );
      return { kind: "sweep", values, target };
    }
    case "interpolate":
      return "needsTwo";
    default:
      return "kindUnknown";
  }
}
