import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import {
  autoencoderSpec,
  type ModelSpec,
  vaeSpec,
} from "../../../models/architecture.ts";
import { buildModel } from "../../../models/build_model.ts";
import { type ImageSource, memorySource } from "../../../models/data/image_source.ts";
import { adamDefaults, type Engine } from "../../../models/network/engine.ts";
import { uniforms } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";
import {
  loadCheckpoint,
  loadWeights,
  saveCheckpoint,
  saveWeights,
  weightsDigest,
} from "../../../models/training/checkpoint.ts";
import type { TrainingConfig } from "../../../models/training/schedule.ts";
import {
  shouldStopEarly,
  type TrainingHooks,
  type TrainingState,
  trainModel,
} from "../../../models/training/train_model.ts";
import { testOnEngines } from "../_engines.ts";

const shape = { height: 4, width: 4, channels: 1 };

/** Pictures with two degrees of freedom. */
function pictures(count: number): ImageSource {
  const draws = uniforms(streamOf(1, "pictures"), count * 2);
  const pixels = new Uint8Array(count * 16);
  for (let i = 0; i < count; i++) {
    for (let at = 0; at < 16; at++) {
      const wave = Math.sin(6 * draws[2 * i]! + at) * draws[2 * i + 1]!;
      pixels[i * 16 + at] = Math.round(127.5 + 120 * wave);
    }
  }
  return memorySource("waves", shape, "waves", pixels);
}

function config(spec: ModelSpec, more: Partial<TrainingConfig> = {}): TrainingConfig {
  return {
    spec,
    seed: 5,
    batch: 8,
    steps: 7,
    validationFraction: 0.1,
    adam: adamDefaults,
    finalRateFraction: 0.5,
    reduction: spec.kind === "ae" ? "mean" : "sum",
    beta: 0.5,
    warmupSteps: 4,
    patience: null,
    ...more,
  };
}

const specs = { ae: autoencoderSpec(16, [12, 4]), vae: vaeSpec(16, [12, 4]) };

async function run(engine: Engine, settings: TrainingConfig, hooks: TrainingHooks = {}) {
  const model = buildModel(engine, settings.spec, settings.seed);
  const state = await trainModel(model, pictures(40), settings, hooks);
  const digest = await weightsDigest(model);
  model.dispose();
  return { state, digest };
}

testOnEngines(
  "trainModel() repeats bit for bit, and another seed differs",
  async (engine) => {
    for (const spec of Object.values(specs)) {
      const first = await run(engine, config(spec));
      const second = await run(engine, config(spec));
      assertEquals(second, first);
      assert((await run(engine, config(spec, { seed: 6 }))).digest !== first.digest);
      assertEquals(first.state.train.map(({ step }) => step), [1, 2, 3, 4, 5, 6, 7]);
    }
  },
);

testOnEngines("trainModel() resumes at any step to the same weights", async (engine) => {
  const folder = await Deno.makeTempDir();
  try {
    for (const spec of Object.values(specs)) {
      const settings = config(spec);
      const whole = await run(engine, settings);
      for (const at of spec.kind === "ae" ? [0, 5] : [1, 4]) {
        const path = `${folder}/checkpoint.bin`;
        const identity = { config: settings, dataDigest: "waves", backend: "test" };
        let asked = 0;
        const model = buildModel(engine, spec, settings.seed);
        const state = await trainModel(model, pictures(40), settings, {
          shouldStop: () => asked++ === at,
        });
        assertEquals([state.step, state.stopped], [at, "interrupted"]);
        await saveCheckpoint(model, path, { ...identity, state });
        model.dispose();

        // Another seed: every weight must come from the checkpoint.
        const resumed = buildModel(engine, spec, 999);
        const from = await loadCheckpoint(resumed, path, identity);
        const end = await trainModel(resumed, pictures(40), settings, {}, from);
        assertEquals(await weightsDigest(resumed), whole.digest, `from step ${at}`);
        assertEquals(end, whole.state);
        await assertRejects(
          () => loadCheckpoint(resumed, path, { ...identity, dataDigest: "other" }),
          TypeError,
          "its data must be this run's",
        );
        await assertRejects(
          () =>
            loadCheckpoint(resumed, path, {
              ...identity,
              config: { ...settings, batch: 9 },
            }),
          TypeError,
          "its configuration must be this run's",
        );
        resumed.dispose();
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

testOnEngines(
  "trainModel() gives the same weights however they are split",
  async (engine) => {
    const { openEngine } = await import("../../../models/network/open_engine.ts");
    const split = (await openEngine("webgpu", { maxBlockBytes: 16 * 4 * 4 })).engine;
    for (const spec of Object.values(specs)) {
      const model = buildModel(split, spec, 5);
      assert(model.parameters.some(({ blocks }) => blocks.length > 1));
      model.dispose();
      assertEquals(
        (await run(split, config(spec))).digest,
        (await run(engine, config(spec))).digest,
      );
    }
  },
  { only: "webgpu" },
);

testOnEngines("trainModel() leaves no tensor and no memory behind", async (engine) => {
  for (const spec of Object.values(specs)) {
    const before = tf.memory().numTensors;
    const model = buildModel(engine, spec, 1);
    const held: [number, number][] = [];
    const settings = config(spec, { steps: 60, validationFraction: 0.2 });
    await trainModel(model, pictures(40), settings, {
      onProgress: () => held.push([tf.memory().numTensors, engine.heldBytes()]),
    });
    assertEquals(held.at(-1), held[2], "after 60 steps as after the first few");
    model.dispose();
    assertEquals(tf.memory().numTensors, before);
  }
});

testOnEngines("trainModel() overfits one batch", async (engine) => {
  const adam = { ...adamDefaults, learningRate: 0.02 };
  const settings = config(specs.ae, { steps: 150, validationFraction: 0, adam });
  const model = buildModel(engine, specs.ae, 5);
  const { train } = await trainModel(model, pictures(8), settings);
  assert(train.at(-1)!.loss < 0.03 * train[0]!.loss, `${train.at(-1)!.loss}`);
  model.dispose();
});

testOnEngines("saveWeights() and loadWeights() keep a model", async (engine) => {
  const path = await Deno.makeTempFile();
  try {
    const model = buildModel(engine, specs.vae, 5);
    await trainModel(model, pictures(40), config(specs.vae, { steps: 3 }));
    await saveWeights(model, path);
    const loaded = await loadWeights(engine, path);
    assertEquals(loaded.spec, model.spec);
    assertEquals(await weightsDigest(loaded), await weightsDigest(model));
    const images = engine.upload(new Float32Array(32).fill(0.3), 2, 16);
    const [a, b] = [model.encode(images), loaded.encode(images)];
    assertEquals(await engine.read(a), await engine.read(b));
    const [x, y] = [model.decode(a), loaded.decode(b)];
    assertEquals(await engine.read(x), await engine.read(y));
    [images, a, b, x, y].forEach((matrix) => matrix.dispose());
    model.dispose();
    loaded.dispose();

    await Deno.truncate(path, 200);
    await assertRejects(() => loadWeights(engine, path), SyntaxError, "must be whole");
    await Deno.writeTextFile(path, "something else");
    await assertRejects(() => loadWeights(engine, path), SyntaxError, "starts otherwise");
  } finally {
    await Deno.remove(path);
  }
});

testOnEngines(
  "trainModel() stops with the reason when the loss is no number",
  async (engine) => {
    const model = buildModel(engine, specs.ae, 5);
    const rates = { ...adamDefaults, learningRate: Infinity };
    await assertRejects(
      () => trainModel(model, pictures(40), config(specs.ae, { adam: rates })),
      Error,
      "Cannot go on training as the loss must be a number",
    );
    model.dispose();
  },
);

testOnEngines("trainModel() warms beta up and validates", async (engine) => {
  let state: TrainingState | undefined;
  const model = buildModel(engine, specs.vae, 5);
  const settings = config(specs.vae, { steps: 8, patience: 100 });
  await trainModel(model, pictures(40), settings, { onProgress: (now) => state = now });
  const { train, validation } = state!;
  assertAlmostEquals(
    train[0]!.loss,
    train[0]!.reconstruction + 0.125 * train[0]!.kl,
    1e-9,
  );
  assertAlmostEquals(train[5]!.loss, train[5]!.reconstruction + 0.5 * train[5]!.kl, 1e-9);
  assertEquals(validation.map(({ step }) => step), [4, 8]);
  model.dispose();
});

Deno.test({
  name: "shouldStopEarly() waits for the patience to run out",
  permissions: "none",
  fn() {
    const losses = (...values: number[]) => values.map((loss) => ({ loss }));
    assertEquals(shouldStopEarly(losses(3, 2, 2, 2.1), 2), true);
    assertEquals(shouldStopEarly(losses(3, 2, 2.1), 2), false);
    assertEquals(shouldStopEarly(losses(3, 2, 2.1, 1.9), 2), false);
    assertEquals(shouldStopEarly(losses(3, 3, 3, 3), null), false);
  },
});
