/**
 * All figures of one model, from what encodes and decodes: a model on an engine, or its ONNX
 * files.
 * @module
 */

import {
  adjustLatents,
  type Adjustment,
  describeAdjustment,
  type Latents,
  sharedNoiseMixes,
} from "../adjust/adjustment.ts";
import { interpolate, priorSamples, traverse } from "../adjust/latent_paths.ts";
import type { ImageShape } from "../data/image_source.ts";
import { mean, meanSquaredErrors, type Pictures } from "../measures/picture_measures.ts";
import { rocAuc, rocCurve } from "../measures/roc.ts";
import type { Codec } from "../run_model.ts";
import type { Drawing } from "./drawing.ts";
import { lineChart } from "./line_chart.ts";
import { noiseQuarters, type Quarter, seedQuarterLabels } from "./noise_quarters.ts";
import { pictureSheet } from "./picture_grid.ts";
import {
  interpolationFigure,
  pictureRows,
  type Traversal,
  traversalFigure,
} from "./picture_rows.ts";
import type { Pictures as DrawnPictures } from "./pictures.ts";
import { rocFigure } from "./roc_figure.ts";
import { scoreHistogram } from "./score_histogram.ts";

/** A model and what is shown of it. */
export interface FigureSubject {
  readonly kind: "ae" | "vae";
  /** As titles name it: "Autoencoder". */
  readonly name: string;
  readonly codec: Codec;
  readonly shape: ImageShape;
  /** Pictures that were not trained on, at least two. */
  readonly pictures: Pictures;
  readonly seed: number;
  /** Adjustments to show beside the shared noise. */
  readonly adjustments?: readonly Adjustment[];
  readonly noiseDistances?: readonly { ratio: number; distance: number }[];
}

/** Shown beside the shared noise when nothing else is asked for. */
export const exampleAdjustments: readonly Adjustment[] = [
  { kind: "negate", target: "all" },
  { kind: "scale", factor: 2, target: "all" },
  { kind: "zero", target: "all" },
];

/** The most latents that a traversal shows. */
const TRAVERSED = 16;
const STOPS = [-3, -2, -1, 0, 1, 2, 3];
const SAMPLES = 32;
const STEPS = 9;
const PAIRS = 4;

/** Draws the figures of a model, by file name without extension. */
export async function modelFigures(
  subject: FigureSubject,
): Promise<Record<string, Drawing>> {
  const { name, kind, codec, pictures, seed, noiseDistances } = subject;
  const latents = await codec.encode(pictures);
  const draw = async (z: Latents) => drawn(await codec.decode(z), subject.shape);
  // One after another: a runtime runs one batch at a time.
  const lines: DrawnPictures[] = [];
  for (let row = 0; row + 1 < Math.min(2 * PAIRS, latents.rows); row += 2) {
    lines.push(await draw(interpolate(latents, row, row + 1, STEPS)));
  }
  const figures: Record<string, Drawing> = {
    "noise-quarters": await quarters(subject, latents),
    "adjustments": await adjustmentRows(subject, latents),
    "interpolation": interpolationFigure(lines, `${name}: between two latents`),
    "traversal": await traversal(subject, latents),
    "prior-samples": pictureSheet(
      `${name}: decoded from N(0, 1)`,
      await draw(priorSamples(seed, SAMPLES, codec.latent)),
      8,
      kind === "vae" ? undefined : "An autoencoder is not trained for such latents",
    ),
  };
  if (noiseDistances) {
    figures["noise-distance"] = lineChart([{
      label: name,
      x: noiseDistances.map(({ ratio }) => ratio * 100),
      y: noiseDistances.map(({ distance }) => distance),
      dotted: true,
    }], {
      title: "How unlike the outputs are as one noise is mixed in",
      xLabel: "Noise in the latent, %",
      yLabel: "Mean pairwise distance (MSE)",
      fromZero: true,
    });
  }
  return figures;
}

/** The histogram and the ROC of anomaly scores, by file name without extension. */
export function scoreFigures(
  name: string,
  scores: readonly number[],
  anomalous: readonly boolean[],
): Record<string, Drawing> {
  const of = (wanted: boolean) => scores.filter((_, i) => anomalous[i] === wanted);
  const points = rocCurve(scores, anomalous);
  return {
    "anomaly-scores": scoreHistogram([
      { label: "normal", scores: of(false) },
      { label: "anomalies", scores: of(true) },
    ], { title: `${name}: anomaly scores`, xLabel: "Reconstruction error (MSE)" }),
    "roc": rocFigure([{
      label: name,
      falsePositiveRates: points.map((point) => point.falsePositiveFraction),
      truePositiveRates: points.map((point) => point.truePositiveFraction),
      auc: rocAuc(scores, anomalous),
    }]),
  };
}

async function quarters(
  { name, codec, shape, seed }: FigureSubject,
  latents: Latents,
): Promise<Drawing> {
  const mixed = sharedNoiseMixes.flatMap((mix) => adjustLatents(latents, mix, seed));
  const made: Quarter[] = [];
  for (const [i, z] of [latents, ...mixed].entries()) {
    const pictures = drawn(await codec.decode(z), shape);
    made.push({ label: seedQuarterLabels[i]!, pictures });
  }
  return noiseQuarters(
    made as unknown as Parameters<typeof noiseQuarters>[0],
    { title: `${name}: latents mixed with one shared noise` },
  );
}

async function adjustmentRows(
  { name, codec, shape, pictures, seed, adjustments = exampleAdjustments }: FigureSubject,
  latents: Latents,
): Promise<Drawing> {
  const outputs = await codec.decode(latents);
  const error = mean(meanSquaredErrors(pictures, outputs));
  const rows = [
    { label: "Original", pictures: drawn(pictures, shape) },
    {
      label: "Reconstruction",
      note: `MSE ${error.toPrecision(3)}`,
      pictures: drawn(outputs, shape),
    },
  ];
  for (const adjustment of [...sharedNoiseMixes, ...adjustments]) {
    const text = describeAdjustment(adjustment);
    const cut = text.indexOf(": ");
    for (const z of adjustLatents(latents, adjustment, seed)) {
      const note = text.slice(0, cut);
      const label = text.charAt(cut + 2).toUpperCase() + text.slice(cut + 3);
      rows.push({ label, note, pictures: drawn(await codec.decode(z), shape) });
    }
  }
  return pictureRows(rows, { title: `${name}: adjustments of the latent`, shown: 10 });
}

/** Steps in standard deviations of each latent, around the first picture's own latents. */
async function traversal(
  { name, codec, shape }: FigureSubject,
  latents: Latents,
): Promise<Drawing> {
  const spreads = Array.from({ length: latents.size }, (_, i) => spreadOf(latents, i));
  const shown = spreads.map((_, i) => i)
    .sort((a, b) => spreads[b]!.stdDev - spreads[a]!.stdDev || a - b)
    .slice(0, TRAVERSED).sort((a, b) => a - b);
  const traversals: Traversal[] = [];
  for (const latent of shown) {
    const { mean, stdDev } = spreads[latent]!;
    const stops = STOPS.map((stop) => mean + stop * stdDev);
    const pictures = drawn(
      await codec.decode(traverse(latents, 0, latent, stops)),
      shape,
    );
    traversals.push({ latent, note: `SD ${stdDev.toPrecision(2)}`, pictures });
  }
  const which = latents.size > TRAVERSED
    ? `the ${TRAVERSED} of ${latents.size} latents that vary most`
    : "each latent";
  return traversalFigure(
    traversals,
    STOPS.map((stop) =>
      stop === 0 ? "mean" : `${stop > 0 ? "+" : "\u2212"}${Math.abs(stop)} SD`
    ),
    { title: `${name}: ${which}, moved alone`, stopTitle: "Set to" },
  );
}

/** Mean and standard deviation of one element over all latents. */
export function spreadOf(
  { values, rows, size }: Latents,
  element: number,
): { mean: number; stdDev: number } {
  const column = Array.from({ length: rows }, (_, row) => values[row * size + element]!);
  const center = mean(column);
  return { mean: center, stdDev: Math.sqrt(mean(column.map((z) => (z - center) ** 2))) };
}

function drawn({ values }: Pictures, shape: ImageShape): DrawnPictures {
  return { ...shape, values };
}
