/**
 * Patterns of the cue file, made fit for folded text.
 *
 * @module
 */
import { fold } from "../../text/fold.ts";

/** The pattern with its Han characters as folding writes them (並 as 并). */
export function cuePattern(source: string, flags = "u"): RegExp {
  const folded = source.replace(
    /\p{Script=Han}/gu,
    (character) => fold(character).text,
  );
  return new RegExp(folded, flags);
}
