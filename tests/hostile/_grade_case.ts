/** Grading a hostile submission in the real sandbox. */
import { assert, assertEquals } from "@std/assert";
import { gradeHere } from "../../grader/child.ts";
import { grade } from "../../grader/grade.ts";
import type { OcrEngine } from "../../grader/collect/ocr_engine.ts";
import type { Limits } from "../../grader/collect/limits.ts";
import type { Report } from "../../grader/report.ts";
import { reportSchema } from "../../grader/report_schema.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";

let rubric: ReturnType<typeof loadRubric> | undefined;

type Files = Readonly<Record<string, Uint8Array | string>>;

/** Writes the files, hands their path over, and takes them away again. */
async function withFiles<Result>(
  files: Files,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = await Deno.makeTempDir();
  try {
    const names = Object.keys(files);
    for (const name of names) {
      const content = files[name] ?? "";
      if (typeof content === "string") {
        await Deno.writeTextFile(`${folder}/${name}`, content);
      } else await Deno.writeFile(`${folder}/${name}`, content);
    }
    const result = await use(names.length === 1 ? `${folder}/${names[0]}` : folder);
    const left = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
    assertEquals(left, [...names].sort(), "the submission is as it was");
    return result;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function loaded() {
  const path = new URL("../../rubric/ntu_ml_hw8.yaml", import.meta.url).pathname;
  return rubric ??= loadRubric(path);
}

/** Grades files as one submission in a child process. */
export async function gradeFiles(
  files: Files,
  limits: Partial<Limits> = {},
): Promise<Report> {
  return await withFiles(files, async (path) =>
    await grade(path, {
      rubric: await loaded(),
      id: "hostile",
      limits,
      sandbox: { durationMs: 90_000, cpuSeconds: 60, memoryBytes: 3 * 1024 ** 3 },
    }));
}

/** Grades files as one submission in this process, without reading text in pictures. */
export async function gradeInProcess(
  files: Files,
  limits: Partial<Limits> = {},
): Promise<Report> {
  const { rubric, checks } = await loaded();
  return await withFiles(files, async (path) =>
    await gradeHere({
      path,
      id: "hostile",
      rubric,
      checks: Object.fromEntries(checks),
      seed: 0,
      limits: { ...limits },
    }, noOcr));
}

/** Sees no text in any picture. */
export const noOcr: OcrEngine = {
  recognize: () => Promise.resolve([]),
  close: () => Promise.resolve(),
};

/** What holds of every report, whatever the submission was. */
export function assertSound(report: Report): void {
  assert(reportSchema.safeParse(JSON.parse(JSON.stringify(report))).success);
  const { score } = report;
  if (report.outcome !== "graded") {
    assertEquals(score, null);
    assert(report.outcomeReason !== "");
    return;
  }
  assert(score !== null && score.earned >= 0 && score.earned <= score.possible);
  for (const item of report.items) {
    assert(item.points === null || (item.points >= 0 && item.points <= item.possible));
  }
}
