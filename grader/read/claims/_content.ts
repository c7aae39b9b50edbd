/**
 * Whether words say anything: a bare list of terms and empty praise do not.
 *
 * @module
 */
import type { Lexicon } from "../../../rubric/lexicon.ts";
import type { Matcher } from "./_matcher.ts";

/** Words that make a list of terms a statement. */
const predicate =
  /(?:^|[\s,(])(?:is|are|was|has|have|can|will|gives?|outputs?|maps?|learns?|makes?|lets?|uses?|generates?|samples?|decodes?|encodes?|becomes?|does|do|means|cannot|lacks?|es|son|puede|tiene)(?=[\s,])|[是为会能可有把将使让给出成用做到从了]|[=+~]|です|ます|する|다\b/;
const stop =
  /(?<![a-z])(?:the|a|an|of|is|are|was|be|it|its|this|that|which|and|or|to|in|on|for|with|by|as|than|one|main|very|more|most|also|can|has|have|there|we|so|because|compared|comparing|vanilla|much|model|models|list|problem|question)(?![a-z])/g;
const particles = /[的是了在有也很更最比较和与而它他其这那个一为就能会可以之上来说于]/g;

/**
 * Whether something remains once subjects, cues, praise and small words are taken away:
 * `VAE is better` says nothing.
 */
export function hasContent(words: string, lexicon: Lexicon, matcher: Matcher): boolean {
  const {
    advantage,
    problem,
    contrast,
    contrastAfter = [],
    vague = [],
    introduction = [],
  } = lexicon.cues;
  const terms = lexicon.subjects.flatMap((subject) => subject.terms);
  const known = [
    ...terms,
    ...advantage,
    ...problem,
    ...contrast,
    ...contrastAfter,
    ...vague,
    ...introduction,
  ];
  let left = words;
  for (const { start, end } of matcher.spans(words, known)) {
    left = left.slice(0, start) + " ".repeat(end - start) + left.slice(end);
  }
  left = left.replace(stop, " ").replace(particles, " ");
  const latin = left.match(/[a-z\u00C0-\u024F]{3,}/g)?.length ?? 0;
  const cjk = left.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
  )?.length ?? 0;
  return latin * 2 + cjk >= 2;
}

/** Small words that hold an English sentence together, and marks that do. */
const grammar =
  /(?<![a-z])(?:the|a|an|of|is|are|was|were|be|been|being|it|its|they|their|this|that|these|those|which|who|and|or|to|in|into|on|from|for|with|by|as|than|at|via|per|not|no|but|so|while|when|if|because|we|you|i|one|has|have|had|can|cannot|could|may|might|will|would|do|does|un|una|el|la|los|de|que|y|en|unlike|usually|often|very|too|more|less|much|le|les|des|et)(?![a-z])|[,;:=+()→<>?]|n't/;

/** Verbs that none takes for a keyword, and what serves as one in Chinese. */
const verb =
  /(?<![a-z])(?:gives|outputs|maps|learns|makes|lets|uses|generates|produces|decodes|encodes|reconstructs|becomes|means|lacks|needs|looks?|seems?|get|gets|cause|causes|lead|leads)(?![a-z])|[是为会能可有把将使让给出用做到从了]/;

/** Whether words merely stand side by side: no small word, no predicate, no mark. */
function isHeap(line: string): boolean {
  const text = line.replace(/^[^:]{1,24}:/, "");
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)) {
    return false;
  }
  // A comparison may be part of the question's own words.
  const rest = text.replace(/(?<![a-z])compar[a-z]{1,4} (?:with|to)(?![a-z])/g, " ");
  const words = rest.trim().split(/\s+/);
  if (words.length < 7) return false;
  if (grammar.test(rest) || verb.test(rest)) return false;
  return words.every((word) => !/\p{Script=Han}/u.test(word) || word.length <= 8);
}

/**
 * Whether a sentence is a list of keywords: many short items, no predicate; or words in
 * a heap, `encoder decoder mean variance sampling`.
 */
export function isBareList(text: string, lexicon: Lexicon, matcher: Matcher): boolean {
  if (isHeap(text)) return true;
  const items = text.split(/[,;、|/:·•]/).map((item) => item.trim()).filter((item) =>
    item !== ""
  );
  if (items.length < 4) return false;
  const short = items.filter((item) =>
    /\p{Script=Han}/u.test(item) ? item.length <= 12 : item.split(" ").length <= 3
  );
  if (short.length < items.length * 0.8) return false;
  let rest = text;
  for (
    const { start, end } of matcher.spans(
      text,
      lexicon.subjects.flatMap((s) => s.terms),
    )
  ) {
    rest = rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end);
  }
  return !predicate.test(rest);
}
