import { assert, assertEquals } from "@std/assert";
import { hashDistance, pictureHash } from "../../../gradebook/similar/picture_hash.ts";
import { resize } from "../../../grader/image/resize.ts";
import type { Raster } from "../../../rubric/evidence.ts";

/** A picture of soft spots that a seed places. */
function spots(seed: number, side = 128): Raster {
  const rgb = new Uint8Array(side * side * 3);
  const at = Array.from({ length: 5 }, (_, i) => [
    ((seed * 73 + i * 31) % 97) / 97,
    ((seed * 41 + i * 57) % 89) / 89,
    60 + ((seed * 17 + i * 91) % 120),
  ]);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let value = 20;
      for (const [cx, cy, high] of at) {
        const d = (x / side - cx!) ** 2 + (y / side - cy!) ** 2;
        value += high! * Math.exp(-d * 40);
      }
      rgb.fill(Math.min(255, value), (y * side + x) * 3, (y * side + x) * 3 + 3);
    }
  }
  return { width: side, height: side, rgb };
}

Deno.test({
  name:
    "pictureHash() is near for a picture of another size and shade, far for another one",
  permissions: "none",
  fn() {
    const first = pictureHash(spots(1))!;
    const brighter = spots(1);
    const lighter = { ...brighter, rgb: brighter.rgb.map((v) => Math.min(255, v + 8)) };
    const same = [resize(spots(1), 90, 90), resize(spots(1), 200, 180), lighter];
    for (const one of same) {
      assert(hashDistance(first.hash, pictureHash(one)!.hash) <= 3);
    }
    for (let seed = 2; seed < 12; seed++) {
      assert(hashDistance(first.hash, pictureHash(spots(seed))!.hash) > 8, String(seed));
    }
  },
});

Deno.test({
  name: "pictureHash() is none for what is blank, tiny or noise",
  permissions: "none",
  fn() {
    const blank = { width: 64, height: 64, rgb: new Uint8Array(64 * 64 * 3).fill(9) };
    assertEquals(pictureHash(blank), null);
    assertEquals(pictureHash(spots(1, 40)), null);
    let seed = 1;
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 24;
    });
    assertEquals(pictureHash({ width: 64, height: 64, rgb: noise }), null);
  },
});

Deno.test({
  name: "hashDistance() counts bits",
  permissions: "none",
  fn() {
    assertEquals(hashDistance("0000000000000000", "ffffffffffffffff"), 64);
    assertEquals(hashDistance("8000000000000001", "0000000000000000"), 2);
  },
});
