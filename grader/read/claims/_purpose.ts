/**
 * What a statement is offered as: by a cue, a label, its place, or what it says.
 *
 * @module
 */
import type { Lexicon } from "../../../rubric/lexicon.ts";
import type { Clause } from "./_clauses.ts";
import type { Placed } from "./_context.ts";
import { findCues, type Offered } from "./_labels.ts";
import type { Matcher } from "./_matcher.ts";

/** What is known of a statement, a part of a sentence about one subject. */
export interface Statement {
  readonly offeredAs: Offered;
  /** How sure `offeredAs` and the subject are, 0 to 1. */
  readonly certainty: number;
  /** Whether it follows a `but`. */
  readonly turned: boolean;
  /** Ids of the concepts that it affirms. */
  readonly affirmed: ReadonlySet<string>;
}

/** What each clause is offered as: the last cue about the same subject, else the place. */
export function offersOf(
  sentence: Placed,
  clauses: readonly Clause[],
  lexicon: Lexicon,
  matcher: Matcher,
) {
  const place = { as: sentence.offeredAs, certainty: sentence.offeredCertainty };
  const cues = findCues(sentence.text, lexicon, matcher);
  const at = cues.map((cue) => ({
    ...cue,
    clause: clauses.findIndex((c) => c.start <= cue.start && cue.start < c.end),
  })).filter((cue) => cue.clause >= 0);
  return clauses.map((clause, i) => {
    const same = at.filter((cue) => clauses[cue.clause]?.subject === clause.subject);
    const before = same.filter((cue) => cue.clause <= i).at(-1);
    const cue = before ?? (place.as === "unknown" ? same[0] : undefined);
    return cue ? { as: cue.as, certainty: cue.sure ? 1 : 0.65 } : place;
  });
}

/** What a statement is offered as in the end, and how sure that is. */
export function purposeOf(
  sentence: Placed,
  statement: Statement,
  lexicon: Lexicon,
): { readonly offeredAs: Offered; readonly certainty: number } {
  let { offeredAs, certainty } = statement;
  // A label of an earlier block reaches here, one of an earlier sentence up to a `but`,
  // unless the words are plainly of another kind.
  const turns = !sentence.labelled && adversative.test(sentence.text);
  if (
    offeredAs !== "unknown" && offeredAs === sentence.offeredAs && certainty < 1 &&
    (turns || (certainty <= 0.7 && sentence.offeredCertainty < 0.7))
  ) {
    const kind = kindOf(statement, lexicon);
    if (kind !== "unknown") offeredAs = kind;
    else if (turns) offeredAs = "unknown";
  }
  if (offeredAs === "unknown" && sentence.paragraph >= 0) {
    offeredAs = byPosition(sentence, statement, lexicon);
    certainty = offeredAs === "unknown" ? certainty : sentence.asked ? 0.65 : 0.55;
  }
  return { offeredAs, certainty };
}

/** Words that turn to something else, at the start of a sentence. */
const adversative =
  /^\s*(?:however|but|yet|on the other hand|nevertheless|然而|但|不过|可是|反之|しかし|ただ|一方|그러나|하지만|다만|sin embargo|pero|no obstante)/;

/**
 * Without any cue: the first paragraph introduces, unless a later sentence of it names a
 * problem alone; later ones by what they say.
 */
function byPosition(sentence: Placed, statement: Statement, lexicon: Lexicon): Offered {
  const kind = kindOf(statement, lexicon);
  if (sentence.paragraph > 0) return kind;
  const later = (!sentence.opens || statement.turned) && sentence.asked;
  return later && kind === "problem" ? kind : "introduction";
}

/** What its concepts make a statement: `unknown` where they are mixed or say neither. */
function kindOf(statement: Statement, lexicon: Lexicon): Offered {
  const has = (concepts: Lexicon["advantages"]) =>
    concepts.filter((c) => !c.weak && !c.whenOffered && statement.affirmed.has(c.id))
      .length;
  const good = has(lexicon.advantages);
  const poor = has(lexicon.problems);
  // What generates blurry images names a problem.
  if (poor >= good) return poor > 0 ? "problem" : "unknown";
  return poor === 0 ? "advantage" : "unknown";
}
