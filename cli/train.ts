/**
 * `train`: trains the two models, writes weights, figures, ONNX files and a manifest, and verifies
 * runs.
 * @module
 */

import { presetSpec } from "../models/architecture.ts";
import { formatSummary, summarize } from "../models/summary.ts";
import { remakeFromOnnx } from "../models/training/from_onnx.ts";
import {
  differences,
  readManifest,
  type RunManifest,
} from "../models/training/manifest.ts";
import type { RunRequest } from "../models/training/run_request.ts";
import { runWithOutputs } from "../models/training/write_outputs.ts";
import { parseTrainArguments, trainHelp, type TrainPlan } from "./train_arguments.ts";
import { trainingProgress } from "./training_progress.ts";
import { remadeSummary, trainingSummary } from "./training_summary.ts";
import { UsageError } from "./usage.ts";

/** Where drawn pictures are kept between runs. */
const CACHE = ".cache";

/**
 * Runs the command.
 *
 * @param args the arguments after `train`
 * @returns the exit code: 0 done (and, for `--verify`, the same), 1 failed or different,
 * 2 usage, 130 interrupted with a checkpoint written
 */
export async function train(args: string[]): Promise<number> {
  let plan: TrainPlan;
  try {
    plan = parseTrainArguments(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
  try {
    switch (plan.task) {
      case "help":
        console.log(trainHelp.trimEnd());
        return 0;
      case "summary":
        printSummaries(plan.request, plan.inputs);
        return 0;
      case "verify":
        return await verify(plan.manifest, plan.out);
      case "from-onnx":
        return await remake(plan);
      case "train":
        return await trainAll(plan);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function printSummaries(request: RunRequest, inputs: number): void {
  for (const kind of request.models) {
    console.log(
      formatSummary(summarize(presetSpec(kind, request.preset, inputs, request.form))),
    );
  }
}

async function trainAll(plan: TrainPlan & { task: "train" }): Promise<number> {
  const { request, out, resume, checkpointEvery } = plan;
  const result = await withInterrupt((shouldStop) =>
    run(request, out, {
      resume,
      shouldStop,
      ...(checkpointEvery ? { checkpointEvery } : {}),
    })
  );
  if (result.status === "interrupted") {
    console.log(
      `Interrupted in ${result.kind} after step ${result.step}; ` +
        `the same command with --resume goes on`,
    );
    return 130;
  }
  console.log(trainingSummary(result.manifest, out));
  return saidFailures(result.manifest) ? 1 : 0;
}

/** Says what is missing of a run whose models were trained and kept. */
function saidFailures({ failures = {} }: RunManifest): boolean {
  const lines = Object.entries(failures).flatMap(([kind, reasons]) =>
    reasons.map((reason) =>
      `Not everything was made of ${kind}, which is kept: ${reason}`
    )
  );
  for (const line of lines) console.error(line);
  return lines.length > 0;
}

/** Figures and measures out of ONNX files. */
async function remake(plan: TrainPlan & { task: "from-onnx" }): Promise<number> {
  const { folder, given } = plan;
  const out = plan.out ?? `${folder}/from-onnx`;
  const made = await remakeFromOnnx(folder, {
    given,
    out,
    cache: CACHE,
    tell: (line) => console.log(line),
  });
  console.log(remadeSummary(made, out));
  return 0;
}

/** Trains again as a manifest says, in a folder of its own, and compares all it records. */
async function verify(path: string, out: string | null): Promise<number> {
  const recorded = await readManifest(path);
  const folder = out ?? await Deno.makeTempDir({ prefix: "latentmark-verify-" });
  try {
    // On another backend the last bits would differ, so the recorded one is forced.
    const request = { ...recorded.request, backend: recorded.backend.name };
    const result = await withInterrupt((shouldStop) =>
      run(request, folder, { shouldStop })
    );
    if (result.status === "interrupted") return 130;
    const { request: _asked, ...made } = result.manifest;
    const { request: _askedThen, ...then } = recorded;
    const found = differences(then, made);
    if (found.length === 0) {
      console.log("Verified: the same weights, measures, figures and ONNX files");
      return 0;
    }
    console.log(`Different in ${found.length} places:`);
    for (const line of found) console.log(`  ${line}`);
    return 1;
  } finally {
    if (out === null) await Deno.remove(folder, { recursive: true });
  }
}

async function run(
  request: RunRequest,
  out: string,
  more: { resume?: boolean; checkpointEvery?: number; shouldStop: () => boolean },
) {
  const bar = trainingProgress();
  try {
    return await runWithOutputs(request, {
      out,
      cache: CACHE,
      ...more,
      tell(line) {
        bar.clear();
        console.log(line);
      },
      onProgress(kind, steps, { step, train }) {
        const loss = train.at(-1)?.loss;
        bar.show(
          kind,
          step,
          steps,
          loss === undefined ? "" : `loss ${loss.toPrecision(4)}`,
        );
      },
    });
  } finally {
    bar.clear();
  }
}

/** Lets Ctrl-C end the training in good order; a second one ends the process at once. */
async function withInterrupt<T>(
  work: (shouldStop: () => boolean) => Promise<T>,
): Promise<T> {
  let asked = false;
  const onSignal = () => {
    asked = true;
    Deno.removeSignalListener("SIGINT", onSignal);
  };
  Deno.addSignalListener("SIGINT", onSignal);
  try {
    return await work(() => asked);
  } finally {
    if (!asked) Deno.removeSignalListener("SIGINT", onSignal);
  }
}

if (import.meta.main) Deno.exit(await train(Deno.args));
