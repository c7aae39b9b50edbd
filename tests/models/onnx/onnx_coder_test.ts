import { assert, assertEquals, assertRejects } from "@std/assert";
import { autoencoderSpec, vaeSpec } from "../../../models/architecture.ts";
import { buildModel } from "../../../models/build_model.ts";
import { exportDecoder, exportEncoder } from "../../../models/onnx/export_onnx.ts";
import { openOnnxCoder } from "../../../models/onnx/onnx_coder.ts";
import { readPlainModel } from "../../../models/onnx/plain_weights.ts";
import { testOnEngines } from "../_engines.ts";
import { protoFile } from "./_proto_graph.ts";
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
    const encoded = await coder.encode({ values: data, rows: 6, size: 24 });
    assert(largestDifference(encoded.values, [[...latents]]) < 1e-5);
    const decoded = await coder.decode(encoded);
    assert(largestDifference(decoded.values, [[...outputs]]) < 1e-5);
    assertEquals([decoded.rows, decoded.size], [6, 24]);
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
      const latents = await coder.encode({ values: data, rows: 70, size: 12 });
      assert(largestDifference(latents.values, wanted) < 1e-5);
      assertEquals([latents.rows, latents.size], [70, 3]);
      const nothing = { values: new Float32Array(0), rows: 0, size: 3 };
      assertEquals((await coder.decode(nothing)).rows, 0);
      await assertRejects(
        () => coder.encode({ values: new Float32Array(13), rows: 1, size: 13 }),
        TypeError,
        "rows of 12 numbers: 13 were given as 1 rows of 13",
      );
      await coder.close();
    }
  },
});

Deno.test({
  name: "openOnnxCoder() turns pixels into planes and back",
  permissions: { read: true, env: true },
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    // Both halves pass the numbers on as they are.
    const bytes = protoFile({ nodes: [["Identity", ["x"], ["y"]]] });
    const dims = { imageDims: [12], latentDims: [12] };
    const spec = { encoder: bytes, decoder: bytes, ...dims, planes: 3 };
    const coder = await openOnnxCoder(spec, "wasm");
    const pictures = {
      values: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
      rows: 1,
      size: 12,
    };
    const planes = await coder.encode(pictures);
    assertEquals([...planes.values], [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]);
    assertEquals((await coder.decode(planes)).values, pictures.values);
    await coder.close();
  },
});
