/**
 * The record of a run: what was asked, what it ran on, what came out. From it, on the same
 * backend, anyone can make the same bytes again.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import type { BackendFacts } from "../backend/select_backend.ts";
import type { Dataset, ImageShape } from "../data/image_source.ts";
import config from "../../deno.json" with { type: "json" };
import type { ModelMeasures } from "../measures/measure_model.ts";
import type { OnnxAgreement } from "../onnx/verify_onnx.ts";
import type { RunRequest } from "./run_request.ts";
import type { TrainingConfig } from "./schedule.ts";
import type { CurvePoint, TrainingState } from "./train_model.ts";

/** One trained model. */
export interface TrainedRecord {
  readonly config: TrainingConfig;
  readonly steps: number;
  readonly stopped: TrainingState["stopped"];
  /** Last points of the curves. */
  readonly train: CurvePoint | null;
  readonly validation: CurvePoint | null;
  readonly measures: ModelMeasures;
  /** See `weightsDigest`. */
  readonly weights: string;
}

/** Plain JSON; nothing in it changes between two runs of one request on one machine. */
export interface RunManifest {
  readonly schema: "latentmark/run@1";
  readonly request: RunRequest;
  readonly data: {
    readonly name: string;
    readonly images: string;
    readonly count: number;
    readonly shape: ImageShape;
    readonly test: string | null;
    readonly credit: string | null;
  };
  readonly backend: BackendFacts;
  readonly versions: Record<string, string>;
  readonly models: Partial<Record<"ae" | "vae", TrainedRecord>>;
  /** SHA-256 of each figure, by its path beside the manifest. */
  readonly figures: Record<string, string>;
  /** Of each ONNX file, too. */
  readonly onnx: Record<string, string>;
  /** How near the ONNX files come to the models that they were made of. */
  readonly onnxAgreement: Partial<Record<"ae" | "vae", readonly OnnxAgreement[]>>;
  /** SHA-256 of what the latent explorer reads; runs of before it have none. */
  readonly explorer?: Record<string, string>;
  /** Why figures or ONNX files of a trained model are not there; left out: all are. */
  readonly failures?: Partial<Record<"ae" | "vae", readonly string[]>>;
}

/** Packages that weights, figures and ONNX files depend on. */
const PACKAGES = [
  "@dicebear/collection",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
  "dejavu-fonts-ttf",
  "imagescript",
  "onnxruntime-web",
] as const;

/** Versions of what computes. */
export function runVersions(): Record<string, string> {
  const versions: Record<string, string> = {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    tfjs: tf.version_core,
  };
  for (const name of PACKAGES) {
    versions[name] = config.imports[name].replace(/^.*@/, "");
  }
  return versions;
}

/** What the manifest says about data. */
export function dataRecord({ name, images, test, credit }: Dataset): RunManifest["data"] {
  return {
    name,
    images: images.digest,
    count: images.count,
    shape: images.shape,
    test: test?.images.digest ?? null,
    credit: credit ?? null,
  };
}

/** JSON with sorted keys, two spaces and a line break at its end: same value, same bytes. */
export function canonicalJson(value: unknown): string {
  const sorted = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sorted);
    if (part === null || typeof part !== "object") return part;
    const entries = Object.entries(part).filter(([, held]) => held !== undefined);
    entries.sort(([a], [b]) => a < b ? -1 : 1);
    return Object.fromEntries(entries.map(([key, held]) => [key, sorted(held)]));
  };
  return JSON.stringify(sorted(value), null, 2) + "\n";
}

/**
 * What differs between two manifests, one line each, the values that were recorded first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { differences } from "./manifest.ts";
 * assertEquals(differences({ a: 1, b: [2] }, { a: 1, b: [3] }), ["b.0: 2 is now 3"]);
 * ```
 */
export function differences(recorded: unknown, now: unknown, path = ""): string[] {
  const isObject = (part: unknown): part is Record<string, unknown> =>
    part !== null && typeof part === "object";
  if (isObject(recorded) && isObject(now)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(now)])].sort();
    return keys.flatMap((key) =>
      differences(recorded[key], now[key], path ? `${path}.${key}` : key)
    );
  }
  if (Object.is(recorded, now)) return [];
  return [`${path}: ${JSON.stringify(recorded)} is now ${JSON.stringify(now)}`];
}

/**
 * Reads a manifest.
 *
 * @throws {SyntaxError} when the file is none
 */
export async function readManifest(path: string): Promise<RunManifest> {
  const refuse = (seen: string) =>
    new SyntaxError(`Cannot read "${path}" as it must be the manifest of a run: ${seen}`);
  let value: unknown;
  try {
    value = JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema !== "latentmark/run@1") {
    throw refuse(`its schema is ${JSON.stringify(schema)}`);
  }
  return value as RunManifest;
}
