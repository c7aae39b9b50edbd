/**
 * Report files below a folder for results.
 *
 * @module
 */
import { join } from "@std/path";
import { canonicalize } from "../../grader/canonical.ts";
import type { Report } from "../../grader/report.ts";

/**
 * Writes a report as `<out>/<id>/report.json`, whole or not at all, unless the file is so
 * already.
 *
 * @throws {Error} what the system says where it can not be written
 */
export async function writeReport(out: string, report: Report): Promise<void> {
  const folder = join(out, report.submission.id);
  const path = join(folder, "report.json");
  const text = canonicalize(report);
  if (await Deno.readTextFile(path).catch(() => null) === text) return;
  await Deno.mkdir(folder, { recursive: true });
  const partial = join(folder, ".report.json.partial");
  await Deno.writeTextFile(partial, text);
  await Deno.rename(partial, path);
}
