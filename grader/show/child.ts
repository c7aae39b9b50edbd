/**
 * The child process that reads a submission for the eye: what it looks like, or pages of a
 * PDF in it, as JSON over the standard streams. It runs under the permissions that
 * `sandbox.ts` gives.
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding";
import { UnreadableFileError } from "../collect/errors.ts";
import { fileKind } from "../collect/file_kind.ts";
import { defaultLimits } from "../collect/limits.ts";
import { markOrigins } from "../collect/origins/mark_origins.ts";
import { collectDocument, readFiles } from "../collect/submission.ts";
import { buildShowing, type PageSizes } from "./build_showing.ts";
import { encodePng } from "./encode_png.ts";
import { drawPages, pageSizes } from "./pdf_pages.ts";
import { type Answer, type ShowJob, showJobSchema } from "./showing.ts";

/** The longer side of a picture as it is shown, pixels. */
const longestSide = 1600;
/** Bytes of all pictures as base64; more would not pass to the parent. */
const mostBytes = 44 * 1024 ** 2;

/**
 * Does what a job asks in this very process.
 *
 * @throws what readers throw: faults of the harness
 */
export async function showHere(job: ShowJob): Promise<Answer> {
  try {
    return job.what === "showing" ? await showing(job) : await pages(job);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { unreadable: error.message };
  }
}

async function showing(job: ShowJob & { what: "showing" }): Promise<Answer> {
  const sizes = new Map<string, PageSizes>();
  const cut: { file: string; reason: string }[] = [];
  for (const file of await readFiles(job.path, defaultLimits)) {
    if (file.content === null || fileKind(file.path, file.content) !== "pdf") continue;
    const found = await pageSizes(file.content);
    if (found.sizes.length > 0) sizes.set(file.path, found.sizes);
    const [shown, all] = [found.sizes.length, found.count];
    if (shown < all) cut.push({ file: file.path, reason: `${shown} of ${all} pages` });
  }
  const collected = await collectDocument(job.path, defaultLimits, { ocr: null });
  const document = markOrigins(collected, job.questions);
  const built = buildShowing(document, sizes);
  const pictures: { name: string; base64: string }[] = [];
  const omitted = [...cut, ...built.omitted];
  let bytes = 0;
  const wanted = built.parts.flatMap((part) =>
    part.kind === "blocks"
      ? part.blocks.flatMap((block) => block.picture?.digest ?? [])
      : []
  );
  for (const digest of new Set(wanted)) {
    const raster = document.rasters.get(digest);
    if (raster === undefined) continue;
    const base64 = encodeBase64(encodePng(raster, longestSide));
    bytes += base64.length;
    if (bytes > mostBytes) {
      omitted.push({ file: "", reason: "there are more pictures than are shown here" });
      break;
    }
    pictures.push({ name: digest, base64 });
  }
  return { showing: { ...built, omitted }, pictures };
}

async function pages(job: ShowJob & { what: "pages" }): Promise<Answer> {
  const files = await readFiles(job.path, defaultLimits);
  const file = files.find(({ path }) => path === job.file);
  if (!file?.content) return { unreadable: `there is no file "${job.file}"` };
  const drawn = await drawPages(file.content, job.pages);
  return {
    pages: drawn.map(({ page, raster }) => ({
      name: String(page),
      base64: encodeBase64(encodePng(raster)),
    })),
  };
}

if (import.meta.main) {
  const input = await new Response(Deno.stdin.readable).text();
  const answer = await showHere(showJobSchema.parse(JSON.parse(input)));
  await new Response(JSON.stringify(answer)).body?.pipeTo(Deno.stdout.writable);
}
