/**
 * A run with everything that is made of its models: figures, ONNX files, and a comparison.
 *
 * Beside what `runTraining` writes, each model's folder gets `figures/` and three ONNX files;
 * where both models were trained, `figures/` of the run itself gets their comparison.
 * @module
 */

import type { ImageShape } from "../data/image_source.ts";
import { lossFigures } from "../figures/loss_figures.ts";
import {
  type ComparedModel,
  comparedModel,
  modelComparison,
} from "../figures/model_comparison.ts";
import { modelFigures, scoreFigures } from "../figures/model_figures.ts";
import { writeFigures } from "../figures/write_figures.ts";
import { anomalyScores } from "../measures/measure_model.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import { readPlainModel } from "../onnx/plain_weights.ts";
import { type OnnxAgreement, verifyOnnx } from "../onnx/verify_onnx.ts";
import { writeOnnx } from "../onnx/write_onnx.ts";
import { codecOf, readPictures } from "../run_model.ts";
import type { RunManifest } from "./manifest.ts";
import type { ModelKind, RunRequest } from "./run_request.ts";
import {
  type RunOptions,
  type RunResult,
  runTraining,
  type Trained,
  writeManifest,
} from "./run_training.ts";

/** What was written for one model. Digests by path beside the manifest. */
interface ModelOutputs {
  readonly figures: Record<string, string>;
  readonly onnx: Record<string, string>;
  readonly agreement: readonly OnnxAgreement[];
  readonly compared: ComparedModel;
}

/** The models as titles name them. */
export const modelNames: Record<ModelKind, string> = { ae: "Autoencoder", vae: "VAE" };

/** Pictures that engine and ONNX files are compared on. */
const COMPARED = 16;

/**
 * Trains as `runTraining` does, then draws, exports and compares. The manifest, with digests
 * of all that, is written last.
 *
 * @throws {Error} as `runTraining`, and when an ONNX file does not agree with its model
 */
export async function runWithOutputs(
  request: RunRequest,
  options: Omit<RunOptions, "onTrained">,
): Promise<RunResult> {
  const outputs: Partial<Record<ModelKind, ModelOutputs>> = {};
  let shown: { pictures: Pictures; shape: ImageShape } | undefined;
  const result = await runTraining(request, {
    ...options,
    async onTrained(trained) {
      options.tell?.(`Drawing and exporting ${trained.kind}`);
      outputs[trained.kind] = await writeModelOutputs(trained);
      shown = { pictures: trained.measured, shape: trained.dataset.images.shape };
    },
  });
  if (result.status !== "done" || !shown) return result;
  const made = Object.entries(outputs);
  let figures = merged(made.map(([, { figures }]) => figures));
  if (made.length > 1) {
    const models = made.map(([, { compared }]) => compared);
    const drawing = modelComparison(shown.pictures, shown.shape, models);
    const written = await writeFigures(`${options.out}/figures`, { comparison: drawing });
    figures = { ...figures, ...under("figures", written) };
  }
  const manifest: RunManifest = {
    ...result.manifest,
    figures,
    onnx: merged(made.map(([, { onnx }]) => onnx)),
    onnxAgreement: Object.fromEntries(
      made.map(([kind, { agreement }]) => [kind, agreement]),
    ),
  };
  await writeManifest(options.out, manifest);
  return { status: "done", manifest };
}

async function writeModelOutputs(trained: Trained): Promise<ModelOutputs> {
  const { kind, model, config, state, dataset, measured, record, folder } = trained;
  const name = modelNames[kind];
  const codec = codecOf(model);
  const drawings = {
    ...lossFigures(name, kind, state),
    ...await modelFigures({
      kind,
      name,
      codec,
      shape: dataset.images.shape,
      pictures: measured,
      seed: config.seed,
      noiseDistances: record.measures.noiseDistances,
    }),
    ...await anomalyFigures(name, trained),
  };
  const figures = await writeFigures(`${folder}/figures`, drawings);
  const onnx = await writeOnnx(folder, await readPlainModel(model));
  const few = Math.min(COMPARED, measured.rows);
  const some = {
    ...measured,
    values: measured.values.slice(0, few * measured.size),
    rows: few,
  };
  const agreement = [await verifyOnnx(folder, codec, some, "wasm")];
  // On a software device WebGPU would only do slowly what WASM has done.
  const { name: backend, software } = model.engine.facts;
  if (backend === "webgpu" && !software) {
    agreement.push(await verifyOnnx(folder, codec, some, "webgpu"));
  }
  return {
    figures: under(`${kind}/figures`, figures),
    onnx: under(kind, onnx),
    agreement,
    compared: await comparedModel(name, codec, measured, record.measures, config.seed),
  };
}

/** Histogram and ROC, where the test set says what is an anomaly. */
async function anomalyFigures(name: string, { model, dataset: { test } }: Trained) {
  if (!test?.classes) return {};
  const indices = Array.from({ length: test.images.count }, (_, i) => i);
  const pictures = await readPictures(test.images, indices);
  const scores = await anomalyScores(codecOf(model), pictures);
  const anomalous = test.classes.map((each) => test.anomalies.includes(each));
  return scoreFigures(name, scores, anomalous);
}

function under(folder: string, digests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(digests).map(([name, digest]) => [`${folder}/${name}`, digest]),
  );
}

function merged(all: readonly Record<string, string>[]): Record<string, string> {
  return Object.assign({}, ...all);
}
