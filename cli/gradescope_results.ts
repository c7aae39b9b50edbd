/**
 * What a Gradescope autograder writes: the schema of `results.json`. Source: the platform's
 * published format of autograder results.
 *
 * @module
 */
import { z } from "zod";

const format = z.enum(["text", "html", "simple_format", "md", "ansi"]);

/** When students see a test. One `hidden` test hides their total, too. */
export const visibilitySchema: z.ZodType<Visibility> = z.enum([
  "visible",
  "hidden",
  "after_due_date",
  "after_published",
]);

/** When students see a test. */
export type Visibility = "visible" | "hidden" | "after_due_date" | "after_published";

const test = z.strictObject({
  score: z.number().exactOptional(),
  max_score: z.number().nonnegative().exactOptional(),
  status: z.enum(["passed", "failed"]).exactOptional(),
  name: z.string().min(1).exactOptional(),
  name_format: format.exactOptional(),
  number: z.string().exactOptional(),
  output: z.string().exactOptional(),
  output_format: format.exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  visibility: visibilitySchema.exactOptional(),
  extra_data: z.record(z.string(), z.unknown()).exactOptional(),
});

/** A test of a {@linkcode GradescopeResults}. */
export type GradescopeTest = z.infer<typeof test>;

/** Schema of `results.json`: there must be a score, of the whole or of every test. */
export const gradescopeResultsSchema = z.strictObject({
  score: z.number().exactOptional(),
  execution_time: z.number().nonnegative().exactOptional(),
  output: z.string().exactOptional(),
  output_format: format.exactOptional(),
  test_output_format: format.exactOptional(),
  test_name_format: format.exactOptional(),
  visibility: visibilitySchema.exactOptional(),
  stdout_visibility: visibilitySchema.exactOptional(),
  extra_data: z.record(z.string(), z.unknown()).exactOptional(),
  tests: z.array(test).exactOptional(),
  leaderboard: z.array(z.strictObject({
    name: z.string(),
    value: z.union([z.string(), z.number()]),
    order: z.enum(["asc", "desc"]).exactOptional(),
  })).exactOptional(),
}).refine(
  ({ score, tests = [] }) =>
    score !== undefined ||
    (tests.length > 0 && tests.every((test) => test.score !== undefined)),
  "a score is needed, of the whole or of every test",
);

/** The contents of `results.json`. */
export type GradescopeResults = z.infer<typeof gradescopeResultsSchema>;
