/**
 * Trained models from the host's side: arrays in, arrays out. What figures and measures use.
 * @module
 */

import type { Latents } from "./adjust/adjustment.ts";
import { type ImageSource, pictureSize, toUnitRange } from "./data/image_source.ts";
import type { Pictures } from "./measures/picture_measures.ts";
import type { Matrix } from "./network/engine.ts";

/** What can encode and decode: a model, or the same model run from ONNX files. */
export interface Codec {
  readonly inputs: number;
  readonly latent: number;
  /** Latents of pictures; for a VAE the posterior's mean. */
  encode(pictures: Pictures): Promise<Latents>;
  decode(latents: Latents): Promise<Pictures>;
}

/** The parts of a model that a codec needs. */
interface Encoding {
  readonly spec: { readonly inputs: number };
  readonly latent: number;
  readonly engine: {
    upload(data: Float32Array<ArrayBuffer>, rows: number, columns: number): Matrix;
    read(matrix: Matrix): Promise<Float32Array<ArrayBuffer>>;
  };
  encode(images: Matrix): Matrix;
  decode(latents: Matrix): Matrix;
}

/** Rows that go through a model at once. */
const BATCH = 64;

/** A model as a codec. */
export function codecOf(model: Encoding): Codec {
  const { engine, latent, spec: { inputs } } = model;
  const run = async (
    from: { values: Float32Array; rows: number; size: number },
    apply: (matrix: Matrix) => Matrix,
    size: number,
  ) => {
    const values = new Float32Array(from.rows * size);
    for (let start = 0; start < from.rows; start += BATCH) {
      const rows = Math.min(BATCH, from.rows - start);
      const part = from.values.slice(start * from.size, (start + rows) * from.size);
      const given = engine.upload(new Float32Array(part), rows, from.size);
      const result = apply(given);
      values.set(await engine.read(result), start * size);
      given.dispose();
      result.dispose();
    }
    return { values, rows: from.rows, size };
  };
  return {
    inputs,
    latent,
    encode: (pictures) => run(pictures, model.encode, latent),
    decode: (latents) => run(latents, model.decode, inputs),
  };
}

/** Pictures of a source, in [-1, 1]. */
export async function readPictures(
  source: ImageSource,
  indices: ArrayLike<number>,
): Promise<Pictures> {
  const values = toUnitRange(await source.read(indices));
  return { values, rows: indices.length, size: pictureSize(source.shape) };
}
