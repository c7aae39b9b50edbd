/**
 * Findings as SARIF 2.1.0: the evidence record that other tools can read.
 *
 * @module
 */
import type {
  Artifact,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Suppression,
} from "sarif";
import { sha256Hex } from "../../grader/collect/digest.ts";
import { harness } from "../../grader/versions.ts";
import type { ReportEvidence } from "../../grader/report.ts";
import type { Verdict } from "../../rubric/check.ts";
import type { Language } from "../../rubric/reason_text.ts";
import { itemsOf, possiblePoints } from "../../rubric/rubric.ts";
import type { CurrentItem } from "../current_grade.ts";
import { utf8 } from "./csv_text.ts";
import {
  type ExportClass,
  type ExportSubmission,
  reasonsOf,
  type Written,
} from "./export_class.ts";
import { placeText } from "./places.ts";
import { Tally } from "./standing.ts";
import { exportWords } from "./words.ts";

const base = "SUBMISSIONS";

/**
 * Writes one run: rules are the rubric's items, artifacts the files of the submissions with
 * their digests. Each item has one result that says how it stands. Where a person decided
 * otherwise than the harness, its own finding stands beside it, suppressed by the decision.
 * Where a submission was graded before, `baselineState` says what the last grading changed.
 */
export function writeSarif(data: ExportClass, language: Language): Written {
  const tally = new Tally(data);
  const rules = itemsOf(data.rubric).map(({ question, item }): ReportingDescriptor => ({
    id: item.id,
    shortDescription: { text: item.text[language] },
    fullDescription: { text: `${question.title[language]}: ${item.text[language]}` },
    properties: {
      question: question.id,
      possible: possiblePoints(item),
      check: item.check,
    },
  }));
  const ruleIndex = new Map(rules.map((rule, i) => [rule.id, i]));
  const artifacts: Artifact[] = [];
  const results: Result[] = [];
  const notifications: Notification[] = [];
  let regraded = false;
  for (const submission of data.submissions) {
    tally.add(submission);
    const { record, report, current } = submission;
    const indexes = new Map<string, number>();
    for (const file of report?.submission.files ?? []) {
      indexes.set(file.path, artifacts.length);
      artifacts.push({
        location: { uri: uriOf(record.id, file.path), uriBaseId: base },
        hashes: { "sha-256": file.sha256 },
        length: file.bytes,
        roles: ["analysisTarget"],
      });
    }
    if (report && report.outcome !== "graded") {
      notifications.push({
        level: report.outcome === "grader-failed" ? "error" : "warning",
        message: { text: `${record.id}: ${report.outcomeReason || report.outcome}` },
        descriptor: { id: report.outcome },
        properties: { submission: record.id, outcome: report.outcome },
      });
    }
    if (submission.previous !== null) regraded = true;
    for (const item of current.items) {
      if (item.finding === null && item.decision === null) continue;
      const shared: Context = { data, submission, item, language, indexes };
      results.push(...resultsOf(shared, ruleIndex.get(item.id)));
    }
  }
  if (regraded) {
    for (const result of results) result.baselineState ??= "new";
  } else for (const result of results) delete result.baselineState;
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: {
        driver: {
          name: harness.split(" ")[0]!,
          version: harness.split(" ")[1] ?? "0",
          rules,
        },
      },
      language: language === "en" ? "en-US" : "zh-TW",
      columnKind: "utf16CodeUnits",
      originalUriBaseIds: {
        [base]: { description: { text: "The folder that holds a folder a submission" } },
      },
      invocations: [{
        executionSuccessful: notifications.every(({ level }) => level !== "error"),
        toolExecutionNotifications: notifications,
      }],
      artifacts,
      results,
      properties: { rubric: data.rubric.id, rubricVersion: data.rubric.version },
    }],
  };
  return {
    bytes: utf8(JSON.stringify(log, null, 2) + "\n"),
    written: results.length,
    warnings: tally.warnings({
      en: `undecided items are of kind "review"; what was not graded is a notification`,
      "zh-TW": "未決定的項目為 review；未評分者列為通知",
    }, false),
    leftOut: [],
  };
}

interface Context {
  readonly data: ExportClass;
  readonly submission: ExportSubmission;
  readonly item: CurrentItem;
  readonly language: Language;
  /** Index of each file's artifact. */
  readonly indexes: ReadonlyMap<string, number>;
}

function resultsOf(context: Context, ruleIndex: number | undefined): Result[] {
  const { item, submission, data, language } = context;
  const { decision, finding } = item;
  const base: Omit<Result, "message"> = {
    ruleId: item.id,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    locations: locationsOf(context),
    ...baselineOf(context),
  };
  const fingerprint = (who: string) => ({
    "latentmark/v1": sha256Hex(JSON.stringify([submission.record.id, item.id, who])),
  });
  const reasons = reasonsOf(data, item, language).join(" ");
  const words = exportWords[language];
  const found: Result[] = [];
  if (decision) {
    found.push({
      ...base,
      ...judged(item.verdict, false),
      message: {
        text: `${words.verdicts[item.verdict]} (${decision.who})` +
          (decision.comment.trim() ? `: ${decision.comment.trim()}` : ""),
      },
      partialFingerprints: fingerprint("person"),
      properties: {
        ...propertiesOf(context, item.verdict, item.points),
        decidedBy: decision.who,
        decidedAt: decision.at,
        decision: decision.action,
      },
    });
  }
  const differs = decision !== null && finding !== null &&
    (decision.action === "override" || finding.verdict !== decision.verdict);
  if (finding && (decision === null || differs)) {
    const suppressions: Suppression[] = decision
      ? [{
        kind: "external",
        status: "accepted",
        justification: decision.comment.trim() || words.actions[decision.action],
        properties: {
          who: decision.who,
          at: decision.at,
          verdict: decision.verdict,
          points: item.points,
        },
      }]
      : [];
    found.push({
      ...base,
      ...judged(finding.verdict, finding.needsReview),
      message: { text: reasons || words.verdicts[finding.verdict] },
      partialFingerprints: fingerprint("harness"),
      ...(suppressions.length > 0 ? { suppressions } : {}),
      properties: propertiesOf(context, finding.verdict, finding.points),
    });
  }
  return found;
}

/** `level` must be `none` unless something failed. */
function judged(verdict: Verdict, needsReview: boolean): Pick<Result, "kind" | "level"> {
  if (verdict === "undetermined" || needsReview) return { kind: "review", level: "none" };
  if (verdict === "met") return { kind: "pass", level: "none" };
  return { kind: "fail", level: verdict === "partial" ? "warning" : "error" };
}

function propertiesOf(
  { submission, item }: Context,
  verdict: Verdict,
  points: number | null,
): Record<string, unknown> {
  return {
    submission: submission.record.id,
    submissionDigest: submission.report?.submission.digest ?? null,
    question: item.question,
    verdict,
    points,
    possible: item.possible,
  };
}

/** What the last grading changed of what the harness finds. */
function baselineOf({ submission, item }: Context): Partial<Result> {
  const before = submission.previous?.items.find(({ id }) => id === item.id);
  if (!submission.previous) return {};
  if (!before || !item.finding) return { baselineState: "new" };
  const same = before.verdict === item.finding.verdict &&
    before.points === item.finding.points &&
    before.needsReview === item.finding.needsReview;
  return { baselineState: same ? "unchanged" : "updated" };
}

function locationsOf(context: Context): Location[] {
  const { submission, item } = context;
  const byId = new Map(submission.report?.evidence.map((one) => [one.id, one]));
  return (item.finding?.evidence ?? []).flatMap((id) => {
    const evidence = byId.get(id);
    return evidence ? [locationOf(evidence, context)] : [];
  });
}

function locationOf(evidence: ReportEvidence, context: Context): Location {
  const { where } = evidence;
  const id = context.submission.record.id;
  const index = context.indexes.get(where.file);
  // Lines of a notebook's cell are no lines of the file.
  const lines = where.cell === undefined ? where.lines : undefined;
  const snippet = evidence.quote === "" ? {} : { snippet: { text: evidence.quote } };
  return {
    physicalLocation: {
      artifactLocation: {
        uri: uriOf(id, where.file),
        uriBaseId: base,
        ...(index === undefined ? {} : { index }),
      },
      ...(lines
        ? { region: { startLine: Math.max(1, lines[0]), endLine: lines[1], ...snippet } }
        : {}),
    },
    ...(where.cell === undefined ? {} : {
      logicalLocations: [{
        name: `cell ${where.cell}`,
        fullyQualifiedName: `${where.file}/cell/${where.cell}` +
          (where.output === undefined ? "" : `/output/${where.output}`),
        kind: where.output === undefined ? "cell" : "output",
      }],
    }),
    message: { text: placeText(where, context.language) },
    properties: {
      evidence: evidence.id,
      kind: evidence.kind,
      via: evidence.via,
      sha256: evidence.sha256,
      ...(where.page === undefined ? {} : { page: where.page }),
      ...(where.box === undefined ? {} : { box: [...where.box] }),
      ...(where.block === undefined ? {} : { block: where.block }),
      ...(where.cell !== undefined && where.lines ? { lines: [...where.lines] } : {}),
      ...(lines || evidence.quote === "" ? {} : { quote: evidence.quote }),
    },
  };
}

/** A relative reference whose parts hold no separators of their own. */
function uriOf(id: string, file: string): string {
  return [id, ...file.split("/")].map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
}
