/** A made class for tests of the store: a rubric of two questions and reports of it. */

import { rubricDigest } from "../../../grader/build_report.ts";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import type { Outcome, Report } from "../../../grader/report.ts";
import type { Decision, NewDecision, Source } from "../../../gradebook/records.ts";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import type { Verdict } from "../../../rubric/check.ts";
import { itemsOf, type Rubric } from "../../../rubric/rubric.ts";
import { rubricSchema } from "../../../rubric/rubric_schema.ts";
import { score } from "../../../rubric/score.ts";

const text = { en: "x", "zh-TW": "x" };
const check = { text, check: "mentions", parameters: {} };

/** 2 points negative in three items, 2 points positive in four. */
export const rubric: Rubric = rubricSchema.parse({
  schema: "latentmark/rubric@1",
  id: "hw",
  version: "1.0",
  title: text,
  questions: [
    {
      ...{ id: "q1", title: text, text, points: 2, scoring: "negative" },
      items: [
        { id: "q1.a", ...check, deduct: { partial: 0.5, unmet: 1 } },
        { id: "q1.b", ...check, deduct: { partial: 0.25, unmet: 0.5 } },
        { id: "q1.c", ...check, deduct: { partial: 0.25, unmet: 0.5 } },
      ],
    },
    {
      ...{ id: "q2", title: text, text, points: 2, scoring: "positive" },
      items: ["a", "b", "c", "d"].map((id) => ({
        id: `q2.${id}`,
        ...check,
        award: { met: 0.5, partial: 0.25 },
      })),
    },
  ],
});

/** Digest of {@linkcode rubric}. */
export const digest: string = rubricDigest(rubric);
/** Its items. */
export const itemIds: readonly string[] = itemsOf(rubric).map(({ item }) => item.id);

/** A report with these verdicts, in the order of the items; the rest is met. */
export function reportOf(
  verdicts: readonly Verdict[],
  options: { outcome?: Outcome; of?: Rubric; reason?: string } = {},
): Report {
  const { outcome = "graded", of = rubric, reason = "" } = options;
  const all = itemsOf(of);
  const byId = new Map(all.map(({ item }, i) => [item.id, verdicts[i] ?? "met"]));
  const total = score(of, byId);
  const graded = outcome === "graded";
  return {
    schema: "latentmark/report@1",
    submission: { id: "first", digest: null, files: [], submitters: [] },
    outcome,
    outcomeReason: reason || (graded ? "" : "a reason"),
    rubric: { id: of.id, version: of.version, digest: rubricDigest(of) },
    items: graded
      ? all.map(({ question, item }, i) => ({
        id: item.id,
        question: question.id,
        verdict: byId.get(item.id) ?? "met",
        needsReview: byId.get(item.id) === "undetermined",
        points: total.items[i]!.points,
        possible: total.items[i]!.possible,
        reasons: [],
        messages: [],
        evidence: [],
      }))
      : [],
    score: graded
      ? { earned: total.earned, possible: total.possible, pending: total.pending }
      : null,
    evidence: [],
    readings: {},
    notices: [],
    personScores: null,
    provenance: { harness: "t", deno: "t", libraries: {}, seed: 0, limits: {} },
  };
}

/** A source of one text file, kept in the gradebook. */
export function putText(gradebook: Gradebook, content: string): Source {
  const bytes = new TextEncoder().encode(content);
  const sha256 = gradebook.putBlob(bytes);
  const files = [{ path: "report.md", sha256, bytes: bytes.length }];
  const entry = "report.md";
  const source = { digest: sha256Hex(canonicalize({ entry, files })), entry, files };
  gradebook.putSource(source);
  return source;
}

/** Adds a submission and, where there is one, its report; the key. */
export function putGraded(
  gradebook: Gradebook,
  id: string,
  report: Report | null,
  more: { name?: string; of?: Rubric; grader?: string; content?: string } = {},
): number {
  const { of = rubric, grader = "g1" } = more;
  const own = rubricDigest(of);
  gradebook.putRubric({ digest: own, rubric: of, messages: {} });
  const source = putText(gradebook, more.content ?? id).digest;
  const submitters = more.name === undefined
    ? []
    : [{ name: more.name, sid: null, email: null }];
  const key = gradebook.putSubmission({
    ...{ assignment: of.id, id, source, submitters, externalId: null },
  });
  if (report !== null) {
    const made = { source, rubric: own, grader, report, durationMs: 1 };
    gradebook.adopt(key, gradebook.putResult(made), null);
  }
  return key;
}

/** A decision to be written; what is not given is as it is most often. */
export function decisionOf(
  given: Partial<NewDecision> & Pick<NewDecision, "submission" | "action">,
): NewDecision {
  return {
    ...{ item: null, verdict: null, points: null, comment: "", who: "ta", undoes: null },
    seen: 1e9,
    ...given,
  };
}

/** A decision of a log. */
export function logged(
  number: number,
  given: Partial<Decision> & Pick<Decision, "action">,
): Decision {
  return {
    ...{ number, submission: 1, item: null, verdict: null, points: null, comment: "" },
    ...{ who: "ta", at: "2026-01-01T00:00:00.000Z", result: null, undoes: null },
    ...given,
  };
}

/** A clock that goes on by a second at each look. */
export function tickingClock(): () => Date {
  let at = Date.UTC(2026, 0, 1);
  return () => new Date(at += 1000);
}
