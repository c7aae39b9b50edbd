/**
 * DOCX files.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import mammoth from "./_mammoth.ts";
import { hiddenStyle, prepareDocx } from "./_docx_parts.ts";
import { noAssets } from "./assets.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { htmlPieces } from "./html.ts";

/**
 * Collects a DOCX file by way of HTML: paragraphs, lists, tables and pictures with the
 * number of their block. Runs that nobody sees (vanished, white, tiny) are `hidden`;
 * formulas become their letters; a chart or diagram that is lost is a problem.
 *
 * @throws {UnreadableFileError} where the file is damaged, encrypted or empty
 */
export async function collectDocx(
  file: CollectFile,
  context: CollectContext,
): Promise<Piece[]> {
  const prepared = await prepareDocx(file.bytes, file.path, context.limits);
  let html: string;
  try {
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.from(prepared.bytes) },
      {
        styleMap: [
          `r.${hiddenStyle} => span.${hiddenStyle}`,
          "p[style-name='Title'] => h1:fresh",
          "p[style-name='Subtitle'] => h2:fresh",
          "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
          "p[style-name='Source Code'] => pre:separator('\\n')",
          "p[style-name='Code'] => pre:separator('\\n')",
        ],
        externalFileAccess: false,
      },
    );
    html = result.value;
  } catch (cause) {
    const seen = cause instanceof Error ? cause.message : String(cause);
    throw new UnreadableFileError(file.path, "it must be a whole DOCX file", seen, {
      cause,
    });
  }
  for (const what of prepared.lost) {
    context.addProblem({ file: file.path }, `${what} could not be read`);
  }
  const shown = html.replaceAll(
    `<span class="${hiddenStyle}">`,
    '<span style="display:none">',
  );
  const pieces = await htmlPieces(
    shown,
    { fragment: true, where: (block) => ({ file: file.path, block }) },
    context,
    noAssets,
  );
  if (pieces.length === 0) {
    throw new UnreadableFileError(
      file.path,
      "it must not be empty",
      "no text, no picture",
    );
  }
  return pieces;
}
