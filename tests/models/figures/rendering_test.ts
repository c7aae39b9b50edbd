import { assert, assertEquals, assertRejects } from "@std/assert";
import { Image } from "imagescript";
import type { Drawing } from "../../../models/figures/drawing.ts";
import { loadLabelFonts } from "../../../models/figures/label_fonts.ts";
import { openOutlineFont } from "../../../models/figures/outline_font.ts";
import { renderPng } from "../../../models/figures/render_png.ts";
import { renderSvg } from "../../../models/figures/render_svg.ts";

const fonts = await loadLabelFonts();

const drawing: Drawing = {
  width: 60,
  height: 20,
  description: "a red pixel and a word",
  marks: [
    {
      kind: "picture",
      x: 2,
      y: 3,
      width: 2,
      height: 1,
      scale: 2,
      rgb: new Uint8Array([255, 0, 0, 0, 0, 255]),
    },
    {
      kind: "rectangle",
      x: 40,
      y: 0,
      width: 20,
      height: 20,
      fill: "#00ff00",
      opacity: 0.5,
    },
    { kind: "text", x: 10, y: 15, text: "Hi", size: 12 },
  ],
};

Deno.test("openOutlineFont() measures and outlines text", () => {
  const { regular, bold } = fonts;
  // DejaVu Sans: 2048 units an em; "H" is 1540 wide and "i" 569.
  assertEquals(regular.measure("H", 2048), 1540);
  assertEquals(regular.measure("Hi", 2048), 1540 + 569);
  assert(bold.measure("Hi", 12) > regular.measure("Hi", 12));
  // "l" is one upright bar: four corners, baseline to ascender, above y = 100.
  const bar = regular.path("l", 0, 100, 2048);
  assertEquals(bar.match(/[ML]/g)?.length, 4);
  assertEquals(
    [...bar.matchAll(/[ML][-\d.]+ ([-\d.]+)/g)].map((m) => Number(m[1])).toSorted(
      (a, b) => a - b,
    ),
    [100 - 1556, 100 - 1556, 100, 100],
  );
  // A composite: "e" and its accent. What the font lacks is drawn as its box.
  assert(regular.path("\u00e9", 0, 0, 12).length > regular.path("e", 0, 0, 12).length);
  assert(regular.path("\u6f22", 0, 0, 12).length > 0);
  assertEquals(regular.path(" ", 0, 0, 12), "");
});

Deno.test("openOutlineFont() refuses what is no font", () => {
  const empty = new Uint8Array(64);
  let message = "";
  try {
    openOutlineFont(empty);
  } catch (error) {
    message = error instanceof SyntaxError ? error.message : "";
  }
  assertEquals(
    message,
    'Cannot open a font as TrueType needs the table "head": it is missing',
  );
});

Deno.test("renderPng() paints pictures enlarged, blends opacity, and repeats its bytes", async () => {
  const png = await renderPng(drawing, fonts, 2);
  assertEquals(png, await renderPng(drawing, fonts, 2));
  // No chunk of text: ImageScript's own would hold the time of day.
  const chunks = new TextDecoder("latin1").decode(png).match(/IHDR|IDAT|tEXt|tIME|IEND/g);
  assertEquals(chunks, ["IHDR", "IDAT", "IEND"]);
  const image = await Image.decode(png) as Image;
  assertEquals([image.width, image.height], [120, 40]);
  const at = (x: number, y: number) => [...image.getRGBAAt(x + 1, y + 1)];
  assertEquals(at(4, 6), [255, 0, 0, 255]);
  assertEquals(at(7, 9), [255, 0, 0, 255]);
  assertEquals(at(8, 9), [0, 0, 255, 255]);
  assertEquals(at(12, 9), [255, 255, 255, 255]);
  const [red, green, blue] = at(110, 20);
  assert(Math.abs(red! - 127) <= 1 && green === 255 && blue === red);
  const dark = Array.from(
    { length: 120 * 40 },
    (_, i) => at(i % 120, Math.floor(i / 120)),
  )
    .filter(([r, g, b]) => r! < 60 && g! < 60 && b! < 60);
  assert(dark.length > 40, "the word is there");
});

Deno.test("renderPng() refuses a figure of gigapixels", async () => {
  const huge = { ...drawing, width: 5000 };
  await assertRejects(() => renderPng(huge, fonts, 2), RangeError, "10000 x 40");
});

Deno.test("renderSvg() has labels as outlines when it is given fonts", () => {
  const words = { ...drawing, marks: drawing.marks.slice(1) };
  assert(renderSvg(words).includes(">Hi</text>"));
  const outlined = renderSvg(words, fonts);
  assert(!outlined.includes("<text") && outlined.includes('<path d="M'));
});
