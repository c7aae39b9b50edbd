import { assertEquals, assertThrows } from "@std/assert";
import { crop, resize } from "../../../grader/image/resize.ts";

function grey(width: number, values: readonly number[]) {
  const rgb = new Uint8Array(values.flatMap((value) => [value, value, value]));
  return { width, height: values.length / width, rgb };
}

function greys(raster: { rgb: Uint8Array }): number[] {
  return [...raster.rgb].filter((_, i) => i % 3 === 0);
}

Deno.test({
  name: "resize() averages areas where it shrinks",
  permissions: "none",
  fn: () => {
    assertEquals(greys(resize(grey(4, [0, 100, 200, 40]), 2, 1)), [50, 120]);
    assertEquals(greys(resize(grey(2, [0, 100, 200, 40]), 1, 1)), [85]);
    // Three to two: each target takes one and a half sources.
    assertEquals(greys(resize(grey(3, [0, 90, 30]), 2, 1)), [30, 50]);
  },
});

Deno.test({
  name: "resize() interpolates where it grows, and keeps the ends",
  permissions: "none",
  fn: () => {
    assertEquals(greys(resize(grey(2, [0, 100]), 4, 1)), [0, 25, 75, 100]);
    assertEquals(greys(resize(grey(1, [7]), 2, 2)), [7, 7, 7, 7]);
  },
});

Deno.test({
  name: "resize() returns the raster itself at its own size and refuses empty sizes",
  permissions: "none",
  fn: () => {
    const raster = grey(2, [1, 2]);
    assertEquals(resize(raster, 2, 1) === raster, true);
    assertThrows(() => resize(raster, 0, 1), RangeError, "sizes must be whole");
  },
});

Deno.test({
  name: "crop() rounds outwards and stays inside",
  permissions: "none",
  fn: () => {
    const raster = grey(3, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assertEquals(greys(crop(raster, [0.5, 0.5, 1, 1])), [1, 2, 4, 5]);
    assertEquals(greys(crop(raster, [2, 2, 9, 9])), [9]);
    assertThrows(() => crop(raster, [3, 0, 1, 1]), RangeError, "must meet it");
  },
});
