/**
 * The gradebook: what was graded and what people decided, in one SQLite file. The contract
 * that commands and pages use; {@linkcode openGradebook} gives one.
 *
 * @module
 */
import type { Report } from "../grader/report.ts";
import type { CurrentGrade } from "./current_grade.ts";
import type {
  Adoption,
  Decision,
  NewDecision,
  ResultKey,
  ResultRecord,
  RubricRecord,
  RunRecord,
  Source,
  SubmissionRecord,
} from "./records.ts";

/** A line of the class list: a submission and what it stands at now. */
export interface GradebookRow {
  readonly submission: SubmissionRecord;
  /** `null`: not graded yet. */
  readonly outcome: Report["outcome"] | null;
  readonly earned: number | null;
  readonly possible: number | null;
  readonly pending: number | null;
  /** Items that a person should still look at. */
  readonly open: number;
  /** In the rubric's order. */
  readonly items: readonly RowItem[];
}

/** An item of a {@linkcode GradebookRow}. */
export interface RowItem {
  readonly id: string;
  readonly verdict: "met" | "partial" | "unmet" | "undetermined";
  readonly points: number | null;
  /** A person should look and nobody did. */
  readonly needsReview: boolean;
  /** A person decided. */
  readonly decided: "accept" | "override" | null;
  /** The harness sees it differently than the person. */
  readonly disputed: boolean;
}

/** What of a class is asked for; all conditions hold together. */
export interface RowQuery {
  readonly assignment: string;
  readonly needsReview?: boolean;
  readonly overridden?: boolean;
  readonly outcome?: Report["outcome"] | "ungraded";
  /**
   * Item and, where given, its current verdict; `needsReview` and `overridden` are then this
   * item's.
   */
  readonly item?: string;
  readonly verdict?: RowItem["verdict"];
  /** In id, names, student ids, e-mail addresses; case and width do not matter. */
  readonly search?: string;
  readonly sort?: "id" | "name" | "earned" | "open" | "addedAt";
  readonly descending?: boolean;
  /** From 0. */
  readonly offset?: number;
  /** Default 50, at most 500. */
  readonly limit?: number;
}

/** Numbers over a class as it stands now. */
export interface ClassSummary {
  readonly submissions: number;
  readonly graded: number;
  readonly notGradable: number;
  readonly failed: number;
  readonly ungraded: number;
  readonly needsReview: number;
  readonly overridden: number;
  /** Of submissions that have a score; `null`: none. */
  readonly mean: number | null;
  /** Number of submissions that have a score by earned points, ascending. */
  readonly histogram: readonly { readonly earned: number; readonly count: number }[];
  /** In the rubric's order. */
  readonly items: readonly {
    readonly id: string;
    readonly met: number;
    readonly partial: number;
    readonly unmet: number;
    readonly undetermined: number;
    readonly needsReview: number;
    readonly overridden: number;
    /** Of decided items that the harness has a verdict on: whether both are the same. */
    readonly agreed: number;
    readonly disagreed: number;
  }[];
}

/** A submission to be added or updated; what is empty or `null` leaves what is known. */
export interface NewSubmission extends
  Pick<
    SubmissionRecord,
    "assignment" | "id" | "source" | "submitters" | "externalId"
  > {
  /** Real path of the file or folder it was read from; not for those from archives. */
  readonly origin?: string;
}

/** What came of writing a decision. */
export type DecisionResult =
  | { readonly written: Decision }
  /** Somebody was faster: decisions on the item since the one that was seen. */
  | { readonly conflict: readonly Decision[] };

/** A gradebook; every method is synchronous and atomic, and throws `GradebookError`. */
export interface Gradebook extends Disposable {
  /** Path of the file. */
  readonly path: string;

  /** Changes whenever anything in the file does, by whichever process. */
  version(): string;
  /**
   * Runs several calls that happen all or not at all, and are written to disk once. The
   * work is synchronous; no other process writes meanwhile.
   */
  transaction<Result>(work: () => Result): Result;
  /** Makes the rows of the class list again from reports and decisions. */
  rebuild(): void;

  // What is asked
  putRubric(rubric: Omit<RubricRecord, "addedAt">): void;
  rubric(digest: string): RubricRecord | null;
  /** Ids of rubrics that submissions are graded by, the latest used first. */
  assignments(): readonly string[];
  /**
   * The rubric that an assignment was last graded by; where a moment is given, of those
   * known then.
   */
  latestRubric(assignment: string, asOf?: string): RubricRecord | null;

  // What was handed in
  putBlob(bytes: Uint8Array<ArrayBuffer>): string;
  blob(sha256: string): Uint8Array<ArrayBuffer> | null;
  /** The blobs of its files must be there. */
  putSource(source: Source): void;
  source(digest: string): Source | null;
  /**
   * Adds a submission, or updates source and submitters of the one with this assignment
   * and id; its key.
   */
  putSubmission(submission: NewSubmission): number;
  submission(key: number): SubmissionRecord | null;
  submissionById(assignment: string, id: string): SubmissionRecord | null;
  submissionByOrigin(assignment: string, origin: string): SubmissionRecord | null;
  /** All of an assignment, by key. */
  submissions(assignment: string): readonly SubmissionRecord[];

  // What the harness found
  /** Keeps the first grade of a key, and beside it failures before it; its number. */
  putResult(result: Omit<ResultRecord, "number" | "madeAt" | "outcome">): number;
  result(number: number): ResultRecord | null;
  /** The grade of a key, else its latest failure. */
  resultOf(key: ResultKey): ResultRecord | null;
  /** Makes a result the grade of a submission; nothing where it is already. */
  adopt(submission: number, result: number, run: number | null): void;
  adoptions(submission: number): readonly Adoption[];
  /** Failed attempts to read a source: a parent counts the deaths of its children. */
  countAttempt(key: ResultKey, reason: string): number;
  attempts(key: ResultKey): readonly string[];

  // What people decided
  decide(decision: NewDecision): DecisionResult;
  /** Oldest first. */
  decisions(submission: number): readonly Decision[];
  /** The report as this submission's, and what it stands at; as of a past moment, if given. */
  grade(
    submission: number,
    asOf?: string,
  ): { readonly report: Report | null; readonly current: CurrentGrade } | null;

  // The class
  rows(
    query: RowQuery,
  ): { readonly rows: readonly GradebookRow[]; readonly total: number };
  /**
   * Keys of the submissions before and after one in a query's order, its place from 1 and
   * how many the query gives (offset and limit do not matter). The submission itself need
   * not match (somebody just decided what needed review): then `position` is `null`, and
   * its neighbors are those that its sort key stands between.
   */
  neighbors(
    query: RowQuery,
    key: number,
  ): {
    readonly previous: number | null;
    readonly next: number | null;
    readonly position: number | null;
    readonly total: number;
  };
  summary(assignment: string): ClassSummary;

  // Runs
  startRun(run: Pick<RunRecord, "assignment" | "rubric" | "grader">): number;
  /** Also its sign of life. */
  updateRun(
    number: number,
    change: Partial<Pick<RunRecord, "total" | "done" | "failed" | "skipped" | "status">>,
  ): void;
  run(number: number): RunRecord | null;
  /** Latest first. */
  runs(assignment: string | null, limit: number): readonly RunRecord[];

  // What is derived from blobs and may be made again: page pictures, signatures
  putDerived(key: string, value: Uint8Array<ArrayBuffer>): void;
  derived(key: string): Uint8Array<ArrayBuffer> | null;
}
