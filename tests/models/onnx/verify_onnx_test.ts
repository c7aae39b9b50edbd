import { assert, assertEquals, assertRejects } from "@std/assert";
import { autoencoderSpec, vaeSpec } from "../../../models/architecture.ts";
import { buildModel } from "../../../models/build_model.ts";
import { readPlainModel } from "../../../models/onnx/plain_weights.ts";
import {
  expectedOf,
  largestDifference,
  verifyOnnx,
} from "../../../models/onnx/verify_onnx.ts";
import { onnxFiles, writeOnnx } from "../../../models/onnx/write_onnx.ts";
import { codecOf } from "../../../models/run_model.ts";
import { testOnEngines } from "../_engines.ts";
import { rowsOf } from "./_toy_models.ts";

testOnEngines(
  "verifyOnnx() finds written files alike, and refuses another model's",
  async (engine) => {
    const folder = await Deno.makeTempDir();
    const values = Float32Array.from(rowsOf(6, 24, 5).flat());
    const pictures = { values, rows: 6, size: 24 };
    try {
      for (const spec of [autoencoderSpec(24, [16, 4]), vaeSpec(24, [16, 4])]) {
        const model = buildModel(engine, spec, 3);
        const codec = codecOf(model);
        const digests = await writeOnnx(folder, await readPlainModel(model));
        assertEquals(Object.keys(digests), Object.values(onnxFiles));
        assertEquals(await writeOnnx(folder, await readPlainModel(model)), digests);
        const expected = await expectedOf(codec, pictures);
        const agreement = await verifyOnnx(folder, expected, "wasm");
        assertEquals(agreement.provider, "wasm");
        assert(Math.max(agreement.latents, agreement.outputs, agreement.whole) < 1e-5);

        const other = buildModel(engine, spec, 4);
        await writeOnnx(`${folder}/other`, await readPlainModel(other));
        other.dispose();
        const name = onnxFiles.decoder;
        await Deno.copyFile(`${folder}/other/${name}`, `${folder}/${name}`);
        await assertRejects(
          () => verifyOnnx(folder, expected, "wasm"),
          Error,
          'decoder.onnx" as it must agree with its model to 0.00001: on wasm it differs by',
        );
        model.dispose();
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
  { only: "wasm" },
);

Deno.test({
  name: "largestDifference() is never small where numbers are missing or none",
  permissions: "none",
  fn() {
    const of = (...values: number[]) => Float32Array.from(values);
    assertEquals(largestDifference(of(1), of(1, 2)), Infinity);
    assertEquals(largestDifference(of(NaN), of(1)), Infinity);
    assertEquals(largestDifference(of(1), of(NaN)), Infinity);
    assertEquals(largestDifference(of(), of()), 0);
  },
});
