/**
 * An encoder file and a decoder file behind one pair of functions, so that adjustments,
 * measures and figures can be made from ONNX alone, whoever trained it.
 * @module
 */

import type { OnnxProvider, OnnxSession } from "./run_onnx.ts";
import { openOnnx } from "./run_onnx.ts";

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
}

/** Rows in, rows out, all row-major and one after another. */
export interface OnnxCoder {
  readonly provider: OnnxProvider;
  encode(images: Float32Array): Promise<Float32Array<ArrayBuffer>>;
  decode(latents: Float32Array): Promise<Float32Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Images that go through at once, where the file leaves it open. */
const BATCH = 64;

/**
 * Loads both halves.
 *
 * @param foreign the files are somebody else's and were read by `readOnnx`: the processor
 * may do the arithmetic on their shapes
 * @throws {Error} when the provider cannot be had or the runtime refuses a file
 */
export async function openOnnxCoder(
  spec: OnnxCoderSpec,
  provider: OnnxProvider,
  { foreign = false }: { foreign?: boolean } = {},
): Promise<OnnxCoder> {
  const options = { hostShapes: foreign };
  const encoder = await openOnnx(spec.encoder, provider, options);
  const decoder = await openOnnx(spec.decoder, provider, options);
  const { imageDims, latentDims, batch } = spec;
  const encoded = spec.encoded ?? encoder.outputs[0]!;
  return {
    provider,
    encode: (images) => inBatches(encoder, images, imageDims, encoded, batch),
    decode: (latents) =>
      inBatches(decoder, latents, latentDims, decoder.outputs[0]!, batch),
    async close() {
      await encoder.close();
      await decoder.close();
    },
  };
}

async function inBatches(
  session: OnnxSession,
  values: Float32Array,
  dims: readonly number[],
  output: string,
  fixed: number | null = null,
): Promise<Float32Array<ArrayBuffer>> {
  const width = dims.reduce((product, size) => product * size, 1);
  const rows = values.length / width;
  if (!Number.isInteger(rows)) {
    throw new TypeError(
      `Cannot run an ONNX file as it takes rows of ${width} numbers: ` +
        `${values.length} were given`,
    );
  }
  const input = session.inputs[0]!;
  const step = fixed ?? BATCH;
  const parts: Float32Array[] = [];
  for (let start = 0; start < rows; start += step) {
    const count = Math.min(step, rows - start);
    let data = values.slice(start * width, (start + count) * width);
    if (fixed !== null && count < fixed) {
      // The last batch is filled up with zeros, whose results are left out.
      const padded = new Float32Array(fixed * width);
      padded.set(data);
      data = padded;
    }
    const sent = fixed ?? count;
    const results = await session.run({ [input]: { data, dims: [sent, ...dims] } });
    const found = results[output]!.data;
    parts.push(found.subarray(0, found.length / sent * count));
  }
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
