/**
 * What a gradebook keeps: plain JSON, as it is stored. Nothing here is computed.
 *
 * @module
 */
import type { Outcome, Report } from "../grader/report.ts";
import type { MessageText, Verdict } from "../rubric/check.ts";
import type { Rubric } from "../rubric/rubric.ts";

/** A student who handed in; what is not known is `null`. */
export interface Submitter {
  readonly name: string | null;
  /** The institution's id of the student. */
  readonly sid: string | null;
  readonly email: string | null;
}

/** A file of a source. */
export interface SourceFile {
  /** `/`-separated path below the folder that holds the source. */
  readonly path: string;
  /** SHA-256 of its bytes, the key of its blob; hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** `false`: a dataset, a trained model or too large to be read; there is no blob. */
  readonly kept?: false;
  /** A symbolic link, which is never followed: no blob, no bytes. */
  readonly link?: true;
}

/**
 * What was handed in, byte by byte as it was found (a zip is one file): written out again
 * below any folder, `entry` grades to the same report.
 */
export interface Source {
  /** SHA-256 of the canonical JSON of `entry` and `files`; hex. */
  readonly digest: string;
  /** Path of the submission below the folder: a file, or the one folder that holds all. */
  readonly entry: string;
  /** Sorted by path. */
  readonly files: readonly SourceFile[];
}

/** A submission as the class knows it. */
export interface SubmissionRecord {
  /** Number in the gradebook, from 1; never used twice. */
  readonly key: number;
  /** Id of the rubric it is graded by. */
  readonly assignment: string;
  /** Unique in the assignment; the report's `submission.id`. */
  readonly id: string;
  /** Digest of its present {@linkcode Source}. */
  readonly source: string;
  /** Empty where nobody said. */
  readonly submitters: readonly Submitter[];
  /** As a platform names it (Gradescope's submission id, ...); `null`: none. */
  readonly externalId: string | null;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

/** All that decides the bytes of a report but for the submission's id. */
export interface ResultKey {
  readonly source: string;
  /** Digest of the rubric with its lexicons. */
  readonly rubric: string;
  /** Digest of versions, limits, seed and of the harness's own sources. */
  readonly grader: string;
}

/** A report that was made, once a {@linkcode ResultKey}. */
export interface ResultRecord extends ResultKey {
  readonly number: number;
  readonly outcome: Outcome;
  /** Its `submission.id` is that of whichever submission was graded first. */
  readonly report: Report;
  readonly madeAt: string;
  readonly durationMs: number;
}

/** A result becomes a submission's grade: append-only, the latest counts. */
export interface Adoption {
  readonly number: number;
  readonly submission: number;
  readonly result: number;
  readonly run: number | null;
  readonly at: string;
}

/** What a person can do to an item. */
export type DecisionAction = "accept" | "override" | "comment" | "adjust" | "undo";

/**
 * A person's decision: append-only. The latest `accept` or `override` of an item that is
 * not undone counts, and so does the latest `adjust`; comments add up.
 */
export interface Decision {
  readonly number: number;
  readonly submission: number;
  /** Id of the rubric item; `null`: the whole submission (`comment`, `adjust`). */
  readonly item: string | null;
  readonly action: DecisionAction;
  /** Of `accept` (what was accepted) and `override`; else `null`. */
  readonly verdict: Exclude<Verdict, "undetermined"> | null;
  /** Of `override`: points in place of those of the verdict; of `adjust`: added to the total, may be negative. */
  readonly points: number | null;
  readonly comment: string;
  readonly who: string;
  readonly at: string;
  /** The result that the person saw. */
  readonly result: number | null;
  /** Of `undo`: number of the decision that no longer counts. */
  readonly undoes: number | null;
}

/** A decision to be written. */
export type NewDecision =
  & Omit<Decision, "number" | "at" | "result">
  & {
    /**
     * Number of the last decision on this item that the person saw, 0 for none. Where
     * there is a later one, nothing is written and the later ones are given back.
     */
    readonly seen: number;
  };

/** How a run stands. */
export type RunStatus = "running" | "finished" | "interrupted";

/** A run of the grader over submissions. */
export interface RunRecord {
  readonly number: number;
  readonly assignment: string;
  readonly rubric: string;
  readonly grader: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  /** Last sign of life; a `running` run without one for a minute was interrupted. */
  readonly seenAt: string;
  readonly endedAt: string | null;
  /** Submissions in all; `null` while they are being found. */
  readonly total: number | null;
  /** Graded in this run, `not-gradable` among them. */
  readonly done: number;
  /** `grader-failed`. */
  readonly failed: number;
  /** There was a result already. */
  readonly skipped: number;
}

/** A rubric as it was when something was graded by it. */
export interface RubricRecord {
  readonly digest: string;
  readonly rubric: Rubric;
  /** Messages of its checks by check name, so that reasons can be told in any language. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, MessageText>>>>;
  readonly addedAt: string;
}
