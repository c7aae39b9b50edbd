/**
 * The author's text as one stream of lines, each with the evidence that it is in.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";

/** A line of the author's text. */
export interface Line {
  readonly text: string;
  readonly evidence: Evidence;
  /** Index of the evidence in the document. */
  readonly order: number;
  /** Index of the line in its evidence. */
  readonly row: number;
}

/** Longer lines are data, never a table or code that a person shows. */
const MAX_LINE = 4000;

/** ANSI colour codes, also where the escape character itself was lost. */
// deno-lint-ignore no-control-regex
const ANSI = /\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007\n]{0,200}\u0007/g;

/** The author's lines in reading order. */
export function authorLines(document: Document): readonly Line[] {
  const lines: Line[] = [];
  document.evidence.forEach((evidence, order) => {
    if (evidence.origin !== "author" || evidence.kind === "image") return;
    evidence.text.split("\n").forEach((text, row) => {
      lines.push({
        text: (text.length > MAX_LINE ? "" : text).replace(ANSI, ""),
        evidence,
        order,
        row,
      });
    });
  });
  return lines;
}

/** Ids of the lines' evidence, each once, in order. */
export function evidenceOf(lines: readonly Line[]): string[] {
  return [...new Set(lines.map((line) => line.evidence.id))];
}

/** `ocr` if any of the lines was recognised in a picture. */
export function viaOf(lines: readonly Line[]): "text" | "ocr" {
  return lines.some((line) => line.evidence.via === "ocr") ? "ocr" : "text";
}

/** Compatibility forms folded (full-width letters, CJK radicals), length kept per line. */
export function folded(text: string): string {
  return text.normalize("NFKC").replace(/[\u200b-\u200d\ufeff]/g, "").toLowerCase();
}
