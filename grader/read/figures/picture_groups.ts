/**
 * Pictures in reading order, in runs that no text parts, and the texts around each run.
 *
 * @module
 */
import type { Document, Evidence } from "../../../rubric/evidence.ts";

/** Pictures that stand together, and the author's texts before and after them. */
export interface PictureGroup {
  readonly pictures: readonly Evidence[];
  /** Nearest first; up to the pictures before. */
  readonly before: readonly Evidence[];
  /** Nearest first; up to the pictures after. */
  readonly after: readonly Evidence[];
  /** The text right before, with no code between; `null` where there is none. */
  readonly lead: Evidence | null;
  /** Headings above, the innermost first. */
  readonly headings: readonly Evidence[];
  /** The code that drew the pictures, as far as the place tells. */
  readonly code: Evidence | null;
}

const reach = 5;

/** Whether a piece of evidence may be used and is read as text of the page. */
export function isPageText(evidence: Evidence): boolean {
  return evidence.origin === "author" && evidence.via === "text" &&
    evidence.kind !== "image" && evidence.text.trim() !== "" &&
    !/^<(?:Figure|matplotlib|IPython|PIL)\b[^\n]{0,200}$/.test(evidence.text.trim());
}

/** Whether a piece of evidence is a picture of the author, there or missing. */
export function isPicture(evidence: Evidence): boolean {
  return evidence.kind === "image" && evidence.origin === "author";
}

/** Groups the pictures of a document, missing ones included. */
export function pictureGroups(document: Document): readonly PictureGroup[] {
  const flow = document.evidence.filter((e) => isPicture(e) || isPageText(e));
  const groups: PictureGroup[] = [];
  for (let i = 0; i < flow.length; i++) {
    if (!isPicture(flow[i]!)) continue;
    const from = i;
    const file = flow[from]!.where.file;
    const near = (e: Evidence | undefined) =>
      e !== undefined && isPicture(e) && e.where.file === file &&
      (e.where.cell === undefined || e.where.cell === flow[from]!.where.cell);
    while (near(flow[i + 1])) i++;
    groups.push({
      pictures: flow.slice(from, i + 1),
      before: around(flow, from - 1, -1, file),
      lead: leadOf(flow[from - 1], file),
      after: around(flow, i + 1, 1, file),
      headings: headingsAbove(flow, from),
      code: codeOf(flow, from),
    });
  }
  return groups;
}

function around(
  flow: readonly Evidence[],
  start: number,
  step: 1 | -1,
  file: string,
): readonly Evidence[] {
  const texts: Evidence[] = [];
  for (let i = start; texts.length < reach; i += step) {
    const here = flow[i];
    if (!here || here.where.file !== file || isPicture(here)) break;
    if (step === 1 && here.kind === "heading") break;
    if (here.kind !== "code") texts.push(here);
    if (here.kind === "heading") break;
  }
  return texts;
}

function leadOf(evidence: Evidence | undefined, file: string): Evidence | null {
  return evidence && evidence.where.file === file && !isPicture(evidence) &&
      evidence.kind !== "code"
    ? evidence
    : null;
}

function headingsAbove(flow: readonly Evidence[], from: number): readonly Evidence[] {
  const found: Evidence[] = [];
  let level = 7;
  for (let i = from - 1; i >= 0 && level > 1; i--) {
    const here = flow[i]!;
    if (here.where.file !== flow[from]!.where.file) break;
    if (here.kind === "heading" && (here.level ?? 3) < level) {
      found.push(here);
      level = here.level ?? 3;
    }
  }
  return found;
}

/** The source of the notebook cell, or the nearest code above with no picture between. */
function codeOf(flow: readonly Evidence[], from: number): Evidence | null {
  const picture = flow[from]!;
  for (let i = from - 1; i >= Math.max(0, from - 6); i--) {
    const here = flow[i]!;
    if (here.where.file !== picture.where.file) return null;
    if (here.kind === "code") {
      if (picture.where.cell !== undefined && here.where.cell !== picture.where.cell) {
        return null;
      }
      return here;
    }
    if (isPicture(here) && picture.where.cell === undefined) return null;
  }
  return null;
}
