/**
 * Places in a submission, in words.
 *
 * @module
 */
import type { Where } from "../../rubric/evidence.ts";
import type { Language } from "../../rubric/reason_text.ts";
import { exportWords } from "./words.ts";

/**
 * A place as people say it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { placeText } from "./places.ts";
 *
 * assertEquals(placeText({ file: "report.pdf", page: 2 }, "en"), "report.pdf, page 2");
 * ```
 */
export function placeText(where: Where, language: Language): string {
  const words = exportWords[language];
  const parts: string[] = [];
  if (where.page !== undefined) parts.push(`${words.page} ${where.page}`);
  if (where.cell !== undefined) parts.push(`${words.cell} ${where.cell}`);
  if (where.output !== undefined) parts.push(`${words.output} ${where.output}`);
  if (where.lines) {
    const [first, last] = where.lines;
    parts.push(`${words.lines} ${first === last ? first : `${first}-${last}`}`);
  }
  if (where.block !== undefined) parts.push(`${words.block} ${where.block}`);
  return [where.file, ...parts].join(", ");
}
