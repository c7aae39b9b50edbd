/**
 * The report: everything about the grading of one submission, frozen.
 *
 * @module
 */
import { z } from "zod";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const pair = z.tuple([z.number(), z.number()]);

const where = z.strictObject({
  file: z.string(),
  page: z.number().int().optional(),
  cell: z.number().int().optional(),
  output: z.number().int().optional(),
  lines: pair.optional(),
  offsets: pair.optional(),
  block: z.number().int().optional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});

const verdict = z.enum(["met", "partial", "unmet", "undetermined"]);

const item = z.strictObject({
  id: z.string(),
  question: z.string(),
  verdict,
  needsReview: z.boolean(),
  /** `null`: not decided. */
  points: z.number().nullable(),
  possible: z.number(),
  /** In English, the most important first. */
  reasons: z.array(z.string()),
  /** The same reasons for other languages: the check's message and its values. */
  messages: z.array(z.strictObject({
    message: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number()])),
  })),
  evidence: z.array(z.string()),
});

const evidence = z.strictObject({
  id: z.string(),
  kind: z.string(),
  where,
  sha256: digest,
  /** Raw text, cut to 600 characters; empty for a picture. */
  quote: z.string(),
  via: z.enum(["text", "ocr"]),
});

/** Schema of a report file; parents validate what a child process hands over with it. */
export const reportSchema = z.strictObject({
  schema: z.literal("latentmark/report@1"),
  submission: z.strictObject({
    id: z.string(),
    digest: digest.nullable(),
    files: z.array(
      z.strictObject({ path: z.string(), sha256: digest, bytes: z.number() }),
    ),
    submitters: z.array(z.string()),
  }),
  outcome: z.enum(["graded", "not-gradable", "grader-failed"]),
  /** Why the outcome is not `graded`; empty otherwise. */
  outcomeReason: z.string(),
  rubric: z.strictObject({ id: z.string(), version: z.string(), digest }),
  items: z.array(item),
  score: z.strictObject({
    earned: z.number(),
    possible: z.number(),
    pending: z.number(),
  }).nullable(),
  evidence: z.array(evidence),
  /** What the readers understood, for people who want to know why. */
  readings: z.record(z.string(), z.unknown()),
  /** What could not be read, and text that is not the author's or can not be seen. */
  notices: z.array(z.strictObject({ where, notice: z.string() })),
  personScores: z.strictObject({
    earned: z.number().nullable(),
    possible: z.number().nullable(),
    questions: z.array(z.strictObject({
      question: z.string(),
      earned: z.number().nullable(),
      possible: z.number().nullable(),
    })),
    selected: z.array(z.string()),
  }).nullable(),
  provenance: z.strictObject({
    harness: z.string(),
    deno: z.string(),
    libraries: z.record(z.string(), z.string()),
    seed: z.number(),
    limits: z.record(z.string(), z.number()),
  }),
});

/** The grading of one submission. */
export type Report = z.infer<typeof reportSchema>;
/** One rubric item of a report. */
export type ReportItem = Report["items"][number];
/** One cited piece of evidence of a report. */
export type ReportEvidence = Report["evidence"][number];
/** What became of a submission; a failure is never a zero. */
export type Outcome = Report["outcome"];
