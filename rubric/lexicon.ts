/**
 * Lexicons: the terms and cues of a topic as data (`rubric/lexicons/*.yaml`).
 *
 * Terms are matched after folding (compatibility forms, letter case, zero-width
 * characters, Traditional to Simplified Chinese), so that one spelling serves all. A
 * term is plain text; a space stands for any white space or hyphen; a Latin term
 * matches whole words, and a trailing `*` any ending; `A ... B` matches `A` and, at
 * most 40 characters later in the same sentence, `B`.
 *
 * @module
 */

/** Something that can be said about a topic. */
export interface Concept {
  readonly id: string;
  /** What it means, for people who read the lexicon. */
  readonly note?: string;
  /** Any of these affirms it. */
  readonly terms: readonly string[];
  /** Any of these says the contrary: a wrong statement. */
  readonly contradicted?: readonly string[];
}

/** What a statement can be about. */
export interface Subject {
  readonly id: string;
  readonly terms: readonly string[];
}

/** The terms and cues of a topic. */
export interface Lexicon {
  readonly id: string;
  /** The first one is the topic itself. */
  readonly subjects: readonly Subject[];
  /** What an introduction of the topic may say. */
  readonly introduction: readonly Concept[];
  /** What is an advantage of the topic. */
  readonly advantages: readonly Concept[];
  /** What is a problem of the topic. */
  readonly problems: readonly Concept[];
  /** Words that offer a statement as an advantage, as a problem. */
  readonly cues: {
    readonly advantage: readonly string[];
    readonly problem: readonly string[];
    readonly negation: readonly string[];
    readonly contrast: readonly string[];
  };
}
