/**
 * The words of a report, in pieces that belong together.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import { isCodeText } from "./code_text.ts";
import { lineSection, type Section } from "./sections.ts";

/** The text in pieces of one section each. */
export function parted(
  text: string,
  start: Section,
): readonly { text: string; section: Section }[] {
  const parts: { lines: string[]; section: Section }[] = [{ lines: [], section: start }];
  for (const line of text.split("\n")) {
    const section = lineSection(line, parts.at(-1)?.section);
    if (section) parts.push({ lines: [line], section });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.map(({ lines, section }) => ({ text: lines.join("\n"), section }));
}

/** The words of a piece of evidence; empty for code and output. */
export function wordsOf(item: Evidence): string {
  if (item.origin !== "author" || item.kind === "output" || item.kind === "code") {
    return "";
  }
  if (item.kind === "image") return item.image?.alt ?? "";
  if (isCodeText(item)) return "";
  const text = item.text.slice(0, 40_000);
  return item.kind === "table" ? rowsOf(text) : text;
}

/** A sentence a row, each cell after the head of its column: `Index 5, Change set to 0`. */
function rowsOf(table: string): string {
  const [head, ...rows] = table.split("\n").map((line) =>
    line.split(/\||\t/).map((cell) => cell.trim()).filter((cell) => cell !== "")
  ).filter((cells) =>
    cells.length > 0 && !cells.every((cell) => /^[-:=+\s]+$/.test(cell))
  );
  if (!head || rows.length === 0 || rows.length > 60) return table;
  return rows.map((cells) =>
    cells.map((cell, i) => cells.length === head.length ? `${head[i]} ${cell}` : cell)
      .join(", ")
  ).join("\n\n");
}
