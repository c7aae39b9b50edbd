/**
 * A submission that is nearly all pictures: what they say was not read.
 *
 * @module
 */
import type { Document } from "../../../rubric/evidence.ts";

/** Letters of author text below which pictures must be what the answer stands in. */
const fewLetters = 120;

/**
 * Notes a problem where pictures stand almost without text, so that no item is judged
 * unmet for sure on what was not read.
 */
export function markUnreadPictures(document: Document): Document {
  const own = document.evidence.filter(({ origin }) => origin === "author");
  const picture = own.find(({ kind }) => kind === "image");
  const letters = own.reduce((sum, { text }) => sum + text.replace(/\s/g, "").length, 0);
  if (!picture || letters >= fewLetters) return document;
  const problem =
    "nearly all of the submission is pictures, with little text read in them";
  return {
    ...document,
    problems: [...document.problems, { where: picture.where, problem }],
  };
}
