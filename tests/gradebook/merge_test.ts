import { assertEquals } from "@std/assert";
import { merge } from "../../gradebook/merge.ts";
import type { Decision } from "../../gradebook/records.ts";
import type { Report } from "../../grader/report.ts";
import type { Rubric } from "../../rubric/rubric.ts";
import { logged, reportOf, rubric } from "./store/_class.ts";

function of(before: Report | null, after: Report, decisions: readonly Decision[] = []) {
  return merge({ rubric, report: before }, { rubric, report: after }, decisions);
}

Deno.test({
  name: "merge() tells what is the same, what is as before and what changes",
  permissions: "none",
  fn() {
    const report = reportOf(["partial"]);
    assertEquals(of(report, reportOf(["partial"])).kind, "same");
    const newer = { ...report, provenance: { ...report.provenance, harness: "t 2" } };
    assertEquals(of(report, newer).kind, "unchanged");
    const better = of(report, reportOf(["met"]));
    assertEquals(better.kind, "changed");
    assertEquals(better.totals.map((total) => total?.earned), [3.5, 4]);
    assertEquals(better.items.filter(({ changed }) => changed).map(({ id }) => id), [
      "q1.a",
    ]);
    assertEquals(better.items[0]?.before?.verdict, "partial");
    assertEquals(better.items[0]?.after?.verdict, "met");
    const first = of(null, report);
    assertEquals([first.kind, first.outcome[0], first.totals[0]], [
      "changed",
      null,
      null,
    ]);
    const worded = {
      ...report,
      items: report.items.map((item) => ({ ...item, reasons: ["else"] })),
    };
    assertEquals(of(report, worded).kind, "changed");
  },
});

Deno.test({
  name: "merge() leaves a person's decision as it is, and says where it is disputed",
  permissions: "none",
  fn() {
    const decision = logged(1, { item: "q1.a", action: "override", verdict: "met" });
    const changed = of(reportOf(["met"]), reportOf(["unmet"]), [decision]);
    const item = changed.items[0]!;
    assertEquals([item.decision, item.disputed, item.changed], [decision, true, true]);
    assertEquals(item.points, [1, 1]);
    assertEquals(changed.totals[0], changed.totals[1]);
    const agreed = of(reportOf(["unmet"]), reportOf(["met"]), [decision]);
    assertEquals(agreed.items[0]?.disputed, false);
  },
});

Deno.test({
  name: "merge() keeps the grade of before where the grader fails now",
  permissions: "none",
  fn() {
    const failed = reportOf([], { outcome: "grader-failed", reason: "no memory" });
    const kept = of(reportOf(["partial"]), failed);
    assertEquals([kept.kind, kept.reason], ["kept", "no memory"]);
    assertEquals(kept.totals.map((total) => total?.earned), [3.5, 3.5]);
    assertEquals(of(failed, failed).kind, "same");
    assertEquals(of(null, failed).kind, "changed");
    const empty = reportOf([], { outcome: "not-gradable" });
    assertEquals(of(reportOf([]), empty).kind, "changed");
  },
});

Deno.test({
  name: "merge() shows items that only one of two rubrics has",
  permissions: "none",
  fn() {
    const small: Rubric = { ...rubric, questions: rubric.questions.slice(0, 1) };
    const { items, totals } = merge(
      { rubric: small, report: reportOf([], { of: small }) },
      { rubric, report: reportOf([]) },
      [],
    );
    assertEquals(items.map(({ id, changed }) => [id, changed]), [
      ...[["q1.a", false], ["q1.b", false], ["q1.c", false]],
      ...[["q2.a", true], ["q2.b", true], ["q2.c", true], ["q2.d", true]],
    ]);
    assertEquals(totals.map((total) => total?.possible), [2, 4]);
    const back = merge(
      { rubric, report: reportOf([]) },
      { rubric: small, report: reportOf([], { of: small }) },
      [],
    );
    assertEquals(back.items.length, 7);
    assertEquals(back.items[6]?.after, null);
  },
});
