import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Evidence } from "../../../../rubric/evidence.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { code, sampleDocument } from "./sample_document.ts";

function sizes(model: Architecture | undefined): string {
  const linear = model?.layers.filter((layer) => layer.kind === "linear") ?? [];
  return [linear[0]?.inUnits, ...linear.map((layer) => layer.outUnits)]
    .map((n) => n ?? "?").join("-");
}

function read(...pieces: (string | Partial<Evidence>)[]): readonly Architecture[] {
  return readArchitectures(sampleDocument(pieces));
}

const SHOWN:
  readonly (readonly [string, string, readonly (string | Partial<Evidence>)[]])[] = [
    ["arrows", "12288-1024-64-1024-12288", ["    12288 -> 1024 -> 64 -> 1024 -> 12288"]],
    ["LaTeX arrows", "784-30-784", ["going from $784\\to30\\to784$ with tanh"]],
    ["arrows with layers and activations", "12288-512-64-512-12288", [
      "Linear(64*64*3, 512) → ReLU → Linear(512, 64) → Linear(64, 512) → ReLU → Linear(512, 64*64*3) → Tanh",
    ]],
    ["arrows with words", "784-128-32-128-784", [
      "Input (784) => Dense 128 (ReLU) => Dense 32 => Dense 128 (ReLU) => Output 784",
    ]],
    ["a product at the start", "12288-1024-512-1024-12288", [
      "fc autoencoder: 64*64*3-1024-512-1024-64*64*3",
    ]],
    ["encoder and decoder as bullets", "12288-2048-256-2048-12288", [
      { kind: "list-item", text: "Encoder: 12,288 → 2,048 → 256 (Linear, ReLU)" },
      { kind: "list-item", text: "Decoder: 256 → 2,048 → 12,288 (Linear, ReLU, Tanh)" },
    ]],
    ["calls in a bullet a half", "12288-1024-128-1024-12288", [
      { kind: "list-item", text: "Encoder: Linear(12288→1024), ReLU, Linear(1024→128)" },
      { kind: "list-item", text: "Decoder: Linear(128→1024), ReLU, Linear(1024→12288)" },
    ]],
    ["both halves in one line", "12288-1024-32-1024-12288", [
      "encoder: `Linear(12288,1024) - ReLU - Linear(1024,32)`; decoder: `Linear(32,1024) - ReLU - Linear(1024,12288) - Tanh`",
    ]],
    ["a Chinese sentence", "12288-512-128-512-12288", [
      "模型是全連接的自編碼器，輸入層 12288，隱藏層 512、128、512，輸出層 12288，訓練 50 個 epoch，lr 1e-3。",
    ]],
    ["a sentence with a mirror", "784-256-64-256-784", [
      "The encoder has fully connected layers from 784 to 256 and 64 units, and the decoder mirrors it.",
    ]],
    ["sizes between slashes", "12288-1024-256-64-256-1024-12288", [
      "模型架構：Encoder 是 3 層 Linear (12288/1024/256/64)，Decoder 對稱。",
    ]],
    ["hidden sizes, then the ends", "12288-1024-64-1024-12288", [
      "My autoencoder uses fully connected layers with 1024, 64 and 1024 hidden units; input and output are 12288.",
    ]],
    ["a list in brackets", "12288-2048-128-2048-12288", [
      "hidden sizes = [12288, 2048, 128, 2048, 12288] (fully connected + ReLU)",
    ]],
    ["code whose lines a page wrapped", "784-128-12-128-784", [
      "class AE(nn.Module):\n def __init__(self):\n  self.encoder = nn.Sequential(\n   nn.Linear(784, 128), nn.ReLU(), nn.Linear(128,\n12))",
      "  self.decoder = nn.Sequential(\n   nn.Linear(12, 128), nn.ReLU(),\n   nn.Linear(128, 784), nn.Tanh())",
    ]],
    ["a table with a column a half", "784-256-64-256-784", [{
      kind: "table",
      text: `| Encoder | Decoder |
|---|---|
| Linear(784, 256) | Linear(64, 256) |
| ReLU | ReLU |
| Linear(256, 64) | Linear(256, 784), Tanh |`,
    }]],
    ["a table whose columns are one space apart", "784-256-64-256-784", [
      "Layer Input Output Activation\nLinear 784 256 ReLU\nLinear 256 64 -\nLinear 64 256 ReLU\nLinear 256 784 Tanh",
    ]],
    ["a Markdown table with in and out", "12288-384-96-384-12288", [{
      kind: "table",
      text: `| layer | type | in | out | activation |
|---|---|---:|---:|---|
| 1 | Linear | 12288 | 384 | ReLU |
| 2 | Linear | 384 | 96 | - |
| 3 | Linear | 96 | 384 | ReLU |
| 4 | Linear | 384 | 12288 | Tanh |`,
    }]],
    ["a LaTeX table", "784-100-20-100-784", [{
      kind: "table",
      text: `\\begin{tabular}{lrr}
layer & in & out \\\\ \\hline
fully connected & 784 & 100 \\\\
fully connected & 100 & 20 \\\\
fully connected & 20 & 100 \\\\
fully connected & 100 & 784 \\\\
\\end{tabular}`,
    }]],
    ["a table of units", "784-64-8-64-784", [{
      kind: "table",
      text:
        "| | units |\n|---|---|\n| input | 784 |\n| dense + ReLU | 64 |\n| dense, the code | 8 |\n| dense + ReLU | 64 |\n| dense + sigmoid | 784 |",
    }]],
  ];

for (const [name, expected, pieces] of SHOWN) {
  Deno.test({
    name: `readArchitectures() reads ${name}`,
    permissions: "none",
    fn() {
      const models = read(...pieces);
      assertEquals(models.length, 1, JSON.stringify(models, null, 1));
      const [model] = models;
      assertEquals(sizes(model), expected);
      assertEquals([model?.autoencoder, model?.fullyConnected], ["yes", "yes"]);
    },
  });
}

const NOT_SHOWN: readonly (readonly [string, readonly (string | Partial<Evidence>)[]])[] =
  [
    ["dates and phone numbers", [
      "Updated 2022-03-04, phone 0912-345-678, layer of paint",
    ]],
    ["ratios of noise", ["20% -> 50% -> 80% noise", "noise 0.2 -> 0.5 -> 0.8"]],
    ["the loss of epochs", [
      "loss: 0.5 -> 0.3 -> 0.1 after 10, 20, 30 epochs of the model",
    ]],
    ["a table of scores", [{
      kind: "table",
      text:
        "| model | AUC | epochs |\n|---|---|---|\n| fcn | 0.7534 | 50 |\n| cnn | 0.6692 | 100 |\n| vae | 0.5013 | 20 |",
    }]],
    ["steps in an answer", ["Step 1 -> Step 2 -> Step 3", "1. 首先 2. 接著 3. 最後"]],
    ["the question's own words", [
      "Train a fully connected autoencoder and adjust at least two different element of the latent representation.",
    ]],
    ["code that changes a latent vector", [
      code("z = model.encode(x)\nz[:, 0] = 5\nimg = model.decode(z)"),
    ]],
  ];

for (const [name, pieces] of NOT_SHOWN) {
  Deno.test({
    name: `readArchitectures() does not take ${name} for an architecture`,
    permissions: "none",
    fn() {
      assertEquals(read(...pieces), []);
    },
  });
}

Deno.test({
  name: "readArchitectures() keeps a sentence without sizes as prose without sizes",
  permissions: "none",
  fn() {
    for (
      const text of [
        "The encoder and decoder use only linear layers and ReLU activations.",
        "我用全連接的 autoencoder 訓練，最後選 5 層。",
      ]
    ) {
      const [model] = read(text);
      assertEquals(
        [model?.form, model?.autoencoder, model?.fullyConnected],
        ["prose", "unknown", "yes"],
      );
      assertEquals(model?.layers.some((layer) => layer.outUnits !== undefined), false);
    }
  },
});

Deno.test({
  name: "readArchitectures() sees convolution in a row of channels",
  permissions: "none",
  fn() {
    const [model] = read("Conv encoder: 3 → 64 → 128 → 256 channels, kernel 4, and back");
    assertEquals(model?.fullyConnected, "no");
  },
});

Deno.test({
  name: "readArchitectures() takes the model of the section that answers the question",
  permissions: "none",
  fn() {
    const models = read(
      { kind: "heading", level: 2, text: "Kaggle" },
      "Conv autoencoder: 3 → 12 → 24 → 48 channels → 24 → 12 → 3",
      { kind: "heading", level: 2, text: "Question 1" },
      "VAE.",
      { kind: "heading", level: 2, text: "Question 2" },
      "Layers: 12288 → 512 → 64 → 512 → 12288",
    );
    assertEquals(models.map((own) => own.answer), ["no", "yes"]);
  },
});

Deno.test({
  name: "readArchitectures() links code and its summary as one model",
  permissions: "none",
  fn() {
    const models = read(
      code(`
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU())
        self.decoder = nn.Sequential(nn.Linear(64, 784), nn.Tanh())`),
      `AE(
  (encoder): Sequential(
    (0): Linear(in_features=784, out_features=64, bias=True)
    (1): ReLU()
  )
  (decoder): Sequential(
    (0): Linear(in_features=64, out_features=784, bias=True)
    (1): Tanh()
  )
)`,
    );
    assertEquals(models.map((own) => [own.form, own.answer]), [
      ["pytorch-code", "yes"],
      ["print-model", "yes"],
    ]);
  },
});

Deno.test({
  name: "readArchitectures() is less sure where a comment contradicts the model",
  permissions: "none",
  fn() {
    const [model] = read(code(`
# Change FCN autoencoder to CNN
model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 784))`));
    assertEquals(model?.answer, "unknown");
  },
});
