/**
 * The submission's own ONNX files, run as they are: encoder and decoder given apart, or one
 * autoencoder split at its bottleneck.
 *
 * @module
 */
import { openDataset } from "../../models/data/open_dataset.ts";
import type { Drawing } from "../../models/figures/drawing.ts";
import { type OnnxCoderSpec, openOnnxCoder } from "../../models/onnx/onnx_coder.ts";
import { type OnnxArchitecture, readOnnx } from "../../models/onnx/read_onnx.ts";
import type { OnnxProvider } from "../../models/onnx/run_onnx.ts";
import { rewriteOnnx, splitOnnx } from "../../models/onnx/split_onnx.ts";
import { readPictures } from "../../models/run_model.ts";
import type { Reason } from "../../rubric/check.ts";
import type { ReproductionJob } from "./job.ts";
import { observe, spread } from "./observe.ts";
import { EMBEDDED } from "./plan.ts";
import { planAdjustments } from "./plan_adjustments.ts";
import type { ReadAdjustment } from "./readings_schema.ts";
import type { OwnModel } from "./reproduction.ts";

/** A file of the submission. */
export interface OwnFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Files of a submission that are looked at. */
const MOST_FILES = 4;

/** What became of the files. */
export interface OwnResult {
  readonly own: OwnModel | null;
  readonly notes: readonly Reason[];
  readonly drawings: Readonly<Record<string, Drawing>>;
}

/** Runs the files; why they are not run is said in a note. */
export async function runOwnModel(
  job: Pick<ReproductionJob, "seed" | "cache">,
  files: readonly OwnFile[],
  adjustments: readonly ReadAdjustment[],
  provider: OnnxProvider,
  pictures: number,
): Promise<OwnResult> {
  try {
    const { spec, names } = halvesOf(files.slice(0, MOST_FILES));
    const inputs = spec.imageDims.reduce((a, b) => a * b, 1);
    const data = EMBEDDED[inputs];
    if (!data) throw new RangeError(`it takes ${inputs} numbers, as no embedded picture`);
    const latent = spec.latentDims.reduce((a, b) => a * b, 1);
    const dataset = await openDataset(
      { data, test: null, pictures, seed: job.seed },
      job.cache,
    );
    const coder = await openOnnxCoder(spec, provider);
    try {
      const { images } = dataset;
      const shown = spread(Array.from({ length: images.count }, (_, i) => i));
      const { observations, drawings } = await observe({
        name: "The submission's own model",
        prefix: "own-",
        codec: coder,
        shape: images.shape,
        pictures: await readPictures(images, shown),
        adjustments: planAdjustments(adjustments, latent).planned,
        seed: job.seed,
      });
      return {
        own: { files: names, provider, latent, observations },
        notes: [],
        drawings,
      };
    } finally {
      await coder.close();
      dataset.images.close();
      dataset.test?.images.close();
    }
  } catch (error) {
    const seen = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const file = files.map(({ path }) => path).join(", ");
    return {
      own: null,
      notes: [{ message: "ownNotRun", values: { file, seen } }],
      drawings: {},
    };
  }
}

/** Numbers of one image or latent, without the batch. */
function dimsOf(architecture: OnnxArchitecture, side: "inputs" | "outputs"): number[] {
  const name = architecture.graph[side][0]?.name ?? "";
  const dims = architecture.shapes.get(name)?.slice(1) ?? [];
  if (dims.length === 0 || dims.some((size) => size === null)) {
    throw new TypeError(`the sizes of its ${side} are open`);
  }
  return dims as number[];
}

function halvesOf(
  files: readonly OwnFile[],
): { readonly spec: OnnxCoderSpec; readonly names: readonly string[] } {
  const read = files.map(({ path, bytes }) => {
    const architecture = readOnnx(bytes);
    const size = (side: "inputs" | "outputs") =>
      dimsOf(architecture, side).reduce((a, b) => a * b, 1);
    return { path, architecture, from: size("inputs"), to: size("outputs") };
  });
  const whole = read.find(({ from, to }) => from === to);
  if (whole) {
    const split = splitOnnx(whole.architecture);
    const imageDims = dimsOf(whole.architecture, "inputs");
    return {
      names: [whole.path],
      spec: {
        encoder: split.encoder.bytes(),
        decoder: split.decoder.bytes(),
        encoded: split.encoded,
        imageDims,
        latentDims: split.dims,
        batch: whole.architecture.batch,
        foreign: true,
        ...planesOf(imageDims),
      },
    };
  }
  for (const encoder of read) {
    const decoder = read.find(({ from, to }) =>
      from === encoder.to && to === encoder.from && from < to
    );
    if (!decoder) continue;
    const imageDims = dimsOf(encoder.architecture, "inputs");
    return {
      names: [encoder.path, decoder.path],
      spec: {
        encoder: rewriteOnnx(encoder.architecture).bytes(),
        decoder: rewriteOnnx(decoder.architecture).bytes(),
        imageDims,
        latentDims: dimsOf(decoder.architecture, "inputs"),
        batch: encoder.architecture.batch ?? decoder.architecture.batch,
        foreign: true,
        ...planesOf(imageDims),
      },
    };
  }
  throw new TypeError("neither an autoencoder nor an encoder and its decoder are there");
}

/** PyTorch has one plane after another, also where a picture was made a row of numbers. */
function planesOf(dims: readonly number[]): { readonly planes?: number } {
  const size = dims.reduce((a, b) => a * b, 1);
  const last = dims.length > 1 && dims.at(-1) === 3;
  return size === 64 * 64 * 3 && !last ? { planes: 3 } : {};
}
