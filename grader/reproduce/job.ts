/**
 * The job that a parent hands to the process that re-creates; plain JSON.
 *
 * @module
 */
import { z } from "zod";

/** One re-creation. */
export const reproductionJobSchema = z.strictObject({
  submission: z.strictObject({ id: z.string(), digest: z.string().nullable() }),
  level: z.enum(["quick", "full"]),
  seed: z.number().int().min(0),
  backend: z.enum(["auto", "webgpu", "wasm"]),
  /** The report's readings; `null`: the submission was not graded. */
  readings: z.record(z.string(), z.unknown()).nullable(),
  /** ONNX files of the submission: their paths in it, and on disk. */
  own: z.array(z.strictObject({ path: z.string(), file: z.string() })).default([]),
  /** Folder of figures and record. */
  out: z.string(),
  /** Folder of trained models and drawn pictures. */
  cache: z.string(),
});

/** One re-creation; without `own`, no file of the submission is run. */
export type ReproductionJob = z.input<typeof reproductionJobSchema>;
