import { assert, assertEquals } from "@std/assert";
import { reproductionBudgets } from "../../../grader/reproduce/budget.ts";
import type { ReproductionJob } from "../../../grader/reproduce/job.ts";
import { runReproduction } from "../../../grader/reproduce/run.ts";
import { exportWhole } from "../../../models/onnx/export_onnx.ts";
import type { PlainStack } from "../../../models/onnx/plain_model.ts";
import { testOnEngines } from "../../models/_engines.ts";
import { dense } from "../../models/onnx/_toy_models.ts";
import { adjustment, architecture, linear, toy } from "./_readings.ts";

const budget = { ...reproductionBudgets.quick, steps: 60, trainingSeconds: 600 };

function jobIn(
  folder: string,
  readings: ReproductionJob["readings"],
  more: Partial<ReproductionJob> = {},
): ReproductionJob {
  return {
    submission: { id: "toy", digest: null },
    level: "quick",
    seed: 3,
    backend: "wasm",
    readings,
    out: `${folder}/out`,
    cache: `${folder}/cache`,
    ...more,
  };
}

Deno.test("runReproduction() trains once, then takes the cache, with the same bytes", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const mixes = [0.2, 0.8].map((ratio) =>
      adjustment("mix-noise", { ratio }, { id: `a${ratio}` })
    );
    const idle = adjustment("scale", { factor: 1 }, { id: "idle" });
    const job = jobIn(folder, {
      architectures: [toy],
      adjustments: [...mixes, idle],
      figures: {},
    });
    const first = await runReproduction(job, { budget });
    assert(!first.cached);
    const { model, figures, reasons, notApplied } = first.reproduction;
    assertEquals([reasons, notApplied], [[], []]);
    if (!model) throw new Error("nothing was re-created");
    assertEquals(model.parameters.agree, "yes");
    assertEquals([model.training.steps, model.data.name], [60, "digits"]);
    const { observations } = model;
    assert(observations.reconstructionMse < 1);
    assertEquals(observations.declaredMixesMakeAlike, "yes");
    assertEquals(observations.adjustments.map((own) => own.changesOutput), [
      true,
      true,
      false,
    ]);
    assertEquals(Object.keys(figures).sort(), ["adjustments.png", "noise-quarters.png"]);

    const second = await runReproduction(job, { budget });
    assert(second.cached);
    assertEquals(second.reproduction, first.reproduction);

    // Another seed is another model.
    const other = await runReproduction({ ...job, seed: 4 }, {
      budget: { ...budget, steps: 12 },
    });
    assert(!other.cached);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

testOnEngines(
  "runReproduction() reads its model back to the same bytes",
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const readings = { architectures: [toy], adjustments: [adjustment("negate")] };
      const job = jobIn(folder, readings, { backend: "webgpu" });
      const files = async () => {
        const bytes: Record<string, Uint8Array> = {};
        for await (const { name } of Deno.readDir(job.out)) {
          bytes[name] = await Deno.readFile(`${job.out}/${name}`);
        }
        return bytes;
      };
      const short = { ...budget, steps: 12 };
      const first = await runReproduction(job, { budget: short });
      const written = await files();
      const second = await runReproduction(job, { budget: short });
      assertEquals([first.cached, second.cached], [false, true]);
      assertEquals(first.reproduction.model?.backend.name, "webgpu");
      assertEquals(Object.keys(written).length, 3);
      assertEquals(await files(), written);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
  { only: "webgpu" },
);

Deno.test("runReproduction() goes on where the clock stopped it, to the same weights", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const readings = { architectures: [toy], adjustments: [] };
    const short = { ...budget, steps: 20 };
    const whole = await runReproduction(jobIn(`${folder}/a`, readings), {
      budget: short,
    });
    const stopped = await runReproduction(jobIn(`${folder}/b`, readings), {
      budget: { ...short, trainingSeconds: 0 },
    });
    assertEquals(stopped.reproduction.notes[0]?.message, "stoppedByClock");
    const resumed = await runReproduction(jobIn(`${folder}/b`, readings), {
      budget: short,
    });
    assertEquals(
      resumed.reproduction.model?.training,
      whole.reproduction.model?.training,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("runReproduction() writes down why there is nothing", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const messages = async (readings: ReproductionJob["readings"]) => {
      const { reproduction } = await runReproduction(jobIn(folder, readings), { budget });
      assertEquals([reproduction.model, reproduction.figures], [null, {}]);
      const text = await Deno.readTextFile(`${folder}/out/reproduction.json`);
      assertEquals(JSON.parse(text), reproduction);
      return reproduction.reasons.map(({ message }) => message);
    };
    assertEquals(await messages(null), ["notGraded"]);
    assertEquals(await messages({ architectures: 3 }), ["readingsInvalid"]);
    const wide = architecture([linear(12288, 3000), linear(3000, 12288)]);
    assertEquals(await messages({ architectures: [wide], adjustments: [] }), [
      "tooLargeForBackend",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "runReproduction() runs the submission's own ONNX file, or says why not",
  // The runtime keeps a message port for the whole process.
  sanitizeResources: false,
  fn: runsOwn,
});

async function runsOwn(): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const stack = (prefix: string, widths: readonly number[]): PlainStack => ({
      inputs: widths[0]!,
      outputs: widths.at(-1)!,
      layers: widths.slice(1).map((outputs, i) =>
        dense(`${prefix}.${i}`, widths[i]!, outputs)
      ),
    });
    const whole = exportWhole({
      kind: "ae",
      encoder: stack("encoder", [784, 16, 4]),
      decoder: stack("decoder", [4, 16, 784]),
    });
    await Deno.writeFile(`${folder}/m.onnx`, whole.bytes());
    await Deno.writeFile(`${folder}/bad.onnx`, whole.bytes().subarray(0, 999));
    const readings = { architectures: [], adjustments: [adjustment("negate")] };
    const run = async (name: string) => {
      const own = [{ path: name, file: `${folder}/${name}` }];
      return (await runReproduction(jobIn(folder, readings, { own }), { budget }))
        .reproduction;
    };
    const { own, figures } = await run("m.onnx");
    assertEquals([own?.provider, own?.latent, own?.files], ["wasm", 4, ["m.onnx"]]);
    assertEquals(own?.observations.adjustments[0]?.changesOutput, true);
    assertEquals(Object.keys(figures), ["own-adjustments.png", "own-noise-quarters.png"]);
    const bad = await run("bad.onnx");
    assertEquals([bad.own, bad.notes.map(({ message }) => message)], [null, [
      "ownNotRun",
    ]]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
