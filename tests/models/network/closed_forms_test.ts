import {
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import * as tf from "@tensorflow/tfjs-core";
import { batchNormDefaults, type Engine } from "../../../models/network/engine.ts";
import { testOnEngines } from "../_engines.ts";

async function sumOf(engine: Engine, sums: ReturnType<Engine["upload"]>) {
  const total = (await engine.read(sums)).reduce((a, b) => a + b, 0);
  sums.dispose();
  return total;
}

async function penalty(
  engine: Engine,
  form: "logVar" | "sigma",
  mean: number[],
  spread: number[],
) {
  const n = mean.length;
  const [m, s, e] = [mean, spread, mean.map(() => 1)].map((v) =>
    engine.upload(new Float32Array(v), 1, n)
  );
  const { z, sums } = engine.sampleLatent(m!, s!, e!, form);
  const values = [...await engine.read(z)];
  [m, s, e, z].forEach((matrix) => matrix!.dispose());
  return { kl: await sumOf(engine, sums), z: values };
}

testOnEngines("sampleLatent() gives the KL's closed forms", async (engine) => {
  // At the prior nothing; at mean 2, logVar 0 in one dimension 2 nats.
  assertEquals((await penalty(engine, "logVar", [0, 0], [0, 0])).kl, 0);
  const two = await penalty(engine, "logVar", [2], [0]);
  assertAlmostEquals(two.kl, 2, 1e-6);
  assertAlmostEquals(two.z[0]!, 3, 1e-6);
  // Mean 0, variance e: (e - 1 - 1) / 2.
  const wide = await penalty(engine, "logVar", [0], [1]);
  assertAlmostEquals(wide.kl, (Math.E - 2) / 2, 1e-6);
  assertAlmostEquals(wide.z[0]!, Math.exp(0.5), 1e-6);
  // exp(sigma) - (1 + sigma) + mean^2, and z = mean + exp(sigma) * epsilon.
  const sigma = await penalty(engine, "sigma", [2], [1]);
  assertAlmostEquals(sigma.kl, Math.E - 2 + 4, 1e-5);
  assertAlmostEquals(sigma.z[0]!, 2 + Math.E, 1e-6);
});

testOnEngines("sampleLatent() with epsilon 0 returns the mean", async (engine) => {
  const mean = engine.upload(new Float32Array([0.5, -1, 3, 4]), 2, 2);
  const spread = engine.upload(new Float32Array([1, 2, -3, 0]), 2, 2);
  const still = engine.upload(new Float32Array(4), 2, 2);
  const { z, sums } = engine.sampleLatent(mean, spread, still, "logVar");
  assertEquals([...await engine.read(z)], [0.5, -1, 3, 4]);
  [mean, spread, still, z, sums].forEach((matrix) => matrix.dispose());
});

testOnEngines(
  "batchNormTrain() follows PyTorch: biased inside, unbiased running",
  async (engine) => {
    // One column 1, 2, 3, 6: mean 3, biased variance 3.5, unbiased 14 / 3.
    const x = engine.upload(new Float32Array([1, 2, 3, 6]), 4, 1);
    const gamma = engine.upload(new Float32Array([2]), 1, 1);
    const beta = engine.upload(new Float32Array([10]), 1, 1);
    const running = engine.upload(new Float32Array([0, 1]), 2, 1);
    const { y, saved } = engine.batchNormTrain(
      x,
      gamma,
      beta,
      running,
      batchNormDefaults,
    );
    const got = await engine.read(y);
    [1, 2, 3, 6].forEach((v, i) =>
      assertAlmostEquals(got[i]!, 10 + 2 * (v - 3) / Math.sqrt(3.5 + 1e-5), 1e-5)
    );
    const [mean, variance] = await engine.read(running);
    assertAlmostEquals(mean!, 0.3, 1e-6);
    assertAlmostEquals(variance!, 0.9 + 0.1 * 14 / 3, 1e-6);
    const inferred = engine.batchNormInfer(x, gamma, beta, running, batchNormDefaults);
    assertAlmostEquals(
      (await engine.read(inferred))[0]!,
      10 + 2 * (1 - 0.3) / Math.sqrt(0.9 + 0.1 * 14 / 3 + 1e-5),
      1e-5,
    );
    [x, gamma, beta, running, y, saved, inferred].forEach((matrix) => matrix.dispose());
  },
);

testOnEngines("upload() refuses what one binding cannot hold", (engine) => {
  const columns = engine.facts.maxBindingBytes! / 16 + 1;
  const before = tf.memory().numTensors;
  assertThrows(
    () => engine.upload(new Float32Array(4 * columns), 4, columns),
    RangeError,
    "as a binding must fit",
  );
  assertEquals(tf.memory().numTensors, before);
  return Promise.resolve();
}, { only: "webgpu" });

// Last, as the device stays marked: tfjs itself would go on and read zeros.
testOnEngines("read() reports the device's own fault", async (engine) => {
  const over = engine.facts.maxBindingBytes! / 4 + 4;
  const large = tf.zeros([over]);
  tf.dispose(tf.add(large, 1));
  large.dispose();
  const small = engine.upload(new Float32Array(4), 1, 4);
  await assertRejects(
    () => engine.read(small),
    Error,
    "Cannot go on as the WebGPU device must report no fault",
  );
  await assertRejects(() => engine.sync(), Error, "must report no fault");
  small.dispose();
}, { only: "webgpu" });
