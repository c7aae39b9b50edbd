/**
 * A candidate: one place of the submission that speaks of a change of a latent.
 *
 * @module
 */
import type { Adjustment, AdjustmentKind, Answer } from "../../../rubric/facts.ts";

/** One mention, before mentions of the same change are brought together. */
export interface Candidate {
  readonly kind: AdjustmentKind;
  readonly elements: "all" | "some" | "unknown";
  /** From 0, where known. */
  readonly indices: readonly number[] | null;
  /** `true`: counted from the first one in words, so that 1 means index 0. */
  readonly ordinal: boolean;
  /** What a set without numbers is called: `even`, `first half`. */
  readonly subset?: string;
  /** What a vector that is added stands for: `principal`, `glasses`. */
  readonly direction?: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Place and unknown parameters as text: what tells two changes in code apart. */
  readonly detail: string;
  readonly basis: Adjustment["basis"];
  readonly counts: Answer;
  readonly reason: string;
  readonly evidence: string;
}

/** `scale some[3] factor=2`: equal for equal changes. */
export function signature(candidate: Candidate): string {
  const { kind, elements, indices, parameters, detail, subset, direction } = candidate;
  const place = indices
    ? `some[${[...indices].sort((a, b) => a - b).join(",")}]`
    : subset
    ? `some[${subset}]`
    : elements;
  const values = Object.entries(parameters).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([name, value]) => `${name}=${value}`);
  return [kind, place, ...values, detail, direction ?? ""].filter((part) => part !== "")
    .join(" ");
}
