import { assert } from "@std/assert";
import { makeParameter, uniformFill } from "../../../models/network/parameter.ts";
import { uniforms } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";
import { testOnEngines } from "../_engines.ts";

const INPUTS = 12288;

testOnEngines("product() keeps its digits in long sums", async (engine) => {
  // All of one sign, so that one running sum would drop the low digits of every product.
  const fill = uniformFill(1, "long", INPUTS, 8, 1);
  const positive = (start: number, width: number) =>
    fill(start, width).map((value) => Math.abs(value));
  const weight = makeParameter(engine, "long", INPUTS, 8, positive);
  const pixels = uniforms(streamOf(1, "long"), 4 * INPUTS, { low: 0.5 });
  const x = engine.upload(pixels, 4, INPUTS);
  const product = engine.product(x, weight);
  const found = await engine.read(product);
  const weights = positive(0, 8);
  let worst = 0;
  found.forEach((value, at) => {
    const [row, column] = [Math.floor(at / 8), at % 8];
    let exact = 0;
    for (let i = 0; i < INPUTS; i++) {
      exact += pixels[row * INPUTS + i]! * weights[i * 8 + column]!;
    }
    worst = Math.max(worst, Math.abs(value - exact) / exact);
  });
  // One running sum is off by 3.9e-6 here; the last bit of a number is 6e-8 of it.
  assert(worst < 2e-6, `${engine.facts.name}: ${worst}`);
  [x, product, ...weight.blocks.map(({ value }) => value)].forEach((m) => m.dispose());
});
