/**
 * `samples`: makes the sample submissions in this folder from `sources/`.
 *
 * Needs Chromium and Noto's CJK fonts (`deno task setup`).
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding";
import { fromFileUrl, join } from "@std/path";
import type { Image } from "imagescript";
import { blur, drawFace, type Face, grid, mean, mix, tile } from "./faces.ts";
import { notebookTwin } from "./notebook.ts";

const folder = fromFileUrl(new URL(".", import.meta.url));
const sources = join(folder, "sources");

async function chromium(args: readonly string[]): Promise<void> {
  const result = await new Deno.Command("chromium", {
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--hide-scrollbars",
      ...args,
    ],
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!result.success) {
    throw new Error(
      `Cannot draw a sample as Chromium must run: ${
        new TextDecoder().decode(result.stderr)
      }`,
    );
  }
}

/** PNG bytes without the time at which they were made. */
function encodePng(image: Image): Promise<Uint8Array> {
  return image.encode(9, { creationTime: 0 });
}

async function savePng(image: Image, file: string): Promise<void> {
  await Deno.writeFile(file, await encodePng(image));
}

/** A picture of plain text, as a screenshot of a terminal is one. */
async function screenshot(work: string, name: string, text: string): Promise<void> {
  const lines = text.trimEnd().split("\n");
  const width = 7.25 * Math.max(...lines.map((line) => line.length)) + 40;
  const height = 16.2 * lines.length + 34;
  const html = `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; background: #fff } pre { margin: 12px;
    font: 12px/16px "DejaVu Sans Mono", "Liberation Mono", monospace; color: #111 }
    </style><pre>${escape(text)}</pre>`;
  await Deno.writeTextFile(join(work, `${name}.html`), html);
  await chromium([
    `--window-size=${Math.ceil(width)},${Math.ceil(height)}`,
    "--force-device-scale-factor=1.5",
    `--screenshot=${join(work, `${name}.png`)}`,
    join(work, `${name}.html`),
  ]);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** Prints a page; `epochs` lines of a training log make it longer. */
async function printPdf(
  work: string,
  source: string,
  target: string,
  epochs = 0,
): Promise<void> {
  const summary = await Deno.readTextFile(join(sources, "summary.txt"));
  const html = await Deno.readTextFile(join(sources, source));
  const page = join(work, source);
  const whole = html.replace("{{summary}}", escape(summary)) + trainingLog(epochs);
  await Deno.writeTextFile(page, whole);
  await Deno.copyFile(join(sources, "style.css"), join(work, "style.css"));
  await chromium([
    "--no-pdf-header-footer",
    `--print-to-pdf=${join(folder, target)}`,
    page,
  ]);
}

function trainingLog(epochs: number): string {
  if (epochs === 0) return "";
  const lines = Array.from(
    { length: epochs },
    (_, i) =>
      `<p>第 ${i + 1} 個 epoch：訓練的重建誤差為 ${(0.2 / (i + 2) + 0.01).toFixed(5)}，` +
      `驗證的重建誤差為 ${(0.21 / (i + 2) + 0.012).toFixed(5)}，學習率 0.0010，` +
      `與前一個 epoch 相比沒有過擬合的現象。</p>`,
  );
  return `<h2>附錄：訓練紀錄</h2>\n${lines.join("\n")}\n`;
}

/** Every picture that the reports show. */
async function drawFigures() {
  const names = Array.from({ length: 16 }, (_, i) => `peep-${i + 1}`);
  const originals = await Promise.all(names.map(drawFace));
  const others = await Promise.all(names.map((name) => drawFace(`other ${name}`)));
  const reconstructions = originals.map((face) => blur(face, 1));
  const noise = blur(mean(others), 1);
  const noisy = (ratio: number) =>
    grid(reconstructions.map((face) => mix(face, noise, Math.sqrt(ratio))), 4);
  const [face] = originals;
  const [other] = others;
  if (!face || !other) throw new RangeError("Cannot draw figures as there must be faces");
  const one: Record<string, Face> = {
    original: face,
    reconstruction: blur(face, 1),
    adjusted_1: blur(face, 2).map((value) => value * 0.55),
    adjusted_2: mix(blur(face, 2), blur(other, 2), 0.6),
  };
  return {
    noise: tile([grid(reconstructions, 4), noisy(0.2), noisy(0.5), noisy(0.8)], 2, 24),
    originals: grid(originals, 4),
    row: tile(Object.values(one).map((face) => grid([face], 1).resize(200, 200)), 4, 16),
    one: Object.entries(one).map(([name, face]) =>
      [name, grid([face], 1, 0).resize(192, 192)] as const
    ),
  };
}

async function make(): Promise<void> {
  const work = await Deno.makeTempDir();
  try {
    const figures = await drawFigures();
    await savePng(figures.noise, join(work, "figure_noise.png"));
    await savePng(figures.originals, join(work, "figure_originals.png"));
    await savePng(figures.row, join(work, "figure_row.png"));
    for (const name of ["summary", "screenshot_code"]) {
      const text = await Deno.readTextFile(join(sources, `${name}.txt`));
      await screenshot(work, name.replace(/^summary$/, "screenshot_summary"), text);
    }
    await printPdf(work, "complete_zh.html", "complete_zh.pdf");
    await printPdf(work, "screenshots_zh.html", "screenshots_zh.pdf");
    await printPdf(work, "complete_zh.html", "../bench/fixtures/four_pages.pdf", 23);
    await printPdf(
      work,
      "screenshots_zh.html",
      "../bench/fixtures/four_pages_screenshots.pdf",
      33,
    );

    const english = await Deno.readTextFile(join(sources, "complete_en", "report.md"));
    const pictures = new Map<string, string>();
    for (const target of ["complete_en", "flawed"]) {
      await Deno.mkdir(join(folder, target, "images"), { recursive: true });
      for (const [name, image] of figures.one) {
        const bytes = await encodePng(image);
        pictures.set(`images/${name}.png`, encodeBase64(bytes));
        await Deno.writeFile(join(folder, target, "images", `${name}.png`), bytes);
      }
    }
    await Deno.writeTextFile(join(folder, "complete_en", "report.md"), english);
    await Deno.writeTextFile(
      join(folder, "notebook_en.ipynb"),
      notebookTwin(english, pictures),
    );
    for await (const entry of Deno.readDir(join(sources, "flawed"))) {
      await Deno.copyFile(
        join(sources, "flawed", entry.name),
        join(folder, "flawed", entry.name),
      );
    }
    await Deno.copyFile(
      join(sources, "graded_copy.txt"),
      join(folder, "graded_copy.txt"),
    );
    const whole = await Deno.readFile(join(folder, "complete_zh.pdf"));
    await Deno.writeFile(join(folder, "flawed", "damaged.pdf"), whole.subarray(0, 3000));
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

if (import.meta.main) await make();
