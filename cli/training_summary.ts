/**
 * A finished run in words: the measures of its models side by side, and where its files are.
 * @module
 */

import type { ModelMeasures } from "../models/measures/measure_model.ts";
import type { Remade } from "../models/training/from_onnx.ts";
import type { RunManifest, TrainedRecord } from "../models/training/manifest.ts";

/** A line of the table: what is measured, and its text for one model. */
type Line = readonly [label: string, cell: (record: TrainedRecord) => string];

const figure = (value: number) => value.toPrecision(3);

function measure(pick: (measures: ModelMeasures) => number): Line[1] {
  return ({ measures }) => figure(pick(measures));
}

/** Lines that every run has. */
const LINES: readonly Line[] = [
  ["steps", ({ steps, stopped }) => `${steps}${stopped === "early" ? " (early)" : ""}`],
  ["training loss", ({ train }) => train ? figure(train.loss) : "-"],
  ["validation loss", ({ validation }) => validation ? figure(validation.loss) : "-"],
  [
    "  of it KL, nats",
    ({ config, validation }) =>
      validation && config.spec.kind === "vae" ? figure(validation.kl) : "-",
  ],
  ["reconstruction MSE", measure(({ reconstructionMse }) => reconstructionMse)],
  ["detail kept (1: all; less: blurred)", measure(({ detailKept }) => detailKept)],
  ["distance from real pictures (unrelated: 1)", () => ""],
  ["  beside a latent", measure((measures) => measures.neighbourDistanceRatio)],
  ["  drawn from N(0, 1)", measure((measures) => measures.priorDistanceRatio)],
  ["variety of draws (reconstructions: 1)", measure((all) => all.priorVarietyRatio)],
];

/**
 * The summary, several lines.
 *
 * @param out the folder that the manifest lies in, as the user named it
 */
export function trainingSummary(manifest: RunManifest, out: string): string {
  const models = Object.entries(manifest.models);
  const records = models.map(([, record]) => record);
  const lines = [...LINES, ...noiseLines(records), ...aucLines(records)];
  const width = Math.max(...lines.map(([label]) => label.length));
  const row = (label: string, cells: readonly string[]) =>
    `  ${label.padEnd(width)}${cells.map((cell) => cell.padStart(15)).join("")}`
      .trimEnd();
  const text = [
    row("", models.map(([kind]) => kind)),
    ...lines.map(([label, cell]) => row(label, records.map(cell))),
  ];
  for (const [kind, agreements] of Object.entries(manifest.onnxAgreement)) {
    for (const { provider, latents, outputs, whole } of agreements) {
      const largest = Math.max(latents, outputs, whole);
      text.push(`ONNX of ${kind} on ${provider}: differs by ${largest.toExponential(1)}`);
    }
  }
  const folders = new Set(
    Object.keys(manifest.figures).map((path) => path.replace(/\/[^/]*$/, "")),
  );
  for (const folder of folders) text.push(`Figures: ${out}/${folder}`);
  if (manifest.data.credit) text.push(manifest.data.credit);
  text.push(`Manifest: ${out}/manifest.json`);
  return text.join("\n");
}

/** How unlike outputs are by shares of one noise, also as a part of the first distance. */
function noiseLines(records: readonly TrainedRecord[]): Line[] {
  const ratios = records[0]?.measures.noiseDistances.map(({ ratio }) => ratio) ?? [];
  return [
    ["distance between outputs, by shared noise", () => ""],
    ...ratios.map((ratio, i): Line => [
      `  ${Math.round(ratio * 100)}%`,
      ({ measures: { noiseDistances } }) => {
        const [first, here] = [noiseDistances[0]!.distance, noiseDistances[i]!.distance];
        if (i === 0) return figure(here);
        return `${figure(here)} ${`${Math.round(here / first * 100)}%`.padStart(4)}`;
      },
    ]),
  ];
}

/** ROC AUC of the anomaly score, where the test set says what is an anomaly. */
function aucLines(records: readonly TrainedRecord[]): Line[] {
  const auc = records[0]?.measures.auc;
  if (!auc) return [];
  const cell =
    (pick: (auc: NonNullable<ModelMeasures["auc"]>) => number): Line[1] =>
    ({ measures }) => measures.auc ? pick(measures.auc).toFixed(4) : "-";
  return [
    ["anomaly AUC", cell(({ all }) => all)],
    ...Object.keys(auc.byClass).map((name): Line => [
      `  ${name}`,
      cell(({ byClass }) => byClass[name] ?? NaN),
    ]),
  ];
}

/** What was made out of ONNX files, in a few lines. */
export function remadeSummary(
  { models, figures, largestDifference }: Remade,
  out: string,
): string {
  const lines = Object.entries(models).map(([kind, { reconstructionMse, auc }]) =>
    `  ${kind}: reconstruction MSE ${figure(reconstructionMse)}` +
    (auc ? `, anomaly AUC ${auc.all.toFixed(4)}` : "")
  );
  if (largestDifference !== null) {
    const text = largestDifference.toExponential(1);
    lines.push(`Measures differ from the run's own by ${text} at most`);
  }
  lines.push(`Figures: ${Object.keys(figures).length} files below ${out}`);
  lines.push(`Measures: ${out}/measures.json`);
  return lines.join("\n");
}
