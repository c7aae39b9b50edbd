/**
 * The pictures that a grading cites, as PNG files that the harness encodes itself in a
 * child process. Needs permission to write a temporary folder and to start processes.
 *
 * @module
 */
import { showPages, showSubmission } from "../../grader/show/show_submission.ts";
import type { Gradebook } from "../gradebook.ts";
import { writeSource } from "../source_files.ts";
import type { ExportSubmission } from "./export_class.ts";

/** A page of a PDF that evidence stands on. */
export interface CitedPage {
  readonly file: string;
  readonly page: number;
  readonly png: Uint8Array;
}

/** Pictures of one submission. */
export interface CitedPictures {
  /** By digest of the evidence. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly pages: readonly CitedPage[];
  /** Why there are none. */
  readonly unreadable: string | null;
}

/** Pages of a PDF that are drawn at most. */
const mostPages = 12;

/** Draws the pictures and the PDF pages that a submission's report cites. */
export async function citedPictures(
  gradebook: Pick<Gradebook, "source" | "blob">,
  { record, report }: Pick<ExportSubmission, "record" | "report">,
): Promise<CitedPictures> {
  const none = { pictures: new Map<string, Uint8Array>(), pages: [] };
  const cited = new Set(report?.items.flatMap(({ evidence }) => evidence));
  const evidence = report?.evidence.filter(({ id }) => cited.has(id)) ?? [];
  const source = gradebook.source(record.source);
  if (source === null) return { ...none, unreadable: "its files are not kept" };
  const pages = new Map<string, Set<number>>();
  for (const { where: { file, page } } of evidence) {
    if (page !== undefined) pages.set(file, (pages.get(file) ?? new Set()).add(page));
  }
  const withPictures = evidence.some(({ kind, where }) =>
    kind === "image" && where.page === undefined
  );
  if (pages.size === 0 && !withPictures) return { ...none, unreadable: null };
  const folder = await Deno.makeTempDir({ prefix: "latentmark-export-" });
  try {
    const path = await writeSource((digest) => gradebook.blob(digest), source, folder);
    const pictures = new Map<string, Uint8Array>();
    if (withPictures) {
      const shown = await showSubmission(path, []);
      if ("unreadable" in shown) return { ...none, unreadable: shown.unreadable };
      for (const part of shown.showing.parts) {
        for (const block of part.kind === "blocks" ? part.blocks : []) {
          const png = block.picture && shown.pictures.get(block.picture.digest);
          if (png) pictures.set(block.sha256, png);
        }
      }
    }
    const drawn: CitedPage[] = [];
    for (const [file, wanted] of pages) {
      const numbers = [...wanted].toSorted((a, b) => a - b).slice(0, mostPages);
      const shown = await showPages(path, file, numbers);
      if ("unreadable" in shown) return { pictures, pages: drawn, ...shown };
      for (const page of numbers) {
        const png = shown.pages.get(String(page));
        if (png) drawn.push({ file, page, png });
      }
    }
    return { pictures, pages: drawn, unreadable: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...none, unreadable: error.message };
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}
