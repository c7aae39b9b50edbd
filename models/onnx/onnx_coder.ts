/**
 * An encoder file and a decoder file as a codec, so that adjustments, measures and figures
 * can be made from ONNX alone, whoever trained it.
 * @module
 */

import type { Codec } from "../run_model.ts";
import { type OnnxProvider, type OnnxSession, openOnnx } from "./run_onnx.ts";

/** Where the halves are, and the sizes that they take. */
export interface OnnxCoderSpec {
  readonly encoder: Uint8Array;
  readonly decoder: Uint8Array;
  /** Name of the encoder's output to take; of a VAE the mean. Default: its first. */
  readonly encoded?: string;
  /** Sizes of one image, as the encoder takes it: `[12288]` or `[3, 64, 64]`. */
  readonly imageDims: readonly number[];
  /** Sizes of one latent. */
  readonly latentDims: readonly number[];
  /** Images in a batch where the files fix it, as `readOnnx` finds. Default: any. */
  readonly batch?: number | null;
  /**
   * How many channels come first, one whole plane after another, as PyTorch has them. Left
   * out: the numbers of a pixel stand together, as everywhere in this project.
   */
  readonly planes?: number;
  /**
   * Whether the files are somebody else's, which `readOnnx` found fit to run: the processor
   * may then do the arithmetic on their shapes.
   */
  readonly foreign?: boolean;
}

/** A codec that holds a runtime's memory. */
export interface OnnxCoder extends Codec {
  readonly provider: OnnxProvider;
  /** Frees the weights. */
  close(): Promise<void>;
}

/** Rows of numbers in an array. */
interface Table {
  readonly values: Float32Array;
  readonly rows: number;
  readonly size: number;
}

/** Images that go through at once, where the file leaves it open. */
const BATCH = 64;

/**
 * Loads both halves.
 *
 * @throws {Error} when the provider cannot be had or the runtime refuses a file
 */
export async function openOnnxCoder(
  spec: OnnxCoderSpec,
  provider: OnnxProvider,
): Promise<OnnxCoder> {
  const { imageDims, latentDims, batch = null, planes, foreign = false } = spec;
  const options = { hostShapes: foreign };
  const encoder = await openOnnx(spec.encoder, provider, options);
  const decoder = await openOnnx(spec.decoder, provider, options);
  const encoded = spec.encoded ?? encoder.outputs[0]!;
  const inputs = product(imageDims);
  const latent = product(latentDims);
  return {
    provider,
    inputs,
    latent,
    encode(pictures) {
      const values = planes
        ? reorder(pictures.values, inputs, inputs / planes, planes)
        : pictures.values;
      return inBatches(encoder, { ...pictures, values }, imageDims, {
        name: encoded,
        size: latent,
        batch,
      });
    },
    async decode(latents) {
      const made = await inBatches(decoder, latents, latentDims, {
        name: decoder.outputs[0]!,
        size: inputs,
        batch,
      });
      if (!planes) return made;
      return { ...made, values: reorder(made.values, inputs, planes, inputs / planes) };
    },
    async close() {
      await encoder.close();
      await decoder.close();
    },
  };
}

async function inBatches(
  session: OnnxSession,
  { values, rows, size }: Table,
  dims: readonly number[],
  output: { name: string; size: number; batch: number | null },
): Promise<Table & { values: Float32Array<ArrayBuffer> }> {
  if (size !== product(dims) || values.length !== rows * size) {
    throw new TypeError(
      `Cannot run an ONNX file as it takes rows of ${product(dims)} numbers: ` +
        `${values.length} were given as ${rows} rows of ${size}`,
    );
  }
  const whole = new Float32Array(rows * output.size);
  const step = output.batch ?? BATCH;
  for (let start = 0; start < rows; start += step) {
    const count = Math.min(step, rows - start);
    // Where the file fixes its batch, the last one is filled up with zeros.
    const sent = output.batch ?? count;
    const data = new Float32Array(sent * size);
    data.set(values.subarray(start * size, (start + count) * size));
    const results = await session.run({
      [session.inputs[0]!]: { data, dims: [sent, ...dims] },
    });
    const found = results[output.name]?.data;
    if (found?.length !== sent * output.size) {
      throw new TypeError(
        `Cannot use output "${output.name}" as it must give ${output.size} numbers an ` +
          `image: it gave ${found?.length ?? 0} for ${sent}`,
      );
    }
    whole.set(found.subarray(0, count * output.size), start * output.size);
  }
  return { values: whole, rows, size: output.size };
}

/** Each row from `[outer, inner]` to `[inner, outer]`. */
function reorder(values: Float32Array, size: number, outer: number, inner: number) {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += size) {
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        turned[row + i * outer + o] = values[row + o * inner + i]!;
      }
    }
  }
  return turned;
}

function product(dims: readonly number[]): number {
  return dims.reduce((a, b) => a * b, 1);
}
