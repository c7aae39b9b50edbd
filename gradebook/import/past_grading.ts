/**
 * How people graded, as a platform's files have it.
 *
 * @module
 */
import type { Submitter } from "../records.ts";

/** A line of the marking sheet that graders tick. */
export interface PastLine {
  /** As it stands on the sheet; two lines may have the same. */
  readonly text: string;
  /** What ticking adds, or its size alone; `null`: the file does not say. */
  readonly points: number | null;
}

/** A submission as somebody graded it on one question. */
export interface PastGrade {
  /** The platform's id of the submission; empty: the file does not say. */
  readonly submission: string;
  readonly student: Submitter;
  /** `null`: not graded. */
  readonly score: number | null;
  /** By line; `null`: the cell is neither true nor false. */
  readonly ticks: readonly (boolean | null)[];
  readonly adjustment: number | null;
  readonly comment: string;
  readonly grader: string;
}

/** A question as people graded it. */
export interface PastQuestion {
  /** As the file names it. */
  readonly name: string;
  /** Its place on the sheet, from 1; `null`: the file does not say. */
  readonly number: number | null;
  readonly title: string;
  /** Empty where the file has scores alone. */
  readonly lines: readonly PastLine[];
  readonly grades: readonly PastGrade[];
}

/** An item that a file of ours has verdicts of. */
export interface PastItem {
  readonly item: string;
  readonly grades: readonly {
    readonly submission: string;
    readonly student: Submitter;
    /** Empty: undecided. */
    readonly verdict: string;
    readonly points: number | null;
    /** A person decided. */
    readonly decided: boolean;
  }[];
}

/** What a file says of how people graded. */
export interface PastGrading {
  readonly kind: "evaluations" | "scores" | "csv";
  readonly questions: readonly PastQuestion[];
  /** Of our own CSV. */
  readonly items: readonly PastItem[];
}
