/**
 * The samples of the demo, graded into a gradebook.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";
import { gradeInto } from "../gradebook/record.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import { importCheck } from "../rubric/import_check.ts";
import type { LoadedRubric } from "../rubric/load_rubric.ts";
import { defaultRubric, rubricOf } from "./usage.ts";

const root = new URL("../", import.meta.url);
const samples = [
  "complete_zh.pdf",
  "complete_en",
  "notebook_en.ipynb",
  "screenshots_zh.pdf",
  "graded_copy.txt",
  "flawed/one_adjustment_en.md",
  "flawed/convolutional_zh.md",
  "flawed/vanilla_claims_en.md",
  "flawed/unanswered.md",
  "flawed/damaged.pdf",
];
const otherRubric = "samples/rubrics/classifier.yaml";
const otherSamples = ["other_course"];

/** How many reports there are. */
export const sampleCount: number = samples.length + otherSamples.length;

/** Grades the samples of both courses; what the gradebook has is not graded again. */
export async function gradeSamples(file: string): Promise<void> {
  using gradebook = openGradebook(file);
  // The last one stands first in the dashboard.
  const courses = [
    [await rubricOf(fromFileUrl(new URL(otherRubric, root))), otherSamples],
    [await rubricOf(fromFileUrl(defaultRubric)), samples],
  ] as const;
  const width = Math.max(...[...samples, ...otherSamples].map((name) => name.length));
  for (const [rubric, names] of courses) {
    const checks = await checksOf(rubric);
    for (const name of names) {
      const started = performance.now();
      const path = fromFileUrl(new URL(`samples/${name}`, root));
      const { report, skipped } = await gradeInto(gradebook, path, { rubric, checks });
      const score = report.score === null
        ? report.outcome
        : `${report.score.earned} / ${report.score.possible}`;
      const review = report.items.filter((item) => item.needsReview).length;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `  ${name.padEnd(width)}  ${score.padEnd(12)}  ${
          review > 0 ? `${review} to review`.padEnd(12) : " ".repeat(12)
        }  ${skipped ? "known" : `${seconds} s`}`,
      );
    }
  }
}

async function checksOf(rubric: LoadedRubric) {
  const entries = [...rubric.checks].map(async ([name, url]) =>
    [name, await importCheck(url)] as const
  );
  return new Map(await Promise.all(entries));
}
