import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { join } from "@std/path";
import type { Gradebook, RowQuery } from "../../../gradebook/gradebook.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import type { Rubric } from "../../../rubric/rubric.ts";
import {
  decisionOf,
  itemIds,
  putGraded,
  reportOf,
  rubric,
  tickingClock,
} from "./_class.ts";

async function onGradebook(test: (gradebook: Gradebook) => void) {
  const folder = await Deno.makeTempDir();
  try {
    using gradebook = openGradebook(join(folder, "a.db"), { now: tickingClock() });
    test(gradebook);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The class list and the numbers, as they are now. */
function shown(gradebook: Gradebook, assignment = "hw") {
  return [gradebook.rows({ assignment, limit: 500 }), gradebook.summary(assignment)];
}

const verdicts = ["met", "partial", "unmet", "undetermined"] as const;
const verdict = fc.constantFrom(...verdicts);

/** What happens to a class of eight. */
const step = fc.oneof(
  fc.record({
    does: fc.constant("grade" as const),
    who: fc.nat(7),
    verdicts: fc.array(verdict, { maxLength: 7 }),
    grader: fc.constantFrom("g1", "g2"),
    outcome: fc.constantFrom("graded", "graded", "not-gradable" as const),
  }),
  fc.record({ does: fc.constant("add" as const), who: fc.nat(7) }),
  fc.record({
    does: fc.constant("decide" as const),
    who: fc.nat(7),
    item: fc.constantFrom(...itemIds),
    verdict: fc.constantFrom("met", "partial", "unmet" as const),
  }),
  fc.record({ does: fc.constant("adjust" as const), who: fc.nat(7), points: fc.nat(3) }),
  fc.record({ does: fc.constant("undo" as const), who: fc.nat(7) }),
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function apply(gradebook: Gradebook, steps: readonly Step[]) {
  for (const one of steps) {
    const id = `b${one.who}`;
    const name = one.who % 2 === 0 ? `學生 ${one.who}` : undefined;
    const more = name === undefined ? {} : { name };
    if (one.does === "grade") {
      const { verdicts, outcome, grader } = one;
      putGraded(gradebook, id, reportOf(verdicts, { outcome }), { ...more, grader });
      continue;
    }
    if (one.does === "add") {
      putGraded(gradebook, id, null, more);
      continue;
    }
    const submission = gradebook.submissionById("hw", id)?.key;
    if (submission === undefined) continue;
    if (one.does === "undo") {
      const last = gradebook.decisions(submission).at(-1);
      if (last === undefined || last.action === "undo") continue;
      const { item, number: undoes } = last;
      gradebook.decide(decisionOf({ submission, item, action: "undo", undoes }));
    } else if (one.does === "adjust") {
      const { points } = one;
      gradebook.decide(decisionOf({ submission, action: "adjust", points }));
    } else {
      const { item, verdict } = one;
      gradebook.decide(decisionOf({ submission, item, action: "override", verdict }));
    }
  }
}

Deno.test("rebuild() never changes what the class list shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      (steps) =>
        onGradebook((gradebook) => {
          gradebook.transaction(() => apply(gradebook, steps));
          const before = shown(gradebook);
          gradebook.rebuild();
          assertEquals(shown(gradebook), before);
          mustAgree(gradebook);
        }),
    ),
    { numRuns: 15, seed: 1 },
  );
});

/** The class list is what grade() says of each submission. */
function mustAgree(gradebook: Gradebook) {
  const { rows, total } = gradebook.rows({ assignment: "hw", limit: 500 });
  assertEquals(total, gradebook.submissions("hw").length);
  let open = 0;
  for (const row of rows) {
    const current = gradebook.grade(row.submission.key)!.current;
    assertEquals(row.outcome, current.outcome);
    assertEquals(row.earned, current.score?.earned ?? null);
    assertEquals(
      row.items.map(({ points }) => points),
      current.items.map((i) => i.points),
    );
    assertEquals(
      row.items.map(({ disputed }) => disputed),
      current.items.map((i) => i.disputed),
    );
    assertEquals(row.open, current.open);
    open += current.open > 0 ? 1 : 0;
  }
  const summary = gradebook.summary("hw");
  assertEquals(summary.needsReview, open);
  const scored = rows.filter(({ earned }) => earned !== null);
  assertEquals(summary.histogram.reduce((n, { count }) => n + count, 0), scored.length);
  const sum = scored.reduce((all, { earned }) => all + earned!, 0);
  if (scored.length > 0) assert(Math.abs(summary.mean! - sum / scored.length) < 1e-9);
  else assertEquals(summary.mean, null);
}

/** Seven submissions that differ in what can be asked for. */
function fill(gradebook: Gradebook) {
  putGraded(gradebook, "b10", reportOf([]), { name: "Ｚｏë Chen" });
  putGraded(gradebook, "b2", reportOf(["unmet"]), { name: "ada" });
  putGraded(gradebook, "B1", reportOf(["partial", "undetermined"]), { name: "王小明" });
  putGraded(gradebook, "b3", reportOf([], { outcome: "not-gradable" }));
  putGraded(gradebook, "b4", reportOf([], { outcome: "grader-failed" }));
  putGraded(gradebook, "b5", null, { name: "Bo" });
  const key = putGraded(gradebook, "b6", reportOf(["met", "unmet"]), { name: "Cy" });
  gradebook.decide(decisionOf({
    ...{ submission: key, item: "q1.b", action: "override", verdict: "met" },
  }));
}

Deno.test("rows() and neighbors() give what a query asks, in its order", () =>
  onGradebook((gradebook) => {
    fill(gradebook);
    const cases: [Omit<RowQuery, "assignment">, string[]][] = [
      [{}, ["B1", "b2", "b3", "b4", "b5", "b6", "b10"]],
      [{ descending: true }, ["b10", "b6", "b5", "b4", "b3", "b2", "B1"]],
      [{ sort: "name" }, ["b2", "b5", "b6", "b10", "B1", "b3", "b4"]],
      [{ sort: "earned", descending: true }, [
        ...["b6", "b10", "B1", "b2", "b5", "b4", "b3"],
      ]],
      [{ sort: "addedAt" }, ["b10", "b2", "B1", "b3", "b4", "b5", "b6"]],
      [{ sort: "open", descending: true, limit: 3 }, ["b4", "b3", "B1"]],
      [{ outcome: "graded" }, ["B1", "b2", "b6", "b10"]],
      [{ outcome: "ungraded" }, ["b5"]],
      [{ outcome: "grader-failed", needsReview: true }, ["b4"]],
      [{ needsReview: true }, ["B1", "b3", "b4"]],
      [{ needsReview: false, outcome: "graded" }, ["b2", "b6", "b10"]],
      [{ overridden: true }, ["b6"]],
      [{ overridden: false, outcome: "graded" }, ["B1", "b2", "b10"]],
      [{ item: "q1.a", verdict: "unmet" }, ["b2"]],
      [{ item: "q1.b", verdict: "met", overridden: true }, ["b6"]],
      [{ item: "q1.b", needsReview: true, outcome: "graded" }, ["B1"]],
      [{ item: "q1.a", verdict: "undetermined" }, ["b3", "b4"]],
      [{ item: "q9.none" }, []],
      [{ search: "zoë" }, ["b10"]],
      [{ search: "  CHEN zo " }, ["b10"]],
      [{ search: "小明" }, ["B1"]],
      [{ search: "b1" }, ["B1", "b10"]],
      [{ search: "%" }, []],
      [{ offset: 5 }, ["b6", "b10"]],
    ];
    for (const [query, ids] of cases) {
      const asked = { assignment: "hw", ...query };
      const { rows, total } = gradebook.rows(asked);
      assertEquals(rows.map((row) => row.submission.id), ids, JSON.stringify(query));
      if (query.offset !== undefined || query.limit !== undefined) continue;
      assertEquals(total, ids.length);
      for (const [i, row] of rows.entries()) {
        assertEquals(gradebook.neighbors(asked, row.submission.key), {
          previous: rows[i - 1]?.submission.key ?? null,
          next: rows[i + 1]?.submission.key ?? null,
          position: i + 1,
          total,
        }, JSON.stringify(query));
      }
    }
    const decided = gradebook.submissionById("hw", "b2")!.key;
    const open = { assignment: "hw", needsReview: true };
    const [before, after] = ["B1", "b3"].map((id) => gradebook.submissionById("hw", id)!);
    assertEquals(gradebook.neighbors(open, decided), {
      ...{ previous: before!.key, next: after!.key, position: null, total: 3 },
    });
    assertEquals(gradebook.neighbors(open, 99), {
      ...{ previous: null, next: null, position: null, total: 3 },
    });
  }));

Deno.test("summary() counts a class by hand", () =>
  onGradebook((gradebook) => {
    fill(gradebook);
    const { items, ...rest } = gradebook.summary("hw");
    assertEquals(rest, {
      ...{ submissions: 7, graded: 4, notGradable: 1, failed: 1, ungraded: 1 },
      ...{ needsReview: 3, overridden: 1 },
      // 4, 3 (b2), 3 (B1: a half of q1.a, q1.b pending) and 4.
      mean: 3.5,
      histogram: [{ earned: 3, count: 2 }, { earned: 4, count: 2 }],
    });
    assertEquals(items.map(({ id }) => id), itemIds);
    assertEquals(items[1], {
      ...{ id: "q1.b", met: 3, partial: 0, unmet: 0, undetermined: 3 },
      ...{ needsReview: 3, overridden: 1, agreed: 0, disagreed: 1 },
    });
    assertEquals(gradebook.summary("other").submissions, 0);
  }));

Deno.test("an assignment stands at its own rubric, and one not graded at the latest", () =>
  onGradebook((gradebook) => {
    const one: Rubric = { ...rubric, questions: rubric.questions.slice(1) };
    putGraded(gradebook, "b1", reportOf([]));
    const key = putGraded(gradebook, "b2", null);
    assertEquals(gradebook.grade(key)?.current.items.length, 7);
    putGraded(gradebook, "b3", reportOf([], { of: one }), { of: one });
    assertEquals(gradebook.grade(key)?.current.items.length, 4);
    assertEquals(gradebook.latestRubric("hw")?.rubric.questions.length, 1);
    const { rows } = gradebook.rows({ assignment: "hw" });
    assertEquals(rows.map(({ items, possible }) => [items.length, possible]), [
      ...[[7, 4], [4, null], [4, 2]],
    ]);
    const before = shown(gradebook);
    gradebook.rebuild();
    assertEquals(shown(gradebook), before);
    const other: Rubric = { ...rubric, id: "hw9" };
    putGraded(gradebook, "b1", reportOf([], { of: other }), { of: other });
    assertEquals(gradebook.assignments(), ["hw9", "hw"]);
    assertEquals(gradebook.summary("hw9").submissions, 1);
    assertEquals(shown(gradebook), before);
  }));
