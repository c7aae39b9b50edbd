/**
 * A model's losses as they went, as figures.
 * @module
 */

import type { Drawing } from "./drawing.ts";
import { lossCurves } from "./loss_curves.ts";

/** One moment of training. */
interface Point {
  readonly step: number;
  readonly loss: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/**
 * Draws the loss in training and validation and, for a VAE, its two terms apart, by file name
 * without extension. Nothing when there was no step.
 */
export function lossFigures(
  name: string,
  kind: "ae" | "vae",
  { train, validation }: { train: readonly Point[]; validation: readonly Point[] },
): Record<string, Drawing> {
  if (train.length === 0) return {};
  const series = (term: "loss" | "reconstruction" | "kl", word: string) =>
    ([["training", train], ["validation", validation]] as const)
      .filter(([, points]) => points.length > 0)
      .map(([label, points]) => ({
        label: word === "" ? label : `${word}, ${label}`,
        at: points.map(({ step }) => step),
        values: points.map((point) => point[term]),
        dashed: label === "validation",
      }));
  const yLabel = kind === "ae" ? "Loss (MSE)" : "Loss, per picture";
  const figures: Record<string, Drawing> = {
    "loss": lossCurves(series("loss", ""), {
      title: `${name}: loss`,
      unit: "step",
      yLabel,
    }),
  };
  if (kind === "vae") {
    figures["loss-terms"] = lossCurves([
      ...series("reconstruction", "reconstruction"),
      ...series("kl", "KL"),
    ], { title: `${name}: the terms of the loss`, unit: "step", yLabel });
  }
  return figures;
}
