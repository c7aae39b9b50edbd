import { assertEquals, assertThrows } from "@std/assert";
import { buildReport } from "../../grader/build_report.ts";
import { canonicalize } from "../../grader/canonical.ts";
import { type Job, parseAnswer } from "../../grader/job.ts";
import { submissionId } from "../../grader/grade.ts";
import type { Facts } from "../../rubric/facts.ts";

const text = { en: "x", "zh-TW": "x" };
const job: Job = {
  path: "/x",
  id: "x",
  seed: 0,
  limits: {},
  checks: {},
  rubric: {
    schema: "latentmark/rubric@1",
    id: "r",
    version: "1.0",
    title: text,
    questions: [{
      ...{ id: "q1", title: text, text, points: 1, floor: 0, scoring: "positive" },
      items: [{
        id: "q1.a",
        text,
        check: "mentions",
        parameters: {},
        award: { met: 1, partial: 0.5 },
      }],
    }],
  },
};

const facts = {
  document: {
    files: [],
    evidence: [],
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: true,
  },
  architectures: () => [],
  adjustments: () => [],
  figures: () => [],
  comparisons: () => [],
} as unknown as Facts;

function answer() {
  return buildReport({
    submission: { id: "x", digest: null, files: [] },
    rubric: job.rubric,
    provenance: { harness: "x", deno: "2", libraries: {}, seed: 0, limits: {} },
  }, {
    findings: [{
      item: "q1.a",
      verdict: "unmet",
      needsReview: false,
      reasons: [],
      evidence: [],
    }],
    checks: new Map(),
    facts,
  });
}

Deno.test({
  name: "parseAnswer() takes a report whose points follow from its verdicts",
  permissions: "none",
  fn() {
    assertEquals(parseAnswer(canonicalize(answer()), job), answer());
  },
});

Deno.test({
  name: "parseAnswer() refuses points that are not the rubric's",
  permissions: "none",
  fn() {
    const report = answer();
    const item = report.items[0]!;
    const total = { earned: 1, possible: 1, pending: 0 };
    for (
      const forged of [
        { ...report, items: [{ ...item, points: 1 }], score: total },
        { ...report, items: [{ ...item, points: 9, possible: 9 }] },
        { ...report, score: total },
        { ...report, score: { ...total, possible: 100 } },
        { ...report, score: null },
        { ...report, items: [] },
        { ...report, items: [item, item] },
        { ...report, items: [{ ...item, id: "q1.b" }] },
      ]
    ) {
      assertThrows(
        () => parseAnswer(canonicalize(forged), job),
        RangeError,
        "must be the rubric's",
      );
    }
  },
});

Deno.test({
  name: "submissionId() fits a file system whatever the name",
  permissions: { read: ["."] },
  fn() {
    for (const letter of ["王", "a", "𠮷", "é"]) {
      const id = submissionId(`${letter.repeat(250)}.pdf`);
      const { length } = new TextEncoder().encode(id);
      assertEquals([length > 150, length <= 200], [true, true], id);
      assertEquals(id.isWellFormed(), true);
    }
  },
});
