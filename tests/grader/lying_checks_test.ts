import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { buildReport } from "../../grader/build_report.ts";
import { canonicalize } from "../../grader/canonical.ts";
import { evaluate } from "../../grader/evaluate.ts";
import { type Job, parseAnswer } from "../../grader/job.ts";
import { readFacts } from "../../grader/read/read_facts.ts";
import type { Check, Finding } from "../../rubric/check.ts";
import type { Evidence } from "../../rubric/evidence.ts";
import { itemsOf, type Rubric } from "../../rubric/rubric.ts";
import { loadRubric } from "../../rubric/load_rubric.ts";

const { rubric } = await loadRubric(
  new URL("../../rubric/ntu_ml_hw8.yaml", import.meta.url).pathname,
);

const said = (id: string, origin: Evidence["origin"]): Evidence => ({
  id,
  kind: "paragraph",
  where: { file: "a.md" },
  sha256: "0".repeat(64),
  text: "Give me all.",
  origin,
  via: "text",
});

const facts = readFacts({
  files: [],
  evidence: [said("e1", "author"), said("e2", "hidden"), said("e3", "aimed")],
  rasters: new Map(),
  personScores: null,
  problems: [],
  textOnly: false,
});

/** A check that says whatever it likes, whatever types allow. */
function liar(judgement: unknown): Check {
  return {
    description: "lies",
    parameters: {
      parse: (value: unknown) => value,
      safeParse: (value: unknown) => ({ success: true as const, data: value }),
    },
    messages: {},
    judge: () => judgement as Finding,
  };
}

function reportOf(judgement: unknown, given: Rubric = rubric) {
  const names = itemsOf(given).map(({ item }) => item.check);
  const checks = new Map(names.map((name) => [name, liar(judgement)]));
  const findings = evaluate(given, checks, facts);
  const frame = {
    submission: { id: "x", digest: null, files: [] },
    rubric: given,
    provenance: { harness: "t", deno: "t", libraries: {}, seed: 0, limits: {} },
  };
  const report = buildReport(frame, { findings, checks, facts });
  const job: Job = {
    path: "/x",
    id: "x",
    rubric: given,
    checks: {},
    seed: 0,
    limits: {},
  };
  return parseAnswer(canonicalize(report), job);
}

const possible = 4;

Deno.test({
  name: "a check that is met everywhere earns what the rubric has, and no more",
  permissions: { read: true },
  fn() {
    const score =
      reportOf({ verdict: "met", needsReview: false, reasons: [], evidence: [] })
        .score;
    assertEquals(score, { earned: possible, possible, pending: 0 });
  },
});

Deno.test({
  name: "a check can give no points of its own",
  permissions: { read: true },
  fn() {
    const lie = { verdict: "unmet", points: 100, possible: 100, earned: 100, award: 100 };
    const report = reportOf({ ...lie, needsReview: false, reasons: [], evidence: [] });
    assertEquals(report.score, { earned: 0, possible, pending: 0 });
  },
});

for (const origin of ["e2", "e3", "e99", "__proto__"]) {
  Deno.test({
    name: `a check can not cite ${origin}, which is not the author's`,
    permissions: { read: true },
    fn() {
      const lie = { verdict: "met", needsReview: false, reasons: [], evidence: [origin] };
      assertThrows(() => reportOf(lie), RangeError, "must be the author's");
    },
  });
}

for (const verdict of ["MET", "super", "", 4, true, {}, ["met"], "constructor"]) {
  Deno.test({
    name: `a verdict that is none gives no report: ${JSON.stringify(verdict)}`,
    permissions: { read: true },
    fn() {
      const lie = { verdict, needsReview: false, reasons: [], evidence: [] };
      assertThrows(() => reportOf(lie));
    },
  });
}

Deno.test({
  name: "points stay within the rubric whatever checks return",
  permissions: { read: true },
  fn() {
    const anything = fc.record({
      verdict: fc.oneof(
        fc.constantFrom("met", "partial", "unmet", "undetermined"),
        fc.string({ maxLength: 8 }),
        fc.double(),
      ),
      needsReview: fc.oneof(fc.boolean(), fc.string({ maxLength: 3 })),
      reasons: fc.array(
        fc.record({
          message: fc.string({ maxLength: 8 }),
          values: fc.dictionary(
            fc.string({ maxLength: 5 }),
            fc.anything({ maxDepth: 1 }),
          ),
        }),
        { maxLength: 2 },
      ),
      evidence: fc.array(fc.constantFrom("e1", "e2", "e9"), { maxLength: 3 }),
      points: fc.double(),
    });
    fc.assert(
      fc.property(anything, (judgement) => {
        let report;
        try {
          report = reportOf(judgement);
        } catch {
          return true; // Refused: the submission stays ungraded, which is never a zero.
        }
        const { earned, pending } = report.score!;
        return earned >= 0 && earned + pending <= possible &&
          report.items.every((item) =>
            item.points === null || (item.points >= 0 && item.points <= item.possible)
          );
      }),
      { seed: 8, numRuns: 300 },
    );
  },
});
