/**
 * A collected document -> what a page shows of it; pure.
 *
 * @module
 */
import type { Document, Evidence } from "../../rubric/evidence.ts";
import type { Showing, ShownBlock, ShownPart } from "./showing.ts";

/** Sizes of the pages of a PDF in points, in order. */
export type PageSizes = readonly {
  readonly page: number;
  readonly width: number;
  readonly height: number;
}[];

/** How much a page can hold and still be read; what is more is named. */
export interface ShowLimits {
  readonly blocks: number;
  /** UTF-16 units of all blocks. */
  readonly characters: number;
  /** UTF-16 units of one block. */
  readonly charactersPerBlock: number;
}

/** Limits that reports seen so far keep. */
export const defaultShowLimits: ShowLimits = {
  blocks: 3000,
  characters: 600_000,
  charactersPerBlock: 30_000,
};

/**
 * Puts a document into the order and shape of a page. Text recognised in pictures is left
 * out, as the picture shows it.
 *
 * @param pages sizes of the pages of each PDF by its path
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const showing = buildShowing({
 *   files: [{ path: "a.md", sha256: "00", bytes: 5 }],
 *   evidence: [{
 *     id: "e1", kind: "paragraph", where: { file: "a.md", lines: [1, 1] }, sha256: "00",
 *     text: "Hello", origin: "author", via: "text",
 *   }],
 *   rasters: new Map(), personScores: null, problems: [], textOnly: false,
 * }, new Map());
 * assertEquals(showing.parts.map((part) => part.kind), ["blocks"]);
 * ```
 */
export function buildShowing(
  document: Document,
  pages: ReadonlyMap<string, PageSizes>,
  limits: ShowLimits = defaultShowLimits,
): Showing {
  const parts = new Map<string, ShownPart>();
  const omitted = new Map<string, string>();
  let [blocks, characters] = [0, 0];
  for (const [file, sizes] of pages) {
    parts.set(file, { kind: "pages", file, pages: [...sizes], pictures: [] });
  }
  const order: string[] = [];
  for (const evidence of document.evidence) {
    const { file } = evidence.where;
    if (!order.includes(file)) order.push(file);
    const part = parts.get(file) ?? { kind: "blocks", file, blocks: [] };
    parts.set(file, part);
    if (evidence.via === "ocr") continue;
    if (part.kind === "pages") {
      const { image, where } = evidence;
      if (!image || where.page === undefined || !where.box) continue;
      part.pictures.push({
        where: mutable(where),
        width: image.width,
        height: image.height,
      });
      continue;
    }
    if (blocks >= limits.blocks || characters >= limits.characters) {
      omitted.set(file, "the rest of the file is too long to be shown here");
      continue;
    }
    const shown = blockOf(evidence, limits.charactersPerBlock);
    blocks += 1;
    characters += shown.text.length;
    part.blocks.push(shown);
  }
  for (const file of parts.keys()) if (!order.includes(file)) order.push(file);
  return {
    schema: "latentmark/showing@1",
    parts: order.flatMap((file) => parts.get(file) ?? []),
    omitted: [...omitted].map(([file, reason]) => ({ file, reason })),
  };
}

function blockOf(evidence: Evidence, most: number): ShownBlock {
  const { kind, where, sha256, text, level, origin, image } = evidence;
  const note = evidence.missing ?? evidence.originReason;
  return {
    kind,
    where: mutable(where),
    sha256,
    text: text.slice(0, most),
    ...(text.length > most ? { cut: text.length - most } : {}),
    ...(level === undefined ? {} : { level }),
    origin,
    ...(note === undefined ? {} : { note }),
    ...(image
      ? {
        picture: {
          digest: image.raster,
          width: image.width,
          height: image.height,
          ...(image.name === undefined ? {} : { name: image.name }),
          ...(image.alt === undefined ? {} : { alt: image.alt }),
        },
      }
      : {}),
  };
}

function mutable(where: Evidence["where"]): ShownBlock["where"] {
  return structuredClone(where) as ShownBlock["where"];
}
