import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { CODE } from "./form_code.ts";
import { ROWS } from "./form_rows.ts";
import { TABLES } from "./form_tables.ts";
import { item, type Pieces, table } from "./pieces.ts";
import { code, sampleDocument } from "./sample_document.ts";

function sizes(model: Architecture | undefined): string {
  const linear = model?.layers.filter((layer) => layer.kind === "linear") ?? [];
  return [model?.inputSize ?? linear[0]?.inUnits, ...linear.map((own) => own.outUnits)]
    .map((n) => n ?? "?").join("-");
}

/** Each is one fully connected autoencoder, said in another way. */
const FORMS = [...ROWS, ...TABLES, ...CODE];

for (const [name, expected, pieces] of FORMS) {
  Deno.test({
    name: `readArchitectures() reads ${name}`,
    permissions: "none",
    fn() {
      const models = readArchitectures(sampleDocument(pieces))
        .filter((own) => own.layers.some((layer) => layer.outUnits !== undefined));
      assertEquals(models.map(sizes), [expected]);
      const [model] = models;
      assertEquals([model?.autoencoder, model?.fullyConnected], ["yes", "yes"]);
    },
  });
}

/** Each looks a little like an architecture and is none. */
const OTHERS: readonly (readonly [string, Pieces])[] = [
  ["a list of losses", [
    item("epoch 10: loss 512"),
    item("epoch 20: loss 64"),
    item("epoch 30: loss 32"),
  ]],
  ["steps with arrows downwards", [
    "Load 3000 images\n↓\nTrain for 50 epochs\n↓\nSave 20 pictures",
  ]],
  ["a table of hyper-parameters", [
    table(
      "| name | value |\n|---|---|\n| batch size | 128 |\n| epochs | 50 |\n| learning rate | 0.001 |\n| latent size | 32 |",
    ),
  ]],
  ["a table of adjustments", [
    table(
      "| element | before | after |\n|---|---|---|\n| z[12] | 0.4 | 10 |\n| z[64] | 1.2 | -10 |\n| z[128] | 0.1 | 32 |",
    ),
  ]],
  ["a mirror image in the text", [
    "The faces 12, 24 and 48 look mirrored, as if the decoder flips the picture.",
  ]],
  ["a chart of file sizes in YAML", [
    code("files: [300, 200, 100]\nseeds: [64, 32, 64]", "yaml"),
  ]],
  ["a list of noise sizes", ["latent noise sizes: 10, 5, 1, 5, 10"]],
  ["a table of results a latent size", [
    table(
      "| latent dim | MSE | AUC |\n|---|---|---|\n| 128 | 12 | 0.7 |\n| 64 | 14 | 0.6 |\n| 32 | 20 | 0.5 |",
    ),
  ]],
  ["a list of pictures", [
    item("Image 1: original, 64x64x3"),
    item("Image 2: reconstruction, 64x64x3"),
    item("Image 3: latent code 12 set to 50"),
  ]],
  ["a list of changed elements", [
    item("latent z[128] = 10"),
    item("latent z[64] = 20"),
    item("latent z[32] = 50"),
  ]],
  ["a list of latent sizes that were tried", [
    "I tried latent sizes 512, 256, 128, 64 and 32; the reconstruction is best at 512.",
  ]],
  ["statements that change a latent vector", [
    ">>> z = model[:4](x)\n>>> za = z.clone(); za[0, 40] = 0\n>>> zb = z.clone(); zb[0, 41:60] *= 2.5",
  ]],
  ["a list of changed elements in words", [
    item("調整 1：latent 第 4 維設為 10"),
    item("調整 2：latent 第 40 維設為 20"),
    item("調整 3：latent 第 41 維設為 30"),
  ]],
  ["the timeline of a training run", [
    "epoch 10 → 20 → 50 → 100: the faces of the autoencoder get sharper",
  ]],
  ["a percentage row", ["mixing the latent with noise at 0% → 20% → 50% → 80%"]],
  ["sizes of pictures", [
    "Images were resized 256 → 128 → 64 before training the network",
  ]],
  ["sizes of pictures in a sentence", [
    "The images are 64×64 and 128×128; the grids are 3×4 and 4×3.",
  ]],
  ["the answer about VAE", [
    "A VAE encodes an image to a mean and a variance; z has 128 dimensions, the prior is N(0, 1).",
  ]],
];

for (const [name, pieces] of OTHERS) {
  Deno.test({
    name: `readArchitectures() does not take ${name} for a model`,
    permissions: "none",
    fn() {
      const models = readArchitectures(sampleDocument(pieces));
      assertEquals(models.map((own) => [own.form, sizes(own)]), []);
    },
  });
}

Deno.test({
  name: "readArchitectures() leaves open what an encoder alone is part of",
  permissions: "none",
  fn() {
    for (
      const pieces of [
        ["Encoder (fully connected): 12288 → 1024 → 64"],
        [
          "Fully connected layers: 12288 → 1024 → 64",
          "The decoder's image faces the opposite direction, as in a mirror.",
        ],
        ["エンコーダは全結合層で 12288、1024、64 ユニットです。"],
        [table(
          "| layer | units |\n|---|---|\n| input | 784 |\n| fc | 300 |\n| fc | 30 |",
        )],
      ]
    ) {
      const [model] = readArchitectures(sampleDocument(pieces));
      assertEquals([model?.autoencoder, model?.fullyConnected], ["unknown", "yes"]);
    }
  },
});

Deno.test({
  name: "readArchitectures() sees that a sentence about classes is no autoencoder",
  permissions: "none",
  fn() {
    const [model] = readArchitectures(sampleDocument([
      "The classifier has fully connected layers 784 -> 256 -> 64 -> 10.",
    ]));
    assertEquals(model?.autoencoder, "no");
  },
});

/** Numbers and layers of something else. */
const NO_AUTOENCODER: readonly Pieces[] = [
  ["We use a CNN autoencoder: 3 → 32 → 64 → 128 channels, then 128 → 64 → 32 → 3."],
  [table(
    "layer | output\nConv2d | 32x32x24\nConv2d | 16x16x48\nConvTranspose2d | 32x32x24\nConvTranspose2d | 64x64x3",
  )],
  ["The GAN generator has fully connected layers 100 → 256 → 512 → 784."],
  ["Generator: 100-256-784; Discriminator: 784-256-1 (MLP)"],
  ["Classifier: Linear 784 → 128 → 10 on MNIST, accuracy 98%."],
  ["The LSTM autoencoder has hidden sizes 128, 64, 128."],
  [code("z = torch.randn(64, 128)\nimg = decoder(z)\nplt.imshow(img)")],
  [table("epoch | train | valid\n10 | 300 | 320\n20 | 100 | 130\n30 | 300 | 310")],
  ["latent 64, lr 0.001, batch 128, 64 workers, layer norm"],
  ["Element 128, 64 and 128 of the latent representation were set to 0."],
  ["hidden representation at index 300 / 20 / 300 was changed"],
  [
    item("input image 1: set latent 12 to 100"),
    item("input image 2: set latent 20 to 50"),
    item("input image 3: set latent 7 to 100"),
  ],
  ["Resolution: 64 → 32 → 16 → 32 → 64 (conv autoencoder)."],
  ["The UNet goes 64 → 128 → 256 → 128 → 64."],
  ["PCA: 4096 → 100 → 4096 components reconstruct the faces"],
  ["noise was added at latent dimensions 10 -> 50 -> 10"],
  [table("Image | latent | output\n1 | 128 | 12288\n2 | 128 | 12288\n3 | 128 | 12288")],
  [table(
    "Layer | Kernel | Output\nInput | - | 12288\n1 | 3 | 1024\n2 | 3 | 64\n3 | 3 | 1024\n4 | 3 | 12288",
  )],
  ["The VAE tutorial uses a fully connected encoder 784-400-20, we did not train one."],
  ["Residual layers: 256 → 64 → 256 bottleneck block of ResNet"],
  ["ViT: embedding 768 → MLP 3072 → 768 with self-attention, patch 16"],
  ["The number of images in each split: train 3000, dev 500, hidden test 3000."],
  ["Transformer layers 512, 2048, 512"],
];

Deno.test({
  name: "readArchitectures() takes no other numbers for a fully connected autoencoder",
  permissions: "none",
  fn() {
    for (const pieces of NO_AUTOENCODER) {
      const taken = readArchitectures(sampleDocument(pieces))
        .filter((own) => own.autoencoder === "yes" && own.fullyConnected === "yes");
      assertEquals(taken.map(sizes), [], JSON.stringify(pieces));
    }
  },
});
