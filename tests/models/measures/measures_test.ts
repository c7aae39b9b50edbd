import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  detailKept,
  meanPairwiseDistance,
  meanSquaredErrors,
  nearestDistances,
} from "../../../models/measures/picture_measures.ts";
import { rocAuc, rocCurve } from "../../../models/measures/roc.ts";
import { normals } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";

const pictures = (rows: number, ...numbers: number[]) => ({
  values: new Float32Array(numbers),
  rows,
  size: numbers.length / rows,
});

Deno.test({
  name: "rocAuc() is 1, 0 or a half for perfect, reversed and equal scores",
  permissions: "none",
  fn() {
    const anomalous = [false, true, false, true];
    assertEquals(rocAuc([0, 2, 1, 3], anomalous), 1);
    assertEquals(rocAuc([3, 1, 2, 0], anomalous), 0);
    assertEquals(rocAuc([5, 5, 5, 5], anomalous), 0.5);
    assertThrows(() => rocAuc([1, 2], [true, true]), RangeError, "0 others");
    assertThrows(() => rocAuc([1], [true, false]), RangeError);
  },
});

Deno.test({
  name: "rocCurve() encloses rocAuc()'s area, ties included",
  permissions: "none",
  fn() {
    const scores = [0.1, 0.4, 0.4, 0.8, 0.8, 0.9];
    const anomalous = [false, true, false, false, true, true];
    const curve = rocCurve(scores, anomalous);
    let area = 0;
    curve.slice(1).forEach((point, i) => {
      const before = curve[i]!;
      area += (point.falsePositiveFraction - before.falsePositiveFraction) *
        (point.truePositiveFraction + before.truePositiveFraction) / 2;
    });
    assertAlmostEquals(area, rocAuc(scores, anomalous), 1e-12);
    assertEquals(curve.at(-1), { falsePositiveFraction: 1, truePositiveFraction: 1 });
  },
});

Deno.test({
  name: "meanSquaredErrors(), meanPairwiseDistance() and nearestDistances() by hand",
  permissions: "none",
  fn() {
    const a = pictures(3, 0, 0, 2, 0, 0, 1);
    const b = pictures(3, 0, 2, 2, 0, 1, 1);
    assertEquals(meanSquaredErrors(a, b), [2, 0, 0.5]);
    assertEquals(meanPairwiseDistance(a), (2 + 0.5 + 2.5) / 3);
    assertEquals(meanPairwiseDistance(pictures(1, 1, 2)), 0);
    assertEquals(nearestDistances(a, b), [1, 0, 0.5]);
    assertEquals(nearestDistances(a, a), [0.5, 2, 0.5], "not with itself");
    assertThrows(() => meanSquaredErrors(a, pictures(1, 0, 0)), RangeError);
  },
});

Deno.test({
  name:
    "detailKept() is 1 for the same, a half for half the contrast, and blind to noise",
  permissions: "none",
  fn() {
    const shape = { height: 32, width: 32, channels: 1 };
    const values = normals(streamOf(1, "picture"), 32 * 32);
    const noise = normals(streamOf(2, "noise"), 32 * 32);
    const original = { values, rows: 1, size: 1024 };
    const kept = (change: (v: number, i: number) => number) =>
      detailKept(original, { ...original, values: values.map(change) }, shape);
    assertAlmostEquals(kept((v) => v), 1, 1e-6);
    assertAlmostEquals(kept((v) => v / 2 + 3), 0.5, 1e-6);
    assert(Math.abs(kept((_, i) => noise[i]!)) < 0.15);
  },
});
