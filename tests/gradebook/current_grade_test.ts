import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { currentGrade } from "../../gradebook/current_grade.ts";
import type { Decision } from "../../gradebook/records.ts";
import { itemsOf, possiblePoints } from "../../rubric/rubric.ts";
import { itemIds, logged, reportOf, rubric } from "./store/_class.ts";

const report = reportOf([
  "partial",
  "met",
  "unmet",
  "met",
  "undetermined",
  "met",
  "unmet",
]);

function item(decisions: readonly Decision[], id: string) {
  return currentGrade(rubric, report, decisions).items[itemIds.indexOf(id)]!;
}

Deno.test({
  name: "currentGrade() without decisions is the report",
  permissions: "none",
  fn() {
    const current = currentGrade(rubric, report, []);
    assertEquals(
      current.items.map(({ id, verdict, points, needsReview }) => ({
        ...{ id, verdict, points, needsReview },
      })),
      report.items.map(({ id, verdict, points, needsReview }) => ({
        ...{ id, verdict, points, needsReview },
      })),
    );
    assertEquals(current.score, { ...report.score!, adjustment: 0 });
    assertEquals([current.outcome, current.open], ["graded", 1]);
  },
});

Deno.test({
  name: "currentGrade() gives hand-worked points where people decided",
  permissions: "none",
  fn() {
    // 0.5 + 0.5 + 0 and 0.5 + ? + 0.5 + 0.
    assertEquals(currentGrade(rubric, report, []).score?.earned, 2);
    const decisions = [
      logged(1, { item: "q1.a", action: "override", verdict: "met" }),
      logged(2, { item: "q2.b", action: "override", verdict: "partial", points: 0.4 }),
      logged(3, { action: "adjust", points: -0.25 }),
      logged(4, { item: "q1.c", action: "accept", verdict: "unmet" }),
      logged(5, { item: "q1.c", action: "comment", comment: "see page 2" }),
    ];
    const current = currentGrade(rubric, report, decisions);
    assertEquals(current.score, {
      ...{ earned: 2.65, possible: 4, pending: 0, adjustment: -0.25 },
    });
    assertEquals(current.open, 0);
    assertEquals(item(decisions, "q1.a").disputed, true);
    assertEquals(item(decisions, "q2.b").disputed, false, "undetermined is no verdict");
    assertEquals(item(decisions, "q1.c").history.map(({ number }) => number), [4, 5]);
    assertEquals(current.history.map(({ number }) => number), [3]);
  },
});

Deno.test({
  name: "currentGrade() brings an earlier decision back when the later one is undone",
  permissions: "none",
  fn() {
    const first = logged(1, { item: "q1.a", action: "override", verdict: "unmet" });
    const second = logged(2, { item: "q1.a", action: "override", verdict: "met" });
    const undo = logged(3, { item: "q1.a", action: "undo", undoes: 2 });
    assertEquals(item([first, second], "q1.a").decision, second);
    assertEquals(item([first, second, undo], "q1.a").decision, first);
    const both = [first, second, undo, logged(4, { ...undo, number: 4, undoes: 1 })];
    assertEquals(item(both, "q1.a").decision, null);
    assertEquals(item(both, "q1.a").history.length, 4);
  },
});

Deno.test({
  name: "currentGrade() lists all items of what was not graded, for a person to grade",
  permissions: "none",
  fn() {
    for (const outcome of ["not-gradable", "grader-failed"] as const) {
      const failed = reportOf([], { outcome });
      const none = currentGrade(rubric, failed, []);
      assertEquals(none.items.map(({ id }) => id), itemIds);
      assertEquals([none.score, none.open], [null, 7]);
      assert(
        none.items.every((one) =>
          one.verdict === "undetermined" && one.finding === null && one.points === null
        ),
      );
      const decision = logged(1, { item: "q2.a", action: "override", verdict: "met" });
      const byHand = currentGrade(rubric, failed, [decision]);
      assertEquals(byHand.score, {
        earned: 0.5,
        possible: 4,
        pending: 3.5,
        adjustment: 0,
      });
      assertEquals([byHand.outcome, byHand.open], [outcome, 6]);
    }
    assertEquals(currentGrade(rubric, null, []).open, 0, "nothing to look at yet");
  },
});

const ids = fc.constantFrom(...itemIds);
const verdict = fc.constantFrom("met", "partial", "unmet" as const);
const most = new Map(itemsOf(rubric).map(({ item }) => [item.id, possiblePoints(item)]));

/** Logs of decisions on items, numbered from 1; undone are only earlier ones. */
const logs = fc.array(
  fc.record({
    item: ids,
    action: fc.constantFrom("accept", "override", "comment", "undo" as const),
    verdict,
    part: fc.option(fc.integer({ min: 0, max: 100 })),
    which: fc.nat(),
  }),
  { maxLength: 30 },
).map((steps) =>
  steps.reduce<Decision[]>((log, step, i) => {
    const { item, action, verdict } = step;
    const own = log.filter((one) => one.item === item && one.action !== "undo");
    const undone = own[step.which % Math.max(1, own.length)];
    if (action === "undo" && undone === undefined) return log;
    const points = step.part === null ? null : most.get(item)! * step.part / 100;
    log.push(logged(i + 1, {
      item,
      action,
      verdict: action === "accept" || action === "override" ? verdict : null,
      points: action === "override" ? points : null,
      undoes: action === "undo" ? undone!.number : null,
    }));
    return log;
  }, [])
);

Deno.test({
  name: "currentGrade() stays within the rubric's bounds, and adds the adjustment after",
  permissions: "none",
  fn() {
    fc.assert(fc.property(logs, fc.integer({ min: -500, max: 500 }), (log, cents) => {
      const score = currentGrade(rubric, report, log).score!;
      assert(score.earned >= 0 && score.pending >= 0);
      assert(score.earned + score.pending <= score.possible + 1e-9);
      const points = cents / 100;
      const adjust = logged(99, { action: "adjust", points });
      const adjusted = currentGrade(rubric, report, [...log, adjust]).score!;
      assert(Math.abs(adjusted.earned - score.earned - points) < 1e-9);
    }));
  },
});

Deno.test({
  name: "currentGrade() does not depend on the order of decisions on different items",
  permissions: "none",
  fn() {
    fc.assert(fc.property(logs, (log) => {
      const byItem = itemIds.flatMap((id) => log.filter((one) => one.item === id));
      assertEquals(
        currentGrade(rubric, report, byItem),
        currentGrade(rubric, report, log),
      );
    }));
  },
});

Deno.test({
  name: "currentGrade() after undoing the last decision is as if it had never been",
  permissions: "none",
  fn() {
    fc.assert(fc.property(logs, ids, verdict, (log, item, verdict) => {
      const last = logged(98, { item, action: "override", verdict });
      const undo = logged(99, { item, action: "undo", undoes: 98 });
      const strip = (decisions: readonly Decision[]) => {
        const current = currentGrade(rubric, report, decisions);
        return {
          ...current,
          items: current.items.map((one) => ({ ...one, history: [] })),
        };
      };
      assertEquals(strip([...log, last, undo]), strip(log));
    }));
  },
});

Deno.test({
  name: "currentGrade() changes no points where a person accepts what was found",
  permissions: "none",
  fn() {
    for (const { id, verdict, points } of report.items) {
      if (verdict === "undetermined") continue;
      const accept = logged(1, { item: id, action: "accept", verdict });
      const current = currentGrade(rubric, report, [accept]);
      assertEquals(current.score, currentGrade(rubric, report, []).score);
      assertEquals(item([accept], id).points, points);
      assertEquals(item([accept], id).disputed, false);
    }
  },
});

Deno.test({
  name: "currentGrade() keeps a decision when the harness sees it differently later",
  permissions: "none",
  fn() {
    const accept = logged(1, { item: "q1.b", action: "accept", verdict: "met" });
    const again = currentGrade(rubric, reportOf(["met", "unmet"]), [accept]);
    const found = again.items[1]!;
    assertEquals([found.verdict, found.points, found.disputed], ["met", 0.5, true]);
    assertEquals(found.finding?.verdict, "unmet");
    const gone = logged(2, { item: "q9.gone", action: "override", verdict: "unmet" });
    assertEquals(
      currentGrade(rubric, report, [gone]).score,
      currentGrade(rubric, report, []).score,
    );
  },
});
