/**
 * Runs a re-creation: trains the model that a report declares, applies the declared
 * adjustments and writes figures and `reproduction.json`.
 *
 * @module
 */
import { findAdapter } from "../../models/backend/adapter.ts";
import type { Dataset } from "../../models/data/image_source.ts";
import { openDataset } from "../../models/data/open_dataset.ts";
import type { Drawing } from "../../models/figures/drawing.ts";
import { writeFigures } from "../../models/figures/write_figures.ts";
import { openEngine } from "../../models/network/open_engine.ts";
import { codecOf, readPictures } from "../../models/run_model.ts";
import { canonicalJson, runVersions } from "../../models/training/manifest.ts";
import { planTraining } from "../../models/training/schedule.ts";
import type { Reason } from "../../rubric/check.ts";
import { defaultLimits } from "../collect/limits.ts";
import { type ReproductionBudget, reproductionBudgets } from "./budget.ts";
import type { ReproductionJob } from "./job.ts";
import { observe, spread } from "./observe.ts";
import { type OwnFile, type OwnResult, runOwnModel } from "./own_model.ts";
import { planReproduction, type ReproductionPlan } from "./plan.ts";
import { type Readings, readingsSchema } from "./readings_schema.ts";
import { referenceConfig, referenceModel } from "./reference_model.ts";
import type { Recreated, Reproduction } from "./reproduction.ts";

/** Name of the record beside the figures. */
export const reproductionFile = "reproduction.json";

/** A re-creation and whether its model came out of the cache, which is not recorded. */
export interface ReproductionResult {
  readonly reproduction: Reproduction;
  readonly cached: boolean;
}

/**
 * Re-creates; what can not be re-created is said in the result, never thrown.
 *
 * @param budget default: the level's
 * @param tell told what happens, a line at a time
 */
export async function runReproduction(
  job: ReproductionJob,
  {
    budget = reproductionBudgets[job.level],
    tell = () => {},
  }: { budget?: ReproductionBudget; tell?: (line: string) => void } = {},
): Promise<ReproductionResult> {
  const base: Omit<Reproduction, "figures"> = {
    schema: "latentmark/reproduction@1",
    submission: job.submission,
    level: job.level,
    seed: job.seed,
    budget,
    model: null,
    own: null,
    reasons: [],
    notes: [],
    notApplied: [],
  };
  const drawings: Record<string, Drawing> = {};
  let cached = false;
  const said = readingsOf(job);
  let found: Partial<Reproduction> = {};
  if ("reason" in said) found = { reasons: [said.reason] };
  else {
    const plan = planReproduction(said.readings, job.level, budget);
    if (!plan.possible) found = { reasons: plan.reasons };
    else {
      const { notApplied, notes } = plan;
      try {
        const made = await recreate(job, plan, tell);
        Object.assign(drawings, made.drawings);
        cached = made.cached;
        const { model, notes: more } = made;
        found = { model, notApplied, notes: [...notes, ...more] };
      } catch (error) {
        found = { reasons: [failure(error)], notApplied, notes };
      }
    }
    const ran = await runOwn(job, said.readings, budget);
    Object.assign(drawings, ran.drawings);
    found = { ...found, own: ran.own, notes: [...found.notes ?? [], ...ran.notes] };
  }
  await removeFigures(job.out);
  const figures = await writeFigures(job.out, drawings);
  const reproduction: Reproduction = { ...base, ...found, figures };
  await Deno.writeTextFile(`${job.out}/${reproductionFile}`, canonicalJson(reproduction));
  return { reproduction, cached };
}

/** Runs the submission's ONNX files: on WebGPU where there is hardware for it. */
async function runOwn(
  job: ReproductionJob,
  readings: Readings,
  { pictures }: ReproductionBudget,
): Promise<OwnResult> {
  const files: OwnFile[] = [];
  for (const { path, file } of job.own ?? []) {
    const { size } = await Deno.stat(file);
    if (size > defaultLimits.bytesPerFile) continue;
    files.push({ path, bytes: await Deno.readFile(file) });
  }
  if (files.length === 0) return { own: null, notes: [], drawings: {} };
  const found = job.backend === "wasm" ? null : await findAdapter();
  const hardware = found && !found.software;
  const provider = hardware || job.backend === "webgpu" ? "webgpu" : "wasm";
  return await runOwnModel(job, files, readings.adjustments, provider, pictures);
}

function readingsOf(
  job: ReproductionJob,
): { readonly readings: Readings } | { readonly reason: Reason } {
  if (job.readings === null) return { reason: { message: "notGraded", values: {} } };
  const result = readingsSchema.safeParse(job.readings);
  if (result.success) return { readings: result.data };
  const issue = result.error.issues[0];
  const seen = `${issue?.path.join(".")}: ${issue?.message}`;
  return { reason: { message: "readingsInvalid", values: { seen } } };
}

function failure(error: unknown): Reason {
  if (error instanceof TooLarge) return error.reason;
  const seen = error instanceof Error ? error.message : String(error);
  return { message: "failed", values: { seen: seen.slice(0, 400) } };
}

/** The backend can not hold the model. */
class TooLarge extends Error {
  constructor(readonly reason: Reason) {
    super(reason.message);
  }
}

async function recreate(
  job: ReproductionJob,
  plan: ReproductionPlan,
  tell: (line: string) => void,
): Promise<{
  model: Recreated;
  notes: Reason[];
  drawings: Record<string, Drawing>;
  cached: boolean;
}> {
  const { spec, budget } = plan;
  const { engine, line } = await openEngine(job.backend);
  tell(line);
  const most = budget.parameters[engine.facts.name];
  const parameters = plan.parameters.model;
  if (parameters > most) {
    const values = { parameters, most, backend: engine.facts.name };
    throw new TooLarge({ message: "tooLargeForBackend", values });
  }
  const dataset = await openDataset({
    data: plan.data,
    test: null,
    pictures: budget.pictures,
    seed: job.seed,
  }, job.cache);
  const { images } = dataset;
  const config = referenceConfig(spec, job.seed, plan);
  const trained = await referenceModel(engine, images, config, {
    cache: job.cache,
    deadlineMs: budget.trainingSeconds * 1000,
    tell,
  });
  try {
    const heldBack = planTraining(config, images.count).validation;
    const { observations, drawings } = await observe({
      name: "Re-creation from the report",
      prefix: "",
      codec: codecOf(trained.model),
      shape: images.shape,
      pictures: await readPictures(images, spread(heldBack)),
      adjustments: plan.adjustments,
      seed: job.seed,
    });
    const notes: Reason[] = [];
    if (trained.steps < plan.steps) {
      const values = { steps: trained.steps, planned: plan.steps };
      notes.push({ message: "stoppedByClock", values });
    }
    const { reconstructionMse: error, averagePictureMse: average } = observations;
    if (error > 0.9 * average) {
      const values = { error: error.toPrecision(3), average: average.toPrecision(3) };
      notes.push({ message: "notLearned", values });
    }
    const model: Recreated = {
      architecture: plan.architecture,
      spec,
      latent: plan.latent,
      parameters: plan.parameters,
      data: describeData(dataset),
      training: {
        key: trained.key,
        steps: trained.steps,
        plannedSteps: plan.steps,
        batch: plan.batch,
        learningRate: config.adam.learningRate,
        weights: trained.weights,
      },
      backend: engine.facts,
      versions: runVersions(),
      observations,
    };
    return { model, notes, drawings, cached: trained.cached };
  } finally {
    trained.model.dispose();
    images.close();
    dataset.test?.images.close();
  }
}

function describeData({ name, images, credit }: Dataset): Recreated["data"] {
  const { digest, count } = images;
  return { name, digest, pictures: count, credit: credit ?? null };
}

/** Figures of an earlier run would stand beside a record that does not know them. */
async function removeFigures(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && /\.(?:png|svg)$/.test(name)) await Deno.remove(`${folder}/${name}`);
  }
}
