/**
 * What a trained model can do, as numbers.
 * @module
 */

import {
  adjustLatents,
  type Adjustment,
  latentNoise,
  type Latents,
} from "../adjust/adjustment.ts";
import { priorSamples } from "../adjust/latent_paths.ts";
import type { ImageShape, LabelledImages } from "../data/image_source.ts";
import { type Codec, readPictures } from "../run_model.ts";
import {
  detailKept,
  mean,
  meanPairwiseDistance,
  meanSquaredErrors,
  nearestDistances,
  type Pictures,
} from "./picture_measures.ts";
import { rocAuc } from "./roc.ts";

/** Mean pairwise distance of outputs whose latents hold this share of one common noise. */
export interface NoiseDistance {
  readonly ratio: number;
  readonly distance: number;
}

/** All measures of one model. Distances are mean squared differences in [-1, 1] units. */
export interface ModelMeasures {
  /** Of pictures held back from training. */
  readonly reconstructionMse: number;
  /** Of the test set, where classes are known: all anomalies, and each class alone. */
  readonly auc: { readonly all: number; readonly byClass: Record<string, number> } | null;
  /** How alike outputs become as one noise takes over their latents; starts at ratio 0. */
  readonly noiseDistances: readonly NoiseDistance[];
  /** Part of the originals' detail that reconstructions keep: below 1 is blurred. */
  readonly detailKept: number;
  /**
   * What decodes beside an image's latent (a random step of half the latents' spread):
   * its distance to the nearest real picture, over that of unrelated real pictures to
   * theirs. High: neighbours are no pictures.
   */
  readonly neighbourDistanceRatio: number;
  /** As the line above, for latents drawn from N(0, 1), which only a VAE is trained for. */
  readonly priorDistanceRatio: number;
  /** Mean pairwise distance of those drawn outputs over that of reconstructions. */
  readonly priorVarietyRatio: number;
}

/** Shares of noise measured; 0.2, 0.5 and 0.8 are the seed report's. */
const RATIOS = [0, 0.2, 0.5, 0.8];

/** Size of the random step, in standard deviations of the latents. */
const NEIGHBOUR_STEP = 0.5;

/**
 * Measures a model.
 *
 * @param pictures pictures that were not trained on, at least two
 * @param seed decides noise and samples
 */
export async function measureModel(
  codec: Codec,
  pictures: Pictures,
  shape: ImageShape,
  test: LabelledImages | undefined,
  seed: number,
): Promise<ModelMeasures> {
  const latents = await codec.encode(pictures);
  const outputs = await codec.decode(latents);
  const noiseDistances: NoiseDistance[] = [];
  for (const ratio of RATIOS) {
    const mix: Adjustment = { kind: "mixNoise", ratio, target: "all" };
    const [adjusted] = adjustLatents(latents, mix, seed);
    const distance = meanPairwiseDistance(await codec.decode(adjusted!));
    noiseDistances.push({ ratio, distance });
  }
  const unrelated = mean(nearestDistances(pictures, pictures));
  const neighbours = await codec.decode(neighboursOf(latents, seed));
  const drawn = await codec.decode(priorSamples(seed, latents.rows, latents.size));
  const overUnrelated = (made: Pictures) =>
    mean(nearestDistances(made, pictures)) / unrelated;
  return {
    reconstructionMse: mean(meanSquaredErrors(pictures, outputs)),
    auc: test ? await anomalyAuc(codec, test) : null,
    noiseDistances,
    detailKept: detailKept(pictures, outputs, shape),
    neighbourDistanceRatio: overUnrelated(neighbours),
    priorDistanceRatio: overUnrelated(drawn),
    priorVarietyRatio: meanPairwiseDistance(drawn) / noiseDistances[0]!.distance,
  };
}

/** The anomaly score of pictures: the mean squared error of their reconstruction. */
export async function anomalyScores(codec: Codec, pictures: Pictures): Promise<number[]> {
  const outputs = await codec.decode(await codec.encode(pictures));
  return meanSquaredErrors(pictures, outputs);
}

async function anomalyAuc(
  codec: Codec,
  { images, classes, anomalies }: LabelledImages,
): Promise<ModelMeasures["auc"]> {
  if (!classes) return null;
  const indices = Array.from({ length: images.count }, (_, i) => i);
  const scores = await anomalyScores(codec, await readPictures(images, indices));
  const anomalous = classes.map((each) => anomalies.includes(each));
  const byClass = anomalies.map((anomaly): [string, number] => {
    const kept = indices.filter((i) => !anomalous[i] || classes[i] === anomaly);
    return [
      anomaly,
      rocAuc(kept.map((i) => scores[i]!), kept.map((i) => anomalous[i]!)),
    ];
  });
  return { all: rocAuc(scores, anomalous), byClass: Object.fromEntries(byClass) };
}

/** Each latent moved by a random step, by half of each element's spread over all of them. */
export function neighboursOf({ values, rows, size }: Latents, seed: number): Latents {
  const noise = latentNoise(seed, rows * size);
  const moved = values.slice();
  for (let element = 0; element < size; element++) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const z = values[row * size + element]!;
      sum += z;
      squares += z * z;
    }
    const stdDev = Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2));
    for (let row = 0; row < rows; row++) {
      const at = row * size + element;
      moved[at] = moved[at]! + NEIGHBOUR_STEP * stdDev * noise[at]!;
    }
  }
  return { values: moved, rows, size };
}
