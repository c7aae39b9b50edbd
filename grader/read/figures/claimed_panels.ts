/**
 * Panels that words claim though the document has no picture for them: captions in a text
 * export, broken links.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { FigureReading } from "../../../rubric/facts.ts";
import { labelRole, type SymbolRoles } from "./label_role.ts";
import { layoutWords } from "./layout_words.ts";
import { isPageText, type PictureGroup } from "./picture_groups.ts";
import { bestLabel, type Label } from "./picture_labels.ts";

type Claimed = FigureReading["claimed"][number];

/**
 * Lists claimed panels: roles of missing pictures, and, where the document shows no
 * picture at all, captions that place things ("左上: ...") or end in a colon or name a
 * figure.
 */
export function claimedPanels(
  document: Document,
  groups: readonly PictureGroup[],
  labelsOf: (group: PictureGroup, index: number) => readonly Label[],
  symbols: SymbolRoles,
  shows: boolean,
): readonly Claimed[] {
  const claimed: Claimed[] = [];
  for (const group of groups) {
    group.pictures.forEach((picture, i) => {
      if (picture.missing === undefined) return;
      const label = bestLabel(labelsOf(group, i));
      if (label?.said.role === "other") return;
      claimed.push({
        role: label?.said.role ?? "unknown",
        label: (label?.words ?? picture.missing).slice(0, 160),
        evidence: [...new Set([picture.id, ...(label ? [label.evidence] : [])])],
      });
    });
  }
  if (shows || claimed.length > 0) return claimed;
  const placed: Claimed[] = [];
  for (const text of document.evidence) {
    if (!isPageText(text) || text.kind === "code" || text.kind === "output") continue;
    const words = layoutWords(text.text);
    const here = [
      ...words.placed.filter((p) => p.words.length <= 160).map((p) => p.words),
      ...words.lists.filter((list) =>
        !list.lettered || list.items.some((item) => labelRole(item).role === "original")
      ).flatMap((list) => list.items),
    ].map((label) => ({ label, said: labelRole(label, symbols) }))
      .filter(({ said }) => said.role !== "unknown" && said.role !== "other");
    // A long text that says "left" once speaks of something in a picture.
    const caption = text.text.length <= 200 || here.length >= 2;
    for (const { label, said } of caption ? here : []) {
      placed.push({ role: said.role, label: label.slice(0, 160), evidence: [text.id] });
    }
    if (document.textOnly && here.length === 0) claimed.push(...captions(text, symbols));
  }
  return placed.length >= 2 ? [...placed, ...claimed] : claimed;
}

/** Where a picture stood before the text was exported: `[圖片]`, `<image: z * 2>`. */
const placeholder =
  /^[\[<(【（「]\s*(?:圖片?|图片?|插圖|插图|照片|image|picture|figure|fig|photo|img|plot|画像)\W{0,3}([^\]>)】）」]{0,60})[\]>)】）」]$/iu;
const fileName =
  /[\w./-]{1,60}\.(?:png|jpe?g|gif|bmp|webp)\b(?:\s*[(（:：]\s*([^)）,，;；\n]{1,60}))?/giu;

/**
 * Lines that are captions by their form: `Figure 2 ...`, `Original image:`, the line over a
 * placeholder, a file name and what it is said to show.
 */
function captions(text: Evidence, symbols: SymbolRoles): readonly Claimed[] {
  const found: Claimed[] = [];
  const claim = (words: string) => {
    const { role, confidence } = labelRole(words, symbols);
    if (role === "unknown" || role === "other" || confidence < 0.5) return;
    found.push({ role, label: words.slice(0, 160), evidence: [text.id] });
  };
  const lines = text.text.split("\n").slice(0, 2000).map((line) => line.trim());
  for (const [i, caption] of lines.entries()) {
    const held = caption.match(placeholder);
    if (held) {
      claim(held[1]!.trim() || lines[i - 1] || lines[i + 1] || "");
      continue;
    }
    if (caption.length <= 400) {
      for (const file of caption.matchAll(fileName)) claim(file[1] ?? file[0]);
    }
    const numbered = /^(?:fig(?:ure)?|[圖图])\W{0,3}\d/iu.test(caption);
    if (caption.length > 110 || !(numbered || /[:：]$/.test(caption))) continue;
    claim(caption);
  }
  return found;
}
