import { assert, assertEquals } from "@std/assert";
import { presetSpec } from "../../models/architecture.ts";
import { buildModel } from "../../models/build_model.ts";
import { memorySource } from "../../models/data/image_source.ts";
import { adamDefaults } from "../../models/network/engine.ts";
import { openEngine } from "../../models/network/open_engine.ts";
import { uniforms } from "../../models/random/draw.ts";
import { streamOf } from "../../models/random/stream.ts";
import { trainModel } from "../../models/training/train_model.ts";

const wanted = Deno.env.get("LATENTMARK_SEED_PRESET") === "1";

Deno.test({
  name: "trainModel() takes two steps of the seed preset" +
    (wanted ? "" : ", ignored: it takes 3 GB; LATENTMARK_SEED_PRESET=1 runs it"),
  ignore: !wanted,
  // tfjs keeps its backend for the whole process.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { engine } = await openEngine("webgpu");
    const spec = presetSpec("ae", "seed", 12288);
    const model = buildModel(engine, spec, 1);
    const counted = model.parameters.reduce((sum, p) => sum + p.rows * p.columns, 0);
    assertEquals(counted, 117_483_520);
    const [first] = model.parameters;
    const limit = engine.facts.maxBindingBytes!;
    assertEquals(first!.blocks.length, Math.ceil(12288 * 4096 * 4 / limit));
    const shape = { height: 64, width: 64, channels: 3 };
    const grey = uniforms(streamOf(1, "grey"), 64, { low: 60, high: 200 });
    const pixels = new Uint8Array(64 * 12288).map((_, i) => grey[Math.floor(i / 12288)]!);
    const { train } = await trainModel(
      model,
      memorySource("grey", shape, "grey", pixels),
      {
        spec,
        seed: 1,
        batch: 64,
        steps: 2,
        validationFraction: 0,
        adam: { ...adamDefaults, learningRate: 1e-5 },
        finalRateFraction: 1,
        reduction: "mean",
        beta: 0,
        warmupSteps: 0,
        patience: null,
      },
    );
    assert(train[1]!.loss < train[0]!.loss, `${train.map(({ loss }) => loss)}`);
    assert(Deno.memoryUsage().rss < 3.5e9, `${Deno.memoryUsage().rss} bytes resident`);
    model.dispose();
  },
});
