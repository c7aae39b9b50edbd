/**
 * All that the submission page tells, out of the gradebook.
 *
 * @module
 */
import type { Report } from "../../grader/report.ts";
import type { CurrentGrade, CurrentItem } from "../../gradebook/current_grade.ts";
import type { Gradebook } from "../../gradebook/gradebook.ts";
import type {
  Decision,
  RubricRecord,
  SubmissionRecord,
} from "../../gradebook/records.ts";
import { type Item, itemsOf, type Question } from "../../rubric/rubric.ts";
import type { ClassQuery } from "../class_query.ts";

/** A submission as it stands. */
export interface Standing {
  readonly record: SubmissionRecord;
  readonly rubric: RubricRecord;
  /** `null`: not graded yet. */
  readonly report: Report | null;
  readonly current: CurrentGrade;
  /** Number of the result that `report` is of. */
  readonly result: number | null;
  /** Every decision on it, oldest first. */
  readonly decisions: readonly Decision[];
  /** Number of the latest decision, 0 for none: what a form says was seen. */
  readonly seen: number;
}

/** An item with its question, its number on the page and how it stands. */
export interface NumberedItem {
  /** From 1. */
  readonly number: number;
  readonly question: Question;
  readonly item: Item;
  readonly current: CurrentItem;
}

/** Where one can go from a submission. */
export interface Moves {
  readonly previous: number | null;
  readonly next: number | null;
  readonly nextOpen: number | null;
  /** From 1; `null`: the submission is no longer in the view. */
  readonly position: number | null;
  readonly total: number;
}

/** A submission as it stands; `null`: there is none of this key. */
export function standingOf(gradebook: Gradebook, key: number): Standing | null {
  const record = gradebook.submission(key);
  const grade = record && gradebook.grade(key);
  if (!record || !grade) return null;
  const rubric = grade.report === null
    ? gradebook.latestRubric(record.assignment)
    : gradebook.rubric(grade.report.rubric.digest);
  if (!rubric) return null;
  const decisions = gradebook.decisions(key);
  const seen = decisions.at(-1)?.number ?? 0;
  const result = gradebook.adoptions(key).at(-1)?.result ?? null;
  return { record, rubric, ...grade, result, decisions, seen };
}

/** The items of a submission as the page numbers them. */
export function numberedItems(standing: Standing): readonly NumberedItem[] {
  const byId = new Map(standing.current.items.map((item) => [item.id, item]));
  return itemsOf(standing.rubric.rubric).flatMap(({ question, item }, i) => {
    const current = byId.get(item.id);
    return current ? [{ number: i + 1, question, item, current }] : [];
  });
}

/** Where one can go, within what of the class is looked at. */
export function movesOf(
  gradebook: Gradebook,
  record: SubmissionRecord,
  query: ClassQuery,
): Moves {
  const rows = { ...query, assignment: record.assignment };
  const around = gradebook.neighbors(rows, record.key);
  const open = query.needsReview
    ? around
    : gradebook.neighbors({ ...rows, needsReview: true }, record.key);
  return { ...around, nextOpen: open.next ?? firstOpen(gradebook, rows, record.key) };
}

/** After the last one the first: what was passed over is not forgotten. */
function firstOpen(
  gradebook: Gradebook,
  query: ClassQuery & { readonly assignment: string },
  not: number,
): number | null {
  const { rows } = gradebook.rows({ ...query, needsReview: true, limit: 1 });
  const key = rows[0]?.submission.key ?? null;
  return key === not ? null : key;
}

/** The person's last decision that still counts; `null`: none. */
export function lastOwn(standing: Standing, who: string): Decision | null {
  const undone = new Set(standing.decisions.flatMap(({ undoes }) => undoes ?? []));
  return standing.decisions.findLast((decision) =>
    decision.who === who && decision.action !== "undo" &&
    decision.action !== "comment" && !undone.has(decision.number)
  ) ?? null;
}
