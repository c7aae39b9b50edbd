/**
 * What adjustments of latents do to what a model decodes: numbers and rows of pictures.
 *
 * @module
 */
import {
  adjustLatents,
  type Adjustment,
  describeAdjustment,
  type Latents,
  noiseRatios,
} from "../../models/adjust/adjustment.ts";
import { type ImageShape, toBytes } from "../../models/data/image_source.ts";
import type { Drawing } from "../../models/figures/drawing.ts";
import { noiseQuarters, seedQuarterLabels } from "../../models/figures/noise_quarters.ts";
import { pictureRows } from "../../models/figures/picture_rows.ts";
import {
  mean,
  meanPairwiseDistance,
  meanSquaredErrors,
  type Pictures,
} from "../../models/measures/picture_measures.ts";
import type { Codec } from "../../models/run_model.ts";
import type { PlannedAdjustment } from "./plan_adjustments.ts";
import type { AdjustmentEffect, Observations } from "./reproduction.ts";

/** What to look at. */
export interface Subject {
  /** As titles name it. */
  readonly name: string;
  /** Begins the names of its figures. */
  readonly prefix: string;
  readonly codec: Codec;
  readonly shape: ImageShape;
  /** Pictures that were not trained on, at least two. */
  readonly pictures: Pictures;
  readonly adjustments: readonly PlannedAdjustment[];
  /** Decides the noise. */
  readonly seed: number;
}

/** Pictures of a row. */
const SHOWN = 10;

/** Pictures that are adjusted and measured. */
const LOOKED_AT = 24;

/**
 * Pictures to look at, evenly spread: some data lie class by class. Those of the figures'
 * rows, the first ones, are spread as well.
 */
export function spread(indices: ArrayLike<number>): number[] {
  const count = Math.min(LOOKED_AT, indices.length);
  const even = Array.from(
    { length: count },
    (_, i) => indices[Math.floor(i * indices.length / count)]!,
  );
  return [0, 1].flatMap((part) => even.filter((_, i) => i % 2 === part));
}

/** Applies the adjustments, measures what comes out and draws it. */
export async function observe(
  { name, prefix, codec, shape, pictures, adjustments, seed }: Subject,
): Promise<{ observations: Observations; drawings: Record<string, Drawing> }> {
  const latents = await codec.encode(pictures);
  const plain = await codec.decode(latents);
  const unadjusted = meanPairwiseDistance(plain);
  const drawn = ({ values }: Pictures) => ({ ...shape, values });
  const reconstructionMse = mean(meanSquaredErrors(pictures, plain));
  const rows = [
    { label: "Original", pictures: drawn(pictures) },
    {
      label: "Reconstruction",
      note: `MSE ${reconstructionMse.toPrecision(3)}`,
      pictures: drawn(plain),
    },
  ];
  const effects: AdjustmentEffect[] = [];
  for (const { id, adjustment } of adjustments) {
    const outputs = await decodeAll(codec, adjustLatents(latents, adjustment, seed));
    const effect = effectOf(id, adjustment, plain, outputs, unadjusted);
    effects.push(effect);
    for (const [i, output] of outputs.entries()) {
      const label = adjustment.kind === "sweep"
        ? `Set to ${adjustment.values[i]}`
        : effect.label;
      const note = effect.changesOutput
        ? `${id}, ${whereOf(adjustment)}`
        : `${id}: no change`;
      rows.push({ label, note, pictures: drawn(output) });
    }
  }
  const mixed: Pictures[] = [plain];
  for (const ratio of noiseRatios) {
    const mix: Adjustment = { kind: "mixNoise", ratio, target: "all" };
    mixed.push(...await decodeAll(codec, adjustLatents(latents, mix, seed)));
  }
  const noiseDistances = [0, ...noiseRatios].map((ratio, i) => ({
    ratio,
    distance: meanPairwiseDistance(mixed[i]!),
  }));
  const quarters = mixed.map((output, i) => ({
    label: seedQuarterLabels[i]!,
    pictures: drawn(output),
  })) as unknown as Parameters<typeof noiseQuarters>[0];
  const declared = effects.filter(isWholeMix).sort((a, b) => ratioOf(a) - ratioOf(b));
  return {
    observations: {
      reconstructionMse,
      averagePictureMse: averageError(pictures),
      adjustments: effects,
      noiseDistances,
      noiseMakesAlike: falls(noiseDistances.map(({ distance }) => distance)),
      declaredMixesMakeAlike: declared.length < 2
        ? "unknown"
        : falls(declared.map((own) => own.distanceRatio))
        ? "yes"
        : "no",
    },
    drawings: {
      [`${prefix}adjustments`]: pictureRows(rows, { title: name, shown: SHOWN }),
      [`${prefix}noise-quarters`]: noiseQuarters(quarters, {
        title: `${name}: one shared noise`,
      }),
    },
  };
}

/** One after another: a runtime runs one batch at a time. */
async function decodeAll(codec: Codec, latents: readonly Latents[]): Promise<Pictures[]> {
  const outputs: Pictures[] = [];
  for (const each of latents) outputs.push(await codec.decode(each));
  return outputs;
}

function effectOf(
  id: string,
  adjustment: Adjustment,
  plain: Pictures,
  outputs: readonly Pictures[],
  unadjusted: number,
): AdjustmentEffect {
  const before = toBytes(new Float32Array(plain.values));
  const changed = Array.from(
    { length: plain.rows },
    (_, row) =>
      outputs.some(({ values }) => {
        const after = toBytes(values.slice(row * plain.size, (row + 1) * plain.size));
        return after.some((byte, i) => byte !== before[row * plain.size + i]);
      }),
  );
  const brightness = outputs.map(({ values }) => {
    let sum = 0;
    values.forEach((value, i) => sum += value - plain.values[i]!);
    return sum / values.length;
  });
  const changedFraction = mean(changed.map(Number));
  return {
    id,
    label: labelOf(adjustment),
    adjustment,
    meanChange: mean(outputs.flatMap((output) => meanSquaredErrors(plain, output))),
    changesOutput: changedFraction > 0,
    changedFraction,
    brightnessChange: mean(brightness),
    distanceRatio: unadjusted === 0 ? 0 : mean(outputs.map(meanPairwiseDistance)) /
      unadjusted,
  };
}

/** `Times 5`, `20% noise mixed in`. */
function labelOf(adjustment: Adjustment): string {
  const text = describeAdjustment({ ...adjustment, target: "all" })
    .replace(/^all elements: /, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function whereOf({ target }: Adjustment): string {
  if (target === "all") return "all elements";
  return target.length > 3
    ? `${target.length} elements`
    : `element${target.length === 1 ? "" : "s"} ${target.join(", ")}`;
}

function isWholeMix({ adjustment }: AdjustmentEffect): boolean {
  return adjustment.kind === "mixNoise" && adjustment.target === "all";
}

function ratioOf({ adjustment }: AdjustmentEffect): number {
  return adjustment.kind === "mixNoise" ? adjustment.ratio : 0;
}

function falls(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value < values[i - 1]!);
}

/** Error of pictures against their own average. */
function averageError({ values, rows, size }: Pictures): number {
  const average = new Float32Array(size);
  values.forEach((value, i) => average[i % size] = average[i % size]! + value / rows);
  const shown = Float32Array.from(values, (_, i) => average[i % size]!);
  return mean(meanSquaredErrors({ values, rows, size }, { values: shown, rows, size }));
}
