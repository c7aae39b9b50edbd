/**
 * The readings of a report that a re-creation needs. They come from a process that read the
 * submission, so that their shape and sizes are checked before anything is built of them.
 *
 * @module
 */
import { z } from "zod";

const units = z.number().int().min(1).max(1e7);
const answer = z.enum(["yes", "no", "unknown"]);

const layer = z.object({
  kind: z.string().max(40),
  name: z.string().max(400),
  inUnits: units.exactOptional(),
  outUnits: units.exactOptional(),
  parameters: z.number().exactOptional(),
  activation: z.string().max(100).exactOptional(),
});

const architecture = z.object({
  id: z.string().max(40),
  form: z.string().max(40),
  layers: z.array(layer).max(2000),
  inputSize: z.number().exactOptional(),
  latentSize: z.number().exactOptional(),
  printedTotal: z.number().exactOptional(),
  computedTotal: z.number().exactOptional(),
  autoencoder: answer,
  fullyConnected: answer,
  variational: answer,
  answer,
});

const adjustment = z.object({
  id: z.string().max(40),
  kind: z.string().max(40),
  target: z.object({
    elements: z.enum(["all", "some", "unknown"]),
    indices: z.array(z.number().int()).max(100_000).exactOptional(),
  }),
  parameters: z.record(z.string(), z.number()),
  counts: answer,
  signature: z.string().max(4000),
});

/** Schema of the readings; what else a report holds is left out. */
export const readingsSchema = z.object({
  architectures: z.array(architecture).max(200),
  adjustments: z.array(adjustment).max(1000),
});

/** What a re-creation reads of a report. */
export type Readings = z.infer<typeof readingsSchema>;

/** A model as a report's readings have it. */
export type ReadArchitecture = z.infer<typeof architecture>;

/** An adjustment as a report's readings have it. */
export type ReadAdjustment = z.infer<typeof adjustment>;
