import { assert, assertEquals } from "@std/assert";
import {
  difference,
  isBlank,
  isNoise,
  practicallySame,
  ssim,
  thumbnail,
} from "../../../grader/image/compare.ts";
import { classifyContent } from "../../../grader/image/content.ts";
import {
  canvas,
  chart,
  digit,
  drawGrid,
  enlarge,
  face,
  letters,
  noise,
} from "./synthetic_figures.ts";

Deno.test({
  name: "classifyContent() knows photos, grids of them, digits and noise as pictures",
  permissions: "none",
  fn() {
    for (let seed = 1; seed <= 12; seed++) {
      assertEquals(classifyContent(face(seed, 96)), "pictures", `face ${seed}`);
    }
    for (const titles of [true, false]) {
      const grid = drawGrid({
        rows: 1,
        columns: 3,
        size: 120,
        gutter: 14,
        margin: 14,
        color: [255, 255, 255],
        titles,
        tile: (i) => face(50 + i, 120),
      });
      assertEquals(classifyContent(grid.raster), "pictures");
    }
    const digits = drawGrid({
      rows: 2,
      columns: 5,
      size: 56,
      gutter: 8,
      margin: 8,
      color: [255, 255, 255],
      tile: (i) => digit(80 + i, 56),
    });
    assertEquals(classifyContent(digits.raster), "pictures");
    assertEquals(classifyContent(noise(1, 64)), "pictures");
    assertEquals(classifyContent(enlarge(face(3, 64), 4)), "pictures");
  },
});

Deno.test({
  name: "classifyContent() tells charts and print from pictures",
  permissions: "none",
  fn() {
    for (let seed = 1; seed <= 6; seed++) {
      assertEquals(classifyContent(chart(seed)), "chart");
    }
    const page = canvas(420, 200, [255, 255, 255]);
    for (let line = 0; line < 12; line++) {
      letters(page, 10, 8 + line * 15, 30 + line, line + 1);
    }
    assertEquals(classifyContent(page), "text");
    const plain = classifyContent(canvas(80, 60, [255, 255, 255]));
    assert(plain !== "pictures" && plain !== "text", plain);
  },
});

Deno.test({
  name: "practicallySame() takes rounding for the same and a mild change for another",
  permissions: "none",
  fn() {
    const plain = face(5, 64);
    const rounded = { ...plain, rgb: plain.rgb.map((v) => Math.min(255, v ^ 1)) };
    assert(practicallySame(thumbnail(plain), thumbnail(rounded)));
    assert(!practicallySame(thumbnail(plain), thumbnail(face(5, 64, 6))));
    const spot = { ...plain, rgb: Uint8Array.from(plain.rgb) };
    for (let y = 40; y < 46; y++) {
      spot.rgb.fill(250, (y * 64 + 20) * 3, (y * 64 + 28) * 3);
    }
    assert(!practicallySame(thumbnail(plain), thumbnail(spot)), "a small part differs");
    assert(difference(thumbnail(plain), thumbnail(spot)) < 0.02);
  },
});

Deno.test({
  name:
    "ssim() is 1 for the same and lower for an unrelated picture than for a changed one",
  permissions: "none",
  fn() {
    const own = thumbnail(face(9, 64));
    assertEquals(ssim(own, own), 1);
    assert(ssim(own, thumbnail(face(9, 64, 12))) > ssim(own, thumbnail(face(10, 64))));
  },
});

Deno.test({
  name: "isBlank() and isNoise() spare pictures",
  permissions: "none",
  fn() {
    assert(isBlank(thumbnail(canvas(40, 40, [12, 12, 12]))));
    assert(isNoise(noise(2, 64)));
    for (let seed = 1; seed <= 12; seed++) {
      assert(!isBlank(thumbnail(face(seed, 64))));
      assert(!isNoise(face(seed, 64)));
    }
    assert(!isNoise(digit(4, 56)));
    assert(!isNoise(canvas(40, 40, [0, 0, 0])));
  },
});
