/**
 * The command line of `train`, parsed into a plan and checked before anything is opened.
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { presetNames } from "../models/architecture.ts";
import {
  type ModelKind,
  presetRequest,
  type RunRequest,
} from "../models/training/run_request.ts";
import { givenPath, UsageError } from "./usage.ts";

/** What `train` is to do. */
export type TrainPlan =
  | { readonly task: "help" }
  | { readonly task: "summary"; readonly request: RunRequest; readonly inputs: number }
  | { readonly task: "verify"; readonly manifest: string; readonly out: string | null }
  | {
    readonly task: "from-onnx";
    readonly folder: string;
    readonly out: string | null;
    /** What was given beside the folder. */
    readonly given: Partial<RunRequest>;
  }
  | {
    readonly task: "train";
    readonly request: RunRequest;
    readonly out: string;
    readonly resume: boolean;
    readonly checkpointEvery: number | null;
  };

/** The text of `train --help`. */
export const trainHelp = `Train the autoencoder and the VAE, reproducibly.

Usage: deno task train [options]

  --model ae|vae|both      which models (both)
  --preset NAME            ${presetNames.join(", ")} (quick)
  --seed N                 everything random comes from it (1)
  --backend NAME           auto, webgpu or wasm (auto)
  --data WHAT              faces, digits, an .npy file (uint8, NHWC) or a folder of pictures
  --test FILE              an .npy file to measure on
  --pictures N             faces to draw for training
  --steps N | --epochs N   how long to train
  --batch N                pictures a step
  --learning-rate X        of Adam
  --final-rate X           part of it that is left at the end (1; quick: 0.02)
  --validation X           part of the pictures that is held back (0.1)
  --patience N             stop after N validations without a better loss
  --beta X                 weight of the KL term (1)
  --warmup N               steps over which beta grows from 0 (0)
  --form logVar|sigma      the VAE's spread: z = mean + exp(logVar/2) * epsilon, or
                           z = mean + exp(sigma) * epsilon (logVar)
  --out DIR                where everything is written (results/train)
  --resume                 go on from the checkpoint in --out (Ctrl-C writes one)
  --checkpoint-every N     also write one every N steps
  --no-onnx                write no ONNX files
  --from-onnx DIR          train nothing: make figures and measures again from the ONNX files
                           of a run, or of folders DIR/ae, DIR/vae (--data, --test, --backend)
  --summary                print the architecture as torchsummary does, train nothing
  --verify MANIFEST        train again as recorded and compare
`;

const STRINGS = [
  "model",
  "preset",
  "seed",
  "backend",
  "data",
  "test",
  "pictures",
  "steps",
  "epochs",
  "batch",
  "learning-rate",
  "final-rate",
  "validation",
  "patience",
  "beta",
  "warmup",
  "form",
  "out",
  "checkpoint-every",
  "verify",
  "from-onnx",
] as const;

/** Parsed options by name. */
type Given = Partial<Record<typeof STRINGS[number], string>>;

/**
 * Parses the arguments after `train`.
 *
 * @throws {UsageError} for an unknown option or a value that does not fit
 */
export function parseTrainArguments(args: readonly string[]): TrainPlan {
  const unknown: string[] = [];
  const parsed = parseArgs([...args], {
    string: [...STRINGS],
    boolean: ["help", "resume", "summary", "no-onnx"],
    unknown: (argument: string) => {
      unknown.push(argument);
      return false;
    },
  }) as Given & Record<"help" | "resume" | "summary" | "no-onnx", boolean>;
  if (unknown.length > 0) {
    throw new UsageError(`Cannot train as "${unknown[0]}" is no option: see --help`);
  }
  if (parsed.help) return { task: "help" };
  if (parsed.verify !== undefined) {
    return {
      task: "verify",
      manifest: givenPath(parsed.verify),
      out: parsed.out ?? null,
    };
  }
  const request: RunRequest = {
    ...readRequest(parsed),
    ...parsed["no-onnx"] ? { onnx: false } : {},
  };
  if (parsed["from-onnx"] !== undefined) {
    const folder = givenPath(parsed["from-onnx"]);
    return {
      task: "from-onnx",
      folder,
      out: parsed.out ?? null,
      given: only(request, parsed),
    };
  }
  if (parsed.summary) {
    return { task: "summary", request, inputs: parsed.data === "digits" ? 784 : 12288 };
  }
  return {
    task: "train",
    request,
    out: parsed.out ?? "results/train",
    resume: parsed.resume,
    checkpointEvery: wholeNumber(parsed, "checkpoint-every", 1) ?? null,
  };
}

function readRequest(given: Given): RunRequest {
  const preset = oneOf(given, "preset", presetNames) ?? "quick";
  const base = presetRequest(preset);
  const model = oneOf(given, "model", ["ae", "vae", "both"] as const) ?? "both";
  const models: readonly ModelKind[] = model === "both" ? ["ae", "vae"] : [model];
  const request: RunRequest = {
    ...base,
    models,
    seed: wholeNumber(given, "seed", 0) ?? base.seed,
    backend: oneOf(given, "backend", ["auto", "webgpu", "wasm"] as const) ?? base.backend,
    data: given.data ?? base.data,
    test: given.test ?? base.test,
    pictures: wholeNumber(given, "pictures", 2) ?? base.pictures,
    steps: wholeNumber(given, "steps", 0) ?? base.steps,
    epochs: wholeNumber(given, "epochs", 0) ?? base.epochs,
    batch: wholeNumber(given, "batch", 2) ?? base.batch,
    learningRate: number(given, "learning-rate", 0, 1) ?? base.learningRate,
    finalRateFraction: number(given, "final-rate", 0, 1) ?? base.finalRateFraction,
    validationFraction: number(given, "validation", 0, 0.9) ?? base.validationFraction,
    beta: number(given, "beta", 0, 1e6) ?? base.beta,
    warmupSteps: wholeNumber(given, "warmup", 0) ?? base.warmupSteps,
    form: oneOf(given, "form", ["logVar", "sigma"] as const) ?? base.form,
    patience: wholeNumber(given, "patience", 1) ?? base.patience,
  };
  if (given.steps !== undefined && given.epochs !== undefined) {
    throw new UsageError(
      "Cannot train as --steps and --epochs exclude each other: both given",
    );
  }
  return request;
}

/** What of a request was given, not taken from its preset. */
function only(request: RunRequest, given: Given): Partial<RunRequest> {
  const { seed, backend, data, test, pictures } = request;
  const named = { seed, backend, data, test, pictures };
  return Object.fromEntries(
    Object.entries(named).filter(([name]) => given[name as keyof Given] !== undefined),
  );
}

function oneOf<T extends string>(
  given: Given,
  option: typeof STRINGS[number],
  allowed: readonly T[],
): T | undefined {
  const value = given[option];
  const found = allowed.find((each) => each === value);
  if (value !== undefined && found === undefined) {
    throw new UsageError(
      `Cannot train as --${option} must be one of ${allowed.join(", ")}: "${value}"`,
    );
  }
  return found;
}

function wholeNumber(
  given: Given,
  option: typeof STRINGS[number],
  least: number,
): number | undefined {
  const value = given[option];
  if (value === undefined) return undefined;
  const found = Number(value);
  if (value.trim() === "" || !Number.isSafeInteger(found) || found < least) {
    throw new UsageError(
      `Cannot train as --${option} must be a whole number from ${least} on: "${value}"`,
    );
  }
  return found;
}

function number(
  given: Given,
  option: typeof STRINGS[number],
  least: number,
  most: number,
): number | undefined {
  const value = given[option];
  if (value === undefined) return undefined;
  const found = Number(value);
  if (value.trim() === "" || !(found >= least && found <= most)) {
    throw new UsageError(
      `Cannot train as --${option} must lie in [${least}, ${most}]: "${value}"`,
    );
  }
  return found;
}
