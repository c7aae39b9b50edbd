/**
 * Grading one stored source in a child process.
 *
 * @module
 */
import { join } from "@std/path";
import {
  type Attempt,
  attemptToGrade,
  failedReport,
  type GradeOptions,
} from "../../grader/grade.ts";
import type { Report } from "../../grader/report.ts";
import type { Source } from "../records.ts";
import { mostDeaths } from "./work.ts";

/** Where the bytes of a source come from: a gradebook, a database. */
export type ReadBlob = (
  sha256: string,
) => Promise<Uint8Array<ArrayBuffer> | null> | Uint8Array<ArrayBuffer> | null;

/**
 * Writes a source into a folder of its own, grades it in a child process that may read this
 * folder alone, and removes the folder: one attempt.
 *
 * @param folder Existing folder for temporary files, without a comma in its path
 * @param options `id`: of the submission; `readable` is set here
 * @throws {RangeError} a blob of the source is not there, or its path leaves the folder
 */
export async function gradeSource(
  source: Source,
  readBlob: ReadBlob,
  folder: string,
  options: Omit<GradeOptions, "readable"> & { readonly id: string },
): Promise<Attempt> {
  const own = await Deno.realPath(await Deno.makeTempDir({ dir: folder }));
  try {
    await writeSource(source, readBlob, own);
    return await attemptToGrade(join(own, source.entry), { ...options, readable: [own] });
  } finally {
    await Deno.remove(own, { recursive: true });
  }
}

async function writeSource(
  source: Source,
  readBlob: ReadBlob,
  folder: string,
): Promise<void> {
  for (const file of source.files) {
    const parts = file.path.split("/");
    if (parts.some((part) => part === "" || part === "." || part === "..")) {
      throw new RangeError(
        `Cannot write source ${source.digest} as its paths must stay in its folder: ` +
          JSON.stringify(file.path),
      );
    }
    const bytes = await readBlob(file.sha256);
    if (bytes === null) {
      throw new RangeError(
        `Cannot write source ${source.digest} as its blobs must be stored: there is no ` +
          file.sha256,
      );
    }
    if (parts.length > 1) {
      await Deno.mkdir(join(folder, ...parts.slice(0, -1)), { recursive: true });
    }
    await Deno.writeFile(join(folder, ...parts), bytes);
  }
}

/**
 * The report of a source whose reader died {@linkcode mostDeaths} times. How it died
 * differs from run to run, so that the report does not say it; attempts are kept beside it.
 */
export function setAside(id: string, options: GradeOptions): Report {
  return failedReport(
    id,
    options,
    `Cannot grade ${JSON.stringify(id)} as its reader must end well: it died ` +
      `${mostDeaths} times and is not tried again`,
  );
}
