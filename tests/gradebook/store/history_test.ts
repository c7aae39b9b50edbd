import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { decisionOf, putGraded, reportOf } from "./_class.ts";

/** A gradebook whose clock stands at a day of January until it is moved. */
async function onDays(test: (gradebook: Gradebook, go: (day: number) => string) => void) {
  const folder = await Deno.makeTempDir();
  try {
    let at = new Date();
    const go = (day: number) => (at = new Date(Date.UTC(2026, 0, day))).toISOString();
    go(1);
    using gradebook = openGradebook(join(folder, "a.db"), { now: () => at });
    test(gradebook, go);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("grade() derives any past moment from adoptions and decisions", () =>
  onDays((gradebook, go) => {
    const days = [1, 2, 3, 4, 5, 6].map((day) => go(day));
    const earned = (day: number) =>
      gradebook.grade(1, days[day - 1])?.current.score?.earned ?? null;
    go(1);
    const submission = putGraded(gradebook, "b1", null);
    go(2);
    putGraded(gradebook, "b1", reportOf(["unmet"]));
    go(3);
    const made = gradebook.decide(decisionOf({
      ...{ submission, item: "q1.a", action: "override", verdict: "partial" },
    }));
    assert("written" in made);
    go(4);
    putGraded(gradebook, "b1", reportOf(["met", "unmet"]), { grader: "g2" });
    go(5);
    gradebook.decide(decisionOf({ submission, item: "q1.a", action: "undo", undoes: 1 }));
    go(6);
    gradebook.decide(decisionOf({ submission, action: "adjust", points: -1 }));
    assertEquals([1, 2, 3, 4, 5, 6].map(earned), [null, 3, 3.5, 3, 3.5, 2.5]);
    assertEquals(gradebook.grade(1)?.current, gradebook.grade(1, days[5])?.current);
    assertEquals(gradebook.grade(1, days[3])?.current.items[0]?.disputed, true);
    assertEquals(gradebook.adoptions(submission).map(({ at }) => at), [days[1], days[3]]);
    assertEquals(gradebook.grade(2), null);
  }));

Deno.test("putResult() keeps a grade once, and lets one follow a failure", () =>
  onDays((gradebook) => {
    const submission = putGraded(
      gradebook,
      "b1",
      reportOf([], { outcome: "grader-failed", reason: "no memory" }),
    );
    const { source } = gradebook.submission(submission)!;
    const failed = gradebook.result(1)!;
    const key = { source, rubric: failed.rubric, grader: "g1" };
    const made = { ...key, durationMs: 1 };
    const reason = { outcome: "grader-failed", reason: "no memory" } as const;
    assertEquals(gradebook.putResult({ ...made, report: reportOf([], reason) }), 1);
    const graded = gradebook.putResult({ ...made, report: reportOf(["unmet"]) });
    assertEquals(gradebook.resultOf(key)?.number, graded);
    assertEquals(gradebook.putResult({ ...made, report: reportOf(["met"]) }), graded);
    assertEquals(gradebook.putResult({ ...made, report: reportOf([], reason) }), graded);
    assertEquals(gradebook.resultOf({ ...key, grader: "g3" }), null);
  }));

Deno.test("countAttempt() counts by key", () =>
  onDays((gradebook) => {
    const key = { source: "s", rubric: "r", grader: "g" };
    assertEquals(gradebook.countAttempt(key, "one"), 1);
    assertEquals(gradebook.countAttempt(key, "two"), 2);
    assertEquals(gradebook.countAttempt({ ...key, grader: "h" }, "one"), 1);
    assertEquals(gradebook.attempts(key), ["one", "two"]);
  }));

Deno.test("putSubmission() keeps who handed in where nobody says it again", () =>
  onDays((gradebook) => {
    const key = putGraded(gradebook, "b1", null, { name: "Ada" });
    putGraded(gradebook, "b1", null, { content: "handed in again" });
    assertEquals(gradebook.submission(key)?.submitters.map(({ name }) => name), ["Ada"]);
    assertEquals(gradebook.rows({ assignment: "hw", search: "ada" }).total, 1);
    assertEquals(gradebook.submissionByOrigin("hw", "/b1.md"), null);
    const { id, source } = gradebook.submission(key)!;
    gradebook.putSubmission({
      ...{ assignment: "hw", id, source, submitters: [], externalId: "7" },
      origin: "/b1.md",
    });
    assertEquals(gradebook.submissionByOrigin("hw", "/b1.md")?.externalId, "7");
  }));

Deno.test("updateRun() changes what it is told, and notes the end once", () =>
  onDays((gradebook, go) => {
    const first = go(1);
    const run = { assignment: "hw", rubric: "r", grader: "g" };
    const number = gradebook.startRun(run);
    const second = go(2);
    gradebook.updateRun(number, { total: 3, done: 1 });
    assertEquals(gradebook.run(number), {
      ...{ ...run, number, status: "running", startedAt: first, seenAt: second },
      ...{ endedAt: null, total: 3, done: 1, failed: 0, skipped: 0 },
    });
    const third = go(3);
    gradebook.updateRun(number, { status: "finished" });
    go(4);
    gradebook.updateRun(number, { skipped: 2 });
    assertEquals(gradebook.run(number)?.endedAt, third);
    const other = gradebook.startRun({ ...run, assignment: "hw9" });
    assertEquals(gradebook.runs(null, 5).map((one) => one.number), [other, number]);
    assertEquals(gradebook.runs("hw", 5).map((one) => one.skipped), [2]);
    assertEquals(gradebook.run(9), null);
  }));

Deno.test("putDerived() replaces what may be made again", () =>
  onDays((gradebook) => {
    gradebook.putDerived("page:1", new Uint8Array([1]));
    gradebook.putDerived("page:1", new Uint8Array([2]));
    assertEquals(gradebook.derived("page:1"), new Uint8Array([2]));
    assertEquals(gradebook.derived("page:2"), null);
  }));
