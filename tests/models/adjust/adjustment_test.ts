import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  adjustLatents,
  type Adjustment,
  describeAdjustment,
  latentNoise,
  sharedNoiseMixes,
} from "../../../models/adjust/adjustment.ts";
import {
  interpolate,
  priorSamples,
  traverse,
} from "../../../models/adjust/latent_paths.ts";

const latents = { values: new Float32Array([1, 2, 3, -4, 5, -6]), rows: 2, size: 3 };
const apply = (adjustment: Adjustment) =>
  adjustLatents(latents, adjustment, 7).map(({ values }) => [...values]);

Deno.test({
  name: "adjustLatents() applies each kind to its target only",
  permissions: "none",
  fn() {
    assertEquals(apply({ kind: "negate", target: "all" }), [[-1, -2, -3, 4, -5, 6]]);
    assertEquals(apply({ kind: "negate", target: [2] }), [[1, 2, -3, -4, 5, 6]]);
    assertEquals(apply({ kind: "scale", factor: 2, target: [0] }), [[
      2,
      2,
      3,
      -8,
      5,
      -6,
    ]]);
    assertEquals(apply({ kind: "shift", by: -1, target: [0, 1] }), [[
      0,
      1,
      3,
      -5,
      4,
      -6,
    ]]);
    assertEquals(apply({ kind: "set", value: 9, target: [1] }), [[1, 9, 3, -4, 9, -6]]);
    assertEquals(apply({ kind: "zero", target: [0] }), [[0, 2, 3, 0, 5, -6]]);
    assertEquals(apply({ kind: "sweep", values: [0, 8], target: [0] }), [
      [0, 2, 3, 0, 5, -6],
      [8, 2, 3, 8, 5, -6],
    ]);
    assertEquals([...latents.values], [1, 2, 3, -4, 5, -6], "the latents are left alone");
  },
});

Deno.test({
  name: "adjustLatents() mixes one noise into all images",
  permissions: "none",
  fn() {
    const noise = latentNoise(7, 3);
    assertEquals(apply({ kind: "mixNoise", ratio: 0, target: "all" }), [[
      ...latents.values,
    ]]);
    const [whole] = apply({ kind: "mixNoise", ratio: 1, target: "all" });
    assertEquals(whole, [...noise, ...noise]);
    const [half] = apply({ kind: "mixNoise", ratio: 0.5, target: [1] });
    assertEquals(half, [1, Math.fround(1 + noise[1]! / 2), 3, -4, half![4], -6]);
    assertEquals(
      sharedNoiseMixes.map((mix) => mix.kind === "mixNoise" && mix.ratio),
      [
        0.2,
        0.5,
        0.8,
      ],
    );
  },
});

Deno.test({
  name: "adjustLatents() adds noise to all images alike, or to each its own",
  permissions: "none",
  fn() {
    const added = (shared: boolean) => {
      const [values] = apply({ kind: "addNoise", stdDev: 1, shared, target: "all" });
      return values!.map((value, i) => value - latents.values[i]!);
    };
    const shared = added(true);
    assert(shared.every((v, i) => Math.abs(v - shared[(i + 3) % 6]!) < 1e-6));
    const own = added(false);
    assert(own.some((v, i) => Math.abs(v - own[(i + 3) % 6]!) > 1e-3));
  },
});

Deno.test({
  name: "adjustLatents() refuses elements and ratios that cannot be",
  permissions: "none",
  fn() {
    for (const element of [3, -1, 0.5]) {
      assertThrows(() => apply({ kind: "zero", target: [element] }), RangeError);
    }
    for (const ratio of [-0.1, 1.1, NaN]) {
      assertThrows(() => apply({ kind: "mixNoise", ratio, target: "all" }), RangeError);
    }
  },
});

Deno.test({
  name: "describeAdjustment() says what is done to which elements",
  permissions: "none",
  fn() {
    assertEquals(
      sharedNoiseMixes.map(describeAdjustment)[0],
      "all elements: 20% noise mixed in",
    );
    assertEquals(
      describeAdjustment({ kind: "shift", by: -2, target: [4] }),
      "element 4: minus 2",
    );
  },
});

Deno.test({
  name: "interpolate(), traverse() and priorSamples() lay out their latents",
  permissions: "none",
  fn() {
    const line = interpolate(latents, 1, 0, 2);
    assertEquals([...line.values], [-4, 5, -6, 1, 2, 3]);
    assertThrows(() => interpolate(latents, 0, 1, 1), RangeError);
    assertEquals([...traverse(latents, 0, 1, [-1, 1]).values], [1, -1, 3, 1, 1, 3]);
    assertEquals(priorSamples(1, 4, 3), priorSamples(1, 4, 3));
    assertEquals(priorSamples(1, 4, 3).values.length, 12);
  },
});
