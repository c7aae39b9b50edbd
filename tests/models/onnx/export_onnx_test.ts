import { assert, assertEquals, assertThrows } from "@std/assert";
import proto from "onnx-proto";
import {
  exportDecoder,
  exportEncoder,
  exportWhole,
} from "../../../models/onnx/export_onnx.ts";
import { readOnnx } from "../../../models/onnx/read_onnx.ts";
import { autoencoder, dense, vae } from "./_toy_models.ts";

const permissions = "none";
const { onnx } = proto;

Deno.test({
  name: "exportEncoder() writes what the reference messages read",
  permissions,
  fn() {
    const file = exportEncoder(autoencoder);
    const bytes = file.bytes();
    assertEquals(bytes.length, file.length);
    const model = onnx.ModelProto.decode(bytes);
    assertEquals(Number(model.irVersion), 7);
    assertEquals(model.opsetImport.map(({ version }) => Number(version)), [13]);
    const { node, initializer, input, output } = model.graph!;
    assertEquals(
      node!.map(({ opType }) => opType),
      ["Gemm", "BatchNormalization", "Relu", "Gemm", "BatchNormalization", "Relu"],
    );
    assertEquals(input!.map(({ name }) => name), ["x"]);
    assertEquals(output!.map(({ name }) => name), ["z"]);
    const weight = initializer!.find(({ name }) => name === "encoder.0.weight")!;
    assertEquals(weight.dims!.map(Number), [12, 8]);
    const layer = autoencoder.encoder.layers[0]!;
    const raw = weight.rawData!.slice();
    assertEquals(layer.kind === "dense" && layer.weight, new Float32Array(raw.buffer));
    const epsilon = node![1]!.attribute!.find(({ name }) => name === "epsilon")!;
    assertEquals(epsilon.f, Math.fround(1e-5));
  },
});

Deno.test({
  name: "exportWhole() of a VAE takes its noise as an input and gives both heads",
  permissions,
  fn() {
    const { graph } = onnx.ModelProto.decode(exportWhole(vae).bytes());
    assertEquals(graph!.input!.map(({ name }) => name), ["x", "epsilon"]);
    assertEquals(
      graph!.output!.map(({ name }) => name),
      ["reconstruction", "mean", "logVar"],
    );
    const sigma = exportEncoder({ ...vae, form: "sigma" }).bytes();
    const heads = onnx.ModelProto.decode(sigma).graph!.output!;
    assertEquals(heads.map(({ name }) => name), ["mean", "sigma"]);
  },
});

Deno.test({
  name: "exportDecoder() splits large weights by columns, which read as one layer",
  permissions,
  fn() {
    const whole = readOnnx(exportDecoder(autoencoder).bytes());
    const file = exportDecoder(autoencoder, { maxTensorBytes: 160 });
    const split = readOnnx(file.bytes());
    const largest = [...split.graph.tensors.values()].map(({ bytes }) => bytes.length);
    assert(Math.max(...largest) <= 160);
    assert(split.graph.nodes.some(({ op }) => op === "Concat"));
    const shown = (layers: typeof whole.layers) =>
      layers.map(({ kind, name, inUnits, outUnits, parameters }) =>
        [kind, name, inUnits, outUnits, parameters].join()
      );
    assertEquals(shown(split.layers), shown(whole.layers));
    assertEquals(shown(whole.layers), [
      "linear,decoder.0,3,8,32",
      "batch-norm,decoder.1,8,8,16",
      "activation,decoder.2,8,8,0",
      "linear,decoder.3,8,12,108",
      "activation,decoder.5,12,12,0",
    ]);
    // The parts of a weight are made anew each time.
    assertEquals([...file.chunks()].reduce((sum, c) => sum + c.length, 0), file.length);
  },
});

Deno.test({
  name: "exportEncoder() refuses arrays that do not fit",
  permissions,
  fn() {
    const layers = [dense("encoder.0", 12, 8), dense("encoder.1", 7, 3)];
    const encoder = { inputs: 12, outputs: 3, layers };
    assertThrows(
      () => exportEncoder({ ...autoencoder, encoder }),
      TypeError,
      'Cannot use layer "encoder.1" as its inputs must be the 8 numbers before it',
    );
    const short = { ...dense("encoder.0", 12, 8), bias: new Float32Array(7) };
    assertThrows(
      () => exportEncoder({ ...autoencoder, encoder: { ...encoder, layers: [short] } }),
      TypeError,
      "its bias must hold 8 numbers: it has 7",
    );
  },
});
