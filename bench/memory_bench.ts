/**
 * Whether memory grows with training: resident bytes of the process, bytes and tensors on the
 * device, every so many steps of a small autoencoder on pictures of
 * the default size.
 *
 * Goal: no growth of device memory or tensors over 500 steps, and none of the process beyond
 * what its garbage collector leaves lying.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs-core";
import { presetSpec } from "../models/architecture.ts";
import { buildModel } from "../models/build_model.ts";
import { memorySource } from "../models/data/image_source.ts";
import { adamDefaults } from "../models/network/engine.ts";
import { openEngine } from "../models/network/open_engine.ts";
import { uniforms } from "../models/random/draw.ts";
import { streamOf } from "../models/random/stream.ts";
import { trainModel } from "../models/training/train_model.ts";

/** Resident memory, device memory and tensors after some steps. */
export interface MemoryPoint {
  readonly step: number;
  readonly residentBytes: number;
  readonly deviceBytes: number;
  readonly tensors: number;
}

const SHAPE = { height: 64, width: 64, channels: 3 };
const PICTURES = 64;

/** Trains for some steps and notes what is held on the way. */
export async function watchMemory(
  backend: "webgpu" | "wasm",
  { steps = 560, every = 80 }: { steps?: number; every?: number } = {},
): Promise<readonly MemoryPoint[]> {
  const { engine } = await openEngine(backend);
  const size = SHAPE.height * SHAPE.width * SHAPE.channels;
  const spec = presetSpec("ae", "small", size);
  const model = buildModel(engine, spec, 1);
  const grey = uniforms(streamOf(1, "memory"), PICTURES * size, { low: 0, high: 255 });
  const source = memorySource("noise", SHAPE, "noise", Uint8Array.from(grey));
  const points: MemoryPoint[] = [];
  await trainModel(model, source, {
    spec,
    seed: 1,
    batch: 16,
    steps,
    validationFraction: 0,
    adam: adamDefaults,
    finalRateFraction: 1,
    reduction: "mean",
    beta: 0,
    warmupSteps: 0,
    patience: null,
  }, {
    onProgress({ step }) {
      if (step % every !== 0) return;
      // Exposed by --v8-flags=--expose-gc; without it the garbage counts as held.
      (globalThis as { gc?: () => void }).gc?.();
      points.push({
        step,
        residentBytes: Deno.memoryUsage().rss,
        deviceBytes: engine.heldBytes(),
        tensors: tf.memory().numTensors,
      });
    },
  });
  model.dispose();
  return points;
}

/** Measures and prints one line a backend. */
export async function benchMemory(
  backends: readonly ("webgpu" | "wasm")[],
): Promise<void> {
  for (const backend of backends) {
    const points = await watchMemory(backend);
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
    const [first, last] = [points[0]!, points.at(-1)!];
    const aStep = (last.residentBytes - first.residentBytes) / (last.step - first.step);
    console.log(
      `memory ${backend}: resident ${
        points.map((each) => megabytes(each.residentBytes)).join(", ")
      } MB after every 80 steps (${(aStep / 1e3).toFixed(1)} kB a step); device ` +
        `${megabytes(first.deviceBytes)} then ${
          megabytes(last.deviceBytes)
        } MB; tensors ` +
        `${first.tensors} then ${last.tensors}`,
    );
  }
}

if (import.meta.main) await benchMemory(["webgpu", "wasm"]);
