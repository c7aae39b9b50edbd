/**
 * Files of code.
 *
 * @module
 */

import { lineMap } from "./_line_map.ts";
import { textPiece } from "./_text_piece.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { decodeText } from "./text_encoding.ts";

/** Longest piece of code; longer files are cut at line ends. */
const piece = 100_000;

const languages: Readonly<Record<string, string>> = {
  py: "python",
  pyw: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  tsx: "typescript",
  m: "matlab",
  r: "r",
  jl: "julia",
  lua: "lua",
  sh: "shell",
  bash: "shell",
  ps1: "powershell",
  c: "c",
  h: "c",
  cc: "cpp",
  cpp: "cpp",
  hpp: "cpp",
  cu: "cuda",
  java: "java",
  kt: "kotlin",
  go: "go",
  rs: "rust",
  swift: "swift",
  scala: "scala",
};

/**
 * Language of a file of code by its name.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(codeLanguage("src/Train.PY"), "python");
 * assertEquals(codeLanguage("report.md"), null);
 * ```
 *
 * @returns the language, or `null` where the name is none of a file of code
 */
export function codeLanguage(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (!name.includes(".") || !Object.hasOwn(languages, extension)) return null;
  return languages[extension] ?? null;
}

/**
 * Collects a file of code as one piece; a very long one is split at line ends.
 *
 * @returns pieces of kind `code`; none where the file holds white space alone
 * @throws {UnreadableFileError} where the bytes are no text
 */
export function collectCodeFile(file: CollectFile, context: CollectContext): Piece[] {
  const decoded = decodeText(file.bytes);
  if (decoded === null) {
    throw new UnreadableFileError(file.path, "it must be text", "bytes that no text has");
  }
  let text = decoded.text;
  const limit = context.limits.characters;
  if (text.length > limit) {
    context.addProblem(
      { file: file.path },
      `only the first ${limit} of ${text.length} characters were read`,
    );
    text = text.slice(0, limit);
  }
  const map = lineMap(text);
  const language = codeLanguage(file.path);
  const pieces: Piece[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + piece);
    if (end < text.length) {
      const cut = text.lastIndexOf("\n", end - 1) + 1;
      if (cut > start) end = cut;
    }
    const slice = text.slice(start, end);
    if (slice.trim() !== "") {
      pieces.push(
        textPiece(
          "code",
          { file: file.path, lines: map.linesOf(start, end), offsets: [start, end] },
          slice,
          language === null ? {} : { language },
        ),
      );
    }
    start = end;
  }
  return pieces;
}
