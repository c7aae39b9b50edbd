/**
 * Parsing of code that may be written against the parser.
 *
 * @module
 */
import type { Tree } from "@lezer/common";
import { cutWhereTooDeep } from "../text/nesting.ts";

/** What is needed of a parser of `@lezer/lr`. */
interface Parser {
  startParse(source: string): {
    readonly parsedPos: number;
    readonly stoppedAt: number | null;
    /** Readings that are followed side by side; of the library's own. */
    readonly stacks?: { readonly length: number };
    advance(): Tree | null;
    stopAt(position: number): void;
  };
}

/** Steps that a parser takes in code that people write: two a character at most. */
const stepsPerCharacter = 6;
/** Readings beside the first, in all steps together: nearly none in code that parses. */
const mostReadings = 20_000;

/**
 * Parses as the parser does, within bounds: brackets and blocks that are nested deeper
 * than anybody writes them end the text, and so does a number of steps that grows with
 * its length. Bounds are counted, not timed: the same text gives the same tree.
 *
 * The parsers try several readings of an ambiguous text side by side and copy their
 * stacks, which grow with the depth of nesting; and what is no code at all costs them a
 * hundred times as much as code does. Without bounds a small file takes minutes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parser } from "@lezer/javascript";
 * import { parseCode } from "./parse_code.ts";
 *
 * assertEquals(parseCode(parser, "x = [1];").length, 8);
 * assertEquals(parseCode(parser, "x=[".repeat(50_000)).length < 1000, true);
 * ```
 *
 * @returns The tree of the part that was read; never fails
 */
export function parseCode(parser: Parser, source: string): Tree {
  const read = cutWhereTooDeep(source);
  const parse = parser.startParse(read);
  const most = read.length * stepsPerCharacter + 1000;
  let readings = 0;
  for (let steps = 0;; steps++) {
    const tree = parse.advance();
    if (tree !== null) return tree;
    readings += (parse.stacks?.length ?? 1) - 1;
    if ((steps > most || readings > mostReadings) && parse.stoppedAt === null) {
      parse.stopAt(parse.parsedPos);
    }
  }
}
