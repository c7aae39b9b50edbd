/**
 * Whether text is code although nothing marks it as code.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { fold } from "../../text/fold.ts";
import { hasTerm } from "../../text/terms.ts";
import cues from "./cues.json" with { type: "json" };

const codeLine = new RegExp(cues.code.line);
const notCode = new RegExp(cues.code.notLine, "u");

/** Whether the evidence is code although it is not marked so. */
export function isCodeText(item: Evidence): boolean {
  const lines = item.text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.filter(isCodeLine).length * 2 > lines.length;
}

/** Whether words offer something as an example of what can be done. */
export function isExample(text: string): boolean {
  const folded = fold(text).text;
  return hasTerm(folded, cues.prose.example) && hasTerm(folded, cues.prose.possible);
}

/** Whether a line reads as a statement of a program. */
export function isCodeLine(line: string): boolean {
  const bare = withoutComment(line);
  return codeLine.test(bare) && !notCode.test(bare);
}

/** Whether a line can not be code: prose in any language, comments apart. */
export function isForeign(line: string): boolean {
  return notCode.test(withoutComment(line));
}

function withoutComment(line: string): string {
  return line.replace(/#.*$/, "").replace(/(["'])(?:(?!\1).){0,80}\1/g, "''");
}
