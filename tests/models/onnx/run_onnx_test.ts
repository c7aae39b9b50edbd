import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import proto from "onnx-proto";
import {
  exportDecoder,
  exportEncoder,
  exportWhole,
} from "../../../models/onnx/export_onnx.ts";
import { readOnnx } from "../../../models/onnx/read_onnx.ts";
import { type OnnxProvider, openOnnx } from "../../../models/onnx/run_onnx.ts";
import { rewriteOnnx, splitOnnx } from "../../../models/onnx/split_onnx.ts";
import { protoFile } from "./_proto_graph.ts";
import {
  autoencoder,
  dense,
  forward,
  largestDifference,
  pack,
  rowsOf,
  vae,
} from "./_toy_models.ts";

const { onnx } = proto;

if (!Deno.env.get("XDG_RUNTIME_DIR")) Deno.env.set("XDG_RUNTIME_DIR", "/tmp");
const hasAdapter = await navigator.gpu?.requestAdapter() != null;

/** The runtime stays loaded for the whole process; that is no test's leak. */
function testOnProviders(name: string, fn: (provider: OnnxProvider) => Promise<void>) {
  for (const provider of ["wasm", "webgpu"] as const) {
    const ignore = provider === "webgpu" && !hasAdapter;
    Deno.test({
      name: `${name} [${provider}${ignore ? ", ignored: no WebGPU adapter" : ""}]`,
      ignore,
      permissions: { read: true, env: true },
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => fn(provider),
    });
  }
}

const TOLERANCE = 1e-5;
const images = rowsOf(5, 12, 9);

testOnProviders("openOnnx() agrees with double precision", async (provider) => {
  const latents = forward(images, autoencoder.encoder.layers);
  const wanted = forward(latents, autoencoder.decoder.layers);
  for (const maxTensorBytes of [2 ** 27, 96]) {
    const file = exportWhole(autoencoder, { maxTensorBytes });
    const session = await openOnnx(file.bytes(), provider);
    assertEquals([session.inputs, session.outputs], [["x"], ["reconstruction"]]);
    const { reconstruction } = await session.run({ x: pack(images) });
    assertEquals(reconstruction!.dims, [5, 12]);
    assert(largestDifference(reconstruction!.data, wanted) < TOLERANCE);
    await session.close();
  }
  const decoder = await openOnnx(exportDecoder(autoencoder).bytes(), provider);
  const decoded = await decoder.run({ z: pack(latents) });
  assert(largestDifference(decoded.reconstruction!.data, wanted) < TOLERANCE);
  await decoder.close();
});

testOnProviders(
  "openOnnx() samples a VAE with the noise it is given",
  async (provider) => {
    const hidden = forward(images, vae.encoder.layers);
    const mean = forward(hidden, [vae.mean]);
    const epsilon = rowsOf(5, 3, 4);
    for (const form of ["logVar", "sigma"] as const) {
      const spread = forward(hidden, [vae.spread]);
      const half = form === "logVar" ? 0.5 : 1;
      const z = mean.map((row, i) =>
        row.map((m, k) => m + Math.exp(half * spread[i]![k]!) * epsilon[i]![k]!)
      );
      const session = await openOnnx(exportWhole({ ...vae, form }).bytes(), provider);
      const found = await session.run({ x: pack(images), epsilon: pack(epsilon) });
      const wanted = forward(z, vae.decoder.layers);
      assert(largestDifference(found.mean!.data, mean) < TOLERANCE);
      assert(largestDifference(found[form]!.data, spread) < TOLERANCE);
      assert(largestDifference(found.reconstruction!.data, wanted) < TOLERANCE);
      await session.close();
    }
  },
);

testOnProviders(
  "splitOnnx() gives halves that run as the whole does",
  async (provider) => {
    const both = [
      { model: autoencoder, latents: forward(images, autoencoder.encoder.layers) },
      {
        model: vae,
        latents: forward(forward(images, vae.encoder.layers), [vae.mean]),
      },
    ];
    for (const { model, latents } of both) {
      const file = exportWhole(model, { maxTensorBytes: 96 });
      const { encoder, decoder, dims, encoded } = splitOnnx(readOnnx(file.bytes()));
      assertEquals(dims, [3]);
      const first = await openOnnx(encoder.bytes(), provider);
      const second = await openOnnx(decoder.bytes(), provider);
      const z = (await first.run({ x: pack(images) }))[encoded]!;
      assert(largestDifference(z.data, latents) < TOLERANCE);
      const { reconstruction } = await second.run({ z });
      const wanted = forward(latents, model.decoder.layers);
      assert(largestDifference(reconstruction!.data, wanted) < TOLERANCE);
      await first.close();
      await second.close();
    }
  },
);

testOnProviders(
  "splitOnnx() takes a drawn latent's mean, and no shapes for images",
  async (
    provider,
  ) => {
    const bytes = protoFile({
      inputs: { x: ["batch", 3, 2, 2] },
      nodes: [
        ["Flatten", ["x"], ["flat"]],
        ["Gemm", ["flat", "w0", "b0"], ["mean"], { transB: 1 }],
        ["Gemm", ["flat", "w2", "b0"], ["spread"], { transB: 1 }],
        ["Exp", ["spread"], ["scale"]],
        ["RandomNormalLike", ["scale"], ["noise"]],
        ["Mul", ["noise", "scale"], ["change"]],
        ["Add", ["mean", "change"], ["latent"]],
        ["Gemm", ["latent", "w1", "b1"], ["out"], { transB: 1 }],
        ["Shape", ["latent"], ["size"]],
        ["Gather", ["size", "zero"], ["count"], { axis: 0 }],
        ["Concat", ["count", "rest"], ["wanted"], { axis: 0 }],
        ["Reshape", ["out", "wanted"], ["y"]],
      ],
      tensors: {
        w0: [4, 12],
        w2: [4, 12],
        b0: [4],
        w1: [12, 4],
        b1: [12],
        zero: { ints: [0] },
        rest: { ints: [3, 2, 2] },
      },
    });
    const architecture = readOnnx(bytes);
    assert(architecture.random);
    const split = splitOnnx(architecture);
    assertEquals([split.latent, split.encoded, split.dims], ["latent", "mean", [4]]);
    const options = { hostShapes: true };
    const encoder = await openOnnx(split.encoder.bytes(), provider, options);
    const decoder = await openOnnx(split.decoder.bytes(), provider, options);
    const x = { data: pack(images).data, dims: [5, 3, 2, 2] };
    const { mean } = await encoder.run({ x });
    const { y } = await decoder.run({ latent: mean! });
    assertEquals(y!.dims, [5, 3, 2, 2]);
    await encoder.close();
    await decoder.close();
  },
);

testOnProviders("rewriteOnnx() takes arrays that lay beside the file into it", async (
  provider,
) => {
  const layer = autoencoder.encoder.layers[0]!;
  const model = onnx.ModelProto.decode(protoFile({
    nodes: [["Gemm", ["x", "w"], ["y"]], ["Relu", ["x"], ["unused"]]],
  }));
  model.graph!.initializer = [onnx.TensorProto.create({
    name: "w",
    dims: [12, 8],
    dataType: 1,
    dataLocation: 1,
    externalData: [{ key: "location", value: "m.data" }, { key: "offset", value: "4" }],
  })];
  const weight = layer.kind === "dense" ? layer.weight : new Float32Array(0);
  const beside = new Uint8Array(4 + 4 * weight.length);
  beside.set(new Uint8Array(weight.buffer), 4);
  const architecture = readOnnx(
    onnx.ModelProto.encode(model).finish(),
    new Map([["m.data", beside]]),
  );
  const rewritten = rewriteOnnx(architecture).bytes();
  assertEquals(readOnnx(rewritten).graph.nodes.map(({ op }) => op), ["Gemm"]);
  const session = await openOnnx(rewritten, provider);
  const { y } = await session.run({ x: pack(images) });
  const bias = new Float32Array(8);
  const plain = { ...dense("w", 12, 8), weight, bias };
  assert(largestDifference(y!.data, forward(images, [plain])) < TOLERANCE);
  await session.close();
});

Deno.test({
  name: "splitOnnx() refuses what has no bottleneck, skips it, or is not to be run",
  permissions: "none",
  fn() {
    const tensors = { w: [12, 4], v: [4, 12], u: [12, 30], t: [30, 12] };
    const refused = (nodes: Parameters<typeof protoFile>[0]["nodes"], message: string) =>
      assertThrows(
        () => splitOnnx(readOnnx(protoFile({ nodes, tensors }))),
        TypeError,
        message,
      );
    refused(
      [["Gemm", ["x", "u"], ["h"]], ["Gemm", ["h", "t"], ["y"]]],
      "no value between input and output is narrower",
    );
    refused(
      [
        ["Gemm", ["x", "w"], ["h"]],
        ["Gemm", ["h", "v"], ["back"]],
        ["Add", ["back", "x"], ["y"]],
      ],
      "no value between input and output is narrower",
    );
    refused([["NonZero", ["x"], ["y"]]], '"NonZero" is not one of those');
    const whole = readOnnx(exportWhole(autoencoder).bytes());
    assertEquals(splitOnnx(whole).latent, "z");
    assertEquals(splitOnnx(whole, "encoder.2.out").dims, [8]);
    assertThrows(() => splitOnnx(whole, "nowhere"), TypeError, 'through "nowhere"');
  },
});

Deno.test({
  name: "openOnnx() passes the runtime's refusal on",
  permissions: { read: true, env: true },
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await assertRejects(() => openOnnx(new Uint8Array([1, 2, 3]), "wasm"), Error);
    const session = await openOnnx(exportEncoder(autoencoder).bytes(), "wasm");
    await assertRejects(() => session.run({ x: pack(rowsOf(2, 11, 1)) }), Error);
    await session.close();
  },
});
