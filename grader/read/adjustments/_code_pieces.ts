/**
 * Where a submission holds code: code blocks, notebook cells, and lines of code in text
 * and in screenshots.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { isCodeLine, isExample, isForeign } from "./code_text.ts";
import cues from "./cues.json" with { type: "json" };

/** Code of one file, in reading order. */
export interface Program {
  readonly language: "python" | "javascript";
  readonly pieces: readonly Piece[];
}

/** Code of one piece of evidence. */
export interface Piece {
  /** Offset of the piece in the program. */
  readonly start: number;
  readonly text: string;
  readonly evidence: Evidence;
  /** The words around offer it as an example, not as something done. */
  readonly example: boolean;
}

const largest = 400_000;
const printed = new RegExp(cues.code.printed, "i");
const inline = new RegExp(cues.code.inline, "giu");

/** Groups the code of the author by file. */
export function programsOf(evidence: readonly Evidence[]): readonly Program[] {
  const files = new Map<string, Piece[]>();
  let before = "";
  for (const item of evidence) {
    if (item.origin !== "author" || item.kind === "image" || item.kind === "output") {
      continue;
    }
    const text = codeOf(item);
    if (text !== "") {
      const key = `${languageOf(item)} ${item.where.file}`;
      const pieces = files.get(key) ?? [];
      const last = pieces.at(-1);
      const start = last ? last.start + last.text.length + 1 : 0;
      const example = item.kind !== "code" && isExample(`${before}\n${item.text}`);
      if (start + text.length <= largest) {
        files.set(key, [...pieces, { start, text, evidence: item, example }]);
      }
    }
    before = item.text.slice(-300);
  }
  return [...files].map(([key, pieces]) => ({
    language: key.startsWith("javascript") ? "javascript" : "python",
    pieces,
  }));
}

function languageOf(item: Evidence): Program["language"] {
  if (/^(?:js|javascript|ts|typescript)$/i.test(item.language ?? "")) return "javascript";
  if (item.language) return "python";
  return /\b(?:const|let)\s+\w+\s*=|=>\s*[{(]/.test(item.text) ? "javascript" : "python";
}

/** The code in a piece of evidence; empty where there is none. */
export function codeOf(item: Evidence): string {
  if (item.kind === "code" && item.via === "text") {
    return printed.test(item.text) ? "" : dedented(item.text);
  }
  if (item.text.length > largest) return "";
  const found = [...item.text.matchAll(inline)].map((match) => alone(match, item.id));
  if (!item.text.includes("\n") && found.length > 0) return found.join("\n");
  const lines = item.text.split("\n");
  const code = lines.filter((line) => isCodeLine(line));
  const wanted = item.kind === "code" || code.length >= 2 ||
    (code.length === 1 && lines.length === 1);
  const whole = wanted &&
    code.length * 2 >= lines.filter((line) => line.trim() !== "").length;
  if (whole) {
    return dedented(
      lines.filter((line) => !isForeign(line)).join("\n"),
    );
  }
  return [...(wanted ? code.map((line) => line.trim()) : []), ...(wanted ? [] : found)]
    .join("\n");
}

/** Statements in running text do not follow one another: each has a latent of its own. */
function alone(match: RegExpMatchArray, id: string): string {
  const [statement] = match;
  const name = /^\w+/.exec(statement)?.[0] ?? "z";
  return statement.trim().replace(
    new RegExp(`\\b${name}\\b`, "g"),
    `z_${id}_${match.index ?? 0}`,
  );
}

function dedented(code: string): string {
  const indents = code.split("\n").filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents, 80);
  return least > 0 ? code.split("\n").map((line) => line.slice(least)).join("\n") : code;
}
