/**
 * Which concepts of a lexicon answer a question for an advantage or a problem, and what
 * statements about others tell of the topic.
 *
 * @module
 */
import type { Claim } from "../facts.ts";
import type { Concept, Lexicon } from "../lexicon.ts";

/** What a rubric asks for. */
export type Asked = "advantage" | "problem";

/** Ids of concepts or subjects. */
export type Ids = ReadonlySet<string>;

/** The concepts of a lexicon by the part they play in what is asked. */
export function termsOf(lexicon: Lexicon, as: Asked) {
  const wanted = as === "advantage" ? lexicon.advantages : lexicon.problems;
  const contrary = as === "advantage" ? lexicon.problems : lexicon.advantages;
  const ids = (concepts: readonly Concept[], keep: (c: Concept) => unknown): Ids =>
    new Set(concepts.filter(keep).map((c) => c.id));
  const clear = (c: Concept) => !c.weak && !c.whenOffered;
  const basics = ids(lexicon.introduction, (c) => c.contradicted);
  const always = ids(lexicon.introduction, (c) => c.contradicted && c.weak);
  return {
    /** What is asked, whatever it is offered as. */
    strong: ids(wanted, clear),
    /** What is asked where a cue offers it. */
    offerable: ids(wanted, (c) => !c.weak),
    weak: ids(wanted, (c) => c.weak),
    opposed: ids(contrary, (c) => !c.weak),
    opposing: ids(contrary, clear),
    merits: ids(lexicon.advantages, clear),
    /** What nobody can deny of the topic without being wrong. */
    basics: as === "advantage"
      ? new Set([...basics, ...ids(lexicon.problems, (c) => c.contradicted)])
      : basics,
    /** Such as no problem of it can stand on either. */
    always,
    baselines: new Set(lexicon.subjects.filter((s) => s.baseline).map((s) => s.id)),
  };
}

/**
 * Claims on others that tell something of the topic: a baseline lacks an advantage, or
 * anybody is spared a problem.
 */
export function comparisons(
  sentences: readonly Claim[],
  lexicon: Lexicon,
  as: Asked,
  strong: Ids,
): readonly Claim[] {
  const topic = lexicon.subjects[0]?.id ?? "unknown";
  const rivals = new Set(
    lexicon.subjects.filter((s) => s.id !== topic && (as === "problem" || s.baseline))
      .map((s) => s.id),
  );
  return sentences.filter((claim) =>
    rivals.has(claim.subject) && claim.denied.some((id) => strong.has(id)) &&
    (as === "advantage" || claim.inAnswer || claim.against?.includes(topic)) &&
    (claim.offeredAs === as || claim.against?.includes(topic) || claim.inAnswer)
  );
}
