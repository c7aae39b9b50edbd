/**
 * Autoencoder and VAE side by side: how blurred their reconstructions are, what a decoded
 * neighbour of a latent looks like, and what a draw from the prior.
 * @module
 */

import { priorSamples } from "../adjust/latent_paths.ts";
import type { ImageShape } from "../data/image_source.ts";
import { type ModelMeasures, neighboursOf } from "../measures/measure_model.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import type { Codec } from "../run_model.ts";
import type { Drawing } from "./drawing.ts";
import { pictureRows } from "./picture_rows.ts";

/** What a comparison shows of one model. */
export interface ComparedModel {
  readonly name: string;
  readonly measures: ModelMeasures;
  readonly reconstructions: Pictures;
  readonly neighbours: Pictures;
  readonly drawn: Pictures;
}

/** Pictures of a row. */
const SHOWN = 10;

/** Takes from a model what a comparison shows; the model may be freed afterwards. */
export async function comparedModel(
  name: string,
  codec: Codec,
  pictures: Pictures,
  measures: ModelMeasures,
  seed: number,
): Promise<ComparedModel> {
  // All are encoded, as the step to a neighbour goes by the spread of all latents.
  const latents = await codec.encode(pictures);
  return {
    name,
    measures,
    reconstructions: firstOf(await codec.decode(latents)),
    neighbours: firstOf(await codec.decode(neighboursOf(latents, seed))),
    drawn: firstOf(
      await codec.decode(priorSamples(seed, Math.min(SHOWN, latents.rows), latents.size)),
    ),
  };
}

/** Draws models under one another, on the same pictures. */
export function modelComparison(
  pictures: Pictures,
  shape: ImageShape,
  models: readonly ComparedModel[],
): Drawing {
  const figure = (value: number) => value.toPrecision(2);
  const row = (label: string, note: string, { values }: Pictures) => ({
    label,
    note,
    pictures: { ...shape, values },
  });
  const of = (
    words: string,
    note: (measures: ModelMeasures) => string,
    pick: (model: ComparedModel) => Pictures,
  ) =>
    models.map((model) =>
      row(`${model.name}${words}`, note(model.measures), pick(model))
    );
  return pictureRows([
    row("Original", "", firstOf(pictures)),
    ...of(
      ": reconstruction",
      ({ detailKept }) => `detail kept ${figure(detailKept)} of 1`,
      ({ reconstructions }) => reconstructions,
    ),
    ...of(
      ": neighbour",
      ({ neighbourDistanceRatio }) => `distance ${figure(neighbourDistanceRatio)}`,
      ({ neighbours }) => neighbours,
    ),
    ...of(
      ": N(0, 1)",
      ({ priorDistanceRatio }) => `distance ${figure(priorDistanceRatio)}`,
      ({ drawn }) => drawn,
    ),
  ], {
    title: "Reconstructions, neighbours of the latents, and draws from N(0, 1)",
    shown: SHOWN,
  });
}

function firstOf({ values, rows, size }: Pictures): Pictures {
  const kept = Math.min(rows, SHOWN);
  return { values: values.slice(0, kept * size), rows: kept, size };
}
