/**
 * Lexicons: the terms and cues of a topic as data (`rubric/lexicons/*.yaml`).
 *
 * Terms are matched after folding (compatibility forms, letter case, zero-width
 * characters, Traditional to Simplified Chinese), so that one spelling serves all. A
 * term is plain text; a space stands for any white space or hyphen; a Latin term
 * matches whole words, and a trailing `*` any ending; `A ... B` matches `A` and, at
 * most 40 characters later in the same sentence, `B`; `A & B` matches both near each
 * other in the same sentence, in any order; `{name}` as a whole part stands for any of
 * the words that the lexicon lists under that name: `{latent} & {continuous}`.
 *
 * @module
 */

/** What a concept or subject is called in reasons; its id where there is none. */
export interface Label {
  /** English, as in a sentence: `a continuous latent space`. */
  readonly en: string;
  /** Traditional Chinese. */
  readonly "zh-TW": string;
}

/** Something that can be said about a topic. */
export interface Concept {
  /** Unique in the lexicon. */
  readonly id: string;
  /** What it means, for people who read the lexicon. */
  readonly note?: string;
  /** What reasons call it. */
  readonly label?: Label;
  /** Any of these affirms it. */
  readonly terms: readonly string[];
  /**
   * Any of these says the contrary: wrong of the topic. Of a baseline (see
   * {@linkcode Subject.baseline}) it is a contrast: what the topic has over it.
   */
  readonly contradicted?: readonly string[];
  /** True of the topic, but too common to earn points alone: a person looks. */
  readonly weak?: boolean;
  /** Counts only where it is offered as such by a cue: introductions say it too. */
  readonly whenOffered?: boolean;
  /** What the topic is about: an introduction without any core concept misses it. */
  readonly core?: boolean;
}

/** What a statement can be about. */
export interface Subject {
  /** Unique among the subjects. */
  readonly id: string;
  /** What reasons call it. */
  readonly label?: Label;
  /** Its names. */
  readonly terms: readonly string[];
  /** What the topic is compared with: what this one lacks speaks for the topic. */
  readonly baseline?: boolean;
}

/** The terms and cues of a topic. */
export interface Lexicon {
  /** The topic, in one word. */
  readonly id: string;
  /** Named groups of words, for `{name}` in terms of concepts. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
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
    /** Words that offer a statement as an advantage. */
    readonly advantage: readonly string[];
    /** Words that offer a statement as a problem. */
    readonly problem: readonly string[];
    /** Words that deny what follows them in the same clause: `not`, `沒有`. */
    readonly negation: readonly string[];
    /** Words before a subject that make it the thing compared with: `unlike`, `than`. */
    readonly contrast: readonly string[];
    /** Words after a subject that do so: `相比`. */
    readonly contrastAfter?: readonly string[];
    /**
     * Words before a subject that name it as a relative: `a kind of`, `based on`. Nothing
     * is said of it, and it is not compared with.
     */
    readonly kinship?: readonly string[];
    /** Words after a subject that do so: `的變形`. */
    readonly kinshipAfter?: readonly string[];
    /** Words that offer a statement as an introduction. */
    readonly introduction?: readonly string[];
    /** Words that turn the problem after them into an advantage: `solves`, `avoids`. */
    readonly solve?: readonly string[];
    /** Words that look like negations and deny nothing: `not only`, `不僅`. */
    readonly notNegation?: readonly string[];
    /** Words of praise or blame without a reason: `better`, `更好`. */
    readonly vague?: readonly string[];
    /** Words by which a question or its copy is known: `list one advantage`. */
    readonly request?: readonly string[];
    /**
     * Words of the topic's own field: an answer with one of them and with several core
     * concepts is about the topic even where it does not name it: `decoder`, `latent`.
     */
    readonly field?: readonly string[];
    /** Words of the headings of other questions, where the topic is not meant. */
    readonly elsewhere?: readonly string[];
  };
}
