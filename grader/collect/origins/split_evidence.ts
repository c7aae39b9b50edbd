/**
 * Cutting evidence where its origin changes.
 *
 * @module
 */

import type { Evidence, Origin, Where } from "../../../rubric/evidence.ts";
import { sha256Hex } from "../digest.ts";

/** A range of an evidence's text whose origin is another; end exclusive. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
  readonly reason: string;
}

/**
 * Cuts evidence at the ends of the marks and gives the marked parts their origin; what is
 * left keeps its own. White space between the parts goes; offsets and lines are those of
 * each part. Ids are not given anew here: see {@linkcode renumber}.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const parts = splitEvidence({
 *   id: "e1", kind: "paragraph", where: { file: "a.txt", offsets: [10, 17] }, sha256: "",
 *   text: "Q? Yes.", origin: "author", via: "text",
 * }, [{ start: 0, end: 2, origin: "assignment", reason: "the question" }]);
 * assertEquals(parts.map((part) => [part.text, part.origin, part.where.offsets]), [
 *   ["Q?", "assignment", [10, 12]],
 *   ["Yes.", "author", [13, 17]],
 * ]);
 * ```
 *
 * @param marks ranges in order that do not overlap
 */
export function splitEvidence(evidence: Evidence, marks: readonly Mark[]): Evidence[] {
  if (marks.length === 0) return [evidence];
  const parts: Evidence[] = [];
  const add = (start: number, end: number, mark: Mark | null) => {
    const slice = evidence.text.slice(start, end);
    const text = slice.trim();
    if (text === "") return;
    const from = start + slice.indexOf(text);
    parts.push(partOf(evidence, from, from + text.length, mark));
  };
  let at = 0;
  for (const mark of marks) {
    add(at, mark.start, null);
    add(mark.start, mark.end, mark);
    at = mark.end;
  }
  add(at, evidence.text.length, null);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    const { origin, originReason } = only;
    return [{
      ...evidence,
      origin,
      ...(originReason === undefined ? {} : { originReason }),
    }];
  }
  return parts;
}

function partOf(
  evidence: Evidence,
  start: number,
  end: number,
  mark: Mark | null,
): Evidence {
  const text = evidence.text.slice(start, end);
  const lineOf = (offset: number) =>
    evidence.text.slice(0, offset).split("\n").length - 1;
  const { offsets, lines, ...rest } = evidence.where;
  const where: Where = {
    ...rest,
    ...(lines === undefined ? {} : {
      lines: [
        Math.min(lines[1], lines[0] + lineOf(start)),
        Math.min(lines[1], lines[0] + lineOf(end)),
      ] as const,
    }),
    ...(offsets === undefined
      ? {}
      : { offsets: [offsets[0] + start, offsets[0] + end] as const }),
  };
  return {
    ...evidence,
    where,
    text,
    sha256: sha256Hex(text),
    ...(mark === null ? {} : { origin: mark.origin, originReason: mark.reason }),
  };
}

/**
 * Numbers evidence `e1`, `e2`, ... again and moves `source` along.
 *
 * @param evidence in reading order; parts of one evidence share its old id
 */
export function renumber(evidence: readonly Evidence[]): Evidence[] {
  const ids = new Map<string, string>();
  evidence.forEach(({ id }, i) => {
    if (!ids.has(id)) ids.set(id, `e${i + 1}`);
  });
  return evidence.map((one, i) => ({
    ...one,
    id: `e${i + 1}`,
    ...(one.source === undefined ? {} : { source: ids.get(one.source) ?? one.source }),
  }));
}
