/**
 * Building the report out of what one submission gave; pure.
 *
 * @module
 */
import type { Check, Finding } from "../rubric/check.ts";
import type { Evidence, SubmissionFile } from "../rubric/evidence.ts";
import type { Facts } from "../rubric/facts.ts";
import { itemsOf, type Rubric } from "../rubric/rubric.ts";
import { reasonText } from "../rubric/reason_text.ts";
import { score } from "../rubric/score.ts";
import { canonicalize } from "./canonical.ts";
import { sha256Hex } from "./collect/digest.ts";
import { noticesOf } from "./notices.ts";
import type { Outcome, Report, ReportEvidence } from "./report.ts";

/** What the report freezes besides the submission's own facts. */
export interface ReportFrame {
  readonly submission: {
    readonly id: string;
    readonly digest: string | null;
    readonly files: readonly SubmissionFile[];
  };
  readonly rubric: Rubric;
  readonly provenance: Report["provenance"];
}

/** What was found in a submission that could be read. */
export interface Found {
  readonly findings: readonly Finding[];
  readonly checks: ReadonlyMap<string, Pick<Check, "messages">>;
  readonly facts: Facts;
}

const quoteLength = 600;

/** The report of a graded submission. */
export function buildReport(frame: ReportFrame, found: Found): Report {
  const { findings, checks, facts } = found;
  const byItem = new Map(findings.map((finding) => [finding.item, finding]));
  const total = score(
    frame.rubric,
    new Map(findings.map((finding) => [finding.item, finding.verdict])),
  );
  const points = new Map(total.items.map((item) => [item.item, item]));
  const items = itemsOf(frame.rubric).map(({ question, item }) => {
    const finding = byItem.get(item.id);
    const messages = checks.get(item.check)?.messages ?? {};
    const reasons = finding?.reasons ?? [];
    return {
      id: item.id,
      question: question.id,
      verdict: finding?.verdict ?? "undetermined",
      needsReview: finding?.needsReview ?? true,
      points: points.get(item.id)?.points ?? null,
      possible: points.get(item.id)?.possible ?? 0,
      reasons: reasons.map((reason) => reasonText(messages, reason, "en")),
      messages: reasons.map((reason) => ({
        message: reason.message,
        values: { ...reason.values },
      })),
      evidence: [...(finding?.evidence ?? [])],
    };
  });
  const readings = {
    architectures: facts.architectures(),
    adjustments: facts.adjustments(),
    figures: facts.figures(),
    comparisons: facts.comparisons(),
  };
  const cited = new Set(items.flatMap((item) => item.evidence));
  for (const id of JSON.stringify(readings).matchAll(/"(e\d+)"/g)) cited.add(id[1] ?? "");
  return {
    ...frameOf(frame, "graded", ""),
    items,
    score: { earned: total.earned, possible: total.possible, pending: total.pending },
    evidence: facts.document.evidence.filter((e) => cited.has(e.id)).map(reportEvidence),
    readings,
    notices: noticesOf(facts.document),
    personScores: facts.document.personScores,
  };
}

/** The report of a submission that could not be graded: no items, no score, the reason. */
export function buildFailure(
  frame: ReportFrame,
  outcome: Exclude<Outcome, "graded">,
  reason: string,
): Report {
  return {
    ...frameOf(frame, outcome, reason),
    items: [],
    score: null,
    evidence: [],
    readings: {},
    notices: [],
    personScores: null,
  };
}

function frameOf(frame: ReportFrame, outcome: Outcome, outcomeReason: string) {
  const { rubric, submission, provenance } = frame;
  return {
    schema: "latentmark/report@1" as const,
    submission: { ...submission, files: [...submission.files], submitters: [] },
    outcome,
    outcomeReason,
    rubric: { id: rubric.id, version: rubric.version, digest: rubricDigest(rubric) },
    provenance,
  };
}

/** SHA-256 of the canonical JSON of a rubric with its lexicons in place; hex. */
export function rubricDigest(rubric: Rubric): string {
  return sha256Hex(canonicalize(rubric));
}

function reportEvidence(evidence: Evidence): ReportEvidence {
  const { id, kind, where, sha256, text, via } = evidence;
  return {
    id,
    kind,
    where,
    sha256,
    quote: text.length > quoteLength ? `${text.slice(0, quoteLength - 1)}…` : text,
    via,
  };
}
