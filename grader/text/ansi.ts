/**
 * Terminal control sequences.
 *
 * @module
 */

const escape = "\\u001B";
const parameters = "[0-?]{0,64}[ -/]{0,16}[@-~]";
const sequence = new RegExp(
  `(?:${escape}\\[|\\u009B)${parameters}|` +
    `${escape}\\][^\\u0007${escape}]{0,2000}(?:\\u0007|${escape}\\\\)|` +
    `${escape}[@-Z\\\\-_]`,
  "g",
);

/**
 * Takes the control sequences of a terminal (ECMA-48: colours, links) out of a text, as in
 * tracebacks and tables that a notebook holds.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { stripAnsi } from "./ansi.ts";
 *
 * assertEquals(stripAnsi("\u001b[1mModel: \u001b[0m\u001b[38;5;34m512\u001b[0m"), "Model: 512");
 * ```
 */
export function stripAnsi(text: string): string {
  return text.replace(sequence, "");
}
