/**
 * What a latent explorer needs of a model beside its decoder: a few pictures with their
 * latents, how far each element spreads, and the noise that figures mix in.
 * @module
 */

import { encodeBase64 } from "@std/encoding";
import { latentNoise, type Latents } from "../adjust/adjustment.ts";
import { type ImageShape, toBytes } from "../data/image_source.ts";
import { spreadOf } from "../figures/model_figures.ts";
import type { Pictures } from "../measures/picture_measures.ts";

/** Name of the file in a model's folder. */
export const explorerFile = "explorer.json";

/** Plain JSON. Arrays are little-endian bytes in base 64. */
export interface ExplorerData {
  readonly schema: "latentmark/explorer@1";
  readonly shape: ImageShape;
  /** Width of the latent. */
  readonly latent: number;
  /** Pictures to start from. */
  readonly count: number;
  /** Unsigned bytes `[count, height, width, channels]`. */
  readonly pictures: string;
  /** Float32 `[count, latent]`. */
  readonly latents: string;
  /** Float32 `[latent]`: over the latents of all measured pictures. */
  readonly mean: string;
  readonly stdDev: string;
  /** Float32 `[latent]`: the noise of the adjustments of this seed. */
  readonly noise: string;
}

/** Pictures to start from, at most. */
const STARTS = 12;

/** Puts the file together. */
export function explorerData(
  pictures: Pictures,
  latents: Latents,
  shape: ImageShape,
  seed: number,
): ExplorerData {
  const count = Math.min(STARTS, pictures.rows);
  const spreads = Array.from({ length: latents.size }, (_, i) => spreadOf(latents, i));
  const floats = (values: Float32Array) =>
    encodeBase64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return {
    schema: "latentmark/explorer@1",
    shape,
    latent: latents.size,
    count,
    pictures: encodeBase64(toBytes(pictures.values.slice(0, count * pictures.size))),
    latents: floats(latents.values.slice(0, count * latents.size)),
    mean: floats(Float32Array.from(spreads, ({ mean }) => mean)),
    stdDev: floats(Float32Array.from(spreads, ({ stdDev }) => stdDev)),
    noise: floats(latentNoise(seed, latents.size)),
  };
}
