/**
 * Where the evidence of a report stands in what is shown of its submission. Pure.
 *
 * Evidence is found by its place, not by its id: what is shown was read without
 * recognising text in pictures, which gives other ids.
 *
 * @module
 */
import { z } from "zod";
import { canonicalize } from "../../grader/canonical.ts";
import type { Report, ReportEvidence } from "../../grader/report.ts";
import type { Showing, ShownBlock, ShownPart } from "../../grader/show/showing.ts";
import type { Box } from "../../rubric/evidence.ts";

/** Evidence that items cite, or a panel that a figure was split into. */
export interface Overlay {
  /** Points of the page, or pixels of the picture. */
  readonly box: Box;
  /** Of evidence: its id and the numbers of the items that cite it. */
  readonly evidence?: { readonly id: string; readonly items: readonly number[] };
  /** Of a panel: what it was taken for. */
  readonly panel?: { readonly role: string; readonly adjustment?: number };
}

/** Where everything stands. */
export interface Places {
  /** Overlays of a page of a PDF. */
  page(file: string, page: number): readonly Overlay[];
  /** Cited evidence that a block is. */
  block(block: ShownBlock): readonly NonNullable<Overlay["evidence"]>[];
  /** Overlays of a block's picture. */
  picture(block: ShownBlock): readonly Overlay[];
  /** Cited evidence whose place is not shown. */
  readonly lost: readonly NonNullable<Overlay["evidence"]>[];
}

/** An anchor of a piece of evidence. */
export function evidenceAnchor(id: string): string {
  return `evidence-${id}`;
}

/**
 * Finds the places.
 *
 * @param showing `null`: nothing can be shown, everything is lost
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const where = { file: "a.pdf", page: 1, box: [10, 20, 30, 40] as const };
 * const places = findPlaces(
 *   {
 *     items: [{ evidence: ["e1"] }],
 *     evidence: [{ id: "e1", kind: "paragraph", where, sha256: "", quote: "", via: "text" }],
 *     readings: {},
 *   },
 *   {
 *     schema: "latentmark/showing@1",
 *     parts: [{
 *       kind: "pages", file: "a.pdf", pages: [{ page: 1, width: 99, height: 99 }], pictures: [],
 *     }],
 *     omitted: [],
 *   },
 * );
 * assertEquals(places.page("a.pdf", 1)[0]?.evidence, { id: "e1", items: [1] });
 * ```
 */
export function findPlaces(
  report: {
    readonly items: readonly Pick<Report["items"][number], "evidence">[];
    readonly evidence: readonly ReportEvidence[];
    readonly readings: Report["readings"];
  },
  showing: Showing | null,
): Places {
  const finder = new Finder(report.evidence, showing);
  const citing = new Map<string, number[]>();
  for (const [i, item] of report.items.entries()) {
    for (const id of item.evidence) {
      citing.set(id, [...citing.get(id) ?? [], i + 1]);
    }
  }
  for (const figure of figuresOf(report.readings)) finder.addPanels(figure);
  for (const [index, evidence] of report.evidence.entries()) {
    const items = citing.get(evidence.id);
    if (items) finder.addEvidence(evidence, index, items);
  }
  return finder;
}

const figuresSchema = z.object({
  figures: z.array(z.object({
    image: z.string(),
    panels: z.array(z.object({
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      role: z.string(),
      adjustment: z.number().optional(),
    })),
  })),
});
/** A figure as it was read. */
export type ReadFigure = z.infer<typeof figuresSchema>["figures"][number];

/** Figures as they were read; what has another shape is left out: no schema binds them. */
export function figuresOf(readings: Report["readings"]): readonly ReadFigure[] {
  return figuresSchema.safeParse(readings.figures).data?.figures ?? [];
}

const shownRoles = new Set(["original", "reconstruction", "adjusted"]);

class Finder implements Places {
  readonly #evidence: readonly ReportEvidence[];
  readonly #parts: ReadonlyMap<string, ShownPart>;
  readonly #onPages = new Map<string, Overlay[]>();
  readonly #onBlocks = new Map<ShownBlock, NonNullable<Overlay["evidence"]>[]>();
  readonly #onPictures = new Map<ShownBlock, Overlay[]>();
  readonly lost: NonNullable<Overlay["evidence"]>[] = [];

  constructor(evidence: readonly ReportEvidence[], showing: Showing | null) {
    this.#evidence = evidence;
    this.#parts = new Map(showing?.parts.map((part) => [part.file, part]));
  }

  page(file: string, page: number): readonly Overlay[] {
    return this.#onPages.get(`${page} ${file}`) ?? [];
  }

  block(block: ShownBlock): readonly NonNullable<Overlay["evidence"]>[] {
    return this.#onBlocks.get(block) ?? [];
  }

  picture(block: ShownBlock): readonly Overlay[] {
    return this.#onPictures.get(block) ?? [];
  }

  addEvidence(evidence: ReportEvidence, index: number, items: readonly number[]): void {
    const cited = { id: evidence.id, items };
    const part = this.#parts.get(evidence.where.file);
    const placed = part?.kind === "pages"
      ? this.#addToPage(part, evidence, index, { evidence: cited })
      : part?.kind === "blocks" && this.#addToBlock(part, evidence, cited);
    if (!placed) this.lost.push(cited);
  }

  addPanels(figure: ReadFigure): void {
    const evidence = this.#evidence.find(({ id }) => id === figure.image);
    const part = evidence && this.#parts.get(evidence.where.file);
    if (!evidence || !part) return;
    for (const { box, role, adjustment } of figure.panels) {
      if (!shownRoles.has(role)) continue;
      const panel = { role, ...(adjustment === undefined ? {} : { adjustment }) };
      if (part.kind === "pages") {
        const picture = pictureAt(part, evidence.where);
        if (picture) this.#put(evidence.where, { box: onPage(picture, box), panel });
        continue;
      }
      const block = blockAt(part, evidence);
      if (block?.picture) push(this.#onPictures, block, { box, panel });
    }
  }

  #put(where: ReportEvidence["where"], overlay: Overlay): void {
    push(this.#onPages, `${where.page} ${where.file}`, overlay);
  }

  #addToPage(
    part: ShownPart & { kind: "pages" },
    evidence: ReportEvidence,
    index: number,
    overlay: Pick<Overlay, "evidence">,
  ): boolean {
    const { where } = evidence;
    const page = part.pages.find((page) => page.page === where.page);
    if (!page) return false;
    const whole: Box = [0, 0, page.width, page.height];
    if (evidence.via === "text" || !where.box) {
      this.#put(where, { ...overlay, box: where.box ?? whole });
      return true;
    }
    // Recognised text: its box is in pixels of the picture before it on the page.
    const before = this.#evidence.slice(0, index).findLast((one) =>
      one.kind === "image" && one.where.file === where.file &&
      one.where.page === where.page
    );
    const picture = before && pictureAt(part, before.where);
    this.#put(where, { ...overlay, box: picture ? onPage(picture, where.box) : whole });
    return true;
  }

  #addToBlock(
    part: ShownPart & { kind: "blocks" },
    evidence: ReportEvidence,
    cited: NonNullable<Overlay["evidence"]>,
  ): boolean {
    const block = blockAt(part, evidence);
    if (!block) return false;
    const { box } = evidence.where;
    if (box && block.picture) {
      push(this.#onPictures, block, { box, evidence: cited });
    } else push(this.#onBlocks, block, cited);
    return true;
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

type PagePicture = (ShownPart & { kind: "pages" })["pictures"][number];

function pictureAt(
  part: ShownPart & { kind: "pages" },
  where: ReportEvidence["where"],
): PagePicture | undefined {
  const wanted = canonicalize(where);
  return part.pictures.find((picture) => canonicalize(picture.where) === wanted);
}

/** Pixels of a picture -> points of its page. */
function onPage(picture: PagePicture, [x, y, width, height]: Box): Box {
  const [left, top, wide, high] = picture.where.box ?? [0, 0, 0, 0];
  const [across, down] = [wide / picture.width, high / picture.height];
  return [left + x * across, top + y * down, width * across, height * down];
}

/** The block of a piece of evidence: its very place, else one that holds its beginning. */
function blockAt(
  part: ShownPart & { kind: "blocks" },
  evidence: ReportEvidence,
): ShownBlock | undefined {
  const { box: _, ...where } = evidence.where;
  const wanted = canonicalize(where);
  const same = part.blocks.filter((block) => canonicalize(placeOf(block)) === wanted);
  if (evidence.via === "ocr") return same.find((block) => block.picture) ?? same[0];
  return same.find((block) => block.sha256 === evidence.sha256) ??
    same.find((block) => block.kind === evidence.kind) ?? same[0] ??
    part.blocks.find((block) => holds(block.where, where));
}

function placeOf({ where: { box: _, ...where } }: ShownBlock): ReportEvidence["where"] {
  return where as ReportEvidence["where"];
}

function holds(
  outer: ShownBlock["where"],
  inner: ReportEvidence["where"],
): boolean {
  if (outer.cell !== inner.cell || outer.output !== inner.output) return false;
  if (outer.block !== inner.block) return false;
  if (outer.lines && inner.lines) {
    return outer.lines[0] <= inner.lines[0] && inner.lines[0] <= outer.lines[1];
  }
  return inner.cell !== undefined || inner.block !== undefined;
}
