import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Evidence } from "../../../../rubric/evidence.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { code, sampleDocument } from "./sample_document.ts";

type Pieces = readonly (string | Partial<Evidence>)[];

function sizes(model: Architecture | undefined): string {
  const linear = model?.layers.filter((layer) => layer.kind === "linear") ?? [];
  return [model?.inputSize ?? linear[0]?.inUnits, ...linear.map((own) => own.outUnits)]
    .map((n) => n ?? "?").join("-");
}

function item(text: string): Partial<Evidence> {
  return { kind: "list-item", text };
}

function table(text: string): Partial<Evidence> {
  return { kind: "table", text };
}

function output(text: string): Partial<Evidence> {
  return { kind: "output", text };
}

/** Each is one fully connected autoencoder, said in another way. */
const FORMS: readonly (readonly [string, string, Pieces])[] = [
  ["a chart drawn downwards in code", "12288-800-200-50-200-800-12288", [
    code(
      "input 12288\n   |\n   v\n Linear 800\n   |\n   v\n Linear 200\n   |\n   v\n Linear 50     <-- latent\n   |\n   v\n Linear 200\n   |\n   v\n Linear 800\n   |\n   v\n Linear 12288 -> Tanh",
    ),
  ]],
  ["arrows downwards, one a paragraph", "784-128-16-128-784", [
    "輸入 28×28 = 784",
    "↓",
    "全連接 128 + ReLU",
    "↓",
    "latent 16",
    "⬇",
    "全連接 128 + ReLU",
    "⬇️",
    "輸出 784",
  ]],
  ["numbers alone with arrows downwards", "12288-512-64-512-12288", [
    "Autoencoder:\n12288\n ↓\n512\n ↓\n64\n ↓\n512\n ↓\n12288",
  ]],
  ["a layer a bullet", "12288-2048-256-2048-12288", [
    "Encoder",
    item("fc1: 12288 → 2048, ReLU"),
    item("fc2: 2048 → 256"),
    "Decoder",
    item("fc3: 256 → 2048, ReLU"),
    item("fc4: 2048 → 12288, Tanh"),
  ]],
  ["an output size a bullet", "784-300-30-300-784", [
    item("Input: 784"),
    item("Dense: 300 units (ReLU)"),
    item("Dense: 30 units, the code"),
    item("Dense: 300 units (ReLU)"),
    item("Dense: 784 units (sigmoid)"),
  ]],
  ["a mirrored decoder in Japanese", "12288-1500-300-60-300-1500-12288", [
    "モデルは全結合層だけで作りました。入力は 64×64×3 を一列に並べた 12288 次元で、エンコーダは 1500、300、60 ユニットの三層、デコーダはその逆順です。潜在表現は 60 次元です。",
  ]],
  ["a symmetric decoder in Japanese", "784-256-32-256-784", [
    "エンコーダは全結合層 784→256→32 で、デコーダは左右対称の構造です。",
  ]],
  ["a decoder said to be the other way round", "12288-1024-128-1024-12288", [
    "Encoder 用全連接層 12288 → 1024 → 128，decoder 則反過來。",
  ]],
  ["a decoder said to be contrary", "12288-900-90-900-12288", [
    item("encoder: Linear 12288-900-90, ReLU"),
    item("decoder 則相反，最後接 Tanh"),
  ]],
  ["a Korean sentence", "784-400-40-400-784", [
    "인코더는 완전연결층 784, 400, 40 유닛으로 이루어져 있고 디코더는 대칭 구조이다.",
  ]],
  ["a Spanish sentence", "784-256-64-256-784", [
    "El codificador tiene capas totalmente conectadas de 784, 256 y 64 neuronas y el decodificador es simétrico.",
  ]],
  ["a row that goes back", "12288-1024-256-1024-12288", [
    "Fully connected layers 12288 -> 1024 -> 256 and back again.",
  ]],
  ["hidden layers in words", "12288-1024-512-256-512-1024-12288", [
    "The encoder flattens the 64x64x3 image (12288 values) and has three hidden layers of 1024, 512 and 256 units; the decoder has the same layers in reverse order. All layers are linear.",
  ]],
  ["a table with spaces in its numbers", "12288-1536-384-96-384-1536-12288", [
    table(
      "#   Operation       Dimension\n0    flatten                 12 288\n1    affine + GELU          1 536\n2    affine + GELU            384\n3    affine (code z)             96\n4    affine + GELU            384\n5    affine + GELU          1 536\n6    affine + tanh          12 288",
    ),
  ]],
  ["a table with joined cells and no input", "?-4096-512-32-512-4096-12288", [
    table(
      "部分 | layer | units\nencoder | FC + ReLU | 4096\nFC + ReLU | 512\nFC | 32\ndecoder | FC + ReLU | 512\nFC + ReLU | 4096\nFC + Tanh | 12288 (= 64 x 64 x 3)",
    ),
  ]],
  ["a Japanese table", "784-128-10-128-784", [
    table(
      "| 層 | ノード数 | 活性化関数 |\n|---|---|---|\n| 入力層 | 784 | - |\n| 中間層1 | 128 | ReLU |\n| 中間層2（潜在） | 10 | - |\n| 中間層3 | 128 | ReLU |\n| 出力層 | 784 | sigmoid |",
    ),
  ]],
  ["a Chinese table of inputs and outputs", "12288-512-64-512-12288", [
    table(
      "| 層 | 輸入 | 輸出 | 激活函數 |\n|---|---|---|---|\n| 1 | 12288 | 512 | ReLU |\n| 2 | 512 | 64 | - |\n| 3 | 64 | 512 | ReLU |\n| 4 | 512 | 12288 | Tanh |",
    ),
  ]],
  ["a Korean table", "784-256-16-256-784", [
    table(
      "층 | 뉴런 수\n입력층 | 784\n은닉층 | 256\n잠재 | 16\n은닉층 | 256\n출력층 | 784",
    ),
  ]],
  ["a table with activation before units", "784-200-20-200-784", [
    table(
      "| Layer | Activation | Neurons |\n|---|---|---|\n| Input | - | 784 |\n| Hidden 1 | ReLU | 200 |\n| Latent | - | 20 |\n| Hidden 2 | ReLU | 200 |\n| Output | Sigmoid | 784 |",
    ),
  ]],
  ["a table of shapes with a batch axis", "784-64-8-64-784", [
    table(
      "| Layer | Output shape |\n|---|---|\n| Flatten | (None, 784) |\n| Dense | (None, 64) |\n| Dense | (None, 8) |\n| Dense | (None, 64) |\n| Dense | (None, 784) |",
    ),
  ]],
  ["LaTeX spaces in numbers", "12288-1024-64-1024-12288", [
    "$12{,}288 \\to 1{,}024 \\to 64 \\to 1{,}024 \\to 12{,}288$ (fully connected)",
  ]],
  ["spaces of real vectors", "12288-512-64-512-12288", [
    "$\\mathbb{R}^{12288} \\to \\mathbb{R}^{512} \\to \\mathbb{R}^{64} \\to \\mathbb{R}^{512} \\to \\mathbb{R}^{12288}$, affine maps with ReLU",
  ]],
  ["bars between sizes", "12288-512-64-512-12288", [
    "FC layers: 12288 | 512 | 64 | 512 | 12288",
  ]],
  ["sizes with commas after a label", "784-128-32-128-784", [
    "Layer sizes (all linear): 784, 128, 32, 128, 784",
  ]],
  ["a Mermaid chart", "784-128-32-128-784", [
    code(
      "graph LR\n  A[Input 784] --> B[Linear 128 + ReLU]\n  B --> C[Latent 32]\n  C --> D[Linear 128 + ReLU]\n  D --> E[Output 784]",
      "mermaid",
    ),
  ]],
  ["a Graphviz chart", "784-128-32-128-784", [
    code(
      'digraph G {\n  x [label="input 784"];\n  h1 [label="FC 128"];\n  z [label="latent 32"];\n  h2 [label="FC 128"];\n  y [label="output 784"];\n  x -> h1 -> z -> h2 -> y;\n}',
      "dot",
    ),
  ]],
  ["a configuration in YAML", "12288-1024-128-1024-12288", [
    code(
      "model:\n  type: fully connected autoencoder\n  layers: [12288, 1024, 128, 1024, 12288]\n  activation: relu",
      "yaml",
    ),
  ]],
  ["a configuration of halves", "12288-1024-128-1024-12288", [
    code(
      "encoder_dims: [12288, 1024, 128]\ndecoder_dims: [128, 1024, 12288]",
      "yaml",
    ),
  ]],
  ["named sizes in PyTorch", "784-128-16-128-784", [
    code(
      "model = nn.Sequential(\n  nn.Linear(in_features=784, out_features=128),\n  nn.ReLU(),\n  nn.Linear(in_features=128, out_features=16),\n  nn.Linear(in_features=16, out_features=128),\n  nn.ReLU(),\n  nn.Linear(in_features=128, out_features=784),\n)",
    ),
  ]],
  ["a loop over sizes in PyTorch", "12288-1024-256-64-256-1024-12288", [
    code(`
dims = [64 * 64 * 3, 1024, 256, 64]
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        enc = []
        for i in range(len(dims) - 1):
            enc += [nn.Linear(dims[i], dims[i + 1]), nn.ReLU()]
        dec = []
        for a, b in zip(dims[::-1][:-1], dims[::-1][1:]):
            dec.append(nn.Linear(a, b))
            dec.append(nn.ReLU())
        self.encoder = nn.Sequential(*enc)
        self.decoder = nn.Sequential(*dec)
    def forward(self, x):
        return self.decoder(self.encoder(x))`),
  ]],
  ["an ordered dictionary in PyTorch", "784-64-8-64-784", [
    code(`
from collections import OrderedDict
net = nn.Sequential(OrderedDict([
    ("fc1", nn.Linear(784, 64)), ("act1", nn.ReLU()),
    ("fc2", nn.Linear(64, 8)),
    ("fc3", nn.Linear(8, 64)), ("act3", nn.ReLU()),
    ("fc4", nn.Linear(64, 784)), ("out", nn.Sigmoid()),
]))`),
  ]],
  ["a module list in PyTorch", "784-100-10-100-784", [
    code(`
class Net(nn.Module):
    def __init__(self, sizes=(784, 100, 10, 100, 784)):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])
    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x
net = Net()`),
  ]],
  ["functional Keras", "784-128-32-128-784", [
    code(`
inp = keras.Input(shape=(784,))
h = layers.Dense(units=128, activation="relu")(inp)
z = layers.Dense(units=32)(h)
h = layers.Dense(units=128, activation="relu")(z)
out = layers.Dense(784, activation="sigmoid")(h)
autoencoder = keras.Model(inp, out)`),
  ]],
  ["a Keras subclass", "?-128-32-128-784", [
    code(`
class Autoencoder(Model):
    def __init__(self):
        super().__init__()
        self.encoder = tf.keras.Sequential([layers.Flatten(), layers.Dense(units=128, activation='relu'), layers.Dense(units=32)])
        self.decoder = tf.keras.Sequential([layers.Dense(128, activation='relu'), layers.Dense(784, activation='sigmoid'), layers.Reshape((28, 28))])
    def call(self, x):
        return self.decoder(self.encoder(x))
autoencoder = Autoencoder()`),
  ]],
  ["tfjs", "784-64-8-64-784", [
    code(
      `
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [784], units: 64, activation: "relu" }));
model.add(tf.layers.dense({ units: 8 }));
model.add(tf.layers.dense({ units: 64, activation: "relu" }));
model.add(tf.layers.dense({ units: 784, activation: "sigmoid" }));`,
      "javascript",
    ),
  ]],
  ["a printed model", "784-128-16-128-784", [
    output(`AE(
  (encoder): Sequential(
    (0): Linear(in_features=784, out_features=128, bias=True)
    (1): ReLU()
    (2): Linear(in_features=128, out_features=16, bias=True)
  )
  (decoder): Sequential(
    (0): Linear(in_features=16, out_features=128, bias=True)
    (1): ReLU()
    (2): Linear(in_features=128, out_features=784, bias=True)
  )
)`),
  ]],
  ["a torchinfo table whose tree OCR read as letters", "12288-1024-128-1024-12288", [{
    kind: "output",
    via: "ocr",
    text: `Layer (type:depth-1dx)                    Output Shape              Param #
fcn                                       [1, 12288]                 --
l-sequential: 1-1                         [1, 128]                   --
|     Linear: 2-1                        [1, 1024]                  12,583,936
|     f-LeakyReLU: 2-2                     [1, 1024]                  --
|     LLinear: 2-3                        [1, 128]                  131,200
L sequential: 1-2                         [1, 12288]                 --
     Linear: 2-4                        [1, 1024]                  132,096
     F-LeakyReLU: 2-5                     [1, 1024]                  --
     Linear: 2-6                        [1, 12288]                 12,595,200
     LTanh: 2-7                          [1, 12288]                 --
Total params: 25,442,432`,
  }]],
  ["halves of two sizes", "784-64-784", [
    item("Encoder (FC): 784 → 64"),
    item("Decoder (FC): 64 → 784"),
  ]],
  ["a table on its side", "784-128-32-128-784", [
    table(
      "| | input | hidden 1 | latent | hidden 2 | output |\n|---|---|---|---|---|---|\n| units | 784 | 128 | 32 | 128 | 784 |",
    ),
  ]],
  ["a table with a column of sizes a half", "12288-1024-64-1024-12288", [
    table(
      "Encoder | Decoder\n12288 | 64\n1024 | 1024\n64 | 12288",
    ),
  ]],
  ["a table of pairs a half", "12288-1024-64-1024-12288", [
    table(
      "| | Encoder | Decoder |\n|---|---|---|\n| 1 | 12288 → 1024 | 64 → 1024 |\n| 2 | 1024 → 64 | 1024 → 12288 |",
    ),
  ]],
  ["a table with weights as shapes", "784-128-16-128-784", [
    table(
      "| layer | shape |\n|---|---|\n| Linear1 | (784, 128) |\n| Linear2 | (128, 16) |\n| Linear3 | (16, 128) |\n| Linear4 | (128, 784) |",
    ),
  ]],
  ["a table whose sizes have units", "12288-512-64-512-12288", [
    table(
      "層 | 說明\n輸入 | 12288 維\n隱藏層 | 512 個神經元, ReLU\nlatent | 64 維\n隱藏層 | 512 個神經元, ReLU\n輸出 | 12288 維, Tanh",
    ),
  ]],
  ["a table of layers and parameters", "784-128-32-128-784", [
    table(
      "| Layer | Output | Param # |\n|---|---|---|\n| Linear | 128 | 100,480 |\n| ReLU | 128 | 0 |\n| Linear | 32 | 4,128 |\n| Linear | 128 | 4,224 |\n| ReLU | 128 | 0 |\n| Linear | 784 | 101,136 |",
    ),
  ]],
  ["a Simplified Chinese sentence", "12288-2048-512-100-512-2048-12288", [
    "我使用了全连接自编码器：编码器依次为 12288、2048、512、100 个神经元，解码器与之对称。",
  ]],
  ["a sentence of halves", "12288-1024-256-32-256-1024-12288", [
    "My encoder is fully connected: it maps the 12288 pixels to 1024, then 256, and finally a 32-dimensional latent vector. The decoder maps 32 back to 256, 1024 and 12288.",
  ]],
  ["a list of sentences", "12288-1000-100-1000-12288", [
    item("輸入層：64×64×3=12288"),
    item("第一層全連接層：1000 個神經元，ReLU"),
    item("第二層全連接層：100 個神經元（latent）"),
    item("第三層全連接層：1000 個神經元，ReLU"),
    item("輸出層：12288，Tanh"),
  ]],
  ["numbered layers", "12288-1024-256-1024-12288", [
    "1. Input: 12288\n2. Linear + ReLU: 1024\n3. Linear: 256\n4. Linear + ReLU: 1024\n5. Linear + Tanh: 12288",
  ]],
  ["calls a line in text", "12288-1024-256-1024-12288", [
    "Linear(12288, 1024)\nReLU\nLinear(1024, 256)\nLinear(256, 1024)\nReLU\nLinear(1024, 12288)\nTanh",
  ]],
  ["calls with arrows a bullet", "12288-1024-256-1024-12288", [
    item("Linear (12288 → 1024) + ReLU"),
    item("Linear (1024 → 256)"),
    item("Linear (256 → 1024) + ReLU"),
    item("Linear (1024 → 12288) + Tanh"),
  ]],
  ["in and out in words", "784-100-20-100-784", [
    item("Layer 1: in = 784, out = 100, ReLU"),
    item("Layer 2: in = 100, out = 20"),
    item("Layer 3: in = 20, out = 100, ReLU"),
    item("Layer 4: in = 100, out = 784, Sigmoid"),
  ]],
  ["from and to in words", "784-100-20-100-784", [
    item("fully connected layer from 784 to 100"),
    item("fully connected layer from 100 to 20"),
    item("fully connected layer from 20 to 100"),
    item("fully connected layer from 100 to 784"),
  ]],
  ["sizes with activations in brackets", "12288-512-128-512-12288", [
    "結構：12288 → 512 (ReLU) → 128 (ReLU) → 512 (ReLU) → 12288 (Tanh)",
  ]],
  ["a row over two lines", "12288-2048-512-128-512-2048-12288", [
    "架構：全連接\n12288 → 2048 → 512 → 128\n→ 512 → 2048 → 12288",
  ]],
  ["halves under labels", "12288-2048-128-2048-12288", [
    "Encoder (linear):\n12288 → 2048 → 128\nDecoder (linear):\n128 → 2048 → 12288",
  ]],
  ["one-letter arrows downwards with layers between", "784-256-64-256-784", [
    "Input(784)\n↓ Linear + ReLU\n256\n↓ Linear\n64 (latent)\n↓ Linear + ReLU\n256\n↓ Linear + Sigmoid\nOutput(784)",
  ]],
  ["a printed list of weights", "784-64-784", [
    output(
      "encoder.0.weight torch.Size([64, 784])\nencoder.0.bias torch.Size([64])\ndecoder.0.weight torch.Size([784, 64])\ndecoder.0.bias torch.Size([784])",
    ),
  ]],
  ["a dictionary of settings", "12288-1024-128-1024-12288", [
    code(`
config = {"layers": [12288, 1024, 128, 1024, 12288], "act": "relu"}
class AE(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        mods = []
        for i, (a, b) in enumerate(zip(cfg["layers"][:-1], cfg["layers"][1:])):
            mods.append(nn.Linear(a, b))
            if i < len(cfg["layers"]) - 2:
                mods.append(nn.ReLU())
        self.net = nn.Sequential(*mods)
    def forward(self, x):
        return self.net(x)
model = AE(config)`),
  ]],
  ["a function that makes a block", "12288-1024-128-1024-12288", [
    code(`
def block(i, o):
    return nn.Sequential(nn.Linear(i, o), nn.BatchNorm1d(o), nn.ReLU())
encoder = nn.Sequential(block(64*64*3, 1024), nn.Linear(1024, 128))
decoder = nn.Sequential(block(128, 1024), nn.Linear(1024, 64*64*3), nn.Tanh())`),
  ]],
  ["Flax", "?-128-16-128-784", [
    code(`
class AE(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = x.reshape((x.shape[0], 784))
        x = nn.relu(nn.Dense(128)(x))
        z = nn.Dense(16)(x)
        x = nn.relu(nn.Dense(128)(z))
        return nn.sigmoid(nn.Dense(784)(x))`),
  ]],
  ["a Keras 3 box", "784-64-784", [
    output(`Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense (Dense)                   │ (None, 64)             │        50,240 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dense_1 (Dense)                 │ (None, 784)            │        50,960 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 101,200 (395.31 KB)`),
  ]],
  ["halves in two rows of a table", "12288-1024-64-1024-12288", [
    table(
      "| Part | Layers |\n|---|---|\n| Encoder | 12288 → 1024 → 64 |\n| Decoder | 64 → 1024 → 12288 |",
    ),
  ]],
  ["a table a half", "784-256-32-256-784", [
    "Encoder",
    table(
      "| layer | units |\n|---|---|\n| input | 784 |\n| dense | 256 |\n| dense | 32 |",
    ),
    "Decoder",
    table(
      "| layer | units |\n|---|---|\n| input | 32 |\n| dense | 256 |\n| dense | 784 |",
    ),
  ]],
  ["calls with one size", "12288-1024-64-1024-12288", [
    "FC(12288) → FC(1024) → FC(64) → FC(1024) → FC(12288)",
  ]],
  ["matrices of layers", "12288-1024-128-1024-12288", [
    "Linear layers: 12288×1024, 1024×128, 128×1024, 1024×12288 with ReLU between.",
  ]],
  ["matrices in LaTeX", "784-64-784", [
    "The fully connected autoencoder is $\\hat{x} = W_2\\,\\mathrm{relu}(W_1 x)$ with $W_1 \\in \\mathbb{R}^{64 \\times 784}$ and $W_2 \\in \\mathbb{R}^{784 \\times 64}$.",
  ]],
  ["sizes with spaces between", "12288-512-64-512-12288", [
    "FC layers: 12288 512 64 512 12288",
  ]],
  ["a Japanese row", "12288-1024-64-1024-12288", [
    "入力層（12288）→ 隠れ層（1024）→ 潜在変数（64）→ 隠れ層（1024）→ 出力層（12288）",
  ]],
  ["a Japanese sentence", "784-512-20-512-784", [
    "全結合のオートエンコーダを使った。入力 784 次元、隠れ層 512 ユニット、潜在変数 20 次元で、デコーダはエンコーダと対称である。",
  ]],
  ["a Korean list", "784-256-32-256-784", [
    item("입력층: 784"),
    item("은닉층 1: 256 (ReLU)"),
    item("잠재 벡터: 32"),
    item("은닉층 2: 256 (ReLU)"),
    item("출력층: 784 (Sigmoid)"),
  ]],
  ["a loop in Keras", "784-256-64-16-64-256-784", [
    code(`
inputs = Input(shape=(784,))
x = inputs
for units in [256, 64, 16]:
    x = Dense(units, activation="relu")(x)
for units in [64, 256]:
    x = Dense(units, activation="relu")(x)
outputs = Dense(784, activation="sigmoid")(x)
ae = Model(inputs, outputs)`),
  ]],
  ["added modules", "784-64-784", [
    code(`
net = nn.Sequential()
net.add_module("fc1", nn.Linear(784, 64))
net.add_module("act", nn.ReLU())
net.add_module("fc2", nn.Linear(64, 784))`),
  ]],
  ["sizes as class constants", "12288-2048-256-2048-12288", [
    code(`
class AutoEncoder(nn.Module):
    IN = 3 * 64 * 64
    HID = 2048
    Z = 256
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(self.IN, self.HID)
        self.fc2 = nn.Linear(self.HID, self.Z)
        self.fc3 = nn.Linear(self.Z, self.HID)
        self.fc4 = nn.Linear(self.HID, self.IN)
    def encode(self, x):
        return self.fc2(F.relu(self.fc1(x.flatten(1))))
    def decode(self, z):
        return torch.tanh(self.fc4(F.relu(self.fc3(z))))
    def forward(self, x):
        return self.decode(self.encode(x))`),
  ]],
  ["functional tfjs", "784-64-8-64-784", [
    code(
      `
const input = tf.input({ shape: [784] });
const h = tf.layers.dense({ units: 64, activation: "relu" }).apply(input);
const z = tf.layers.dense({ units: 8 }).apply(h);
const g = tf.layers.dense({ units: 64, activation: "relu" }).apply(z);
const out = tf.layers.dense({ units: 784 }).apply(g);
const model = tf.model({ inputs: input, outputs: out });`,
      "js",
    ),
  ]],
  ["a sentence on each half in Chinese", "12288-3000-500-50-500-3000-12288", [
    "我的模型是全連接的 autoencoder。",
    "Encoder 把 64*64*3 攤平之後接三層 Linear，大小分別是 3000、500、50，每層後面接 ReLU。",
    "Decoder 也是三層 Linear，大小分別是 500、3000、12288，最後用 Tanh。",
  ]],
  ["a mirrored table", "784-300-30-300-784", [
    table(
      "| layer | units |\n|---|---|\n| input | 784 |\n| dense (ReLU) | 300 |\n| dense | 30 |",
    ),
    "The decoder uses the same layers in reverse order.",
  ]],
  ["halves whose input is not said", "?-2048-512-128-512-2048-12288", [
    "Our network has an encoder (3 linear layers with 2048, 512, 128 units) and a decoder (3 linear layers with 512, 2048, 12288 units).",
  ]],
  ["layers and their sizes in a sentence", "12288-1024-64-1024-12288", [
    "Input layer (12288 neurons), hidden layer (1024 neurons), bottleneck (64 neurons), hidden layer (1024 neurons), output layer (12288 neurons).",
  ]],
  ["strokes between named layers", "12288-1024-256-64-256-1024-12288", [
    "架構圖：\nInput(3*64*64) - FC 1024 - FC 256 - FC 64(latent) - FC 256 - FC 1024 - FC 3*64*64",
  ]],
  ["a mirror image", "12288-1024-256-48-256-1024-12288", [
    "The fully connected autoencoder compresses 12288 inputs through 1024 and 256 hidden units to a 48-dimensional code; the decoder is its mirror image.",
  ]],
  ["boxes drawn in a code fence", "12288-512-64-512-12288", [
    code(
      "+----------------+\n| Input: 12288   |\n+----------------+\n        |\n+----------------+\n| Linear: 512    |\n+----------------+\n        |\n+----------------+\n| Linear: 64     |\n+----------------+\n        |\n+----------------+\n| Linear: 512    |\n+----------------+\n        |\n+----------------+\n| Linear: 12288  |\n+----------------+",
      "text",
    ),
  ]],
];

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
