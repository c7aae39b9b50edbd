/**
 * The report: everything about the grading of one submission, frozen; plain JSON.
 *
 * @module
 */
import type { Verdict } from "../rubric/check.ts";
import type { PersonScores, SubmissionFile, Where } from "../rubric/evidence.ts";

/** What became of a submission; a failure is never a zero. */
export type Outcome = "graded" | "not-gradable" | "grader-failed";

/** One rubric item of a report. */
export interface ReportItem {
  /** Id of the item in the rubric. */
  readonly id: string;
  /** Id of its question. */
  readonly question: string;
  /** What the check found. */
  readonly verdict: Verdict;
  /** Whether a person should look; the reasons say why. */
  readonly needsReview: boolean;
  /** `null`: not decided. */
  readonly points: number | null;
  /** The most it can be. */
  readonly possible: number;
  /** In English, the most important first. */
  readonly reasons: readonly string[];
  /** The same reasons for other languages: messages of the check and their values. */
  readonly messages: readonly {
    readonly message: string;
    readonly values: Readonly<Record<string, string | number>>;
  }[];
  /** Ids of the evidence cited, the most important first. */
  readonly evidence: readonly string[];
}

/** One piece of evidence that items or readings of a report cite. */
export interface ReportEvidence {
  /** Unique in the report. */
  readonly id: string;
  /** What the file itself says it is. */
  readonly kind: string;
  /** Where it was seen. */
  readonly where: Where;
  /** SHA-256 of the raw text in UTF-8, or of the picture's bytes; hex. */
  readonly sha256: string;
  /** Raw text, cut to 600 characters; empty for a picture. */
  readonly quote: string;
  /** `ocr`: recognised in a picture. */
  readonly via: "text" | "ocr";
}

/** What the report of a submission says of how it was made. */
export interface Provenance {
  /** Name and version of the harness. */
  readonly harness: string;
  /** Version of Deno. */
  readonly deno: string;
  /** Versions of the libraries that read submissions. */
  readonly libraries: Readonly<Record<string, string>>;
  /** The seed of the run. */
  readonly seed: number;
  /** How much was read at most. */
  readonly limits: Readonly<Record<string, number>>;
}

/** The grading of one submission. */
export interface Report {
  /** Version of this shape. */
  readonly schema: "latentmark/report@1";
  /** What was graded. */
  readonly submission: {
    readonly id: string;
    readonly digest: string | null;
    readonly files: readonly SubmissionFile[];
    readonly submitters: readonly string[];
  };
  /** What became of it. */
  readonly outcome: Outcome;
  /** Why the outcome is not `graded`; empty otherwise. */
  readonly outcomeReason: string;
  /** What was asked. */
  readonly rubric: {
    readonly id: string;
    readonly version: string;
    readonly digest: string;
  };
  /** In the rubric's order; empty where nothing was graded. */
  readonly items: readonly ReportItem[];
  /** `null` where nothing was graded. */
  readonly score: {
    readonly earned: number;
    readonly possible: number;
    readonly pending: number;
  } | null;
  /** In reading order. */
  readonly evidence: readonly ReportEvidence[];
  /** What the readers understood, for people who want to know why. */
  readonly readings: Readonly<Record<string, unknown>>;
  /** What could not be read, and text that can not be seen. */
  readonly notices: readonly { readonly where: Where; readonly notice: string }[];
  /** Of a graded copy: a person's marks. */
  readonly personScores: PersonScores | null;
  /** How it was made. */
  readonly provenance: Provenance;
}
