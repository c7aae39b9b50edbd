import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { createContext } from "../../../grader/collect/context.ts";
import { UnreadableFileError } from "../../../grader/collect/errors.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { collectOnnx } from "../../../grader/collect/onnx.ts";
import { readArchitectures } from "../../../grader/read/architecture/read_architectures.ts";
import {
  exportDecoder,
  exportEncoder,
  exportWhole,
  type OnnxFile,
} from "../../../models/onnx/export_onnx.ts";
import type { Document } from "../../../rubric/evidence.ts";
import { autoencoder } from "../../models/onnx/_toy_models.ts";

/** The document of some ONNX files. */
function documentOf(files: Readonly<Record<string, OnnxFile>>): Document {
  const context = createContext(defaultLimits, null);
  const pieces = Object.entries(files).flatMap(([path, file]) =>
    collectOnnx({ path, bytes: file.bytes() }, context)
  );
  return {
    files: [],
    evidence: pieces.map(({ source: _, ...piece }, i) => ({ id: `e${i + 1}`, ...piece })),
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

Deno.test({
  name: "collectOnnx() gives layers that are read as an architecture",
  permissions: "none",
  fn() {
    const [model] = readArchitectures(
      documentOf({ "model.onnx": exportWhole(autoencoder) }),
    );
    assertEquals(
      [model?.form, model?.inputSize, model?.latentSize, model?.outputSize],
      ["onnx", 12, 3, 12],
    );
    assertEquals([model?.autoencoder, model?.fullyConnected, model?.answer], [
      "yes",
      "yes",
      "yes",
    ]);
    assertEquals(model?.printedTotal, model?.computedTotal);
    assertEquals(model?.arithmetic.holds, "yes");
  },
});

Deno.test({
  name: "readArchitectures() joins an encoder and a decoder in files of their own",
  permissions: "none",
  fn() {
    const models = readArchitectures(documentOf({
      "encoder.onnx": exportEncoder(autoencoder),
      "decoder.onnx": exportDecoder(autoencoder),
    }));
    assertEquals(models.length, 1);
    assertEquals([models[0]?.latentSize, models[0]?.autoencoder], [3, "yes"]);
  },
});

Deno.test({
  name: "collectOnnx() refuses files that are damaged, hostile or too large",
  permissions: "none",
  fn() {
    const whole = exportWhole(autoencoder).bytes();
    const refuse = (bytes: Uint8Array, limits = defaultLimits) =>
      assertThrows(
        () => collectOnnx({ path: "m.onnx", bytes }, createContext(limits, null)),
        UnreadableFileError,
      );
    refuse(new Uint8Array());
    refuse(whole.subarray(0, whole.length - 3));
    refuse(new Uint8Array(64).fill(0xff));
    const small = { ...defaultLimits, bytesPerFile: 100 };
    assertStringIncludes(refuse(whole, small).message, "within limits");
  },
});
