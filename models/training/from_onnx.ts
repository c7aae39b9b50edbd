/**
 * Figures and measures out of a run's ONNX files alone: no engine, no weights file. Run on
 * WebGPU or on WASM by onnxruntime-web.
 * @module
 */

import { findAdapter } from "../backend/adapter.ts";
import type { Dataset } from "../data/image_source.ts";
import { openDataset } from "../data/open_dataset.ts";
import {
  type ComparedModel,
  comparedModel,
  modelComparison,
} from "../figures/model_comparison.ts";
import { modelFigures } from "../figures/model_figures.ts";
import { writeFigures } from "../figures/write_figures.ts";
import { measureModel, type ModelMeasures } from "../measures/measure_model.ts";
import type { Pictures } from "../measures/picture_measures.ts";
import { openOnnxFolder } from "../onnx/onnx_folder.ts";
import type { OnnxProvider } from "../onnx/run_onnx.ts";
import { readPictures } from "../run_model.ts";
import { canonicalJson, dataRecord, readManifest, type RunManifest } from "./manifest.ts";
import {
  type ModelKind,
  presetRequest,
  type RunRequest,
  trainingConfig,
} from "./run_request.ts";
import { measuredIndices } from "./run_training.ts";
import { planTraining } from "./schedule.ts";
import { anomalyFigures, modelNames } from "./write_outputs.ts";

/** What was made, as it is written in `measures.json`. Plain JSON. */
export interface Remade {
  readonly schema: "latentmark/from-onnx@1";
  readonly provider: OnnxProvider;
  readonly data: RunManifest["data"];
  /** SHA-256 of the files that were run, by their paths in the folder. */
  readonly onnx: Record<string, string>;
  readonly models: Partial<Record<ModelKind, ModelMeasures>>;
  /** SHA-256 of each figure, by its path beside this file. */
  readonly figures: Record<string, string>;
  /**
   * The largest difference to a measure of the run's own manifest, as a part of it where it
   * is above 1; `null` where there is none or the data is other.
   */
  readonly largestDifference: number | null;
}

/** Where it writes, and what is asked for beside the folder. */
export interface RemakeOptions {
  /** Stands over what the manifest says. */
  readonly given: Partial<RunRequest>;
  readonly out: string;
  /** Folder for drawn pictures. */
  readonly cache?: string;
  readonly tell?: (line: string) => void;
}

/**
 * Runs the ONNX files of a folder on the data of its manifest, or on the data that is given,
 * and writes `measures.json` and each model's `figures/`.
 *
 * @throws {Error} when a file is not what the manifest lists, when encoder and decoder do not
 * agree with the whole model, or when the data is not the manifest's
 */
export async function remakeFromOnnx(
  folder: string,
  { given, out, cache, tell = () => {} }: RemakeOptions,
): Promise<Remade> {
  const manifest = await manifestOf(folder);
  const kinds = await kindsOf(folder, manifest);
  const request: RunRequest = {
    ...(manifest?.request ?? presetRequest("quick")),
    ...given,
  };
  const provider = await providerFor(given.backend ?? "auto");
  tell(`ONNX files run on ${provider}`);
  const dataset = await openDataset(request, cache);
  try {
    const data = dataRecord(dataset);
    const otherData = ["data", "test", "pictures", "seed"].some((name) => name in given);
    if (manifest && !otherData) checkData(folder, manifest, data);
    const measured = await heldBack(request, dataset);
    const { images, test } = dataset;
    const models: Partial<Record<ModelKind, ModelMeasures>> = {};
    const compared: ComparedModel[] = [];
    let onnx: Record<string, string> = {};
    let figures: Record<string, string> = {};
    for (const kind of kinds) {
      const name = modelNames[kind];
      const { coder, digests } = await openOnnxFolder(
        `${folder}/${kind}`,
        provider,
        measured,
      );
      try {
        if (manifest) checkFiles(folder, manifest, under(kind, digests));
        onnx = { ...onnx, ...under(kind, digests) };
        tell(`Measuring and drawing ${kind}`);
        const { seed } = request;
        const measures = await measureModel(coder, measured, images.shape, test, seed);
        const drawings = {
          ...await modelFigures({
            kind,
            name,
            codec: coder,
            shape: images.shape,
            pictures: measured,
            seed,
            noiseDistances: measures.noiseDistances,
          }),
          ...await anomalyFigures(name, coder, test),
        };
        const written = await writeFigures(`${out}/${kind}/figures`, drawings);
        figures = { ...figures, ...under(`${kind}/figures`, written) };
        models[kind] = measures;
        compared.push(await comparedModel(name, coder, measured, measures, seed));
      } finally {
        await coder.close();
      }
    }
    if (compared.length > 1) {
      const comparison = modelComparison(measured, images.shape, compared);
      const written = await writeFigures(`${out}/figures`, { comparison });
      figures = { ...figures, ...under("figures", written) };
    }
    const remade: Remade = {
      schema: "latentmark/from-onnx@1",
      provider,
      data,
      onnx,
      models,
      figures,
      largestDifference: manifest && !otherData ? apart(manifest, models) : null,
    };
    await Deno.writeTextFile(`${out}/measures.json`, canonicalJson(remade));
    return remade;
  } finally {
    dataset.images.close();
    dataset.test?.images.close();
  }
}

async function manifestOf(folder: string): Promise<RunManifest | null> {
  const path = `${folder}/manifest.json`;
  try {
    await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
  return await readManifest(path);
}

/** The models of a manifest whose ONNX files were written, or the folders that are there. */
async function kindsOf(
  folder: string,
  manifest: RunManifest | null,
): Promise<readonly ModelKind[]> {
  const found: ModelKind[] = [];
  for (const kind of ["ae", "vae"] as const) {
    if (
      manifest ? `${kind}/encoder.onnx` in manifest.onnx : await isFolder(folder, kind)
    ) {
      found.push(kind);
    }
  }
  if (found.length > 0) return found;
  throw new Error(
    `Cannot make figures from "${folder}" as it must hold ONNX files in ae or vae: ` +
      (manifest ? "its manifest lists none" : "there is neither"),
  );
}

async function isFolder(folder: string, name: string): Promise<boolean> {
  try {
    return (await Deno.stat(`${folder}/${name}`)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** WebGPU where there is hardware for it: a software device would be slower than WASM. */
async function providerFor(wanted: RunRequest["backend"]): Promise<OnnxProvider> {
  if (wanted !== "auto") return wanted;
  const found = await findAdapter();
  return found && !found.software ? "webgpu" : "wasm";
}

/** The pictures that the run measured on: the same split of the same data. */
async function heldBack(request: RunRequest, { images }: Dataset): Promise<Pictures> {
  const config = trainingConfig(request, "ae", 1, images.count);
  const { validation } = planTraining(config, images.count);
  return await readPictures(images, measuredIndices(validation, images.count));
}

function checkData(
  folder: string,
  { data }: RunManifest,
  now: RunManifest["data"],
): void {
  for (const which of ["images", "test"] as const) {
    if (data[which] === now[which]) continue;
    throw new Error(
      `Cannot make figures from "${folder}" as the data must be its manifest's: ` +
        `${which} ${now[which]} is not ${data[which]}; --data names other data`,
    );
  }
}

function checkFiles(
  folder: string,
  { onnx }: RunManifest,
  digests: Readonly<Record<string, string>>,
): void {
  for (const [path, digest] of Object.entries(digests)) {
    if (onnx[path] === digest) continue;
    throw new Error(
      `Cannot use "${folder}/${path}" as it must be what the manifest lists: ` +
        `its digest is ${digest}`,
    );
  }
}

function apart(manifest: RunManifest, models: Remade["models"]): number {
  let largest = 0;
  const compare = (own: unknown, now: unknown) => {
    if (typeof own === "number" && typeof now === "number") {
      largest = Math.max(largest, Math.abs(own - now) / Math.max(1, Math.abs(own)));
    } else if (own !== null && typeof own === "object") {
      for (const [key, value] of Object.entries(own)) {
        compare(value, (now as Record<string, unknown> | null)?.[key]);
      }
    } else if (own !== now) largest = Infinity;
  };
  for (const [kind, measures] of Object.entries(models)) {
    compare(manifest.models[kind as ModelKind]?.measures, measures);
  }
  return largest;
}

function under(folder: string, digests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(digests).map(([name, digest]) => [`${folder}/${name}`, digest]),
  );
}
