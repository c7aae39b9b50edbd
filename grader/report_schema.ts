/**
 * Schema of report files.
 *
 * @module
 */
import { z } from "zod";
import type { Report } from "./report.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const pair = z.tuple([z.number(), z.number()]);

const where = z.strictObject({
  file: z.string(),
  page: z.number().int().exactOptional(),
  cell: z.number().int().exactOptional(),
  output: z.number().int().exactOptional(),
  lines: pair.exactOptional(),
  offsets: pair.exactOptional(),
  block: z.number().int().exactOptional(),
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).exactOptional(),
});

const verdict = z.enum(["met", "partial", "unmet", "undetermined"]);

const item = z.strictObject({
  id: z.string(),
  question: z.string(),
  verdict,
  needsReview: z.boolean(),
  points: z.number().nullable(),
  possible: z.number(),
  reasons: z.array(z.string()),
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
  quote: z.string(),
  via: z.enum(["text", "ocr"]),
});

/** Schema of a report file; parents validate what a child process hands over with it. */
export const reportSchema: z.ZodType<Report> = z.strictObject({
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
  outcomeReason: z.string(),
  rubric: z.strictObject({ id: z.string(), version: z.string(), digest }),
  items: z.array(item),
  score: z.strictObject({
    earned: z.number(),
    possible: z.number(),
    pending: z.number(),
  }).nullable(),
  evidence: z.array(evidence),
  readings: z.record(z.string(), z.unknown()),
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
