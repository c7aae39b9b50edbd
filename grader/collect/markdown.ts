/**
 * Markdown: CommonMark with GitHub's extensions, formulas and front matter.
 *
 * @module
 */

import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";
import type { Root } from "./_markdown_tree.ts";
import { hardness, type MarkdownPlace, widelyAccepted } from "./_markdown_source.ts";
import type { Where } from "../../rubric/evidence.ts";
import { lineMap } from "./_line_map.ts";
import { MarkdownWalk } from "./_markdown_walk.ts";
import { type Assets, noAssets } from "./assets.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { squeezeDataUris } from "./data_uri.ts";
import { UnreadableFileError } from "./errors.ts";
import { plainTextPieces } from "./plain_text.ts";
import { decodeText } from "./text_encoding.ts";

/**
 * Collects a Markdown file. Each piece's text is the raw slice that its offsets name:
 * headings with their `#`, list items with their bullets, one piece a table, fenced code
 * without its fences. A picture is a piece in its place, and parts the text around it.
 * HTML inside Markdown is read as HTML: its pieces have lines, and no offsets.
 *
 * @param assets where pictures are looked up
 * @throws {UnreadableFileError} where the bytes are no text, or hold none
 */
export async function collectMarkdown(
  file: CollectFile,
  context: CollectContext,
  assets: Assets = noAssets,
): Promise<Piece[]> {
  const decoded = decodeText(file.bytes);
  if (decoded === null) {
    throw new UnreadableFileError(file.path, "it must be text", "bytes that no text has");
  }
  if (decoded.text.trim() === "") {
    throw new UnreadableFileError(file.path, "it must not be empty", "no text");
  }
  const map = lineMap(decoded.text);
  const where = (start: number, end: number): Where => ({
    file: file.path,
    lines: map.linesOf(start, end),
    offsets: [start, end],
  });
  return await markdownPieces(
    decoded.text,
    { where, frontMatter: true },
    context,
    assets,
  );
}

/**
 * Pieces of Markdown that is a file of its own or stands in another one.
 *
 * @param markdown source, lines by `\n`
 */
export async function markdownPieces(
  markdown: string,
  place: MarkdownPlace,
  context: CollectContext,
  assets: Assets,
): Promise<Piece[]> {
  const squeezed = squeezeDataUris(markdown);
  const asPlainText = (why: string): Piece[] => {
    const whole = place.where(0, markdown.length);
    context.addProblem(whole, `Markdown with ${why} was read as plain text`);
    return plainTextPieces(markdown, whole.file, context).map((piece) => ({
      ...piece,
      where: place.where(...piece.where.offsets ?? [0, markdown.length]),
    }));
  };
  const tooHard = hardness(squeezed.text);
  if (tooHard !== null) return asPlainText(tooHard);
  const source = widelyAccepted(squeezed.text);
  const walk = new MarkdownWalk({
    raw: markdown,
    squeezed,
    source,
    place,
    context,
    assets,
  });
  try {
    return await walk.collect(parseMarkdown(source, place.frontMatter));
  } catch (error) {
    // Parser and walk go down by calling themselves, a level a time.
    if (!(error instanceof RangeError)) throw error;
    return asPlainText("structures nested too deep");
  }
}

function parseMarkdown(source: string, withFrontMatter: boolean): Root {
  const extensions = [gfm(), math()];
  const mdastExtensions = [gfmFromMarkdown(), mathFromMarkdown()];
  if (withFrontMatter) {
    extensions.push(frontmatter(["yaml", "toml"]));
    return fromMarkdown(source, {
      extensions,
      mdastExtensions: [...mdastExtensions, frontmatterFromMarkdown(["yaml", "toml"])],
    });
  }
  return fromMarkdown(source, { extensions, mdastExtensions });
}
