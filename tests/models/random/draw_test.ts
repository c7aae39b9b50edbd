import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { integer, normals, permutation, uniforms } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";

const stream = streamOf(2021, "test");

Deno.test({
  name: "streamOf() separates seeds above 2^32, and names",
  permissions: "none",
  fn() {
    const keys = [
      streamOf(1, "a"),
      streamOf(1 + 2 ** 32, "a"),
      streamOf(1, "b"),
      streamOf(2, "a"),
    ].map((s) => `${s.key0}:${s.key1}`);
    assertEquals(new Set(keys).size, 4);
    assertThrows(() => streamOf(-1, "a"), RangeError, "non-negative safe integer: -1");
    assertThrows(() => streamOf(0.5, "a"), RangeError);
  },
});

Deno.test({
  name: "uniforms() fill the interval evenly and never reach its end",
  permissions: "none",
  fn() {
    const draws = uniforms(stream, 40_000, { low: -2, high: 6 });
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    // Standard errors: 2.309 / 200 of the mean, 0.0048 relative of the variance.
    assertAlmostEquals(mean, 2, 0.05);
    assertAlmostEquals(variance, 64 / 12, 0.1);
    assert(draws.every((x) => x >= -2 && x < 6));
  },
});

Deno.test({
  name: "normals() have mean 0, variance 1 and normal tails",
  permissions: "none",
  fn() {
    const draws = normals(stream, 40_000);
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + b * b, 0) / draws.length;
    const beyondTwo = draws.filter((x) => Math.abs(x) > 2).length / draws.length;
    assertAlmostEquals(mean, 0, 0.02);
    assertAlmostEquals(variance, 1, 0.03);
    assertAlmostEquals(beyondTwo, 0.0455, 0.005);
  },
});

Deno.test({
  name: "normals() and uniforms() can start at any index",
  permissions: "none",
  fn() {
    for (const first of [1, 2, 7]) {
      assertEquals(
        normals(stream, 5, { first }),
        normals(stream, 20).slice(first, first + 5),
      );
      assertEquals(
        uniforms(stream, 5, { first }),
        uniforms(stream, 20).slice(first, first + 5),
      );
    }
    // Indices beyond 32 bits do not wrap round.
    assert(uniforms(stream, 1, { first: 2 ** 33 })[0] !== uniforms(stream, 1)[0]);
  },
});

Deno.test({
  name: "permutation() holds every index once and repeats for a seed",
  permissions: "none",
  fn() {
    const order = permutation(stream, 257);
    assertEquals(
      [...order].sort((a, b) => a - b),
      Array.from({ length: 257 }, (_, i) => i),
    );
    assertEquals(order, permutation(stream, 257));
    assert(order.some((value, i) => value !== i));
    assertEquals(permutation(stream, 0).length, 0);
  },
});

Deno.test({
  name: "integer() refuses a bound it cannot serve",
  permissions: "none",
  fn() {
    assertEquals(integer(stream, 3, 1), 0);
    assertThrows(() => integer(stream, 0, 0), RangeError);
  },
});
