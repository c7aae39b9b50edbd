/**
 * The folder that reports go to.
 *
 * @module
 */
import { basename, dirname, isAbsolute, join, relative, resolve } from "@std/path";
import { writeReport } from "../gradebook/class/write_report.ts";
import type { Report } from "../grader/report.ts";
import { systemReason, UsageError } from "./usage.ts";

/**
 * Makes the folder for reports before anything is graded. Inside a submission it would
 * become a part of it, and the next run would grade something else.
 */
export async function prepareOut(
  out: string,
  submissions: readonly string[],
): Promise<void> {
  if (out === "") {
    throw new UsageError("Cannot use --out as it must name a folder: no name is given");
  }
  const target = await realPathToBe(resolve(out));
  for (const submission of submissions) {
    const inside = relative(await Deno.realPath(submission), target);
    if (inside.split(/[\/\\]/)[0] === ".." || isAbsolute(inside)) continue;
    throw new UsageError(
      `Cannot write reports to "${out}" as it must lie outside of every submission: ` +
        `it is in "${submission}" (--out names another folder)`,
    );
  }
  try {
    await Deno.mkdir(out, { recursive: true });
  } catch (error) {
    throw unwritable(out, error);
  }
}

/** The real path of what may not be there yet: of the folder above that is. */
async function realPathToBe(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realPathToBe(above), basename(path));
  }
}

/**
 * Writes a report below the folder, whole or not at all.
 *
 * @throws {UsageError} a folder that can not be written
 */
export async function writeResult(out: string, report: Report): Promise<void> {
  try {
    await writeReport(out, report);
  } catch (error) {
    throw unwritable(join(out, report.submission.id), error);
  }
}

function unwritable(folder: string, error: unknown): unknown {
  const seen = systemReason(error);
  return seen === null ? error : new UsageError(
    `Cannot write a report to "${folder}" as it must be a folder that can be written: ` +
      seen,
  );
}
