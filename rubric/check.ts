/**
 * Checks: one rubric item, the facts of a submission -> one finding.
 *
 * A check is one file in `rubric/checks/`, named as the rubric names it
 * (`latent-adjustments` -> `latent_adjustments.ts`), whose default export is a
 * {@linkcode Check}.
 *
 * @module
 */
import type { Facts } from "./facts.ts";

/** A verdict on one rubric item. */
export type Verdict = "met" | "partial" | "unmet" | "undetermined";

/** What a check says of an item; points come from the rubric alone. */
export interface Judgement {
  /** What the item deserves. */
  readonly verdict: Verdict;
  /** Whether a person should look; `reasons` says why. */
  readonly needsReview: boolean;
  /** Short sentences, the most important first. */
  readonly reasons: readonly Reason[];
  /** Ids of the evidence cited, the most important first. */
  readonly evidence: readonly string[];
}

/** A message of the check's catalogue and its values, so that any language can show it. */
export interface Reason {
  /** Key into the check's `messages`. */
  readonly message: string;
  /** What stands in the message's `{name}` places. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** A message in every language of the interface; `{name}` stands for a value. */
export interface MessageText {
  /** English. */
  readonly en: string;
  /** Traditional Chinese. */
  readonly "zh-TW": string;
}

/** A judgement, bound to its item. */
export interface Finding extends Judgement {
  /** Id of the rubric item. */
  readonly item: string;
}

/** What validates a check's parameters; every zod schema does. */
export interface ParameterSchema<Parameters> {
  /** The parameters with defaults filled in; throws what is wrong with them. */
  parse(value: unknown): Parameters;
  /** The same, with what is wrong as a value. */
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Parameters }
    | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly {
          readonly path: readonly PropertyKey[];
          readonly message: string;
        }[];
      };
    };
}

/** A check: a schema for its parameters and a pure function. */
export interface Check<Parameters = unknown> {
  /** One line for people who write a rubric. */
  readonly description: string;
  /** What a rubric may tell it. */
  readonly parameters: ParameterSchema<Parameters>;
  /** Every reason that the check can give. */
  readonly messages: Readonly<Record<string, MessageText>>;
  /** Judges an item; pure. */
  judge(facts: Facts, parameters: Parameters): Judgement;
}
