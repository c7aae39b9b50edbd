import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import {
  gradescopeResultsSchema,
  type GradescopeTest,
} from "../../cli/gradescope_results.ts";
import { renderGradescope, withoutScore } from "../../cli/render_gradescope.ts";
import type { View } from "../../cli/view.ts";
import type { Report, ReportItem } from "../../grader/report.ts";
import type { AwardItem, Rubric } from "../../rubric/rubric.ts";

const digest = "0".repeat(64);

function award(id: string, points: number): AwardItem {
  return {
    id,
    text: { en: `Shows ${id}`, "zh-TW": `展示 ${id}` },
    check: "figure-present",
    parameters: {},
    award: { met: points, partial: points / 2 },
  };
}

const rubric: Rubric = {
  schema: "latentmark/rubric@1",
  id: "hw",
  version: "1.0",
  title: { en: "Homework", "zh-TW": "作業" },
  questions: [{
    id: "q",
    title: { en: "Question", "zh-TW": "問題" },
    text: { en: "Show it", "zh-TW": "請展示" },
    points: 4,
    floor: 0,
    scoring: "positive",
    items: [award("q.a", 1), award("q.b", 2), award("q.c", 1)],
  }],
};

function item(id: string, change: Partial<ReportItem>): ReportItem {
  return {
    id,
    question: "q",
    verdict: "met",
    needsReview: false,
    points: 1,
    possible: 1,
    reasons: ["It is *shown*"],
    messages: [],
    evidence: ["e1"],
    ...change,
  };
}

function report(change: Partial<Report> = {}): Report {
  return {
    schema: "latentmark/report@1",
    submission: { id: "7", digest, files: [], submitters: [] },
    outcome: "graded",
    outcomeReason: "",
    rubric: { id: "hw", version: "1.0", digest },
    items: [
      item("q.a", {}),
      item("q.b", {
        verdict: "undetermined",
        needsReview: true,
        points: null,
        possible: 2,
      }),
      item("q.c", { verdict: "unmet", needsReview: true, points: 0, evidence: [] }),
    ],
    score: { earned: 1, possible: 4, pending: 2 },
    evidence: [{
      id: "e1",
      kind: "paragraph",
      where: { file: "re_port.pdf", page: 2 },
      sha256: digest,
      quote: "see ```\n[here](http://x)\u0007 and `code`",
      via: "text",
    }],
    readings: {},
    notices: [],
    personScores: null,
    provenance: { harness: "h", deno: "d", libraries: {}, seed: 0, limits: {} },
    ...change,
  };
}

function view(shown: Report, language: View["language"] = "en"): View {
  return { report: shown, rubric, checks: new Map(), language };
}

/** Points of what has any. */
function sum(tests: readonly GradescopeTest[] = []): number {
  return tests.reduce((total, test) => total + (test.score ?? 0), 0);
}

Deno.test({
  name: "renderGradescope() writes one test an item and scores decided items only",
  permissions: "none",
  fn: () => {
    const results = renderGradescope(view(report()), "after_published");
    assertEquals(gradescopeResultsSchema.parse(results), results);
    const [a, b, c, ...more] = results.tests ?? [];
    assertEquals(more, []);
    assertEquals([a?.number, b?.number, c?.number], ["q.a", "q.b", "q.c"]);
    assertEquals([a?.score, a?.max_score, a?.status], [1, 1, "passed"]);
    assertEquals([b?.score, b?.max_score, b?.status], [undefined, undefined, undefined]);
    assertEquals([c?.score, c?.max_score, c?.status], [0, 1, "failed"]);
    assertEquals(results.score, 1);
    assertEquals(b?.name, "Shows q.b (pending, 2 points)");
    assertMatch(b?.output ?? "", /not decided: a person will look/);
    assertMatch(c?.output ?? "", /A person will look at this item, too/);
    assertFalse((a?.output ?? "").includes("person will"));
    assertMatch(results.output ?? "", /1 of 2 points[^]*1 item, 2 points/);
    for (const test of [a, b, c]) assertEquals(test?.visibility, "after_published");
  },
});

Deno.test({
  name: "renderGradescope() shows text of a submission as text",
  permissions: "none",
  fn: () => {
    const [test] = renderGradescope(view(report()), "visible").tests ?? [];
    const output = test?.output ?? "";
    // Reasons and places are escaped, quotes stand in a fence longer than any in them.
    assert(output.includes("- It is \\*shown\\*"), output);
    assert(output.includes("re\\_port.pdf, page 2"), output);
    assert(
      output.includes("````text\nsee ```\n[here](http://x)  and `code`\n````"),
      output,
    );
  },
});

Deno.test({
  name: "renderGradescope() speaks both languages",
  permissions: "none",
  fn: () => {
    const results = renderGradescope(view(report(), "zh-TW"), "visible");
    assertEquals(results.tests?.[1]?.name, "展示 q.b (待定，2 分)");
    assertMatch(results.output ?? "", /2 分中得 1 分/);
  },
});

Deno.test({
  name: "renderGradescope() gives what could not be graded no zero that a student sees",
  permissions: "none",
  fn: () => {
    for (const outcome of ["not-gradable", "grader-failed"] as const) {
      const failed = report({
        outcome,
        outcomeReason: "Cannot open it: the PDF is encrypted",
        items: [],
        score: null,
      });
      const results = renderGradescope(view(failed), "after_published");
      assertEquals(gradescopeResultsSchema.parse(results), results);
      assertEquals(results.score, undefined);
      assertEquals(sum(results.tests), 0);
      const [seen, hidden] = results.tests ?? [];
      assertEquals([seen?.visibility, hidden?.visibility], ["visible", "hidden"]);
      assertMatch(seen?.output ?? "", /This is no zero/);
      assertMatch(hidden?.output ?? "", /encrypted/);
      // What is wrong with the file is the student's business, what is with the harness not.
      assertEquals(seen?.output?.includes("encrypted"), outcome === "not-gradable");
    }
  },
});

Deno.test({
  name: "withoutScore() keeps a stack from the student",
  permissions: "none",
  fn: () => {
    const results = withoutScore({
      title: "Failed",
      reason: "",
      staff: "Error: no\n    at secret.ts:1",
      language: "en",
    });
    assertEquals(gradescopeResultsSchema.parse(results), results);
    const [seen, hidden] = results.tests ?? [];
    assertFalse(JSON.stringify(seen).includes("secret.ts"));
    assert(hidden?.output?.includes("at secret.ts:1"));
  },
});

Deno.test({
  name: "gradescopeResultsSchema wants a score of the whole or of every test",
  permissions: "none",
  fn: () => {
    const test = { name: "a", score: 1, max_score: 1 };
    const good = [{ score: 0 }, { tests: [test] }, { score: 1, tests: [{ name: "b" }] }];
    for (const results of good) {
      assert(gradescopeResultsSchema.safeParse(results).success, JSON.stringify(results));
    }
    const bad = [
      {},
      { tests: [] },
      { tests: [test, { name: "b" }] },
      { score: "1" },
      { score: 1, tests: [{ number: 1 }] },
      { score: 1, visibility: "never" },
      { score: 1, unknown: true },
      { score: NaN },
    ];
    for (const results of bad) {
      assertFalse(gradescopeResultsSchema.safeParse(results).success);
    }
  },
});
