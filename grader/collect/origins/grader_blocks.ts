/**
 * What a grader wrote into a graded copy.
 *
 * @module
 */

import type { Document, Evidence } from "../../../rubric/evidence.ts";
import { type GraderLine, graderLines, type TextLine } from "./_graded_copy.ts";
import { type Mark, renumber, splitEvidence } from "./split_evidence.ts";

/**
 * Marks the grader's blocks of a graded copy (total points, question heads and titles with
 * their scores, rubric lines with ticks) with origin `grader`, so that they reach no check,
 * and reads the scores in them. Evidence that mixes a grader's lines with the author's is
 * split. What only looks like such a line stays the author's: a block is taken for a
 * grader's where several rubric lines stand together under a score.
 *
 * Ids are given anew where evidence was split.
 *
 * @param document as collected
 * @returns the document itself where it is no graded copy
 */
export function markGraderBlocks(document: Document): Document {
  const lines = linesOf(document.evidence);
  const { marked, scores } = graderLines(lines);
  if (marked.size === 0) return document;
  const byEvidence = new Map<number, Mark[]>();
  for (const [index, found] of marked) addMark(byEvidence, lines[index]!, found);
  const evidence = document.evidence.flatMap((one, i) =>
    splitEvidence(one, byEvidence.get(i) ?? [])
  );
  return { ...document, evidence: renumber(evidence), personScores: scores };
}

/** Adds the range of a line; ranges that touch become one. */
function addMark(
  byEvidence: Map<number, Mark[]>,
  line: TextLine,
  found: GraderLine,
): void {
  const marks = byEvidence.get(line.evidence) ?? [];
  const last = marks.at(-1);
  if (last !== undefined && last.end + 1 >= line.start) {
    marks[marks.length - 1] = { ...last, end: line.end };
  } else {
    marks.push({
      start: line.start,
      end: line.end,
      origin: "grader",
      reason: found.reason,
    });
  }
  byEvidence.set(line.evidence, marks);
}

/** White space that patterns would have to try many ways to part. */
const wide = /\s{9,}/g;

/** Lines of all text that can hold a grader's words, blank ones left out. */
function linesOf(evidence: readonly Evidence[]): TextLine[] {
  const lines: TextLine[] = [];
  evidence.forEach((one, index) => {
    if (one.origin !== "author" || one.kind === "image" || one.where.cell !== undefined) {
      return;
    }
    if (one.kind === "code" && one.where.page === undefined) return;
    let start = 0;
    let blank = false;
    for (const text of one.text.split("\n")) {
      const end = start + text.length;
      if (text.trim() === "") blank = true;
      else {
        lines.push({
          evidence: index,
          start,
          end,
          text: text.replace(wide, " ".repeat(8)),
          alone: blank || start === 0,
        });
        blank = false;
      }
      start = end + 1;
    }
  });
  return lines;
}
