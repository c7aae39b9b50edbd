import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import { adoptBest, gradeInto } from "../../gradebook/record.ts";
import { planAgain, regrade } from "../../gradebook/regrade.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";
import { putGraded, reportOf } from "./store/_class.ts";

const rubric = await loadRubric("rubric/ntu_ml_hw8.yaml");
const options = { rubric, checks: new Map() };
const assignment = rubric.rubric.id;

async function onGradebook(
  test: (gradebook: Gradebook, folder: string) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    using gradebook = openGradebook(join(folder, "a.db"));
    await test(gradebook, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("gradeInto() knows a path again, and keeps apart what has the same name", () =>
  onGradebook(async (gradebook, folder) => {
    for (const name of ["one", "two"]) await Deno.mkdir(join(folder, name));
    const [one, two] = ["one", "two"].map((name) => join(folder, name, "report.md"));
    await Deno.writeTextFile(one!, "# Report\n\nThe VAE is a model.\n");
    await Deno.writeTextFile(two!, "# Report\n\nThe VAE is another model.\n");
    const first = await gradeInto(gradebook, one!, options);
    assertEquals([first.key, first.skipped, first.fault], [1, false, null]);
    assertEquals(first.report.submission.id, "report");
    const again = await gradeInto(gradebook, one!, options);
    assertEquals(again, { ...first, skipped: true });
    const other = await gradeInto(gradebook, two!, options);
    assertEquals([other.key, other.report.submission.id], [2, "report-2"]);

    // Handed in again: the same submission, another source.
    await Deno.copyFile(two!, one!);
    const changed = await gradeInto(gradebook, one!, options);
    assertEquals([changed.key, changed.skipped], [1, true]);
    assertEquals(gradebook.adoptions(1).length, 2);
    assertEquals(gradebook.grade(1)?.report?.submission.id, "report");
    assertEquals(gradebook.grade(2)?.report?.submission.id, "report-2");

    // From what is kept, though the file is gone.
    await Deno.remove(two!);
    const source = gradebook.source(gradebook.submission(2)!.source)!;
    const stored = await gradeInto(gradebook, source, { ...options, id: "report-2" });
    assertEquals([stored.key, stored.skipped], [2, true]);
    await assertRejects(() => gradeInto(gradebook, two!, options), Deno.errors.NotFound);
  }));

Deno.test("gradeInto() gives the report where the gradebook can not keep it", () =>
  onGradebook(async (gradebook, folder) => {
    const path = join(folder, "report.md");
    await Deno.writeTextFile(path, "# Report\n\nThe VAE is a model.\n");
    using reader = openGradebook(gradebook.path, { readOnly: true });
    const { key, report, fault } = await gradeInto(reader, path, options);
    assertEquals([key, report.outcome, fault?.name], [null, "graded", "GradebookError"]);
    // It is graded, and then the disk is full.
    const full: Gradebook = {
      ...gradebook,
      transaction: () =>
        reader.transaction(() => reader.putBlob(new Uint8Array(1)) as never),
    };
    const late = await gradeInto(full, path, options);
    assertEquals([late.key, late.report], [null, report]);
    assert(late.fault?.message.startsWith("Cannot write gradebook"));
  }));

Deno.test("adoptBest() lets no failure stand for a grade of the same source", () =>
  onGradebook((gradebook) => {
    const key = putGraded(gradebook, "b1", reportOf(["partial"]));
    const { source, rubric } = gradebook.result(1)!;
    const failed = gradebook.putResult({
      ...{ source, rubric, grader: "g2", durationMs: 1 },
      report: reportOf([], { outcome: "grader-failed" }),
    });
    assertEquals(adoptBest(gradebook, key, failed, null), false);
    assertEquals(gradebook.grade(key)?.current.outcome, "graded");
    // Of another source, the failure is what there is.
    const other = reportOf([], { outcome: "grader-failed" });
    putGraded(gradebook, "b1", other, { content: "handed in again" });
    assertEquals(gradebook.grade(key)?.current.outcome, "grader-failed");
    return Promise.resolve();
  }));

Deno.test("regrade() grades from what is kept and changes nobody's grade", () =>
  onGradebook(async (gradebook, folder) => {
    const path = join(folder, "report.md");
    await Deno.writeTextFile(path, "# Report\n\nThe VAE is a model.\n");
    await gradeInto(gradebook, path, options);
    await Deno.remove(path);
    const version = gradebook.version();
    const chosen = gradebook.submissions(assignment);
    const run = async (seed: number, keep: boolean) => {
      const plan = planAgain(gradebook, chosen, { rubric, seed });
      const found = await Array.fromAsync(regrade(gradebook, plan, { jobs: 2, keep }));
      return found.map(({ merge, result }) => [merge?.kind, result]);
    };
    assertEquals(await run(0, false), [["same", 1]]);
    assertEquals(await run(1, false), [["unchanged", null]]);
    assertEquals(gradebook.version(), version);
    assertEquals(await run(1, true), [["unchanged", 2]]);
    assertEquals(await run(1, false), [["unchanged", 2]]);
    assertEquals(gradebook.adoptions(1).length, 1);
  }));
