/**
 * Jupyter notebooks, nbformat 3 and 4.
 *
 * @module
 */

import type { Where } from "../../rubric/evidence.ts";
import { lineMap } from "./_line_map.ts";
import { type NotebookCell, parseNotebook } from "./_notebook_format.ts";
import { bundlePicture, outputPieces } from "./_notebook_outputs.ts";
import { textPiece } from "./_text_piece.ts";
import { type Assets, decodeAddress, noAssets } from "./assets.ts";
import {
  appendPieces,
  type CollectContext,
  type CollectFile,
  type Piece,
} from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { markdownPieces } from "./markdown.ts";
import { decodeText } from "./text_encoding.ts";

/**
 * Collects a notebook: Markdown cells as Markdown (lines of the cell's source), each code
 * cell as one piece with its language and whether it was run, its outputs as text, tables
 * and pictures. Text of outputs keeps its control sequences; readers strip them with
 * `stripAnsi` of `grader/text/ansi.ts`. Widgets are left out.
 *
 * @param assets where pictures that a Markdown cell refers to are looked up
 * @throws {UnreadableFileError} where the JSON is cut off, no notebook, or holds nothing
 */
export async function collectNotebook(
  file: CollectFile,
  context: CollectContext,
  assets: Assets = noAssets,
): Promise<Piece[]> {
  const decoded = decodeText(file.bytes);
  if (decoded === null || decoded.text.trim() === "") {
    const seen = decoded === null ? "bytes that no text has" : "no text";
    throw new UnreadableFileError(file.path, "it must be a whole Jupyter notebook", seen);
  }
  const notebook = parseNotebook(decoded.text, file.path);
  const pieces: Piece[] = [];
  let room = context.limits.characters;
  for (const [i, cell] of notebook.cells.entries()) {
    const cellPlace = { file: file.path, cell: i + 1 };
    const size = cell.source.length;
    if (size > room) {
      context.addProblem(cellPlace, "the notebook is too long: the rest was not read");
      break;
    }
    room -= size;
    appendPieces(
      pieces,
      await cellPieces(cell, cellPlace, notebook.language, context, assets),
    );
    for (const [j, output] of cell.outputs.entries()) {
      const where = { ...cellPlace, output: j + 1 };
      const found = await outputPieces(output, where, context, assets);
      const length = found.reduce((sum, piece) => sum + piece.text.length, 0);
      if (length > room) {
        context.addProblem(where, "an output is too long to be read");
        appendPieces(pieces, found.filter((piece) => piece.kind === "image"));
      } else {
        room -= length;
        appendPieces(pieces, found);
      }
    }
  }
  if (pieces.length === 0) {
    throw new UnreadableFileError(
      file.path,
      "it must not be empty",
      "no cell with content",
    );
  }
  return pieces;
}

async function cellPieces(
  cell: NotebookCell,
  place: Where,
  language: string,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  const { source } = cell;
  if (source.trim() === "") return [];
  const map = lineMap(source);
  const whole: Where = { ...place, lines: map.linesOf(0, source.trimEnd().length) };
  switch (cell.type) {
    case "code":
      return [textPiece("code", whole, source, {
        language: magicLanguage(source) ?? cell.language ?? language,
        executed: cell.executed,
      })];
    case "heading":
      return [textPiece("heading", whole, source, { level: headingLevel(cell.level) })];
    case "raw":
      return [textPiece("paragraph", whole, source)];
    case "markdown":
      return await markdownPieces(
        source,
        {
          frontMatter: false,
          where: (start, end) => ({ ...place, lines: map.linesOf(start, end) }),
        },
        context,
        withAttachments(cell, assets),
      );
  }
}

function headingLevel(level: number | undefined): number {
  return Math.min(6, Math.max(1, Math.trunc(level ?? 1)));
}

/** Language of a cell whose first line hands it to another program. */
function magicLanguage(source: string): string | null {
  const name = /^\s*%%(\w+)/.exec(source)?.[1]?.toLowerCase();
  const languages: Readonly<Record<string, string>> = {
    bash: "shell",
    sh: "shell",
    script: "shell",
    shell: "shell",
    html: "html",
    javascript: "javascript",
    js: "javascript",
    latex: "latex",
    markdown: "markdown",
    r: "r",
  };
  return name !== undefined && Object.hasOwn(languages, name) ? languages[name]! : null;
}

/** Looks a picture up among the attachments of its cell, then elsewhere. */
function withAttachments(cell: NotebookCell, assets: Assets): Assets {
  if (cell.attachments.size === 0) return assets;
  return {
    async find(reference, from) {
      const name = reference.trim().replace(/^attachment:/i, "");
      const bundle = cell.attachments.get(name) ??
        cell.attachments.get(decodeAddress(name));
      const picture = bundle === undefined ? null : bundlePicture(bundle);
      if (picture === null) return await assets.find(reference, from);
      return typeof picture === "string"
        ? { missing: picture }
        : { path: decodeAddress(name), bytes: picture };
    },
  };
}
