/**
 * How long a training step takes, against tfjs's own layers, `fit` and Adam in the same run.
 *
 * Goals, batch 64: the `medium` preset (12288-512-128-512-12288) at least 4.5 times as fast on
 * a software WebGPU device and 6 times on WASM; the `seed` preset at most 4 s a step on the
 * software device, in under 3.5 GB.
 *
 * Both sides take turns, so that other work on the machine falls on both; the median counts.
 *
 * @module
 */
import process from "node:process";
import { parseArgs } from "@std/cli/parse-args";
import { type PresetName, presetSpec } from "../models/architecture.ts";
import { buildModel } from "../models/build_model.ts";
import { readLosses } from "../models/model.ts";
import { adamDefaults, type Engine } from "../models/network/engine.ts";
import { openEngine } from "../models/network/open_engine.ts";
import { uniforms } from "../models/random/draw.ts";
import { streamOf } from "../models/random/stream.ts";
import { summarize } from "../models/summary.ts";
import { stockModel } from "./stock_tfjs.ts";

const INPUTS = 12288;
const ROWS = 64;

/** What is measured. */
export interface TrainBenchOptions {
  readonly backends: readonly ("webgpu" | "wasm")[];
  /** Timed steps of each side. */
  readonly steps: number;
  /** Whether the `seed` preset is measured, too; it takes a minute and 3 GB. */
  readonly seed: boolean;
}

/** Times of one step: by the clock, and of all processors together. */
interface StepTime {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Measures and prints a few lines a backend. */
export async function benchTrain(options: TrainBenchOptions): Promise<void> {
  for (const backend of options.backends) {
    const { engine, line } = await openEngine(backend);
    console.log(line);
    // First, as tfjs never gives memory back that its own model would have taken.
    if (options.seed && backend === "webgpu") await benchSeed(engine, options.steps);
    await benchMedium(engine, options.steps);
  }
  await benchBlas();
}

async function benchMedium(engine: Engine, steps: number): Promise<void> {
  const batch = uniforms(streamOf(1, "bench"), ROWS * INPUTS, { low: -1 });
  const own = ownModel(engine, "medium", batch);
  const stock = stockModel([INPUTS, 512, 128, 512, INPUTS], batch);
  // The first steps compile kernels.
  await own.train(2);
  await stock.train(1);
  const ownTimes: StepTime[] = [];
  const stockTimes: StepTime[] = [];
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < 3; j++) ownTimes.push(await timed(() => own.train(1)));
    stockTimes.push(await timed(() => stock.train(1)));
  }
  stock.dispose();
  own.dispose();
  const [mine, theirs] = [median(ownTimes), median(stockTimes)];
  const goal = engine.facts.name === "wasm" ? 6 : 4.5;
  const ratio = theirs.wallMs / mine.wallMs;
  console.log(
    `train medium: ${mine.wallMs.toFixed(0)} ms a step, ` +
      `${(own.flops / mine.wallMs / 1e6).toFixed(1)} GFLOP/s; stock tfjs ` +
      `${theirs.wallMs.toFixed(0)} ms; ${ratio.toFixed(1)} times as fast ` +
      `(goal ${goal}; by processor time ${(theirs.cpuMs / mine.cpuMs).toFixed(1)})`,
  );
}

async function benchSeed(engine: Engine, steps: number): Promise<void> {
  const batch = uniforms(streamOf(1, "bench"), ROWS * INPUTS, { low: -1 });
  const own = ownModel(engine, "seed", batch);
  await own.train(1);
  const times: StepTime[] = [];
  for (let i = 0; i < steps; i++) times.push(await timed(() => own.train(1)));
  const { wallMs, cpuMs } = median(times);
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(2);
  console.log(
    `train seed: ${(wallMs / 1000).toFixed(2)} s a step (goal 4), ` +
      `${(own.flops / wallMs / 1e6).toFixed(1)} GFLOP/s, ` +
      `processor time ${(cpuMs / 1000).toFixed(2)} s, ` +
      `${gigabytes(Deno.memoryUsage().rss)} GB resident (goal 3.5), ` +
      `${gigabytes(engine.heldBytes())} GB on the device`,
  );
  own.dispose();
}

/** A preset's autoencoder on one batch, as the training loop runs it. */
function ownModel(engine: Engine, preset: PresetName, batch: Float32Array<ArrayBuffer>) {
  const spec = presetSpec("ae", preset, INPUTS);
  const model = buildModel(engine, spec, 1);
  let done = 0;
  // Two operations a weight and image, thrice; the first layer's input needs no gradient.
  const first = spec.encoder[0]?.kind === "dense" ? spec.encoder[0].units : 0;
  const flops = 2 * ROWS * (3 * summarize(spec).parameters - INPUTS * first);
  return {
    flops,
    dispose: model.dispose,
    async train(steps: number) {
      for (let i = 0; i < steps; i++) {
        done++;
        const images = engine.upload(batch, ROWS, INPUTS);
        const losses = model.step(images, {
          reduction: "mean",
          beta: 0,
          epsilon: () => new Float32Array(),
          sink: (block, gradient) => {
            engine.adam(block, gradient, adamDefaults, done);
            gradient.dispose();
          },
        });
        images.dispose();
        await readLosses(model, losses, "mean", 0);
      }
      await engine.sync();
    },
  };
}

/** What the processor can do in BLAS, on the forward product of `medium`; by NumPy, if any. */
async function benchBlas(): Promise<void> {
  const program = `
import numpy, time
a = numpy.random.rand(${ROWS}, ${INPUTS}).astype("f"); b = numpy.random.rand(${INPUTS}, 512).astype("f")
times = []
for _ in range(12):
    start = time.perf_counter(); a @ b; times.append(time.perf_counter() - start)
print(2 * ${ROWS} * ${INPUTS} * 512 / sorted(times)[6] / 1e9)`;
  try {
    const python = new Deno.Command("python3", { args: ["-c", program], stderr: "null" });
    const { success, stdout } = await python.output();
    if (!success) {
      console.log("NumPy's BLAS: skipped, as python3 has no numpy");
      return;
    }
    const rate = Number(new TextDecoder().decode(stdout));
    console.log(`NumPy's BLAS on medium's first product: ${rate.toFixed(0)} GFLOP/s`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("NumPy's BLAS: skipped, as there is no python3");
  }
}

async function timed(work: () => Promise<void>): Promise<StepTime> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

function median(times: readonly StepTime[]): StepTime {
  const middle = (pick: (time: StepTime) => number) =>
    times.map(pick).sort((a, b) => a - b)[times.length >> 1] ?? NaN;
  return { wallMs: middle((t) => t.wallMs), cpuMs: middle((t) => t.cpuMs) };
}

/** Reads `--backend`, `--steps` and `--no-seed`. */
export function trainBenchOptions(args: readonly string[]): TrainBenchOptions {
  const flags = parseArgs([...args], {
    string: ["backend", "steps"],
    boolean: ["seed"],
    negatable: ["seed"],
    default: { steps: "5", seed: true },
  });
  const backends = flags.backend === "webgpu" || flags.backend === "wasm"
    ? [flags.backend] as const
    : ["webgpu", "wasm"] as const;
  return { backends, steps: Number(flags.steps), seed: flags.seed };
}

if (import.meta.main) await benchTrain(trainBenchOptions(Deno.args));
