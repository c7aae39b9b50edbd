/**
 * Training runs on disk: read from their manifests, never from what a page says.
 *
 * @module
 */
import { basename } from "@std/path";
import { z } from "zod";

/** JSON has no word for a measure that is no number: it is `null` there. */
const measure = z.number().nullable().transform((value) => value ?? NaN);

/** Of what a manifest records, the parts that are shown. */
const measuresSchema = z.object({
  reconstructionMse: measure,
  auc: z.object({ all: measure, byClass: z.record(z.string(), measure) })
    .nullable(),
  noiseDistances: z.array(z.object({ ratio: measure, distance: measure })),
  detailKept: measure,
  neighbourDistanceRatio: measure,
  priorDistanceRatio: measure,
  priorVarietyRatio: measure,
});

const losses = z.object({
  step: z.number(),
  loss: z.number(),
  reconstruction: z.number(),
  kl: z.number(),
});

const modelSchema = z.object({
  steps: z.number(),
  stopped: z.string().nullable(),
  train: losses.nullable(),
  validation: losses.nullable(),
  measures: measuresSchema,
  weights: z.string(),
});

/** A path below the run's folder: no way up, nothing hidden. */
const digests = z.record(
  z.string().regex(/^[\w-]+(\/[\w-]+)*(\.[a-z]+)?$/),
  z.string().regex(/^[0-9a-f]{64}$/),
);

const manifestSchema = z.object({
  schema: z.literal("latentmark/run@1"),
  request: z.object({
    preset: z.string(),
    seed: z.number(),
    batch: z.number(),
    learningRate: z.number(),
    data: z.string(),
  }),
  data: z.object({
    name: z.string(),
    images: z.string(),
    count: z.number(),
    shape: z.object({ height: z.number(), width: z.number(), channels: z.number() }),
    test: z.string().nullable(),
    credit: z.string().nullable(),
  }),
  backend: z.object({ name: z.string(), adapter: z.string(), software: z.boolean() }),
  versions: z.record(z.string(), z.string()),
  models: z.object({ ae: modelSchema.optional(), vae: modelSchema.optional() }),
  figures: digests,
  explorer: digests.default({}),
  onnx: digests,
  onnxAgreement: z.object({
    ae: z.array(z.looseObject({ provider: z.string() })).optional(),
    vae: z.array(z.looseObject({ provider: z.string() })).optional(),
  }),
  failures: z.record(z.string(), z.array(z.string())).default({}),
});

/** A manifest as pages read it. */
export type ShownManifest = z.infer<typeof manifestSchema>;

/** One trained model of a manifest. */
export type ShownModel = z.infer<typeof modelSchema>;

/** The models, in the order of pages. */
export const kinds = ["ae", "vae"] as const;

/** Autoencoder, variational autoencoder. */
export type Kind = (typeof kinds)[number];

/** A run. */
export interface Run {
  /** In addresses: the folder's name below the folder of runs; `-`: that folder itself. */
  readonly id: string;
  readonly name: string;
  readonly folder: string;
  /** When its manifest was written, milliseconds since 1970. */
  readonly written: number;
  readonly manifest: ShownManifest;
}

/** A manifest that can not be shown, and why. */
export interface BrokenRun {
  readonly folder: string;
  readonly reason: string;
}

/** Everything in a folder of runs. */
export interface Runs {
  /** The latest written first. */
  readonly runs: readonly Run[];
  readonly broken: readonly BrokenRun[];
}

/** Larger ones are not read. */
const mostManifestBytes = 4e6;

/** Where runs are looked for when nobody names a folder. */
const usualFolder = "results/train";

/** Where `deno task demo` keeps the models that it trained. */
const demoFolder = ".cache/demo";

/**
 * The runs that pages show: those of the named folder; where none was named, also what the
 * demo trained.
 */
export async function shownRuns(folder: string): Promise<Runs> {
  const { runs, broken } = await findRuns(folder);
  if (folder !== usualFolder) return { runs, broken };
  const demo = await findRuns(demoFolder);
  const known = new Set(runs.map(({ id }) => id));
  const more = demo.runs.filter(({ id }) => id !== "-" && !known.has(id))
    .map((run) => ({ ...run, name: "demo" }));
  return { runs: latestFirst([...runs, ...more]), broken };
}

/**
 * Finds runs: the folder itself, and the folders in it that have a manifest.
 *
 * @param folder may be missing: then there is none
 */
export async function findRuns(folder: string): Promise<Runs> {
  const runs: Run[] = [];
  const broken: BrokenRun[] = [];
  for (const id of ["-", ...await subfolders(folder)]) {
    const at = id === "-" ? folder : `${folder}/${id}`;
    const found = await readRun(id, at);
    if (found === null) continue;
    if ("reason" in found) broken.push(found);
    else runs.push(found);
  }
  return { runs: latestFirst(runs), broken };
}

function latestFirst(runs: readonly Run[]): readonly Run[] {
  return runs.toSorted((a, b) => b.written - a.written || (a.id < b.id ? -1 : 1));
}

async function subfolders(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory && /^\w[\w.-]*$/.test(name)) names.push(name);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return names.sort();
}

async function readRun(id: string, folder: string): Promise<Run | BrokenRun | null> {
  const path = `${folder}/manifest.json`;
  try {
    const { size, mtime } = await Deno.stat(path);
    if (size > mostManifestBytes) return { folder, reason: `${size} bytes` };
    const manifest = manifestSchema.parse(JSON.parse(await Deno.readTextFile(path)));
    const name = basename(folder);
    return { id, name, folder, written: mtime?.getTime() ?? 0, manifest };
  } catch (error) {
    if (isMissing(error)) return null;
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue
      ? `${issue.path.join(".")}: ${issue.message}`
      : error instanceof Error
      ? error.message
      : String(error);
    return { folder, reason };
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory;
}
