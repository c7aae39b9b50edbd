import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import { GradebookError } from "../../../gradebook/store/gradebook_error.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import {
  decisionOf,
  digest,
  itemIds,
  putGraded,
  putText,
  reportOf,
  rubric,
  tickingClock,
} from "./_class.ts";

/** Runs a test on a new gradebook, whose clock goes on by a second at each look. */
async function onGradebook(
  test: (gradebook: Gradebook, path: string) => void | Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "gradebook.db");
    using gradebook = openGradebook(path, { now: tickingClock() });
    await test(gradebook, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openGradebook() keeps what it is given once, also over a new start", () =>
  onGradebook((gradebook, path) => {
    const key = putGraded(gradebook, "b1", reportOf(["partial"]), { name: "Ada" });
    const version = gradebook.version();
    assertEquals(putGraded(gradebook, "b1", reportOf(["partial"]), { name: "Ada" }), key);
    assertEquals(gradebook.version(), version);
    using again = openGradebook(path, { readOnly: true });
    assertEquals(again.version(), version);
    assertEquals(again.grade(key), gradebook.grade(key));
    assertEquals(again.grade(key)?.report?.submission.id, "b1");
    assertEquals(again.rows({ assignment: "hw" }), gradebook.rows({ assignment: "hw" }));
    assertEquals(again.submission(key)?.submitters[0]?.name, "Ada");
    assertEquals(again.assignments(), ["hw"]);
    assertEquals(again.latestRubric("hw")?.rubric, rubric);
  }));

Deno.test("decide() writes, and gives back what the person did not see", () =>
  onGradebook((gradebook) => {
    const submission = putGraded(gradebook, "b1", reportOf(["undetermined"]));
    const item = "q1.a";
    const first = gradebook.decide(decisionOf({
      ...{ submission, item, action: "override", verdict: "met", seen: 0 },
    }));
    assertEquals(gradebook.grade(submission)?.current.score?.earned, 4);
    const second = gradebook.decide(decisionOf({
      ...{ submission, item, action: "override", verdict: "unmet", seen: 0 },
    }));
    assertEquals(second, { conflict: "written" in first ? [first.written] : [] });
    const elsewhere = decisionOf({ submission, item: "q1.b", action: "accept", seen: 0 });
    assert("written" in gradebook.decide({ ...elsewhere, verdict: "met" }));
    assertEquals(gradebook.rows({ assignment: "hw" }).rows[0]?.open, 0);
  }));

Deno.test("a file that is no gradebook is told from one and stays as it is", () =>
  onGradebook(async (_, path) => {
    const other = path + ".txt";
    await Deno.writeTextFile(other, "no database at all ".repeat(100));
    const fault = (open: () => Gradebook) =>
      assertThrows(() => open()[Symbol.dispose](), GradebookError).fault;
    assertEquals(fault(() => openGradebook(other)), "foreign");
    assertEquals(await Deno.readTextFile(other), "no database at all ".repeat(100));
    assertEquals(fault(() => openGradebook(join(path, "..", "no", "a.db"))), "missing");
    assertEquals(fault(() => openGradebook(path + "2", { readOnly: true })), "missing");
  }));

Deno.test("rebuild() gives the same rows as one change after another", () =>
  onGradebook((gradebook) => {
    putGraded(gradebook, "b10", reportOf(["unmet", "partial"]), { name: "乙" });
    putGraded(gradebook, "b2", reportOf([], { outcome: "not-gradable" }));
    const key = putGraded(gradebook, "b3", null);
    gradebook.decide(decisionOf({
      ...{ submission: key, item: itemIds[0]!, action: "override", verdict: "met" },
    }));
    const all = { assignment: "hw" };
    const before = [gradebook.rows(all), gradebook.summary("hw")];
    assertEquals(gradebook.rows(all).rows.map((row) => row.submission.id), [
      "b2",
      "b3",
      "b10",
    ]);
    gradebook.rebuild();
    assertEquals([gradebook.rows(all), gradebook.summary("hw")], before);
  }));

Deno.test("blob() gives the bytes of their digest", () =>
  onGradebook((gradebook) => {
    const source = putText(gradebook, "abc");
    assertEquals(gradebook.source(source.digest), source);
    const sha256 = source.files[0]!.sha256;
    assertEquals(gradebook.blob(sha256), new TextEncoder().encode("abc"));
    assertEquals(gradebook.blob("0".repeat(64)), null);
    assertEquals(gradebook.rubric(digest), null);
  }));
