/**
 * Words that name one picture: its cell in a table, its alternative text, a short line
 * before or after it, its file name, the code that saved it, the heading above.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import type { Panel } from "../../../rubric/facts.ts";
import {
  expressionRole,
  type LabelRole,
  labelRole,
  type SymbolRoles,
} from "./label_role.ts";
import { drawnPanels } from "./code_panels.ts";
import { captionItems } from "./caption_items.ts";
import { figureNumber, type FigureReference } from "./figure_references.ts";
import type { PictureGroup } from "./picture_groups.ts";

/** Words, the role they name and where they stand. */
export interface Label {
  readonly words: string;
  readonly said: LabelRole;
  readonly basis: Panel["basis"];
  readonly evidence: string;
}

/** How far each basis is believed. */
export const basisWeight: Readonly<Record<Panel["basis"], number>> = {
  title: 1,
  caption: 1,
  code: 0.95,
  "file-name": 0.9,
  nearby: 0.85,
  position: 0.35,
  none: 0,
};

/** Which side of a picture its label stands on, as the whole file does it. */
export type Side = "before" | "after";

/** A short text that may be a label: no list of sentences. */
export function labelText(text: string): string | null {
  const plain = text.replace(/!\[[^\]]{0,200}\]\([^)]{0,400}\)/g, "")
    .trim().replace(/^(?:[>#]+\s*|[*+-]\s+|\d{1,2}[.)]\s+)+/, "")
    .replace(/\*\*|__|`|(?<![\w\s*])\*(?=\S)|(?<=[^\s\d*])\*(?![\w\s*])|^\*(?=\S)/g, "")
    .trim();
  if (plain === "") return null;
  if (widthOf(plain) <= 110) return plain;
  const last =
    plain.split(/[。\n]|[.!?]\s/).map((part) => part.trim()).filter((part) => part !== "")
      .at(-1) ?? "";
  return /[:：]$/.test(last) && widthOf(last) <= 110 ? last : null;
}

/** Length in letters; a Chinese character says as much as two. */
function widthOf(text: string): number {
  return text.length + [...text.matchAll(/[\u3040-\u9fff\uac00-\ud7af]/g)].length;
}

/** Whether a text is a full sentence and no caption. */
export function isSentence(words: string): boolean {
  return widthOf(words) > 30 && /[。.!！]\s*$/.test(words) &&
    !/^(?:fig(?:ure)?|[圖图]|photo)\s*\.?\s*\d/iu.test(words);
}

/** Decides on which side labels stand, by which side names more roles. */
export function labelSide(
  groups: readonly PictureGroup[],
  symbols?: SymbolRoles,
): Side {
  let before = 0;
  let after = 0;
  const score = (evidence: Evidence | undefined, side: Side, count: number) => {
    if (!evidence || evidence.kind === "table") return 0;
    const words = labelText(evidence.text);
    if (!words) return 0;
    if (captionItems(words, count, symbols).length > 0) return 1.5;
    const { role } = labelRole(words, symbols);
    // A sentence tells of many things; a label of its picture only.
    const named = role === "unknown" ? 0.2 : isSentence(words) ? 0.3 : 1;
    if (side === "before") return named + (/[:：]\s*$/.test(words) ? 0.6 : 0);
    return named + (/^(?:fig(?:ure)?|[圖图]|photo)\s*\.?\s*\d/iu.test(words) ? 1.5 : 0) -
      (/[:：]\s*$/.test(words) ? 1 : 0);
  };
  for (const group of groups) {
    const count = group.pictures.length;
    before += score(group.lead ?? undefined, "before", count);
    after += score(group.after[0], "after", count);
  }
  return after > before ? "after" : "before";
}

/** All labels of one picture of a group, the strongest first. */
export function pictureLabels(
  group: PictureGroup,
  index: number,
  side: Side,
  symbols: SymbolRoles,
  saved: ReadonlyMap<string, string>,
  references: ReadonlyMap<number, FigureReference>,
): readonly Label[] {
  const picture = group.pictures[index]!;
  const labels: Label[] = [];
  const add = (
    words: string | null | undefined,
    basis: Panel["basis"],
    evidence: string,
  ) => {
    if (!words || words.trim() === "") return;
    labels.push({ words, said: labelRole(words, symbols), basis, evidence });
  };
  for (const cell of tableCells(group, index)) {
    add(cell.words, "caption", cell.evidence);
  }
  const name = picture.image?.name ?? picture.missing?.match(/^([^:\n]{1,200}): /)?.[1];
  const alt = picture.image?.alt;
  if (
    alt && alt !== name &&
    !/^(?:image|img|png|picture|alt text|output)?[\s\d._-]*$/i.test(alt)
  ) {
    add(alt, "caption", picture.id);
  }
  const near = side === "before" ? group.lead : group.after[0];
  if (
    near && near.kind !== "table" && near.kind !== "heading" && near.kind !== "output"
  ) {
    const words = labelText(near.text);
    const sentence = words !== null && isSentence(words);
    const shared = group.pictures.length > 1 && sentence;
    if (!shared) add(words, sentence ? "nearby" : "caption", near.id);
  }
  const base = name?.split(/[\\/]/).at(-1)?.toLowerCase();
  const expression = base === undefined ? undefined : saved.get(base);
  if (expression) {
    const said = expressionRole(expression, symbols);
    if (said.role !== "unknown") {
      labels.push({ words: expression, said, basis: "code", evidence: picture.id });
    }
  }
  if (
    base &&
    !/^(?:image|img|output|figure|fig|screenshot|截圖|螢幕|圖片|图片|untitled|pasted)?[\s\d._()-]*\.\w+$/iu
      .test(base)
  ) {
    add(
      base.replace(/\.\w{2,5}$/, "").replace(/^in$/, "input").replace(/[_\-.()]+/g, " ")
        .replace(
          /([a-z])(\d)/g,
          "$1$2",
        ),
      "file-name",
      picture.id,
    );
  }
  if (group.code && group.pictures.length === 1) {
    const { shown, titles } = drawnPanels(group.code.text);
    const only = shown.length === 1 && titles.length <= 1 ? shown[0]! : "";
    const said = expressionRole(only, symbols);
    if (only !== "" && said.role !== "unknown") {
      labels.push({ words: only, said, basis: "code", evidence: group.code.id });
    }
    if (titles.length === 1) add(titles[0], "code", group.code.id);
  }
  const numbers = labels.map(({ words }) => figureNumber(words));
  const reference = references.get(numbers.find((n) => n !== null) ?? -1);
  if (reference) add(reference.words, "nearby", reference.evidence);
  const heading = group.headings[0];
  if (heading) {
    const said = labelRole(heading.text, symbols);
    if (heading.text.length < 90) {
      labels.push({ words: heading.text, said, basis: "nearby", evidence: heading.id });
    }
  }
  return labels;
}

/** The most believable of labels that name one role. */
export function bestLabel(labels: readonly Label[]): Label | null {
  let best: Label | null = null;
  for (const label of labels) {
    if (label.said.role === "unknown") continue;
    const worth = label.said.role === "other" ? 0.4 : 1;
    const bestWorth = best?.said.role === "other" ? 0.4 : 1;
    if (!best || strength(label) * worth > strength(best) * bestWorth + 1e-9) {
      best = label;
    }
  }
  return best;
}

/** How sure a label makes its role, 0 to 1. */
export function strength(label: Label): number {
  return label.said.confidence * basisWeight[label.basis];
}

/** Header and caption cells of a table that the pictures of a group stand in. */
function tableCells(
  group: PictureGroup,
  index: number,
): readonly { readonly words: string; readonly evidence: string }[] {
  const table = [group.before[0], group.after[0]].find((e) => e?.kind === "table");
  if (!table) return [];
  const rows = table.text.split("\n").filter((row) => !/^[\s|:+=-]*$/.test(row))
    .map((row) => cellsOf(row));
  const columns = Math.max(...rows.map((row) => row.length));
  if (columns < 1 || rows.length < 1) return [];
  const at = placeInTable(
    table,
    group.pictures[index]!,
    rows,
    index,
    group.pictures.length,
  );
  if (!at) return [];
  const plain = (cell: string | undefined) =>
    (cell ?? "").replace(/!\[[^\]]{0,200}\]\([^)]{0,400}\)/g, "").replace(/[*_`]+/g, "")
      .trim();
  const found: { words: string; evidence: string }[] = [];
  const push = (words: string) => {
    if (words !== "" && words.length < 110) found.push({ words, evidence: table.id });
  };
  push(plain(rows[at.row]?.[at.column]));
  for (let row = at.row - 1; row >= 0; row--) {
    const words = plain(rows[row]?.[at.column]);
    if (words !== "") {
      push(words);
      break;
    }
  }
  if (at.column > 0) push(plain(rows[at.row]?.[0]));
  push(plain(rows[at.row + 1]?.[at.column]));
  return found;
}

function cellsOf(row: string): readonly string[] {
  const bare = row.trim().replace(/^\||\|$/g, "");
  return (bare.includes("|") || row.trim().startsWith("|")
    ? bare.split("|")
    : bare.split("\t"))
    .map((cell) => cell.trim());
}

/** Row and column of a picture: by its place in the text, else by counting. */
function placeInTable(
  table: Evidence,
  picture: Evidence,
  rows: readonly (readonly string[])[],
  index: number,
  count: number,
): { readonly row: number; readonly column: number } | null {
  const reference = /!\[[^\]]{0,200}\]\([^)]{0,400}\)|<img\b/g;
  const cells = rows.flatMap((cellsInRow, row) =>
    cellsInRow.flatMap((cell, column) =>
      [...cell.matchAll(reference)].map(() => ({ row, column }))
    )
  );
  if (cells.length > 0) {
    const [start, end] = table.where.offsets ?? [-1, -1];
    const at = picture.where.offsets?.[0];
    if (at !== undefined && at >= start && at < end) {
      const before = [...table.text.slice(0, at - start).matchAll(reference)].length;
      return cells[before] ?? null;
    }
    return cells[index] ?? null;
  }
  const width = Math.max(...rows.map((row) => row.length));
  if (count % width !== 0 || rows.length < 1) return null;
  return {
    row: Math.min(rows.length, 1 + Math.floor(index / width)),
    column: index % width,
  };
}
