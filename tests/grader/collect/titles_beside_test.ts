import { assert, assertEquals } from "@std/assert";
import { besidePanels } from "../../../grader/collect/_titles_beside.ts";
import { lookAt } from "../../../grader/collect/ocr_look.ts";
import { readTitles } from "../../../grader/collect/ocr_titles.ts";
import type { OcrEngine } from "../../../grader/collect/ocr_engine.ts";
import type { Raster } from "../../../rubric/evidence.ts";
import { drawGrid, face } from "../image/synthetic_figures.ts";

/** Two faces on white; `mark` puts a small cross over the first, like a lone `x`. */
function pair(mark: boolean): Raster {
  const { raster } = drawGrid({
    rows: 1,
    columns: 2,
    size: 96,
    gutter: 16,
    margin: 24,
    color: [255, 255, 255],
    tile: (i) => face(3, 96, i * 40),
  });
  if (!mark) return raster;
  for (let i = 0; i < 8; i++) {
    for (const x of [68 + i, 75 - i]) {
      raster.rgb.fill(
        0,
        ((10 + i) * raster.width + x) * 3,
        ((10 + i) * raster.width + x) * 3 + 6,
      );
    }
  }
  return raster;
}

Deno.test({
  name: "besidePanels() finds a lone letter over a panel, and nothing in a photo",
  permissions: "none",
  fn() {
    const marked = pair(true);
    const [box, ...more] = besidePanels(marked, lookAt(marked));
    assert(box && box[1] >= 8 && box[1] + box[3] <= 20 && more.length === 0);
    const bare = pair(false);
    assertEquals(besidePanels(bare, lookAt(bare)), []);
    const photo = face(5, 160);
    assertEquals(besidePanels(photo, lookAt(photo)), []);
  },
});

Deno.test({
  name:
    "readTitles() reads doubtful titles again, one at a time, and keeps the surer reading",
  permissions: "none",
  fn: async () => {
    const calls: string[] = [];
    const engine = (latin: number, chinese: number): OcrEngine => ({
      recognize: (raster, { languages, layout }) => {
        calls.push(`${languages} ${layout}`);
        const [text, confidence] = languages === "eng"
          ? ["FE", latin]
          : ["原圖", chinese];
        const box = [0, 0, raster.width, raster.height] as const;
        return Promise.resolve([{ words: [{ text, confidence, box }], box }]);
      },
      close: () => Promise.resolve(),
    });
    const raster = pair(true);
    const texts = async (latin: number, chinese: number) =>
      (await readTitles(raster, lookAt(raster), engine(latin, chinese)))
        .map(({ text }) => text);
    assertEquals(await texts(0.5, 0.9), ["原圖"]);
    assertEquals(calls, ["eng block", "chi_tra line"]);
    assertEquals(await texts(0.6, 0.3), ["FE"]);
    calls.length = 0;
    assertEquals(await texts(0.9, 0.99), ["FE"]);
    assertEquals(calls, ["eng block"]);
  },
});
