import { assert, assertEquals } from "@std/assert";
import { LineChart } from "../../../routes/models/LineChart.tsx";
import { findRuns } from "../../../routes/models/runs.ts";
import { renderToString } from "preact-render-to-string";

const digest = "a".repeat(64);

/** A manifest as a run writes it, but for what is given. */
function manifest(measures: Record<string, unknown> = {}): string {
  const model = {
    steps: 1,
    stopped: null,
    train: null,
    validation: null,
    weights: digest,
    measures: {
      reconstructionMse: 0.1,
      auc: null,
      noiseDistances: [],
      detailKept: 1,
      neighbourDistanceRatio: 1,
      priorDistanceRatio: 1,
      priorVarietyRatio: 1,
      ...measures,
    },
  };
  return JSON.stringify({
    schema: "latentmark/run@1",
    request: { preset: "small", seed: 1, batch: 2, learningRate: 0.1, data: "faces" },
    data: {
      name: "faces",
      images: digest,
      count: 2,
      shape: { height: 8, width: 8, channels: 3 },
      test: null,
      credit: null,
    },
    backend: { name: "wasm", adapter: "", software: true },
    versions: {},
    models: { ae: model },
    figures: {},
    onnx: {},
    onnxAgreement: {},
  });
}

Deno.test("findRuns() finds a folder's own run and those in it, the latest first", async () => {
  const folder = await Deno.makeTempDir();
  try {
    assertEquals(await findRuns(`${folder}/none`), { runs: [], broken: [] });
    for (const [i, name] of [".", "b", "a c", "c", ".hidden", "d"].entries()) {
      await Deno.mkdir(`${folder}/${name}`, { recursive: true });
      const path = `${folder}/${name}/manifest.json`;
      await Deno.writeTextFile(path, name === "d" ? "{" : manifest());
      const at = new Date(Date.UTC(2026, 0, 1 + i));
      await Deno.utime(path, at, at);
    }
    const { runs, broken } = await findRuns(folder);
    assertEquals(runs.map(({ id }) => id), ["c", "b", "-"]);
    assertEquals(broken.map((one) => one.folder), [`${folder}/d`]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("findRuns() reads runs of before, and measures that are no numbers", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/manifest.json`, manifest({ detailKept: NaN }));
    const [run] = (await findRuns(folder)).runs;
    assert(Number.isNaN(run?.manifest.models.ae?.measures.detailKept));
    assertEquals([run?.manifest.explorer, run?.manifest.failures], [{}, {}]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "LineChart() draws one point, equal points and large falls",
  permissions: "none",
  fn() {
    for (
      const points of [
        [[1, 0.5]],
        [[1, 0], [2, 0]],
        [[1, 2], [2, 2]],
        [[1, 1e4], [90, 1e-3]],
        [[1, -3], [2, 5]],
      ] as [number, number][][]
    ) {
      const svg = renderToString(LineChart({
        lines: [{ label: "training", look: "first", points }],
        title: "Loss",
        xLabel: "Step",
        yLabel: "MSE",
        fromTo: (label, from, to) => `${label} from ${from} to ${to}`,
      }));
      assert(!/NaN|Infinity/.test(svg), svg);
      assert(/<text class="tick/.test(svg));
    }
  },
});
