/**
 * The sentences of one block of evidence, rows of a table included.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { splitSentences } from "../../text/sentences.ts";

/** A piece of a block that is read on its own. */
export interface Line {
  readonly raw: string;
  /** The same without marks of emphasis and code. */
  readonly plain: string;
  /** The first one of its block. */
  readonly first: boolean;
  /** Stands alone in bold, as authors write headings. */
  readonly bold: boolean;
  /** A heading by its own mark (`## `), whatever the block is. */
  readonly heading: boolean;
}

/** Emphasis and code marks split words (`a *variational* one`): drop them. */
function plain(raw: string): string {
  return raw.replace(/\]\([^()\s]{1,300}\)/g, "]").replace(/https?:\/\/\S{1,300}/g, "")
    .replace(
      /[*`$~]|(?<![\p{L}\p{N}])_+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])_+(?![\p{L}\p{N}{])/gu,
      "",
    );
}

/** A line that opens with a label, `缺點：`, begins a sentence. */
const labelled = /\n(?=[^\n:：。.,，;；!?]{1,24}[:：])/u;

/** What is longer than this is no sentence; the rest of it is not read. */
const longest = 3000;

/** Cuts a block into sentences; a row of a table is one, its first cell as its label. */
export function readLines(evidence: Evidence): readonly Line[] {
  if (evidence.kind === "table") return rows(evidence.text);
  const lines: Line[] = [];
  for (const block of evidence.text.split(/\n\s*\n/)) {
    const trimmed = block.trim();
    const bold = /^(?:\*\*|__).{1,120}(?:\*\*|__)[:：]?$/su.test(trimmed) &&
      trimmed.length < 130;
    let first = true;
    const sentences = splitSentences(block).flatMap(({ text }) => text.split(labelled));
    for (const raw of sentences) {
      const words = plain(raw.slice(0, longest)).trim();
      if (!/[\p{L}\p{N}]/u.test(words)) continue;
      const heading = /^#{1,6}\s/.test(words);
      lines.push({ raw, plain: words, first, bold, heading });
      first = false;
    }
  }
  return lines;
}

function rows(text: string): Line[] {
  const lines: Line[] = [];
  for (const row of text.split("\n")) {
    const cells = row.slice(0, longest).split(/\||\t/).map((cell) => plain(cell).trim());
    const filled = cells.filter((cell) => /[\p{L}\p{N}]/u.test(cell));
    if (filled.length < 2) continue;
    const words = `${filled[0]}: ${filled.slice(1).join("; ")}`;
    lines.push({
      raw: row.trim(),
      plain: words,
      first: true,
      bold: false,
      heading: false,
    });
  }
  return lines;
}
