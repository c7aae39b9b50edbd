/**
 * Blocks that a page break cuts: code goes on with its indentation, a sentence with its
 * words. Pure.
 *
 * @module
 */

import type { Block } from "./_pdf_blocks.ts";
import type { Part } from "./_pdf_layout.ts";

const ended = /[.。!！?？:：;；…)）」』\]]\s*$/u;

/** The text of code that goes on with other code, indented as it stands on its page. */
function continuedCode(above: Block, below: Block): string | null {
  const { left, charWidth } = above;
  if (left === undefined || charWidth === undefined) return null;
  if (below.left === undefined || below.charWidth === undefined) return null;
  if (Math.abs(charWidth - below.charWidth) > 0.08 * charWidth) return null;
  const shift = (below.left - left) / charWidth;
  // Left of the code: the output of a cell.
  if (shift < -0.4 || shift > 60) return null;
  const indent = " ".repeat(Math.round(shift));
  const lines = below.text.split("\n").map((line) => line === "" ? line : indent + line);
  return `${above.text}\n${lines.join("\n")}`;
}

function continuedSentence(above: Block, below: Block): string | null {
  if (ended.test(above.text)) return null;
  const lastLine = above.text.slice(above.text.lastIndexOf("\n") + 1);
  const goesOn = /^[\p{Ll}\p{Lo},，。、；)）]/u.test(below.text);
  if (!goesOn || lastLine.length < 12) return null;
  const wide = above.box[2] > 0.7 * below.box[2];
  return wide ? `${above.text}\n${below.text}` : null;
}

function joined(above: Block, below: Block): Block | null {
  let text: string | null = null;
  if (above.kind === "code" && below.kind === "code") text = continuedCode(above, below);
  const prose = above.kind === "paragraph" || above.kind === "list-item";
  if (prose && below.kind === "paragraph") text = continuedSentence(above, below);
  return text === null ? null : { ...above, text };
}

/**
 * Puts a block at the top of a page to the one at the end of the page before, where it goes
 * on with it. The place stays that of the first part.
 *
 * @param pages the parts of all pages, in reading order
 * @param isTrusted whether the text of a page, by its index, is to be trusted
 */
export function joinAcrossPages(
  pages: readonly (readonly Part[])[],
  isTrusted: (index: number) => boolean,
): Part[][] {
  const out = pages.map((parts) => [...parts]);
  for (let i = out.length - 2; i >= 0; i--) {
    if (!isTrusted(i) || !isTrusted(i + 1)) continue;
    const last = out[i]![out[i]!.length - 1];
    const first = out[i + 1]![0];
    if (last?.kind !== "block" || first?.kind !== "block") continue;
    const block = joined(last.block, first.block);
    if (block === null) continue;
    out[i]![out[i]!.length - 1] = { kind: "block", block };
    out[i + 1]!.shift();
  }
  return out;
}
