/**
 * A line beside a group of pictures, dealt out to them: see `caption_items.ts`.
 *
 * @module
 */
import { captionItems } from "./caption_items.ts";
import { labelRole, type SymbolRoles } from "./label_role.ts";
import type { Grid, PanelLabels } from "./panel_words.ts";
import type { PictureGroup } from "./picture_groups.ts";
import type { Label, Side } from "./picture_labels.ts";

/** One line beside a group that names its pictures, or the panels of its one figure. */
export function listedBeside(
  group: PictureGroup,
  labels: readonly Label[],
  grid: Grid,
  symbols: SymbolRoles,
  side: Side,
): PanelLabels {
  const around = [group.lead, group.after[0]];
  const texts = side === "before" ? around : around.reverse();
  const beside = [
    ...labels.filter(({ basis }) => basis === "caption").map((label) => ({
      words: label.words,
      id: label.evidence,
    })),
    ...texts.filter((text) => text && text.kind !== "table" && text.kind !== "output")
      .map((text) => ({ words: text!.text, id: text!.id })),
    ...[...group.before.slice(0, 2), ...group.after.slice(0, 2)]
      .filter((text) => text.kind === "paragraph" || text.kind === "list-item")
      .map((text) => ({ words: text.text, id: text.id })),
  ];
  for (const { words, id } of beside) {
    const items = captionItems(words, grid.places.length, symbols);
    if (items.length === 0) continue;
    return items.map((item) => ({
      words: item,
      said: labelRole(item, symbols),
      basis: "caption",
      evidence: id,
    }));
  }
  return [];
}
