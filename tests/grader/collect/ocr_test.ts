import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Raster } from "../../../rubric/evidence.ts";
import { createContext, type Piece } from "../../../grader/collect/context.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { lookAt } from "../../../grader/collect/ocr_look.ts";
import type { OcrEngine, OcrLine, OcrWord } from "../../../grader/collect/ocr_engine.ts";
import { textOf } from "../../../grader/collect/ocr_text.ts";
import { collectRaster } from "../../../grader/collect/picture.ts";
import { decodeRaster } from "../../../grader/collect/raster.ts";
import { startTesseract } from "../../../grader/collect/tesseract.ts";

const permissions = { read: true } as const;

async function fixture(name: string): Promise<Raster> {
  const url = new URL(`../../fixtures/collect_pdf/${name}`, import.meta.url);
  const decoded = await decodeRaster(await Deno.readFile(url), () => null);
  if ("error" in decoded) throw new Error(decoded.error);
  return decoded.raster;
}

/** A raster by a function of the place. */
function drawn(
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    rgb.fill(grey(i % width, Math.floor(i / width)), i * 3, i * 3 + 3);
  }
  return { width, height, rgb };
}

Deno.test({
  name: "lookAt() says yes to screenshots of code, tables and prose",
  permissions,
  fn: async () => {
    for (const name of ["code_dark.png", "table.png", "prose_zh.png"]) {
      assertEquals(lookAt(await fixture(name)).isText, true, name);
    }
  },
});

Deno.test({
  name: "lookAt() finds the titles of a figure and calls it no text",
  permissions,
  fn: async () => {
    const look = lookAt(await fixture("titles.png"));
    assertEquals(look.isText, false);
    assert(look.runs.length >= 3);
    assert(look.runs.every(({ box }) => box[1] < 40));
  },
});

Deno.test({
  name: "lookAt() says no to photos, digit grids and plots",
  permissions: "none",
  fn: () => {
    const photo = drawn(
      200,
      150,
      (x, y) => 128 + 100 * Math.sin(x / 9) * Math.cos(y / 13),
    );
    // A blob a cell of 28 pixels, as in a grid of handwritten digits.
    const digits = drawn(280, 280, (x, y) => {
      const [dx, dy] = [x % 28 - 14, y % 28 - 14];
      const ring = Math.hypot(dx * 1.4, dy);
      return ring > 5 && ring < 9 ? 255 : 0;
    });
    const plot = drawn(300, 200, (x, y) => {
      const axis = (x === 30 && y < 180) || (y === 180 && x > 30);
      return axis || Math.abs(y - 20 - 3000 / (x + 10)) < 1.5 && x > 30 ? 0 : 255;
    });
    for (const raster of [photo, digits, plot]) {
      assertEquals(lookAt(raster).isText, false);
    }
  },
});

function word(text: string, x: number, y: number): OcrWord {
  return { text, confidence: 0.9, box: [x, y, text.length * 10, 16] };
}

Deno.test({
  name: "textOf() rebuilds indentation and columns, and joins CJK words",
  permissions: "none",
  fn: () => {
    const line = (...words: OcrWord[]): OcrLine => ({
      words,
      box: [words[0]!.box[0], words[0]!.box[1], 400, 16],
    });
    const code = textOf([
      line(word("def", 20, 0), word("forward(self):", 60, 0)),
      line(word("return", 60, 20), word("self.dec(z)", 130, 20)),
    ]);
    assertEquals(code?.text, "def forward(self):\n    return self.dec(z)");
    assertEquals(code?.kind, "code");
    const table = textOf([
      line(word("Linear-1", 0, 0), word("512", 180, 0), word("6291968", 280, 0)),
      line(word("ReLU-2", 0, 20), word("512", 180, 20), word("0", 340, 20)),
    ]);
    assertEquals(table?.kind, "table");
    assertEquals(table?.text.split("\n")[0]?.split(/ {2,}/), [
      "Linear-1",
      "512",
      "6291968",
    ]);
    const wide = (text: string, x: number): OcrWord => ({
      text,
      confidence: 0.8,
      box: [x, 0, text.length * 20, 20],
    });
    const chinese = textOf([line(wide("編碼", 0), wide("器", 44), word("VAE", 72, 0))]);
    assertEquals(chinese?.text, "編碼器 VAE");
    assertEquals(chinese?.confidence, 0.85);
    assertEquals(textOf([]), null);
  },
});

Deno.test({
  name:
    "recognizeText() asks no engine for a picture without letters, and survives a failure",
  permissions,
  fn: async () => {
    let calls = 0;
    const engine: OcrEngine = {
      recognize: () => {
        calls += 1;
        return Promise.reject(new Error("out of order"));
      },
      close: () => Promise.resolve(),
    };
    const context = createContext(defaultLimits, engine);
    const origin = { where: { file: "a.png" } };
    const photo = drawn(90, 90, (x, y) => 128 + 100 * Math.sin(x / 9) * Math.cos(y / 7));
    assertEquals((await collectRaster(photo, origin, context)).length, 1);
    assertEquals(calls, 0);
    const pieces = await collectRaster(await fixture("table.png"), origin, context);
    assertEquals([pieces.length, calls], [1, 1]);
    assertStringIncludes(context.problems[0]?.problem ?? "", "out of order");
    const none = createContext({ ...defaultLimits, ocrImages: 0 }, engine);
    await collectRaster(await fixture("table.png"), origin, none);
    assertEquals([calls, none.problems.length], [1, 1]);
  },
});

Deno.test({
  name: "recognizeText() reads code, a table with its numbers, titles and Chinese",
  permissions,
  fn: async () => {
    const engine = startTesseract();
    try {
      const context = createContext(defaultLimits, engine);
      const read = async (name: string): Promise<Piece[]> =>
        (await collectRaster(await fixture(name), { where: { file: name } }, context))
          .slice(1);
      const [code] = await read("code_dark.png");
      assertEquals([code?.kind, code?.via, code?.source], ["code", "ocr", 0]);
      assertStringIncludes(code?.text ?? "", "model.encoder(img)");
      assertStringIncludes(code?.text ?? "", "0.8");
      const [table] = await read("table.png");
      assertEquals(table?.kind, "table");
      const lines = table?.text.split("\n") ?? [];
      assertEquals(table?.ocrDigits?.length, lines.length);
      const first = lines.findIndex((line) => line.includes("Linear-1"));
      assertEquals(table?.ocrDigits?.[first], "6,291,968");
      const total = lines.findIndex((line) => line.startsWith("Total params"));
      assertEquals(table?.ocrDigits?.[total], "12,595,712");
      const titles = await read("titles.png");
      assertEquals(titles.slice(0, 2).map(({ text }) => text), [
        "Original",
        "Reconstructed",
      ]);
      const boxes = titles.map(({ where }) => where.box?.[0] ?? 0);
      assert(boxes[0]! < boxes[1]! && boxes[1]! < boxes[2]!);
      const [chinese] = await read("prose_zh.png");
      assertStringIncludes(chinese?.text ?? "", "變分自編碼器是一種生成模型");
    } finally {
      await engine.close();
    }
  },
});
