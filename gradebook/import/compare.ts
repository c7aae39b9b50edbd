/**
 * People's past grading against what the harness found, item by item; pure.
 *
 * @module
 */
import type { Verdict } from "../../rubric/check.ts";
import { exact } from "../../rubric/score.ts";
import type { Item, Question, Rubric } from "../../rubric/rubric.ts";
import { type Agreement, agreement, type VerdictPair } from "../agreement.ts";
import type { ExportClass, ExportSubmission } from "../export/export_class.ts";
import { questionPoints } from "../export/standing.ts";
import { currentGrade } from "../current_grade.ts";
import type { Mapping } from "./mapping.ts";
import {
  byPoints,
  type Decided,
  type LineMatch,
  matchLines,
  matchQuestion,
  verdictByTicks,
} from "./match_lines.ts";
import { matchSubmissions } from "./match_submissions.ts";
import type { PastGrading, PastQuestion } from "./past_grading.ts";

/** Where a person and the harness see an item, or a question's points, differently. */
export interface Difference {
  /** Of the submission in the gradebook. */
  readonly submission: ExportSubmission;
  /** Id of an item; of a question, or `total`, where the file has scores alone. */
  readonly what: string;
  readonly person: Verdict | number;
  readonly harness: Verdict | number;
  /** What the person wrote. */
  readonly comment: string;
}

/** Points of a question, or of the whole, where a file has scores alone. */
export interface ScoreAgreement {
  readonly what: string;
  readonly compared: number;
  readonly equal: number;
  /** Mean of harness minus person; `null`: nothing was compared. */
  readonly meanDifference: number | null;
}

/** What a comparison gives. */
export interface Comparison {
  /** Items in the rubric's order; those that the file does not have are left out. */
  readonly items: readonly { readonly item: string; readonly agreement: Agreement }[];
  readonly scores: readonly ScoreAgreement[];
  readonly differences: readonly Difference[];
  /** Submissions that both have. */
  readonly matched: number;
  /** What could not be compared, in words. */
  readonly unmatched: readonly string[];
}

/**
 * Compares. A submission of the harness is what it found, without people's decisions in
 * the gradebook. Verdicts of equal points are one, as sheets do not tell them apart.
 */
export function compareGrading(
  data: ExportClass,
  past: PastGrading,
  mapping: Mapping,
): Comparison {
  const { rubric } = data;
  const unmatched: string[] = [];
  const found = matchSubmissions(data.submissions, past);
  unmatched.push(...found.unmatched);
  const pairs = new Map<string, VerdictPair[]>();
  const differences: Difference[] = [];
  const scores: ScoreAgreement[] = [];
  const compare = (
    submission: ExportSubmission,
    item: Item,
    person: Decided,
    comment: string,
  ) => {
    const finding = submission.report?.items.find(({ id }) => id === item.id);
    if (!finding) return;
    const pair = {
      person: byPoints(item, person) as Decided,
      harness: byPoints(item, finding.verdict),
    };
    pairs.set(item.id, [...pairs.get(item.id) ?? [], pair]);
    if (pair.harness === "undetermined" || pair.harness === pair.person) return;
    differences.push({ submission, what: item.id, ...pair, comment });
  };

  const items = new Map(
    rubric.questions.flatMap((question) =>
      question.items.map((item) => [item.id, item] as const)
    ),
  );
  for (const { item: id, grades } of past.items) {
    const item = items.get(id);
    if (!item) {
      unmatched.push(`item "${id}" of the file is none of the rubric`);
      continue;
    }
    const done = new Set<ExportSubmission>();
    for (const grade of grades) {
      const submission = found.of(grade);
      if (!submission || done.has(submission) || !isDecided(grade.verdict)) continue;
      done.add(submission);
      compare(submission, item, grade.verdict, "");
    }
  }
  const sheets = past.questions.filter(({ lines }) => lines.length > 0);
  for (const question of sheets) {
    const own = matchQuestion(rubric, question, sheets.length, mapping);
    if (own === null) {
      unmatched.push(`question "${question.name}": it is not clear which it is`);
      continue;
    }
    const matches = matchLines(own, question.lines, mapping);
    unmatched.push(...unmatchedLines(own, matches));
    const done = new Set<ExportSubmission>();
    for (const grade of question.grades) {
      const submission = found.of(grade);
      if (!submission || done.has(submission) || grade.score === null) continue;
      done.add(submission);
      for (const item of own.items) {
        const person = verdictByTicks(item, matches, grade.ticks);
        if (person !== null) compare(submission, item, person, grade.comment);
      }
    }
  }
  for (const question of past.questions) {
    if (question.lines.length > 0) continue;
    const isTotal = question.number === null;
    const count = past.questions.length - 1;
    const own = isTotal ? null : matchQuestion(rubric, question, count, mapping);
    if (!isTotal && own === null) {
      unmatched.push(`question "${question.name}": it is not clear which it is`);
      continue;
    }
    scores.push(compareScores(rubric, question, own, found.of, differences));
  }
  const order = [...items.keys()];
  return {
    items: order.flatMap((item) => {
      const list = pairs.get(item);
      return list ? [{ item, agreement: agreement(list) }] : [];
    }),
    scores,
    differences: differences.toSorted((a, b) =>
      a.submission.record.id < b.submission.record.id
        ? -1
        : a.submission.record.id > b.submission.record.id
        ? 1
        : order.indexOf(a.what) - order.indexOf(b.what)
    ),
    matched: found.matched,
    unmatched,
  };
}

function isDecided(verdict: string): verdict is Decided {
  return verdict === "met" || verdict === "partial" || verdict === "unmet";
}

function unmatchedLines(question: Question, matches: readonly LineMatch[]): string[] {
  const lines = matches.flatMap(({ line, means, why }) =>
    means === null ? [`line "${line.text}" of ${question.id}: ${why}`] : []
  );
  const seen = new Set(matches.flatMap(({ means }) => means?.item ?? []));
  const items = question.items.filter(({ id }) => !seen.has(id))
    .map(({ id }) => `item "${id}": no line of the file is it`);
  return [...lines, ...items];
}

/** Points against what the harness alone gives; pending ones are not compared. */
function compareScores(
  rubric: Rubric,
  past: PastQuestion,
  own: Question | null,
  of: (grade: PastQuestion["grades"][number]) => ExportSubmission | null,
  differences: Difference[],
): ScoreAgreement {
  const what = own?.id ?? "total";
  const done = new Set<ExportSubmission>();
  let compared = 0;
  let equal = 0;
  let sum = 0;
  for (const grade of past.grades) {
    const submission = of(grade);
    if (!submission || done.has(submission) || grade.score === null) continue;
    done.add(submission);
    if (submission.report?.outcome !== "graded") continue;
    const alone = currentGrade(rubric, submission.report, []);
    const points = own === null
      ? alone.items.every((item) => item.points !== null)
        ? alone.score?.earned ?? null
        : null
      : questionPoints(rubric, alone.items).find(({ question }) => question.id === own.id)
        ?.earned ?? null;
    if (points === null) continue;
    compared += 1;
    sum += points - grade.score;
    if (Math.abs(points - grade.score) < 0.005) equal += 1;
    else {
      const { comment, score: person } = grade;
      differences.push({ submission, what, person, harness: points, comment });
    }
  }
  const meanDifference = compared === 0 ? null : exact(sum / compared);
  return { what, compared, equal, meanDifference };
}
