/**
 * Reads what the pictures of a submission show.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Adjustment, Figure, FigureReading, Panel } from "../../../rubric/facts.ts";
import { classifyContent } from "../../image/content.ts";
import type { LayoutHint, PanelSplit } from "../../image/panel_split.ts";
import { splitPanels, workCopy } from "../../image/split_panels.ts";
import { adjustmentWords } from "./adjustment_words.ts";
import { assignRoles, type DraftFigure, type SeenPicture } from "./assign_roles.ts";
import { speaksOfChange } from "./change_words.ts";
import { claimedPanels } from "./claimed_panels.ts";
import { savedPictures } from "./code_panels.ts";
import { symbolsAtPictures } from "./code_symbols.ts";
import { contradictions } from "./contradictions.ts";
import type { SymbolRoles } from "./label_role.ts";
import { figureReferences } from "./figure_references.ts";
import { guessRoles } from "./guess_roles.ts";
import { layoutWords } from "./layout_words.ts";
import { type PictureGroup, pictureGroups } from "./picture_groups.ts";
import { type Label, labelSide, pictureLabels } from "./picture_labels.ts";

/**
 * Tells for every picture what kind of content it holds, splits it into panels and gives
 * each panel the role that words beside it, in it, or in the code that drew it name. Roles
 * without words are guesses by position with low confidence. What the pixels say against a
 * role is noted, never decided.
 *
 * @param document all evidence; only the author's is read
 * @param adjustments what the submission does to latents, by the adjustments reader
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readFigures } from "./read_figures.ts";
 *
 * const rgb = new Uint8Array(32 * 32 * 3).map((_, i) => (i * i * 7 + (i >> 5) * 13) % 251);
 * const common = { sha256: "", origin: "author", via: "text", where: { file: "a.md" } } as const;
 * const { figures } = readFigures({
 *   files: [],
 *   evidence: [
 *     { ...common, id: "e1", kind: "paragraph", text: "原圖：" },
 *     { ...common, id: "e2", kind: "image", text: "", image: { raster: "r", width: 32, height: 32 } },
 *   ],
 *   rasters: new Map([["r", { width: 32, height: 32, rgb }]]),
 *   personScores: null,
 *   problems: [],
 *   textOnly: false,
 * }, []);
 * assertEquals(figures[0]?.panels[0]?.role, "original");
 * ```
 */
export function readFigures(
  document: Document,
  adjustments: readonly Adjustment[],
): FigureReading {
  const groups = pictureGroups(document);
  const sources = document.evidence
    .filter((e) => e.kind === "code" && e.origin === "author").map((e) => e.text);
  const namesAt = symbolsAtPictures(document.evidence);
  const named = adjustmentWords(document, adjustments);
  const symbolsAt = (picture: string): SymbolRoles => {
    const names = namesAt(picture);
    return { get: (name) => names.get(name), named };
  };
  const saved = savedPictures(sources);
  const references = figureReferences(document);
  const side = labelSide(groups, symbolsAt(""));
  const labelsOf = (group: PictureGroup, i: number): readonly Label[] =>
    pictureLabels(group, i, side, symbolsAt(group.pictures[i]!.id), saved, references);
  const look = wholeBesideWhole(groups, memoLook(document));
  const drafts = groups.map((group) => {
    const hint = hintOf(group);
    const seen: SeenPicture[] = [];
    group.pictures.forEach((evidence, i) => {
      const view = look(evidence, hint);
      if (view) seen.push({ evidence, labels: labelsOf(group, i), ...view });
    });
    const symbols = symbolsAt(group.pictures[0]!.id);
    return {
      section: `${group.pictures[0]!.where.file} ${group.headings[0]?.id ?? ""}`,
      figures: assignRoles(group, seen, document, symbols, side),
    };
  });
  const figures = number(guessRoles(drafts, adjustments));
  const rasterOf = (image: string) => {
    const evidence = document.evidence.find((e) => e.id === image);
    return evidence?.image && document.rasters.get(evidence.image.raster);
  };
  const against = contradictions(figures.flatMap((figure) => figure.panels), rasterOf);
  const shows = figures.some(({ content }) =>
    content === "pictures" || content === "unknown"
  );
  return {
    figures: figures.map((figure) => ({
      ...figure,
      panels: figure.panels.map((panel) => {
        const contradiction = against.get(panel.id);
        return contradiction === undefined ? panel : { ...panel, contradiction };
      }),
    })),
    mayShowChange: speaksOfChange(document, adjustments),
    claimed: claimedPanels(document, groups, labelsOf, symbolsAt(""), shows),
  };
}

type Look = ReturnType<typeof memoLook>;

/**
 * Seams without gaps may be in the pixels of one face (blocks of JPEG, of a low
 * resolution): a picture as large as another one that is whole is whole, too.
 */
function wholeBesideWhole(groups: readonly PictureGroup[], look: Look): Look {
  const size = ({ image }: Evidence) => `${image?.width} ${image?.height}`;
  const whole = new Set(
    groups.flatMap((group) => {
      const hint = hintOf(group);
      return group.pictures.filter((picture) =>
        look(picture, hint)?.split.method === "single"
      ).map(size);
    }),
  );
  return (evidence, hint) => {
    const view = look(evidence, hint);
    if (view?.split.method !== "seams" || !whole.has(size(evidence))) return view;
    const { width, height } = evidence.image!;
    return { ...view, split: onePanel(width, height) };
  };
}

function onePanel(width: number, height: number): PanelSplit {
  return {
    rows: 1,
    columns: 1,
    panels: [[0, 0, width, height]],
    places: [[0, 0]],
    inner: [1, 1],
    method: "single",
    beside: [],
  };
}

/** Content and split of a picture; one picture shown twice is looked at once. */
function memoLook(document: Document) {
  const known = new Map<string, { content: Figure["content"]; split: PanelSplit }>();
  return (evidence: Evidence, hint: LayoutHint) => {
    const raster = evidence.image && document.rasters.get(evidence.image.raster);
    if (!raster || !evidence.image || raster.width < 8 || raster.height < 8) return null;
    const key = `${evidence.image.raster} ${hint.rows} ${hint.columns}`;
    const memo = known.get(key);
    if (memo) return memo;
    const copy = workCopy(raster);
    const content = confirmed(classifyContent(copy), evidence, document);
    const plain = content === "pictures" || content === "unknown";
    const split: PanelSplit = plain
      ? splitPanels(raster, hint, copy)
      : onePanel(raster.width, raster.height);
    const view = { content, split };
    known.set(key, view);
    return view;
  };
}

/** Corrects what pixels say of text by what was read: print that can not be read is none. */
function confirmed(
  content: Figure["content"],
  picture: Evidence,
  document: Document,
): Figure["content"] {
  const read = document.evidence.filter((e) =>
    e.source === picture.id && e.via === "ocr"
  );
  const area = (picture.image?.width ?? 1) * (picture.image?.height ?? 1);
  const screenshot = read.some(({ text, where }) =>
    text.split("\n").length >= 3 && text.split(/\s+/).length >= 8 && where.box &&
    where.box[2] * where.box[3] > 0.3 * area
  );
  if (screenshot) return "text";
  const words = read.reduce((sum, e) => sum + e.text.split(/\s+/).length, 0);
  if (content === "text") return words >= 4 ? "text" : "unknown";
  const print = read.some(({ kind }) => kind === "code" || kind === "table");
  return print && words >= 8 && content !== "pictures" ? "text" : content;
}

/** What the words beside a group say of the layout of a figure. */
function hintOf(group: PictureGroup): LayoutHint {
  if (group.pictures.length > 2) return {};
  for (const text of [...group.before.slice(0, 2), ...group.after.slice(0, 3)]) {
    const { hint } = layoutWords(text.text);
    if (hint.rows !== undefined || hint.columns !== undefined) return hint;
  }
  const alone = [...group.before.slice(0, 3), ...group.after.slice(0, 4)]
    .map((text) => text.text).join("\n");
  return layoutWords(alone).hint;
}

/** Gives ids, and one number to all panels of one adjustment. */
function number(drafts: readonly DraftFigure[]): readonly Figure[] {
  const numbers = new Map<string, number>();
  let next = 1;
  return drafts.map((figure) => ({
    ...figure,
    panels: figure.panels.map(({ key, ...panel }): Panel => {
      const id = `p${next++}`;
      if (panel.role !== "adjusted") return { id, ...panel };
      if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
      return { id, ...panel, adjustment: numbers.get(key)! };
    }),
  }));
}
