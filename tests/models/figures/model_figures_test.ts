import { assert, assertEquals } from "@std/assert";
import { modelFigures, scoreFigures } from "../../../models/figures/model_figures.ts";
import { writeFigures } from "../../../models/figures/write_figures.ts";
import type { Codec } from "../../../models/run_model.ts";

/** Keeps the first four numbers of 4 x 4 pictures and repeats them; one batch at a time. */
function toyCodec(): Codec {
  let busy = false;
  const alone = async <T>(value: T): Promise<T> => {
    assert(!busy, "a runtime runs one batch at a time");
    busy = true;
    await Promise.resolve();
    busy = false;
    return value;
  };
  const pick = (from: Float32Array, rows: number, size: number, to: number) =>
    Float32Array.from({ length: rows * to }, (_, i) => {
      return from[Math.floor(i / to) * size + i % to % 4]!;
    });
  return {
    inputs: 16,
    latent: 4,
    encode: ({ values, rows }) =>
      alone({ values: pick(values, rows, 16, 4), rows, size: 4 }),
    decode: ({ values, rows }) =>
      alone({ values: pick(values, rows, 4, 16), rows, size: 16 }),
  };
}

function subject(kind: "ae" | "vae") {
  const values = Float32Array.from({ length: 5 * 16 }, (_, i) => Math.sin(i));
  return {
    kind,
    name: "Toy",
    codec: toyCodec(),
    shape: { height: 4, width: 4, channels: 1 },
    pictures: { values, rows: 5, size: 16 },
    seed: 1,
    noiseDistances: [{ ratio: 0, distance: 1 }, { ratio: 0.8, distance: 0.04 }],
  };
}

Deno.test({
  name: "modelFigures() draws every figure, the same again, from one codec",
  permissions: "none",
  async fn() {
    const figures = await modelFigures(subject("vae"));
    assertEquals(Object.keys(figures), [
      "noise-quarters",
      "adjustments",
      "interpolation",
      "traversal",
      "prior-samples",
      "noise-distance",
    ]);
    assertEquals(figures, await modelFigures(subject("vae")));
    const words = figures["adjustments"]!.marks.flatMap((mark) =>
      mark.kind === "text" ? [mark.text] : []
    );
    assert(
      words.includes("80% noise mixed in") && words.includes("Negated"),
      words.join(),
    );
    const notes = JSON.stringify((await modelFigures(subject("ae")))["prior-samples"]);
    assert(notes.includes("not trained for such latents"));
  },
});

Deno.test({
  name: "scoreFigures() shows the area that the scores have",
  permissions: "none",
  fn() {
    const { roc } = scoreFigures("Toy", [1, 2, 3, 4], [false, true, false, true]);
    assert(roc!.description.includes("0.7500"), roc!.description);
  },
});

Deno.test("writeFigures() writes charts twice and the same digests again", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const all = await modelFigures(subject("ae"));
    const some = { chart: all["noise-distance"]!, sheet: all["interpolation"]! };
    const digests = await writeFigures(`${folder}/a`, some);
    assertEquals(Object.keys(digests), ["chart.png", "chart.svg", "sheet.png"]);
    assertEquals(await writeFigures(`${folder}/b`, some), digests);
    assertEquals([...Deno.readDirSync(`${folder}/a`)].length, 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
