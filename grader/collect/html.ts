/**
 * HTML pages, also those that notebooks and editors export.
 *
 * @module
 */

import type { Where } from "../../rubric/evidence.ts";
import { type HtmlBlock, htmlBlocks } from "./_html_blocks.ts";
import type { Looks } from "./_html_hidden.ts";
import { lineMap } from "./_line_map.ts";
import { textPiece } from "./_text_piece.ts";
import { type Assets, collectReference, noAssets } from "./assets.ts";
import {
  appendPieces,
  type CollectContext,
  type CollectFile,
  type Piece,
} from "./context.ts";
import { squeezeDataUris } from "./data_uri.ts";
import { UnreadableFileError } from "./errors.ts";
import { plainTextPieces } from "./plain_text.ts";
import { decodeText } from "./text_encoding.ts";

/** How a piece of HTML stands in its file. */
export interface HtmlPlace {
  /** Where a block is: its number, from 1, and the offsets of its markup in the HTML. */
  where(block: number, start: number, end: number): Where;
  /** Part of a page, as in Markdown and notebook outputs. */
  readonly fragment: boolean;
  readonly looks?: Looks;
}

/**
 * Collects a page: its blocks in the order in which it shows them. The text of a piece is
 * what the page shows (white space as a browser shows it, tables by rows, listings as they
 * are); `where` has the number of the block and the lines of its markup. Scripts, styles
 * and templates are left out; what styles and the page's
 * own sheets hide is marked `hidden`.
 *
 * @param file the page, in any encoding
 * @param assets where its pictures are looked up
 * @throws {UnreadableFileError} where the bytes are no text, or a page without content
 */
export async function collectHtml(
  file: CollectFile,
  context: CollectContext,
  assets: Assets = noAssets,
): Promise<Piece[]> {
  const decoded = decodeText(file.bytes);
  if (decoded === null) {
    throw new UnreadableFileError(file.path, "it must be text", "bytes that no text has");
  }
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})/i
    .exec(decoded.text.slice(0, 4096))?.[1];
  const text = declared === undefined
    ? decoded.text
    : redecoded(file.bytes, declared, decoded.encoding) ?? decoded.text;
  const map = lineMap(text);
  const pieces = await htmlPieces(
    text,
    {
      fragment: false,
      where: (block, start, end) => ({
        file: file.path,
        block,
        lines: map.linesOf(start, end),
      }),
    },
    context,
    assets,
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

/** Reads again where a page names another legacy encoding than the bytes suggested. */
function redecoded(bytes: Uint8Array, label: string, guessed: string): string | null {
  if (/^utf/.test(guessed)) return null;
  try {
    return new TextDecoder(label).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return null;
  }
}

/**
 * Pieces of HTML that is a file of its own or stands in another one.
 *
 * @param html source, lines by `\n`
 */
export async function htmlPieces(
  html: string,
  place: HtmlPlace,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  const squeezed = squeezeDataUris(html);
  const file = place.where(1, 0, 0).file;
  if (squeezed.text.length > context.limits.characters) {
    context.addProblem(
      place.where(1, 0, 0),
      `HTML of more than ${context.limits.characters} characters was read as plain text`,
    );
    return plainTextPieces(squeezed.text, file, context);
  }
  const pieces: Piece[] = [];
  let number = 0;
  const blocks = htmlBlocks(squeezed.text, place.fragment, place.looks);
  if (!place.fragment && isMostlyHidden(blocks)) {
    context.addProblem(
      place.where(1, 0, 0),
      "most of the page's text is hidden, or only shown by a script",
    );
  }
  for (const block of blocks) {
    number += 1;
    const start = squeezed.offset(block.start);
    const where = place.where(number, start, squeezed.offset(block.end));
    if (block.picture === undefined) {
      pieces.push(textPiece(block.kind, where, block.text, optionsOf(block)));
    } else {
      const { reference, alt } = block.picture;
      const found = await collectReference(
        {
          reference: squeezed.restore(reference),
          where,
          ...(alt === undefined ? {} : { alt }),
          ...(block.hidden === undefined ? {} : { hidden: block.hidden }),
        },
        context,
        assets,
      );
      appendPieces(pieces, found);
    }
  }
  return pieces;
}

/** Slides and other pages of scripts hide what is not their turn: a person should look. */
function isMostlyHidden(blocks: readonly HtmlBlock[]): boolean {
  let seen = 0;
  let hidden = 0;
  for (const block of blocks) {
    if (block.hidden === undefined) seen += block.text.length;
    else if (block.hidden !== "a comment") hidden += block.text.length;
  }
  return hidden > 200 && hidden > seen;
}

function optionsOf(block: HtmlBlock): Parameters<typeof textPiece>[3] {
  const { level, language, executed, hidden } = block;
  return {
    ...(level === undefined ? {} : { level }),
    ...(language === undefined ? {} : { language }),
    ...(executed === undefined ? {} : { executed }),
    ...(hidden === undefined ? {} : { origin: "hidden", originReason: hidden }),
  };
}
