/**
 * Grading one stored source in a child process.
 *
 * @module
 */
import {
  type Attempt,
  attemptToGrade,
  failedReport,
  type GradeOptions,
} from "../../grader/grade.ts";
import type { Report } from "../../grader/report.ts";
import type { Source } from "../records.ts";
import { type ReadBlob, unkeptOf, writeSource } from "../source_files.ts";
import { mostDeaths } from "./work.ts";

/**
 * Writes a source into a folder of its own, grades it in a child process that may read this
 * folder alone, and removes the folder: one attempt.
 *
 * @param folder Existing folder for temporary files, without a comma in its path
 * @param options `id`: of the submission; `readable` is set here
 * @throws {SourceError} a blob of the source is not there, or its path leaves the folder
 */
export async function gradeSource(
  source: Source,
  readBlob: ReadBlob,
  folder: string,
  options: Omit<GradeOptions, "readable" | "unkept"> & { readonly id: string },
): Promise<Attempt> {
  const own = await Deno.realPath(await Deno.makeTempDir({ dir: folder }));
  try {
    const path = await writeSource(readBlob, source, own);
    const unkept = unkeptOf(source);
    return await attemptToGrade(path, { ...options, readable: [own], unkept });
  } finally {
    await Deno.remove(own, { recursive: true });
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
