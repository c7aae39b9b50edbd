import { assert, assertEquals, assertRejects } from "@std/assert";
import { autoencoderSpec, vaeSpec } from "../../../models/architecture.ts";
import { buildModel } from "../../../models/build_model.ts";
import { exportDecoder, exportEncoder } from "../../../models/onnx/export_onnx.ts";
import { openOnnxCoder } from "../../../models/onnx/onnx_coder.ts";
import { readPlainModel } from "../../../models/onnx/plain_weights.ts";
import { testOnEngines } from "../_engines.ts";
import { autoencoder, forward, largestDifference, rowsOf } from "./_toy_models.ts";

testOnEngines("openOnnxCoder() agrees with the engine that made the model", async (
  engine,
) => {
  for (const spec of [autoencoderSpec(24, [16, 4]), vaeSpec(24, [16, 4])]) {
    const model = buildModel(engine, spec, 3);
    const rows = rowsOf(6, 24, 5);
    const data = Float32Array.from(rows.flat());
    const images = engine.upload(data, 6, 24);
    const z = model.encode(images);
    const y = model.decode(z);
    const [latents, outputs] = [await engine.read(z), await engine.read(y)];
    [images, z, y].forEach((matrix) => matrix.dispose());

    const plain = await readPlainModel(model);
    model.dispose();
    const coder = await openOnnxCoder({
      encoder: exportEncoder(plain).bytes(),
      decoder: exportDecoder(plain).bytes(),
      imageDims: [24],
      latentDims: [4],
    }, engine.facts.name);
    const encoded = await coder.encode(data);
    assert(largestDifference(encoded, [[...latents]]) < 1e-5);
    assert(largestDifference(await coder.decode(encoded), [[...outputs]]) < 1e-5);
    await coder.close();
  }
}, { maxBlockBytes: 512 });

Deno.test({
  name: "openOnnxCoder() runs many rows in batches, also where the files fix them",
  permissions: { read: true, env: true },
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const rows = rowsOf(70, 12, 2);
    const data = Float32Array.from(rows.flat());
    const wanted = forward(rows, autoencoder.encoder.layers);
    for (const batch of [null, 32]) {
      const coder = await openOnnxCoder({
        encoder: exportEncoder(autoencoder).bytes(),
        decoder: exportDecoder(autoencoder).bytes(),
        imageDims: [12],
        latentDims: [3],
        batch,
      }, "wasm");
      assert(largestDifference(await coder.encode(data), wanted) < 1e-5);
      assertEquals((await coder.decode(new Float32Array(0))).length, 0);
      await assertRejects(
        () => coder.encode(new Float32Array(13)),
        TypeError,
        "rows of 12 numbers: 13 were given",
      );
      await coder.close();
    }
  },
});
