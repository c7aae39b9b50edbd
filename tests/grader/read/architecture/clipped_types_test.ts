import { assertEquals, assertMatch } from "@std/assert";
import { verify } from "../../../../grader/read/architecture/arithmetic.ts";
import { misreadClass } from "../../../../grader/read/architecture/clipped_types.ts";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Layer } from "../../../../rubric/facts.ts";
import { sampleDocument } from "./sample_document.ts";

const TREE = `
Layer (type:depth-idx)          Output Shape        Param #
Net                             [1, 90]             --
  equential: 1-1                [1, 12]             --
        inear: 2-1              [1, 40]             3,640
        eLU: 2-2                [1, 40]             --
        inear: 2-3              [1, 12]             492
  Sequential: 1-2               [1, 90]             --
        inear: 2-4              [1, 90]             1,170
Total params: 5,302
`;

Deno.test({
  name: "misreadClass() finds a class that lost or changed a letter, and no other",
  permissions: "none",
  fn() {
    assertEquals(
      ["inear", "eLU", "anh", "equential", "Linezr", "BatchNorn1d"].map(misreadClass),
      ["Linear", "ReLU", "Tanh", "Sequential", "Linear", "BatchNorm1d"],
    );
    for (const name of ["Linear", "ReLU", "ELU", "PReLU", "Tanh", "Encoder", "Linear2"]) {
      assertEquals(misreadClass(name), undefined, name);
    }
  },
});

Deno.test({
  name: "readArchitectures() reads a torchinfo picture whose tree hides first letters",
  permissions: "none",
  fn() {
    const [model] = readArchitectures(
      sampleDocument([{ kind: "table", via: "ocr", text: TREE }]),
    );
    const linear = model?.layers.filter(({ kind }) => kind === "linear") ?? [];
    assertEquals(linear.map(({ inUnits, outUnits }) => [inUnits, outUnits]), [
      [90, 40],
      [40, 12],
      [12, 90],
    ]);
    assertEquals(model?.arithmetic.holds, "yes");
    assertMatch(model?.arithmetic.notes.join("\n") ?? "", /OCR read "inear"/);
  },
});

Deno.test({
  name: "readArchitectures() repairs no class in text, which is as its author wrote it",
  permissions: "none",
  fn() {
    const models = readArchitectures(sampleDocument([{ kind: "code", text: TREE }]));
    assertEquals(models.flatMap(({ layers }) => layers).map(({ kind }) => kind), [
      "activation",
    ]);
  },
});

Deno.test({
  name: "verify() refuses sizes that no network has, and lets branches be",
  permissions: "none",
  fn() {
    const first: Layer = { kind: "linear", name: "a", outUnits: 40, parameters: 3640 };
    const relu = (units: number): Layer => ({
      kind: "activation",
      name: "b",
      inUnits: units,
      outUnits: units,
      parameters: 0,
    });
    const holds = (...layers: readonly Layer[]) =>
      verify(layers, "torchsummary", 3640).holds;
    assertEquals(holds(first, relu(40)), "yes");
    assertEquals(holds({ ...first, outUnits: 41 }, relu(41)), "no");
    assertEquals(holds(first, relu(48)), "no");
    // A second branch goes on from the input.
    const input: Layer = { kind: "input", name: "x", outUnits: 90 };
    assertEquals(holds(input, { ...first, inUnits: 90 }, relu(90)), "yes");
  },
});
