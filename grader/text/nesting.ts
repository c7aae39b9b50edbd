/**
 * How deep brackets and blocks of a text are nested.
 *
 * @module
 */

/** Deeper than code that people write; readers of expressions stop at 60. */
export const deepestNesting = 80;

/**
 * The part of a text before brackets, or blocks by their indentation, are nested deeper
 * than {@linkcode deepestNesting}. Brackets in strings and comments count, too: a text
 * that is cut for those loses its end, nothing else. A bracket that closes none, as `:)`
 * does, is let be. Takes time in proportion to the text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cutWhereTooDeep } from "./nesting.ts";
 *
 * assertEquals(cutWhereTooDeep("f([1, 2])"), "f([1, 2])");
 * assertEquals(cutWhereTooDeep("[".repeat(1000)).length, 80);
 * ```
 */
export function cutWhereTooDeep(text: string): string {
  let depth = 0;
  const indents: number[] = [];
  let lineStart = true;
  let indent = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "\n") {
      lineStart = true;
      indent = 0;
      continue;
    }
    if (lineStart) {
      if (character === " " || character === "\t") {
        indent += 1;
        continue;
      }
      lineStart = false;
      // In brackets indentation is free.
      if (depth === 0) {
        while ((indents.at(-1) ?? 0) > indent) indents.pop();
        if (indent > (indents.at(-1) ?? 0)) indents.push(indent);
        if (indents.length > deepestNesting) return text.slice(0, i - indent);
      }
    }
    if (character === "(" || character === "[" || character === "{") depth += 1;
    else if (character === ")" || character === "]" || character === "}") {
      depth = Math.max(0, depth - 1);
    }
    if (depth > deepestNesting) return text.slice(0, i);
  }
  return text;
}
