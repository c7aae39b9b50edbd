/**
 * A run with everything that is made of its models: figures, ONNX files, and a comparison.
 *
 * Beside what `runTraining` writes, each model's folder gets `figures/` and three ONNX files;
 * where both models were trained, `figures/` of the run itself gets their comparison.
 * @module
 */

import { sha256 } from "../data/digest.ts";
import type { ImageShape, LabelledImages } from "../data/image_source.ts";
import type { Drawing } from "../figures/drawing.ts";
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
import { readPlainWeights } from "../onnx/plain_weights.ts";
import {
  type Expected,
  expectedOf,
  type OnnxAgreement,
  verifyOnnx,
} from "../onnx/verify_onnx.ts";
import { onnxFiles, writeOnnx } from "../onnx/write_onnx.ts";
import { type Codec, codecOf, readPictures } from "../run_model.ts";
import { explorerData, explorerFile } from "./explorer_file.ts";
import { canonicalJson, type RunManifest } from "./manifest.ts";
import type { ModelKind, RunRequest } from "./run_request.ts";
import {
  type RunOptions,
  type RunResult,
  runTraining,
  type Trained,
  weightsFile,
  writeManifest,
} from "./run_training.ts";

/** What was made of one model while it was there. Digests by path beside the manifest. */
interface ModelOutputs {
  readonly figures: Record<string, string>;
  readonly explorer: Record<string, string>;
  readonly compared: ComparedModel | null;
  readonly expected: Expected;
  readonly failures: string[];
}

/** The models as titles name them. */
export const modelNames: Record<ModelKind, string> = { ae: "Autoencoder", vae: "VAE" };

/** Pictures that engine and ONNX files are compared on. */
const COMPARED = 16;

/**
 * Trains as `runTraining` does, then draws, exports and compares. What fails once a model is
 * trained is said in the manifest's `failures`; the run is kept. ONNX files are written last,
 * out of the weights files, when no model is held any more: a large one need not be held twice.
 *
 * @throws {Error} as `runTraining`
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
      options.tell?.(`Drawing ${trained.kind}`);
      outputs[trained.kind] = await drawModel(trained);
      shown = { pictures: trained.measured, shape: trained.dataset.images.shape };
    },
  });
  if (result.status !== "done" || !shown) return result;
  const { out, tell } = options;
  const made = Object.entries(outputs) as [ModelKind, ModelOutputs][];
  let figures = merged(made.map(([, { figures }]) => figures));
  const models = made.flatMap(([, { compared }]) => compared ?? []);
  if (models.length > 1) {
    const drawing = modelComparison(shown.pictures, shown.shape, models);
    const written = await writeFigures(`${out}/figures`, { comparison: drawing });
    figures = { ...figures, ...under("figures", written) };
  }
  const onnx: Record<string, string> = {};
  const onnxAgreement: Partial<Record<ModelKind, readonly OnnxAgreement[]>> = {};
  for (const [kind, { expected, failures }] of request.onnx === false ? [] : made) {
    tell?.(`Exporting ${kind}`);
    try {
      const written = await exportModel(`${out}/${kind}`, expected, result.manifest);
      Object.assign(onnx, under(kind, written.digests));
      onnxAgreement[kind] = written.agreement;
    } catch (error) {
      failures.push(reasonOf(error, `${out}/`));
      await removeOnnx(`${out}/${kind}`);
    }
  }
  const failed = made.filter(([, { failures }]) => failures.length > 0)
    .map(([kind, { failures }]) => [kind, failures]);
  const manifest: RunManifest = {
    ...result.manifest,
    figures,
    explorer: merged(made.map(([, { explorer }]) => explorer)),
    onnx,
    onnxAgreement,
    ...failed.length > 0 ? { failures: Object.fromEntries(failed) } : {},
  };
  await writeManifest(out, manifest);
  return { status: "done", manifest };
}

async function drawModel(trained: Trained): Promise<ModelOutputs> {
  const { kind, model, config, state, dataset, measured, record, folder } = trained;
  const name = modelNames[kind];
  const codec = codecOf(model);
  const few = Math.min(COMPARED, measured.rows);
  const expected = await expectedOf(codec, {
    ...measured,
    values: measured.values.slice(0, few * measured.size),
    rows: few,
  });
  try {
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
      ...await anomalyFigures(name, codec, dataset.test),
    };
    const figures = await writeFigures(`${folder}/figures`, drawings);
    return {
      figures: under(`${kind}/figures`, figures),
      explorer: under(kind, await writeExplorer(trained, codec)),
      compared: await comparedModel(name, codec, measured, record.measures, config.seed),
      expected,
      failures: [],
    };
  } catch (error) {
    const failures = [`Cannot draw ${kind} as ${reasonOf(error, `${folder}/`)}`];
    return { figures: {}, explorer: {}, compared: null, expected, failures };
  }
}

/** What the latent explorer reads beside the decoder. */
async function writeExplorer(
  { folder, config, dataset, measured }: Trained,
  codec: Codec,
): Promise<Record<string, string>> {
  const { shape } = dataset.images;
  const latents = await codec.encode(measured);
  const data = explorerData(measured, latents, shape, config.seed);
  const bytes = new TextEncoder().encode(canonicalJson(data));
  await Deno.writeFile(`${folder}/${explorerFile}`, bytes);
  return { [explorerFile]: await sha256(bytes) };
}

/** Writes a model's ONNX files and runs them. */
async function exportModel(
  folder: string,
  expected: Expected,
  { backend }: RunManifest,
): Promise<{ digests: Record<string, string>; agreement: readonly OnnxAgreement[] }> {
  const digests = await writeOnnx(
    folder,
    await readPlainWeights(`${folder}/${weightsFile}`),
  );
  const agreement = [await verifyOnnx(folder, expected, "wasm")];
  // On a software device WebGPU would only do slowly what WASM has done.
  if (backend.name === "webgpu" && !backend.software) {
    agreement.push(await verifyOnnx(folder, expected, "webgpu"));
  }
  return { digests, agreement };
}

/** Files that are not whole, or not this model's, must not be taken for it. */
async function removeOnnx(folder: string): Promise<void> {
  for (const name of Object.values(onnxFiles)) {
    try {
      await Deno.remove(`${folder}/${name}`);
    } catch (error) {
      // The export may have failed for the same reason: what it said is kept.
      if (!(error instanceof Error)) throw error;
    }
  }
}

/** What an error says, without the folder of the run: a run elsewhere says the same. */
function reasonOf(error: unknown, folder: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(folder, "");
}

/** Histogram and ROC, where the test set says what is an anomaly. */
export async function anomalyFigures(
  name: string,
  codec: Codec,
  test: LabelledImages | undefined,
): Promise<Record<string, Drawing>> {
  if (!test?.classes) return {};
  const indices = Array.from({ length: test.images.count }, (_, i) => i);
  const pictures = await readPictures(test.images, indices);
  const scores = await anomalyScores(codec, pictures);
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
