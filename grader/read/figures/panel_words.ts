/**
 * Words that name the panels inside a figure: titles read in the picture, titles in the
 * code that drew it, and sentences that say where what stands.
 *
 * @module
 */
import type { Box, Evidence } from "../../../rubric/evidence.ts";
import type { Panel } from "../../../rubric/facts.ts";
import { drawnPanels } from "./code_panels.ts";
import {
  expressionRole,
  type LabelRole,
  labelRole,
  type SymbolRoles,
} from "./label_role.ts";
import { layoutWords, type Place } from "./layout_words.ts";
import type { Label } from "./picture_labels.ts";

/** A grid of panels, as words can point at them. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly places: readonly (readonly [row: number, column: number])[];
}

/** Labels for each panel of a grid, in the order of its places. */
export type PanelLabels = (Label | null)[];

/** Texts read in the picture -> the panel that each stands above, below or beside. */
export function titleLabels(
  picture: Evidence,
  panels: readonly Box[],
  grid: Grid,
  evidence: readonly Evidence[],
  symbols: SymbolRoles,
): PanelLabels {
  const labels: PanelLabels = panels.map(() => null);
  const unplaced: { words: string; id: string }[] = [];
  const width = picture.image?.width ?? 1;
  const height = picture.image?.height ?? 1;
  for (const text of evidence) {
    if (text.source !== picture.id || text.via !== "ocr" || text.origin !== "author") {
      continue;
    }
    const box = text.where.box;
    if (!box || box[2] * box[3] > 0.4 * width * height || text.text.includes("\n")) {
      for (const line of text.text.split("\n")) {
        for (const words of line.split(/\s{3,}|\t|\|/)) {
          if (words.trim() !== "") unplaced.push({ words: words.trim(), id: text.id });
        }
      }
      continue;
    }
    const said = labelRole(text.text, symbols);
    const label: Label = { words: text.text, said, basis: "title", evidence: text.id };
    const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
    let best = -1;
    let bestDistance = Infinity;
    panels.forEach((panel, i) => {
      if (x < panel[0] - panel[2] * 0.15 || x > panel[0] + panel[2] * 1.15) return;
      const above = panel[1] - y;
      const below = y - (panel[1] + panel[3]);
      const distance = above > -panel[3] * 0.12
        ? Math.max(0, above)
        : below > -panel[3] * 0.12
        ? Math.max(0, below) + 1
        : Infinity;
      if (distance < bestDistance && distance < panel[3] * 0.6) {
        best = i;
        bestDistance = distance;
      }
    });
    if (best >= 0) {
      const old = labels[best];
      if (!old || old.said.role === "unknown") labels[best] = label;
      continue;
    }
    if (said.role === "unknown") continue;
    panels.forEach((panel, i) => {
      if (y >= panel[1] && y <= panel[1] + panel[3] && x < panel[0] && !labels[i]) {
        labels[i] = label;
      }
    });
  }
  if (labels.every((label) => label === null) && unplaced.length > 0) {
    spread(
      labels,
      grid,
      unplaced.map(({ words }) => words),
      unplaced[0]!.id,
      "title",
      symbols,
    );
  }
  return labels;
}

/**
 * Titles that were not read in a grid of rows alike: where two others of a column say the
 * same and none says otherwise, it stands for the whole column.
 */
export function alikeColumns(labels: PanelLabels, grid: Grid): PanelLabels {
  if (grid.rows < 3 || grid.columns < 2) return labels;
  return labels.map((label, i) => {
    if (label && label.said.role !== "unknown") return label;
    const column = labels.filter((other, at) =>
      other && other.said.role !== "unknown" && other.basis === "title" &&
      grid.places[at]![1] === grid.places[i]![1]
    );
    const [first] = column;
    const alike = first && column.length >= 2 &&
      column.every((other) => other!.said.key === first.said.key);
    return alike ? { ...first, basis: "nearby" } : label;
  });
}

/** Titles and shown expressions of the code that drew a figure. */
export function codeLabels(
  code: Evidence | null,
  grid: Grid,
  symbols: SymbolRoles,
): PanelLabels {
  const labels: PanelLabels = grid.places.map(() => null);
  if (!code) return labels;
  const drawn = drawnPanels(code.text);
  for (const words of [drawn.titles, drawn.shown]) {
    if (words.length === 0) continue;
    const read = words === drawn.shown ? expressionRole : labelRole;
    if (spread(labels, grid, words, code.id, "code", symbols, "any", read)) return labels;
    if (
      drawn.looped && words === drawn.titles && words.length >= 2 &&
      words.length < labels.length
    ) {
      labels.forEach((_, i) => {
        const text = words[Math.min(i, words.length - 1)]!;
        const said = labelRole(text, symbols);
        const looped = i >= words.length - 1;
        labels[i] = {
          words: text,
          said: looped ? { ...said, key: `${said.key} ${i}` } : said,
          basis: "code",
          evidence: code.id,
        };
      });
      return labels;
    }
  }
  return labels;
}

/** What sentences say of the panels' places; nothing where fewer than two fit. */
export function placeLabels(
  texts: readonly {
    readonly words: string;
    readonly id: string;
    readonly basis: Panel["basis"];
  }[],
  grid: Grid,
  symbols: SymbolRoles,
): PanelLabels {
  const labels: PanelLabels = grid.places.map(() => null);
  for (const text of texts) {
    for (const list of layoutWords(text.words).lists) {
      const trial: PanelLabels = grid.places.map(() => null);
      if (!spread(trial, grid, list.items, text.id, text.basis, symbols, list.axis)) {
        continue;
      }
      const known = trial.filter((label) =>
        label && label.said.role !== "unknown"
      ).length;
      // "(a) ... (b) ..." names panels only where it names what was fed in, too.
      const reference = trial.some((label) =>
        label?.said.role === "original" || label?.said.role === "reconstruction"
      );
      if (known >= 2 && (reference || !list.lettered)) return trial;
    }
  }
  const found: { place: Place; label: Label }[] = [];
  for (const text of texts) {
    for (const { place, words } of layoutWords(text.words).placed) {
      if (words.length > 120) continue;
      const said = labelRole(words, symbols);
      found.push({ place, label: { words, said, basis: text.basis, evidence: text.id } });
    }
  }
  const telling = found.filter(({ label }) =>
    label.said.role !== "unknown" && label.said.role !== "other"
  );
  const places = new Set(telling.map(({ place }) => JSON.stringify(place)));
  const anchor = telling.some(({ label }) => label.said.role !== "adjusted");
  if (
    places.size < 2 &&
    !(anchor && new Set(found.map(({ place }) => JSON.stringify(place))).size >= 2)
  ) {
    return labels;
  }
  // A line of the other axis that holds originals crosses the lines of adjusted ones.
  const order = [...found].sort((a, b) => rank(a.label) - rank(b.label));
  for (const { place, label } of order) {
    for (const [i, at] of grid.places.entries()) {
      if (!covers(place, at, i, grid)) continue;
      const old = labels[i];
      if (!old || old.said.role === "unknown" || label.said.role !== "unknown") {
        if (old && old.said.role !== "unknown" && old.said.role === label.said.role) {
          continue;
        }
        labels[i] = label;
      }
    }
  }
  return labels;
}

function rank(label: Label): number {
  return label.said.role === "adjusted" || label.said.role === "unknown" ? 0 : 1;
}

function covers(
  place: Place,
  [row, column]: readonly [number, number],
  index: number,
  grid: Grid,
): boolean {
  const fits = (wanted: number | "middle" | undefined, at: number, count: number) => {
    if (wanted === undefined) return true;
    if (wanted === "middle") return count > 2 ? at > 0 && at < count - 1 : false;
    return at === (wanted < 0 ? count + wanted : wanted);
  };
  if (place.index !== undefined) return index === place.index;
  if (place.line) {
    const { character, at } = place.line;
    const asRow = grid.columns === 1 || (grid.rows > 1 && character === "行");
    return asRow ? row === at : column === at;
  }
  if (place.row !== undefined && place.column === undefined && grid.rows === 1) {
    return false;
  }
  if (place.column !== undefined && place.row === undefined && grid.columns === 1) {
    return false;
  }
  return fits(place.row, row, grid.rows) && fits(place.column, column, grid.columns);
}

/** Spreads words over panels, columns or rows, whichever has as many. */
function spread(
  labels: PanelLabels,
  grid: Grid,
  words: readonly string[],
  evidence: string,
  basis: Panel["basis"],
  symbols: SymbolRoles,
  axis: "columns" | "rows" | "any" = "any",
  read: (words: string, symbols: SymbolRoles) => LabelRole = labelRole,
): boolean {
  const count = grid.places.length;
  const pick: ((i: number) => number) | null =
    words.length === count && (axis === "any" || grid.rows === 1 || grid.columns === 1)
      ? (i) => i
      : words.length === grid.columns && axis !== "rows"
      ? (i) => grid.places[i]![1]
      : words.length === grid.rows && axis !== "columns"
      ? (i) => grid.places[i]![0]
      : words.length === count
      ? (i) => i
      : null;
  if (!pick) return false;
  labels.forEach((_, i) => {
    const text = words[pick(i)]!;
    labels[i] = { words: text, said: read(text, symbols), basis, evidence };
  });
  return true;
}
