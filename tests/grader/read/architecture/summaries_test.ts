import { assertEquals, assertMatch } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { sampleDocument } from "./sample_document.ts";

const TORCHSUMMARY = `
----------------------------------------------------------------
        Layer (type)               Output Shape         Param #
================================================================
            Linear-1                 [-1, 4096]      50,335,744
       BatchNorm1d-2                 [-1, 4096]           8,192
              ReLU-3                 [-1, 4096]               0
            Linear-4                 [-1, 2048]       8,390,656
       BatchNorm1d-5                 [-1, 2048]           4,096
              ReLU-6                 [-1, 2048]               0
            Linear-7                 [-1, 4096]       8,392,704
       BatchNorm1d-8                 [-1, 4096]           8,192
              ReLU-9                 [-1, 4096]               0
           Linear-10                [-1, 12288]      50,343,936
             Tanh-11                [-1, 12288]               0
================================================================
Total params: 117,483,520
Trainable params: 117,483,520
Non-trainable params: 0
`;

function sizes(model: Architecture | undefined): string {
  const linear = model?.layers.filter((layer) => layer.kind === "linear") ?? [];
  return [linear[0]?.inUnits, ...linear.map((layer) => layer.outUnits)].join("-");
}

function only(pieces: Parameters<typeof sampleDocument>[0]): Architecture {
  const models = readArchitectures(sampleDocument(pieces));
  assertEquals(models.length, 1, JSON.stringify(models, null, 1));
  const [model] = models;
  if (!model) throw new Error("no model");
  return model;
}

Deno.test({
  name: "readArchitectures() verifies a torchsummary table to the unit",
  permissions: "none",
  fn() {
    const model = only([{ kind: "code", text: TORCHSUMMARY }]);
    assertEquals(sizes(model), "12288-4096-2048-4096-12288");
    assertEquals(
      [model.form, model.printedTotal, model.computedTotal, model.latentSize],
      ["torchsummary", 117_483_520, 117_483_520, 2048],
    );
    assertEquals(
      [
        model.autoencoder,
        model.fullyConnected,
        model.variational,
        model.arithmetic.holds,
      ],
      ["yes", "yes", "no", "yes"],
    );
    assertEquals(model.answer, "yes");
  },
});

Deno.test({
  name: "readArchitectures() sees a printed total that the layers do not add up to",
  permissions: "none",
  fn() {
    const model = only([TORCHSUMMARY.replaceAll("117,483,520", "117,483,521")]);
    assertEquals(model.arithmetic.holds, "no");
    assertMatch(model.arithmetic.notes.join(), /117,483,520.*117,483,521/);
  },
});

Deno.test({
  name: "readArchitectures() sees a count that contradicts its layer",
  permissions: "none",
  fn() {
    const model = only([TORCHSUMMARY.replace("8,390,656", "8,390,650")]);
    assertEquals(model.arithmetic.holds, "no");
  },
});

Deno.test({
  name:
    "readArchitectures() reads a table whose spacing is one space, tabs, pipes or cells",
  permissions: "none",
  fn() {
    const one = TORCHSUMMARY.replace(/ +/g, " ");
    const tabs = TORCHSUMMARY.replace(/ {2,}/g, "\t");
    const pipes = TORCHSUMMARY.split("\n").map((line) =>
      line.trim().replace(/ {2,}/g, " | ").replace(/^(.*\|.*)$/, "| $1 |")
    ).join("\n");
    const cells = TORCHSUMMARY.split("\n").flatMap((line) => line.trim().split(/ {2,}/))
      .join("\n");
    const rows = TORCHSUMMARY.split("\n").filter((line) => line.trim() !== "");
    for (const pieces of [[one], [tabs], [pipes], [cells], rows]) {
      const model = only(pieces);
      assertEquals(sizes(model), "12288-4096-2048-4096-12288");
      assertEquals(model.arithmetic.holds, "yes");
    }
  },
});

Deno.test({
  name: "readArchitectures() repairs OCR misreads by the layers' own arithmetic",
  permissions: "none",
  fn() {
    const text = TORCHSUMMARY.replaceAll("BatchNorm1d", "BatchNormld")
      .replace("50,335,744", "50,835,744").replace(
        "[-1, 2048]       8,390",
        "[-1, 2O48]       8,390",
      )
      .replace("ReLU-9                 [-1, 4096]", "ReLU-9                 [-1, 4098]");
    const model = only([{ kind: "table", via: "ocr", text }]);
    assertEquals(sizes(model), "12288-4096-2048-4096-12288");
    assertEquals(model.arithmetic.holds, "yes");
    assertEquals(model.layers[0]?.parameters, 50_335_744);
    assertMatch(model.arithmetic.notes.join("\n"), /50,835,744.*50,335,744/);
    assertMatch(model.arithmetic.notes.join("\n"), /4098.*4096/);
  },
});

Deno.test({
  name: "readArchitectures() takes the second OCR pass where the sizes agree with it",
  permissions: "none",
  fn() {
    const text = TORCHSUMMARY.replace("8,392,704", "8,892,784");
    const ocrDigits = TORCHSUMMARY.split("\n").map((line) =>
      /([\d,]+)$/.exec(line)?.[1] ?? ""
    );
    const model = only([{ kind: "table", via: "ocr", text, ocrDigits }]);
    assertEquals(model.arithmetic.holds, "yes");
    assertMatch(model.arithmetic.notes.join("\n"), /second reading 8,392,704/);
  },
});

Deno.test({
  name: "readArchitectures() repairs no count if the total does not agree",
  permissions: "none",
  fn() {
    const text = TORCHSUMMARY.replace("8,390,656", "8,390,666")
      .replace("Total params: 117,483,520", "Total params: 117,999,999");
    const model = only([{ kind: "table", via: "ocr", text }]);
    assertEquals(model.arithmetic.holds, "no");
  },
});

Deno.test({
  name: "readArchitectures() reads torchinfo with its tree and input columns",
  permissions: "none",
  fn() {
    const model = only([{
      kind: "output",
      text: `
==========================================================================================
Layer (type:depth-idx)         Input Shape        Output Shape       Param #
==========================================================================================
FaceAE                         [1, 784]           [1, 784]           --
├─Sequential: 1-1              [1, 784]           [1, 32]            --
│    └─Linear: 2-1             [1, 784]           [1, 128]           100,480
│    └─ReLU: 2-2               [1, 128]           [1, 128]           --
│    └─Linear: 2-3             [1, 128]           [1, 32]            4,128
├─Sequential: 1-2              [1, 32]            [1, 784]           --
│    └─Linear: 2-4             [1, 32]            [1, 128]           4,224
│    └─ReLU: 2-5               [1, 128]           [1, 128]           --
│    └─Linear: 2-6             [1, 128]           [1, 784]           101,136
==========================================================================================
Total params: 209,968
Trainable params: 209,968`,
    }]);
    assertEquals(
      [sizes(model), model.name, model.form, model.arithmetic.holds],
      ["784-128-32-128-784", "FaceAE", "torchinfo", "yes"],
    );
  },
});

const KERAS3 = (name: string, rows: readonly [string, string, string][], total: string) =>
  `\u001b[1mModel: "${name}"\u001b[0m
┏━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┓
┃\u001b[1m \u001b[0m\u001b[1mLayer (type)          \u001b[0m\u001b[1m \u001b[0m┃\u001b[1m \u001b[0m\u001b[1mOutput Shape     \u001b[0m\u001b[1m \u001b[0m┃\u001b[1m \u001b[0m\u001b[1m   Param #\u001b[0m\u001b[1m \u001b[0m┃
┡━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━┩
${
    rows.map(([layer, shape, count]) =>
      `│ ${layer} │ (\u001b[38;5;45mNone\u001b[0m, \u001b[38;5;34m${shape}\u001b[0m) │ \u001b[38;5;34m${count}\u001b[0m │`
    ).join("\n├────────────────────────┼───────────────────┼────────────┤\n")
  }
└────────────────────────┴───────────────────┴────────────┘
\u001b[1m Total params: \u001b[0m\u001b[38;5;34m${total}\u001b[0m (1.00 MB)
\u001b[1m Trainable params: \u001b[0m\u001b[38;5;34m${total}\u001b[0m (1.00 MB)
`;

Deno.test({
  name:
    "readArchitectures() reads Keras 3 tables with colour codes; nested parts are one model",
  permissions: "none",
  fn() {
    const encoder = KERAS3("encoder", [
      ["input_layer (InputLayer)", "784", "0"],
      ["dense (Dense)", "128", "100,480"],
      ["dense_1 (Dense)", "16", "2,064"],
    ], "102,544");
    const decoder = KERAS3("decoder", [
      ["input_layer_1 (InputLayer)", "16", "0"],
      ["dense_2 (Dense)", "128", "2,176"],
      ["dense_3 (Dense)", "784", "101,136"],
    ], "103,312");
    const whole = KERAS3("autoencoder", [
      ["input_layer_2 (InputLayer)", "784", "0"],
      ["encoder (Functional)", "16", "102,544"],
      ["decoder (Functional)", "784", "103,312"],
    ], "205,856");
    const model = only(
      [encoder, decoder, whole].map((text) => ({ kind: "output", text })),
    );
    assertEquals(sizes(model), "784-128-16-128-784");
    assertEquals([model.form, model.arithmetic.holds], ["keras-summary", "yes"]);
  },
});

Deno.test({
  name:
    "readArchitectures() counts Keras batch normalisation as 4 a unit, with wrapped names",
  permissions: "none",
  fn() {
    const model = only([`
Model: "autoencoder"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 input_1 (InputLayer)        [(None, 100)]             0
 dense (Dense)               (None, 20)                2020
 batch_normalization (BatchN  (None, 20)               80
 ormalization)
 dense_1 (Dense)             (None, 100)               2100
=================================================================
Total params: 4,200
Trainable params: 4,160
Non-trainable params: 40`]);
    assertEquals(
      [sizes(model), model.arithmetic.holds, model.printedTotal],
      ["100-20-100", "yes", 4200],
    );
  },
});

Deno.test({
  name: "readArchitectures() reads a tfjs summary",
  permissions: "none",
  fn() {
    const model = only([`
_________________________________________________________________
Layer (type)                 Output shape              Param #
=================================================================
dense_Dense1 (Dense)         [null,128]                100480
_________________________________________________________________
dense_Dense2 (Dense)         [null,784]                101136
=================================================================
Total params: 201616`]);
    assertEquals([sizes(model), model.form], ["784-128-784", "tfjs-summary"]);
  },
});

Deno.test({
  name: "readArchitectures() finds two latent heads in a table",
  permissions: "none",
  fn() {
    const model = only([`
        Layer (type)               Output Shape         Param #
            Linear-1                  [-1, 400]         314,000
            Linear-2                   [-1, 20]           8,020
            Linear-3                   [-1, 20]           8,020
            Linear-4                  [-1, 400]           8,400
            Linear-5                  [-1, 784]         314,384
Total params: 652,824`]);
    assertEquals(
      [model.variational, model.autoencoder, model.arithmetic.holds],
      ["yes", "yes", "yes"],
    );
  },
});

Deno.test({
  name: "readArchitectures() does not take a convolutional table for a connected one",
  permissions: "none",
  fn() {
    const model = only([`
        Layer (type)               Output Shape         Param #
            Conv2d-1           [-1, 12, 32, 32]             588
              ReLU-2           [-1, 12, 32, 32]               0
   ConvTranspose2d-3            [-1, 3, 64, 64]             579
Total params: 1,167`]);
    assertEquals([model.fullyConnected, model.autoencoder], ["no", "yes"]);
  },
});

Deno.test({
  name: "readArchitectures() reads print(model), with lost indentation and OCR slips too",
  permissions: "none",
  fn() {
    const text = `AE(
  (enc): Sequential(
    (0): Linear(in_features=784, out_features=200, bias=True)
    (1): ELU(alpha=1.0)
    (2): Linear(in_features=200, out_features=32, bias=True)
  )
  (dec): Sequential(
    (0): Linear(in_features=32, out_features=200, bias=True)
    (1): ELU(alpha=1.0)
    (2): Linear(in_features=200, out_features=784, bias=True)
    (3): Sigmoid()
  )
)`;
    const model = only([{ kind: "code", text }]);
    assertEquals([sizes(model), model.name, model.form], [
      "784-200-32-200-784",
      "AE",
      "print-model",
    ]);
    assertEquals(sizes(only([text.replace(/^ +/gm, "")])), "784-200-32-200-784");
    const ocr = text.replace("out_features=200", "out _features=2OO").replace(
      "in_features=32",
      "in features=32",
    );
    assertEquals(
      sizes(only([{ via: "ocr", kind: "code", text: ocr }])),
      "784-200-32-200-784",
    );
  },
});

Deno.test({
  name: "readArchitectures() reads only what the author wrote",
  permissions: "none",
  fn() {
    for (const origin of ["assignment", "grader", "hidden"] as const) {
      assertEquals(
        readArchitectures(sampleDocument([{ text: TORCHSUMMARY, origin }])),
        [],
      );
    }
  },
});
