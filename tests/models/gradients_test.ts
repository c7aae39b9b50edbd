import { assert, assertAlmostEquals } from "@std/assert";
import { autoencoderSpec, type ModelSpec, vaeSpec } from "../../models/architecture.ts";
import { buildModel } from "../../models/build_model.ts";
import { readLosses } from "../../models/model.ts";
import {
  adamDefaults,
  type Engine,
  type ParameterBlock,
} from "../../models/network/engine.ts";
import { readParameter } from "../../models/network/parameter.ts";
import { normals, uniforms } from "../../models/random/draw.ts";
import { streamOf } from "../../models/random/stream.ts";
import { testOnEngines } from "./_engines.ts";
import {
  referenceAdam,
  referenceGradients,
  referenceLoss,
  type Weights,
} from "./_reference.ts";

const style = { batchNorm: true, hidden: "tanh", output: "sigmoid" } as const;
const plain = { batchNorm: false, hidden: "elu", output: "tanh" } as const;

/** Widths that are multiples of four take the kernels for vectors, others those for scalars. */
const cases: [string, ModelSpec, "mean" | "sum"][] = [
  ["autoencoder, widths in fours", autoencoderSpec(12, [8, 4], style), "mean"],
  ["autoencoder, odd widths", autoencoderSpec(10, [7, 3], plain), "sum"],
  ["VAE with logVar", vaeSpec(12, [8, 4], style), "sum"],
  ["VAE with sigma, odd widths", vaeSpec(9, [6, 2], plain, "sigma"), "mean"],
  ["VAE whose heads read the image", vaeSpec(8, [4], plain), "sum"],
];
const ROWS = 5;

async function compare(engine: Engine, spec: ModelSpec, reduction: "mean" | "sum") {
  const stream = streamOf(3, "images");
  const images = uniforms(stream, ROWS * spec.inputs, { low: -0.9, high: 0.9 });
  const noise = normals(streamOf(3, "noise"), ROWS * 8);
  const model = buildModel(engine, spec, 11);
  const weights: Weights = new Map();
  for (const parameter of model.parameters) {
    weights.set(
      parameter.name,
      Float64Array.from(await readParameter(engine, parameter)),
    );
  }
  const rows = Array.from(
    { length: ROWS },
    (_, r) => [...images.slice(r * spec.inputs, (r + 1) * spec.inputs)],
  );
  const settings = { reduction, beta: 0.7, epsilon: noise };
  const expected = referenceLoss(spec, weights, rows, settings);
  const gradients = referenceGradients(
    (w) => referenceLoss(spec, w, rows, settings).loss,
    weights,
  );

  const batch = engine.upload(images, ROWS, spec.inputs);
  const held = new Map<ParameterBlock, Promise<Float32Array>>();
  const losses = model.step(batch, {
    reduction,
    beta: 0.7,
    epsilon: (count) => noise.slice(0, count),
    sink: (block, gradient) => {
      held.set(block, engine.read(gradient).finally(() => gradient.dispose()));
    },
  });
  const got = await readLosses(model, losses, reduction, 0.7);
  assertAlmostEquals(got.loss, expected.loss, 1e-5 * Math.max(1, expected.loss));
  assertAlmostEquals(got.kl, expected.kl, 1e-5 * Math.max(1, expected.kl));

  for (const parameter of model.parameters) {
    const wanted = gradients.get(parameter.name)!;
    // float32 sums of a few hundred terms: relative to the largest gradient of the array.
    // (A bias before a batch norm has gradient 0, so its error has nothing to relate to.)
    const scale = Math.max(...wanted.map(Math.abs), 0.02);
    for (const block of parameter.blocks) {
      const values = await held.get(block)!;
      values.forEach((value, at) => {
        const row = Math.floor(at / block.width);
        const index = row * parameter.columns + block.start + at % block.width;
        assertAlmostEquals(value, wanted[index]!, 2e-5 * scale, parameter.name);
      });
    }
  }
  batch.dispose();
  model.dispose();
}

for (const [name, spec, reduction] of cases) {
  testOnEngines(
    `step() gives the gradients of the definition: ${name}`,
    (engine) => compare(engine, spec, reduction),
  );
}

testOnEngines(
  "step() gives the gradients of the definition when weights are split",
  (engine) => compare(engine, vaeSpec(16, [12, 8], style), "sum"),
  { maxBlockBytes: 16 * 4 * 4 },
);

for (const size of [6, 8]) {
  testOnEngines(`adam() follows PyTorch's for ${size} numbers`, async (engine) => {
    const start = uniforms(streamOf(5, "w"), size, { low: -1, high: 1 });
    const block: ParameterBlock = {
      start: 0,
      width: size,
      value: engine.upload(start, 1, size),
      moments: undefined,
    };
    // From 1e-9, where epsilon counts, to 100.
    const steps = [0, 1, 2].map((step) =>
      Float32Array.from(
        { length: size },
        (_, i) => (i % 2 ? 1 : -1) * 10 ** (2 - 11 * i / size) * (1 + step / 3),
      )
    );
    steps.forEach((gradient, step) => {
      const matrix = engine.upload(gradient, 1, size);
      engine.adam(block, matrix, adamDefaults, step + 1);
      matrix.dispose();
    });
    const changed = await engine.read(block.value);
    for (let i = 0; i < size; i++) {
      const wanted = referenceAdam(start[i]!, steps.map((g) => g[i]!));
      assertAlmostEquals(changed[i]!, wanted, 3e-7);
      assert(changed[i] !== start[i]);
    }
    block.value.dispose();
    block.moments?.dispose();
  });
}
