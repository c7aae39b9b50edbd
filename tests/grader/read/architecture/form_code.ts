/** Code, charts in code fences and outputs that show one each. */
import { type FormCase, output } from "./pieces.ts";
import { code } from "./sample_document.ts";

/** Code, charts in code fences and outputs that show one each. */
export const CODE: readonly FormCase[] = [
  ["a chart drawn downwards in code", "12288-800-200-50-200-800-12288", [
    code(
      "input 12288\n   |\n   v\n Linear 800\n   |\n   v\n Linear 200\n   |\n   v\n Linear 50     <-- latent\n   |\n   v\n Linear 200\n   |\n   v\n Linear 800\n   |\n   v\n Linear 12288 -> Tanh",
    ),
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
  ["boxes drawn in a code fence", "12288-512-64-512-12288", [
    code(
      "+----------------+\n| Input: 12288   |\n+----------------+\n        |\n+----------------+\n| Linear: 512    |\n+----------------+\n        |\n+----------------+\n| Linear: 64     |\n+----------------+\n        |\n+----------------+\n| Linear: 512    |\n+----------------+\n        |\n+----------------+\n| Linear: 12288  |\n+----------------+",
      "text",
    ),
  ]],
];
