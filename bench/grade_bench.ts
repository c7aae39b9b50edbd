/**
 * How long one report takes to grade: warm, in one process, median of several runs.
 *
 * Goals: a 4-page PDF without screenshots under 0.6 s, with two that need OCR under 2.5 s.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import { gradeHere } from "../grader/child.ts";
import { startTesseract } from "../grader/collect/tesseract.ts";
import { loadRubric } from "../rubric/load_rubric.ts";

const runs = 5;

/** Measures and prints one line a report. */
export async function benchGrade(): Promise<void> {
  const rubric = await loadRubric(
    fromFileUrl(new URL("../rubric/ntu_ml_hw8.yaml", import.meta.url)),
  );
  const ocr = startTesseract();
  try {
    for (
      const [name, goalMs] of [["four_pages", 600], [
        "four_pages_screenshots",
        2500,
      ]] as const
    ) {
      const path = fromFileUrl(new URL(`./fixtures/${name}.pdf`, import.meta.url));
      const job = {
        path,
        id: name,
        rubric: rubric.rubric,
        checks: Object.fromEntries(rubric.checks),
        seed: 0,
        limits: {},
      };
      await gradeHere(job, ocr);
      const times: number[] = [];
      for (let i = 0; i < runs; i++) {
        const started = performance.now();
        const report = await gradeHere(job, ocr);
        times.push(performance.now() - started);
        if (report.outcome !== "graded") throw new Error(report.outcomeReason);
      }
      const median = times.sort((a, b) => a - b)[runs >> 1] ?? NaN;
      console.log(
        `grade ${name}.pdf: ${median.toFixed(0)} ms, ${
          (median / goalMs).toFixed(2)
        } of the ` +
          `goal of ${goalMs} ms`,
      );
    }
  } finally {
    await ocr.close();
  }
}

if (import.meta.main) await benchGrade();
