/**
 * Losses of a run as they went, few enough to draw.
 *
 * @module
 */
import { z } from "zod";
import type { Kind, Run } from "./runs.ts";

const point = z.object({
  step: z.number(),
  loss: z.number(),
  reconstruction: z.number(),
  kl: z.number(),
});

const curvesSchema = z.object({
  state: z.object({ train: z.array(point), validation: z.array(point) }),
});

/** Loss terms after a step. */
export type CurvePoint = z.infer<typeof point>;

/** Both curves of a model. */
export interface Curves {
  readonly train: readonly CurvePoint[];
  readonly validation: readonly CurvePoint[];
}

/** More points than this are joined. */
const mostPoints = 240;

/** Larger files are not read. */
const mostBytes = 64e6;

/** Reads a model's curves; `null` where its file is gone or is none. */
export async function readCurves(run: Run, kind: Kind): Promise<Curves | null> {
  const path = `${run.folder}/${kind}/curves.json`;
  try {
    if ((await Deno.stat(path)).size > mostBytes) return null;
    const { state } = curvesSchema.parse(JSON.parse(await Deno.readTextFile(path)));
    return { train: thinned(state.train), validation: thinned(state.validation) };
  } catch (error) {
    const known = error instanceof Deno.errors.NotFound || error instanceof SyntaxError ||
      error instanceof z.ZodError;
    if (!known) throw error;
    return null;
  }
}

/**
 * Means of as many neighbours as it takes to have few points.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const points = [1, 2, 3, 4].map((step) => ({
 *   step,
 *   loss: 10 * step,
 *   reconstruction: 1,
 *   kl: 0,
 * }));
 * assertEquals(thinned(points, 2).map(({ step, loss }) => [step, loss]), [
 *   [2, 15],
 *   [4, 35],
 * ]);
 * assertEquals(thinned(points, 4), points);
 * ```
 */
export function thinned(
  points: readonly CurvePoint[],
  most: number = mostPoints,
): readonly CurvePoint[] {
  const size = Math.ceil(points.length / most);
  if (size <= 1) return points;
  const joined: CurvePoint[] = [];
  for (let start = 0; start < points.length; start += size) {
    const part = points.slice(start, start + size);
    const mean = (term: "loss" | "reconstruction" | "kl") =>
      part.reduce((sum, one) => sum + one[term], 0) / part.length;
    joined.push({
      step: part.at(-1)!.step,
      loss: mean("loss"),
      reconstruction: mean("reconstruction"),
      kl: mean("kl"),
    });
  }
  return joined;
}
