/**
 * Whether written ONNX files give the numbers of the model that they were made of.
 * @module
 */

import type { Latents } from "../adjust/adjustment.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import type { Codec } from "../run_model.ts";
import { type OnnxProvider, openOnnx, type Rows } from "./run_onnx.ts";
import { onnxFiles } from "./write_onnx.ts";

/** The largest differences of one model's files, as `largestDifference` counts them. */
export interface OnnxAgreement {
  readonly provider: OnnxProvider;
  /** Of the encoder's latents; for a VAE its means. */
  readonly latents: number;
  /** Of what the decoder makes of the engine's own latents. */
  readonly outputs: number;
  /** Of the whole model's outputs; a VAE's at its means. */
  readonly whole: number;
}

/** Files that differ by more are refused. */
export const onnxTolerance = 1e-5;

/** What a model made of some pictures: what its files are compared with. */
export interface Expected {
  readonly pictures: Pictures;
  readonly latents: Latents;
  readonly outputs: Pictures;
}

/** Runs a model on pictures, to compare its files with later. */
export async function expectedOf(codec: Codec, pictures: Pictures): Promise<Expected> {
  const latents = await codec.encode(pictures);
  return { pictures, latents, outputs: await codec.decode(latents) };
}

/**
 * Runs a model's three files, one after another, and compares them with what the model made.
 * The model itself need not be held any more.
 *
 * @param folder where `writeOnnx` wrote
 * @throws {Error} when a file differs by more than `onnxTolerance`, or cannot be run
 */
export async function verifyOnnx(
  folder: string,
  { pictures, latents, outputs }: Expected,
  provider: OnnxProvider,
): Promise<OnnxAgreement> {
  const rows = ({ values, rows, size }: Pictures): Rows => ({
    data: values,
    dims: [rows, size],
  });
  const differs = async (
    name: string,
    given: Readonly<Record<string, Rows>>,
    expected: Float32Array,
  ) => {
    const path = `${folder}/${name}`;
    const session = await openOnnx(await Deno.readFile(path), provider);
    try {
      const inputs = Object.fromEntries(
        session.inputs.map((input) => [input, given[input]!]),
      );
      const results = await session.run(inputs);
      const found = results[session.outputs[0]!]!.data;
      const difference = largestDifference(found, expected);
      if (!(difference <= onnxTolerance)) {
        throw new Error(
          `Cannot use "${path}" as it must agree with its model to ${onnxTolerance}: ` +
            `on ${provider} it differs by ${difference}`,
        );
      }
      return difference;
    } finally {
      await session.close();
    }
  };
  const x = rows(pictures);
  const z = rows(latents);
  const epsilon = { data: new Float32Array(latents.values.length), dims: z.dims };
  return {
    provider,
    latents: await differs(onnxFiles.encoder, { x }, latents.values),
    outputs: await differs(onnxFiles.decoder, { z }, outputs.values),
    whole: await differs(onnxFiles.whole, { x, epsilon }, outputs.values),
  };
}

/**
 * The largest difference of two arrays, as a part of the largest expected number where that is
 * above 1. `Infinity` where lengths differ or a number is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { largestDifference } from "./verify_onnx.ts";
 * const found = Float32Array.of(0.5, 4);
 * assertEquals(largestDifference(found, Float32Array.of(0.25, 1)), 3);
 * assertEquals(largestDifference(found, Float32Array.of(0.5, 8)), 0.5);
 * ```
 */
export function largestDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 1;
  for (let i = 0; i < found.length; i++) {
    const apart = Math.abs(found[i]! - expected[i]!);
    if (!Number.isFinite(apart)) return Infinity;
    difference = Math.max(difference, apart);
    size = Math.max(size, Math.abs(expected[i]!));
  }
  return difference / size;
}
