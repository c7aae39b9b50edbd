/**
 * The pictures of a group -> panels with roles, from every kind of words beside them.
 *
 * @module
 */
import type { Box, Document, Evidence } from "../../../rubric/evidence.ts";
import type { Figure, Panel, PanelRole } from "../../../rubric/facts.ts";
import type { PanelSplit } from "../../image/panel_split.ts";
import { listedBeside } from "./listed_beside.ts";
import type { SymbolRoles } from "./label_role.ts";
import {
  alikeColumns,
  codeLabels,
  type Grid,
  type PanelLabels,
  placeLabels,
  titleLabels,
} from "./panel_words.ts";
import type { PictureGroup } from "./picture_groups.ts";
import { bestLabel, type Label, type Side, strength } from "./picture_labels.ts";

/** A panel before it has an id; panels of one `key` show one adjustment. */
export interface DraftPanel extends Omit<Panel, "id" | "adjustment"> {
  readonly key: string;
}

/** A picture with what was seen in it. */
export interface SeenPicture {
  readonly evidence: Evidence;
  readonly content: Figure["content"];
  readonly split: PanelSplit;
  /** Labels of the picture as a whole. */
  readonly labels: readonly Label[];
}

/** A figure before its panels have ids. */
export interface DraftFigure extends Omit<Figure, "panels"> {
  readonly panels: readonly DraftPanel[];
}

/** Texts beside a group that may say where in it what stands. */
interface PlaceText {
  readonly words: string;
  readonly id: string;
  readonly basis: Panel["basis"];
}

/** Gives every panel of a group a role, as far as any words do. */
export function assignRoles(
  group: PictureGroup,
  seen: readonly SeenPicture[],
  document: Document,
  symbols: SymbolRoles,
  side: Side,
): readonly DraftFigure[] {
  const shown = seen.filter((picture) => picture.content !== "text");
  const nearby: PlaceText[] = [...group.after, ...group.before]
    .filter((text) => text.kind !== "table" && text.kind !== "output")
    .map((text) => ({ words: text.text, id: text.id, basis: "nearby" }));
  const photos = shown.filter(({ content }) =>
    content === "pictures" || content === "unknown"
  );
  const strip: Grid = {
    rows: 1,
    columns: photos.length,
    places: photos.map((_, i) => [0, i] as const),
  };
  const across: PanelLabels = photos.length >= 2
    ? merge(
      placeLabels(nearby, strip, symbols),
      listedBeside(group, [], strip, symbols, side),
      photos.every(({ split }) => split.panels.length === 1)
        ? codeLabels(group.code, strip, symbols)
        : [],
    )
    : photos.map(() => null);
  return seen.map((picture) => {
    const at = photos.indexOf(picture);
    const extra = at >= 0 ? across[at] ?? null : null;
    return figureOf(
      picture,
      extra,
      group,
      nearby,
      document,
      symbols,
      photos.length,
      side,
    );
  });
}

/** Earlier labels stay where they name a role. */
function merge(...lists: readonly PanelLabels[]): PanelLabels {
  const first = lists[0] ?? [];
  return first.map((_, i) => {
    let best: Label | null = null;
    for (const list of lists) {
      const label = list[i] ?? null;
      if (
        label &&
        (!best || (best.said.role === "unknown" && label.said.role !== "unknown"))
      ) {
        best = label;
      }
    }
    return best;
  });
}

function figureOf(
  picture: SeenPicture,
  across: Label | null,
  group: PictureGroup,
  nearby: readonly PlaceText[],
  document: Document,
  symbols: SymbolRoles,
  companions: number,
  side: Side,
): DraftFigure {
  const { evidence, split } = picture;
  // A line that was dealt out to several pictures is no label of each of them.
  const photo = picture.content === "pictures" || picture.content === "unknown";
  const titled = photo && split.panels.length === 1
    ? titleLabels(evidence, split.panels, split, document.evidence, symbols)[0]
    : null;
  const beside = across
    ? [
      across,
      ...picture.labels.filter(({ evidence, basis }) =>
        evidence !== across.evidence || basis === "file-name" || basis === "code"
      ),
    ]
    : picture.labels;
  const labels = titled ? [titled, ...beside] : beside;
  const own = bestLabel(labels);
  // Words that clearly name a picture outweigh the look of a chart.
  const misseen = (picture.content === "chart" || picture.content === "diagram") &&
    own !== null && own.said.role !== "other" && own.basis !== "nearby" &&
    own.words.length <= 30 &&
    strength(own) >= 0.8;
  const content = misseen ? "unknown" : picture.content;
  const base = { image: evidence.id, content };
  if (content === "text") return { ...base, rows: 1, columns: 1, panels: [] };
  const whole: Box = [0, 0, evidence.image?.width ?? 1, evidence.image?.height ?? 1];
  if (content === "chart" || content === "diagram") {
    return {
      ...base,
      rows: 1,
      columns: 1,
      panels: [draft(evidence.id, whole, own, "other", 0.85)],
    };
  }
  const grid: Grid = split;
  const several = labels.filter(({ words }) => words.length > 0).map((label) => ({
    words: label.words,
    id: label.evidence,
    basis: label.basis,
  }));
  const inside = split.panels.length > 1
    ? merge(
      alikeColumns(
        titleLabels(evidence, split.panels, grid, document.evidence, symbols),
        grid,
      ),
      placeLabels(several, grid, symbols),
      companions === 1
        ? merge(
          placeLabels(nearby, grid, symbols),
          listedBeside(group, picture.labels, grid, symbols, side),
        )
        : split.panels.map(() => null),
      codeLabels(group.code, grid, symbols),
    )
    : split.panels.map(() => null);
  const named = inside.filter((label) =>
    label && label.said.role !== "unknown" && label.said.role !== "other"
  );
  const context = contextOf(labels, own);
  if (named.length === 0) {
    const role = own?.said.role ?? "unknown";
    if (split.panels.length > 1 && role === "unknown") {
      return {
        ...base,
        rows: split.rows,
        columns: split.columns,
        panels: split.panels.map((box, i) => {
          const label = inside[i] ?? null;
          return draft(
            evidence.id,
            box,
            label,
            label?.said.role ?? "unknown",
            0,
            context,
          );
        }),
      };
    }
    const box = split.panels.length === 1 ? split.panels[0]! : whole;
    // One word for a figure of a few panels may be about one of them only.
    const few = split.panels.length > 1 && split.panels.length < 8 &&
      own?.basis !== "code" && own?.basis !== "file-name";
    const sure = own ? Math.min(strength(own), few && role !== "other" ? 0.5 : 1) : 0;
    return {
      ...base,
      rows: 1,
      columns: 1,
      panels: [draft(evidence.id, box, own ?? captionOf(labels), role, sure, context)],
    };
  }
  const anyAdjusted = inside.some((label) => label?.said.role === "adjusted");
  return {
    ...base,
    rows: split.rows,
    columns: split.columns,
    panels: split.panels.map((box, i) => {
      const label = inside[i] ?? null;
      if (!label) return draft(evidence.id, box, null, "unknown", 0, context);
      if (
        label.said.role === "reconstruction" && label.said.confidence >= 0.8 &&
        !anyAdjusted && context && plain(label)
      ) {
        return draft(evidence.id, box, label, "adjusted", 0.7, context);
      }
      return draft(evidence.id, box, label, label.said.role, strength(label), context);
    }),
  };
}

/** Words of a caption that name no role: they still tell pictures apart. */
function captionOf(labels: readonly Label[]): Label | null {
  return labels.find(({ basis }) => basis === "title" || basis === "caption") ?? null;
}

/** The adjustment that the surroundings of a figure are about. */
function contextOf(labels: readonly Label[], own: Label | null): string {
  const adjusted = labels.find(({ said }) => said.role === "adjusted");
  return adjusted?.said.key ?? (own?.said.role === "adjusted" ? own.said.key : "");
}

/** `Reconstructed image`, with no word that it is the unadjusted one. */
function plain(label: Label): boolean {
  return label.words.length < 40 &&
    !/origin|no |without|un[a-z]+ed|未|不|無|无|原/i.test(label.words);
}

function draft(
  image: string,
  box: Box,
  label: Label | null,
  role: PanelRole,
  confidence: number,
  context = "",
): DraftPanel {
  const key = label?.said.key ?? "";
  const own = /\d|[=*'+]/.test(key) || context === "" || context === key;
  return {
    image,
    box,
    role,
    basis: role === "unknown" ? "none" : label?.basis ?? "none",
    confidence: role === "unknown" ? 0 : Math.round(confidence * 100) / 100,
    key: own ? key : `${key} | ${context}`,
    evidence: label ? [...new Set([image, label.evidence])] : [image],
    ...(label ? { label: label.words.slice(0, 160) } : {}),
  };
}
