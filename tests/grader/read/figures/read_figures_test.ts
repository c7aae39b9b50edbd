import { assert, assertEquals } from "@std/assert";
import { readFigures } from "../../../../grader/read/figures/read_figures.ts";
import type { Document, Evidence, Raster } from "../../../../rubric/evidence.ts";
import type { Adjustment, FigureReading } from "../../../../rubric/facts.ts";
import { canvas, chart, drawGrid, face, noise } from "../../image/synthetic_figures.ts";

type Part = string | Raster | Partial<Evidence> | {
  raster: Raster;
  name?: string;
  alt?: string;
};

/** A small document: strings are paragraphs, rasters pictures. */
function documentOf(parts: readonly Part[], textOnly = false): Document {
  const rasters = new Map<string, Raster>();
  const evidence = parts.map((part, i): Evidence => {
    const base = {
      id: `e${i + 1}`,
      kind: "paragraph",
      where: { file: "report.md" },
      sha256: "",
      text: "",
      origin: "author",
      via: "text",
    } as const;
    if (typeof part === "string") return { ...base, text: part };
    const picture = "rgb" in part ? { raster: part } : "raster" in part ? part : null;
    if (!picture) return { ...base, ...part as Partial<Evidence> };
    const { raster, ...words } = picture as { raster: Raster; name?: string };
    rasters.set(`r${i}`, raster);
    const { width, height } = raster;
    return {
      ...base,
      kind: "image",
      image: { raster: `r${i}`, width, height, ...words },
    };
  });
  return { files: [], evidence, rasters, personScores: null, problems: [], textOnly };
}

function adjustment(signature: string, counts: Adjustment["counts"] = "yes"): Adjustment {
  return {
    id: signature,
    kind: "scale",
    target: { elements: "all" },
    parameters: {},
    basis: "code",
    counts,
    reason: "",
    signature,
    evidence: [],
  };
}

const two = [adjustment("a"), adjustment("b")];

function roles(reading: FigureReading): string[] {
  return reading.figures.flatMap((figure) => figure.panels).map((panel) =>
    `${panel.role}${panel.adjustment ?? ""}`
  );
}

function strip(count: number, rows = 1, change: readonly number[] = []): Raster {
  return drawGrid({
    rows,
    columns: count,
    size: 80,
    gutter: 12,
    margin: 12,
    color: [255, 255, 255],
    tile: (i) => face(7, 80, change[i] ?? i * 25),
  }).raster;
}

Deno.test({
  name: "readFigures() reads labels before or after pictures, as the report does it",
  permissions: "none",
  fn() {
    const [a, b, c] = [face(1, 64), face(1, 64, 30), face(1, 64, 60)];
    const before = documentOf(["Original:", a, "z * 2:", b, "z + noise:", c, "The end."]);
    assertEquals(roles(readFigures(before, two)), ["original", "adjusted1", "adjusted2"]);
    const after = documentOf([
      "Results",
      a,
      "圖 1 原圖",
      b,
      "圖 2 第3維乘以5",
      c,
      "圖 3 加上雜訊",
    ]);
    assertEquals(roles(readFigures(after, two)), ["original", "adjusted1", "adjusted2"]);
  },
});

Deno.test({
  name: "readFigures() reads file names, tables and alternative text",
  permissions: "none",
  fn() {
    const named = documentOf([
      { raster: face(1, 64), name: "origin.png" },
      { raster: face(1, 64, 20), name: "recon_z_neg.png" },
      { raster: face(1, 64, 40), name: "recon_noise.png" },
    ]);
    assertEquals(roles(readFigures(named, two)), ["original", "adjusted1", "adjusted2"]);
    const table = documentOf([
      {
        kind: "table",
        text:
          "| photo | after a | after b |\n|--|--|--|\n| ![](1.png) | ![](2.png) | ![](3.png) |",
      },
      { raster: face(1, 64), name: "1.png" },
      { raster: face(1, 64, 20), name: "2.png" },
      { raster: face(1, 64, 40), name: "3.png" },
    ]);
    assertEquals(roles(readFigures(table, two)), ["original", "adjusted1", "adjusted2"]);
    const alt = documentOf([{
      raster: strip(3),
      alt: "left: input, middle: z*2, right: z*5",
    }]);
    assertEquals(roles(readFigures(alt, two)), ["original", "adjusted1", "adjusted2"]);
  },
});

Deno.test({
  name: "readFigures() reads corners, rows and titles of a composite",
  permissions: "none",
  fn() {
    const corners = documentOf([
      strip(2, 2),
      "左上: 不做任何改動的 reconstruction\n右上: 20% noise\n左下: 50% noise\n右下: 80% noise",
    ]);
    assertEquals(roles(readFigures(corners, two)), [
      "reconstruction",
      "adjusted1",
      "adjusted2",
      "adjusted3",
    ]);
    const rows = documentOf([
      strip(4, 3),
      "First row: originals. Second row: reconstructions. Third row: latent modified.",
    ]);
    assertEquals(roles(readFigures(rows, two)), [
      ...Array(4).fill("original"),
      ...Array(4).fill("reconstruction"),
      ...Array(4).fill("adjusted1"),
    ]);
    const raster = strip(3);
    const title = (text: string, x: number): Partial<Evidence> => ({
      text,
      via: "ocr",
      source: "e1",
      where: { file: "report.md", box: [x, 1, 40, 9] },
    });
    const titled = documentOf([
      raster,
      title("Original", 30),
      title("z*2", 125),
      title("-z", 220),
    ]);
    assertEquals(roles(readFigures(titled, two)).slice(0, 2), ["original", "adjusted1"]);
    assertEquals(readFigures(titled, two).figures[0]?.panels[0]?.basis, "title");
  },
});

Deno.test({
  name: "readFigures() reads titles of the code, and the flow of names in a notebook",
  permissions: "none",
  fn() {
    const code =
      'for a in ax: pass\nax[0].set_title("Original")\nax[1].set_title("Reconstruction")\nax[2].set_title("z[3] = 5")';
    const titled = documentOf([{ kind: "code", text: code }, strip(3)]);
    assertEquals(roles(readFigures(titled, two)), [
      "original",
      "reconstruction",
      "adjusted1",
    ]);

    const cell = (n: number, text: string): Partial<Evidence> => ({
      kind: "code",
      text,
      where: { file: "a.ipynb", cell: n },
    });
    const notebook = documentOf([
      cell(1, "z = model.encoder(x)\ny = model.decoder(z)\nplt.imshow(y)"),
      face(1, 64),
      cell(2, "z[:, 0] *= 4\ny = model.decoder(z)\nplt.imshow(y)"),
      face(1, 64, 30),
    ]);
    const evidence = notebook.evidence.map((e, i) =>
      e.kind === "image" ? { ...e, where: { file: "a.ipynb", cell: i < 2 ? 1 : 2 } } : e
    );
    assertEquals(roles(readFigures({ ...notebook, evidence }, two)), [
      "reconstruction",
      "adjusted1",
    ]);
  },
});

Deno.test({
  name: "readFigures() counts one adjustment on three people once",
  permissions: "none",
  fn() {
    const one = () =>
      drawGrid({
        rows: 1,
        columns: 3,
        size: 80,
        gutter: 12,
        margin: 12,
        color: [255, 255, 255],
        tile: (i) => face(40 + i, 80, i * 20),
      }).raster;
    const words = "From left to right: original, reconstruction, latent changed.";
    const reading = readFigures(documentOf([one(), words, one(), words]), two);
    const adjusted = reading.figures.flatMap((f) => f.panels).filter((p) =>
      p.role === "adjusted"
    );
    assertEquals(adjusted.map((panel) => panel.adjustment), [1, 1]);
  },
});

Deno.test({
  name: "readFigures() notes pixels against a role, and spares mild adjustments",
  permissions: "none",
  fn() {
    const words = "From left to right: original, z*2, z*5.";
    const against = (raster: Raster) =>
      readFigures(documentOf([raster, words]), two).figures[0]!.panels.map((p) =>
        p.contradiction
      );
    assertEquals(against(strip(3, 1, [0, 8, 16])), [undefined, undefined, undefined]);
    assertEquals(against(strip(3, 1, [0, 0, 16]))[1], "same picture as p1 (original)");
    assertEquals(against(strip(3, 1, [0, 8, 8]))[2], "same picture as p2 (adjusted)");
    const odd = (tile: Raster) =>
      drawGrid({
        rows: 1,
        columns: 3,
        size: 80,
        gutter: 12,
        margin: 12,
        color: [255, 255, 255],
        tile: (i) => i === 2 ? tile : face(7, 80, i * 20),
      }).raster;
    assertEquals(against(odd(canvas(80, 80, [0, 0, 0])))[2], "blank");
    assertEquals(against(odd(noise(4, 80)))[2], "noise only");
  },
});

Deno.test({
  name: "readFigures() is unsure where no words tell, and sure of charts",
  permissions: "none",
  fn() {
    const silent = readFigures(documentOf([strip(3)]), two).figures[0]!.panels;
    assert(
      silent.every(({ confidence, basis }) => confidence < 0.5 && basis === "position"),
    );
    const none = readFigures(documentOf([strip(3)]), []);
    assertEquals(roles(none), ["unknown", "unknown", "unknown"]);
    const loss = readFigures(documentOf(["The loss:", chart(3)]), two);
    assertEquals([loss.figures[0]?.content, roles(loss)], ["chart", ["other"]]);
  },
});

Deno.test({
  name: "readFigures() lists panels that words claim without a picture",
  permissions: "none",
  fn() {
    const words = "左上: 不做任何改動的 reconstruction\n右上: 20% noise 左下: 50% noise";
    const claimed = (document: Document) =>
      readFigures(document, two).claimed.map((panel) => panel.role);
    assertEquals(claimed(documentOf([words], true)), [
      "reconstruction",
      "adjusted",
      "adjusted",
    ]);
    assertEquals(
      claimed(documentOf(["The mouth is at the top left of the face."], true)),
      [],
    );
    const broken = documentOf([
      "原圖：",
      { kind: "image", missing: "ori.png: no such file" },
      "調整後：",
      { kind: "image", missing: "adj.png: no such file" },
    ]);
    assertEquals(claimed(broken), ["original", "adjusted"]);
    const grader: Partial<Evidence> = { text: words, origin: "grader" };
    assertEquals(claimed(documentOf([grader], true)), []);
  },
});

Deno.test({
  name: "readFigures() deals one line out to the pictures beside it, in its order",
  permissions: "none",
  fn() {
    const faces = [face(1, 64), face(1, 64, 20), face(1, 64, 40), face(1, 64, 60)];
    const listed = documentOf(["原圖 / 重建 / 第一種 / 第二種：", ...faces]);
    assertEquals(roles(readFigures(listed, two)), [
      "original",
      "reconstruction",
      "adjusted1",
      "adjusted2",
    ]);
    // "First" and "second" of what is not adjusted twice stay open.
    assertEquals(roles(readFigures(listed, [])).slice(2), ["unknown", "unknown"]);
    const composite = documentOf([
      "The figure shows the input, the reconstruction and the two adjusted images.",
      strip(4),
    ]);
    assertEquals(roles(readFigures(composite, two)), [
      "original",
      "reconstruction",
      "adjusted1",
      "adjusted2",
    ]);
    const prose = documentOf([
      "We set z[5] = 4, multiplied z[9] by 3, and decoded again.",
      strip(3),
    ]);
    const sure = readFigures(prose, two).figures.flatMap(({ panels }) => panels)
      .filter(({ confidence }) => confidence >= 0.6);
    assertEquals(sure, []);
  },
});

Deno.test({
  name: "readFigures() takes captions from the side where all of them stand",
  permissions: "none",
  fn() {
    const document = documentOf([
      "We set z[5] = 4 (a) and multiplied z[9] by 3 (b) and decoded both again.",
      face(1, 64),
      "Input",
      face(1, 64, 30),
      "z[5] = 4",
      face(1, 64, 60),
      "z[9] * 3",
    ]);
    assertEquals(roles(readFigures(document, two)), [
      "original",
      "adjusted1",
      "adjusted2",
    ]);
  },
});

Deno.test({
  name: "readFigures() reads a title inside a lone picture, and tells talk of a change",
  permissions: "none",
  fn() {
    const matrix = documentOf([
      { raster: face(1, 128) },
      { text: "confusion matrix", via: "ocr", source: "e1" },
    ]);
    const { figures } = readFigures(
      {
        ...matrix,
        evidence: matrix.evidence.map((e) =>
          e.via === "ocr"
            ? { ...e, where: { file: "report.md", box: [20, 2, 80, 10] as const } }
            : e
        ),
      },
      [],
    );
    assertEquals(figures[0]?.panels[0]?.role, "other");
    const talk = (text: string) => readFigures(documentOf([text]), []).mayShowChange;
    assertEquals(talk("Edits of z: dim 3 times 5."), true);
    assertEquals(talk("我們把 latent 的前幾維乘以 3。"), true);
    assertEquals(talk("A VAE samples its latent code and adjusts the KL term."), false);
    assertEquals(talk("We adjusted the learning rate."), false);
  },
});

Deno.test({
  name: "readFigures() reads file names and placeholders of a text export as claims",
  permissions: "none",
  fn() {
    const claims = (...lines: string[]) =>
      readFigures(documentOf(lines, true), two).claimed.map(({ role }) => role);
    assertEquals(claims("See fig1.png (original), fig2.png (z * 2)."), [
      "original",
      "adjusted",
    ]);
    assertEquals(claims("原圖\n[圖片]", "latent 乘以 -5\n[圖片]"), [
      "original",
      "adjusted",
    ]);
    assertEquals(claims("Two changes: (a) z * 2, (b) z + 1. The first is brighter."), []);
  },
});
