/**
 * A training run as data: what is asked for, with nothing left to be chosen later. A manifest
 * holds it, so that the run can be made again.
 * @module
 */

import { type PresetName, presetSpec } from "../architecture.ts";
import type { BackendName } from "../backend/select_backend.ts";
import { adamDefaults, type LatentForm } from "../network/engine.ts";
import type { TrainingConfig } from "./schedule.ts";

/** The two models. */
export type ModelKind = "ae" | "vae";

/** Everything that a run is asked for. */
export interface RunRequest {
  readonly models: readonly ModelKind[];
  readonly preset: PresetName;
  readonly seed: number;
  readonly backend: "auto" | BackendName;
  /** `"faces"`, `"digits"`, or the path of an `.npy` file or a folder of pictures. */
  readonly data: string;
  /** Path of an `.npy` file to measure on, or `null`. */
  readonly test: string | null;
  /** Faces to draw for training. */
  readonly pictures: number;
  /** Steps, or epochs where `steps` is `null`. */
  readonly steps: number | null;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** See `TrainingConfig`. */
  readonly finalRateFraction: number;
  readonly validationFraction: number;
  readonly beta: number;
  readonly warmupSteps: number;
  readonly form: LatentForm;
  readonly patience: number | null;
  /** Left out: ONNX files are written. */
  readonly onnx?: false;
}

/** What a preset asks for where the user does not. */
const PRESET_RUNS: Record<
  PresetName,
  & Pick<RunRequest, "pictures" | "epochs" | "batch" | "learningRate">
  & Partial<RunRequest>
> = {
  // Few steps: a falling rate lets the last of them smooth what the first roughened.
  quick: {
    pictures: 640,
    epochs: 10,
    batch: 64,
    learningRate: 2e-3,
    finalRateFraction: 0.02,
  },
  small: { pictures: 96, epochs: 4, batch: 16, learningRate: 2e-3 },
  medium: { pictures: 2048, epochs: 20, batch: 64, learningRate: 1e-3 },
  seed: { pictures: 2048, epochs: 10, batch: 64, learningRate: 1e-3 },
};

/** The request of a preset. */
export function presetRequest(preset: PresetName): RunRequest {
  return {
    models: ["ae", "vae"],
    preset,
    seed: 1,
    backend: "auto",
    data: "faces",
    test: null,
    steps: null,
    finalRateFraction: 1,
    validationFraction: 0.1,
    beta: 1,
    warmupSteps: 0,
    form: "logVar",
    patience: null,
    ...PRESET_RUNS[preset],
  };
}

/** The training of one model of a request, once the data is known. */
export function trainingConfig(
  request: RunRequest,
  kind: ModelKind,
  inputs: number,
  images: number,
): TrainingConfig {
  const { preset, seed, batch, validationFraction, beta, warmupSteps, patience } =
    request;
  const trained = images - Math.floor(images * validationFraction);
  const stepsPerEpoch = Math.max(1, Math.floor(trained / batch));
  return {
    spec: presetSpec(kind, preset, inputs, request.form),
    seed,
    batch,
    steps: request.steps ?? request.epochs * stepsPerEpoch,
    validationFraction,
    adam: { ...adamDefaults, learningRate: request.learningRate },
    finalRateFraction: request.finalRateFraction,
    reduction: kind === "ae" ? "mean" : "sum",
    beta: kind === "ae" ? 0 : beta,
    warmupSteps,
    patience,
  };
}
