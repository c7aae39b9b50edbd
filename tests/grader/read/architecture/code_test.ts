import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import type { Architecture } from "../../../../rubric/facts.ts";
import { code, sampleDocument } from "./sample_document.ts";

function sizes(model: Architecture | undefined): string {
  const linear = model?.layers.filter((layer) => layer.kind === "linear") ?? [];
  return [linear[0]?.inUnits, ...linear.map((layer) => layer.outUnits)]
    .map((n) => n ?? "?").join("-");
}

function all(...texts: string[]): readonly Architecture[] {
  return readArchitectures(sampleDocument(texts.map((text) => code(text))));
}

function only(...texts: string[]): Architecture {
  const models = all(...texts);
  assertEquals(models.length, 1, JSON.stringify(models, null, 1));
  return models[0] as Architecture;
}

const FACE = "12288-512-128-512-12288";

/** Ways to write one and the same network. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "nested Sequential": `
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64 * 64 * 3, 512), nn.ReLU(True), nn.Linear(512, 128))
        self.decoder = nn.Sequential(nn.Linear(128, 512), nn.ReLU(True), nn.Linear(512, 64*64*3), nn.Tanh())
    def forward(self, x):
        return self.decoder(self.encoder(x))`,
  "attributes in another order than the forward pass": `
class AE(nn.Module):
    def __init__(self, d=128):
        super(AE, self).__init__()
        self.out = nn.Linear(512, 3 * 64 ** 2)
        self.fc1 = nn.Linear(3 * 64 ** 2, 512)
        self.fc3 = nn.Linear(d, d * 4)
        self.fc2 = nn.Linear(512, d)
    def encode(self, x):
        return self.fc2(F.relu(self.fc1(x.view(x.size(0), -1))))
    def decode(self, z):
        return torch.tanh(self.out(F.relu(self.fc3(z))))
    def forward(self, x):
        z = self.encode(x)
        return self.decode(z), z`,
  "a function that builds blocks": `
def block(i, o):
    return [nn.Linear(i, o), nn.BatchNorm1d(o), nn.ReLU()]
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(*block(12288, 512), nn.Linear(512, 128))
        self.decoder = nn.Sequential(*block(128, 512), nn.Linear(512, 12288))
    def forward(self, x):
        x = self.encoder(x)
        x = self.decoder(x)
        return x`,
  "a loop over a list of sizes": `
dims = [64 * 64 * 3, 512, 128]
class AE(nn.Module):
    def __init__(self, dims):
        super().__init__()
        enc = []
        for a, b in zip(dims[:-1], dims[1:]):
            enc += [nn.Linear(a, b), nn.ReLU()]
        self.encoder = nn.Sequential(*enc[:-1])
        dec = []
        rev = dims[::-1]
        for i in range(len(rev) - 1):
            dec.append(nn.Linear(rev[i], rev[i + 1]))
            if i < len(rev) - 2:
                dec.append(nn.ReLU())
        self.decoder = nn.Sequential(*dec)
    def forward(self, x):
        return self.decoder(self.encoder(x))
model = AE(dims).cuda()`,
  "two classes": `
class Encoder(nn.Module):
    def __init__(self, latent_dim):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(int(np.prod((3, 64, 64))), 512), nn.ReLU(), nn.Linear(512, latent_dim))
    def forward(self, x): return self.net(x)
class Decoder(nn.Module):
    def __init__(self, latent_dim):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(latent_dim, 512), nn.ReLU(), nn.Linear(512, 12288))
    def forward(self, x): return self.net(x)
LATENT = 128
enc, dec = Encoder(LATENT), Decoder(latent_dim=LATENT)`,
  "layers added by name": `
class AE(nn.Module):
    def __init__(self, sizes=(12288, 512, 128)):
        super().__init__()
        for i in range(2):
            self.add_module(f"e{i}", nn.Linear(sizes[i], sizes[i + 1]))
        for i in reversed(range(2)):
            setattr(self, f"d{i}", nn.Linear(sizes[i + 1], sizes[i]))`,
  "a piece cut out of a class": `
self.encoder = nn.Sequential(
    nn.Linear(12288, 512), nn.ReLU(),
    nn.Linear(512, 128),
)
self.decoder = nn.Sequential(
    nn.Linear(128, 512), nn.ReLU(),
    nn.Linear(512, 12288),
)`,
  "Keras Sequential": `
model = keras.Sequential()
model.add(Dense(512, activation='relu', input_shape=(64*64*3,)))
model.add(Dense(128))
model.add(Dense(512, activation='relu'))
model.add(Dense(12288, activation='sigmoid'))`,
  "Keras functional": `
encoding_dim = 128
inp = Input(shape=(64, 64, 3))
x = layers.Flatten()(inp)
x = layers.Dense(512, activation="relu")(x)
code = layers.Dense(encoding_dim)(x)
x = layers.Dense(512, activation="relu")(code)
out = layers.Dense(64 * 64 * 3)(x)
autoencoder = Model(inp, layers.Reshape((64, 64, 3))(out))
encoder = Model(inp, code)`,
  "notebook prompts, smart quotes and line numbers": `
 1  In [3]: class AE(nn.Module):
 2      def __init__(self):
 3          super().__init__()
 4          self.name = “face”
 5          self.f = nn.Sequential(nn.Linear(12288, 512), nn.Linear(512, 128), nn.Linear(128, 512), nn.Linear(512, 12288))`,
  "lost indentation": `
class AE(nn.Module):
def __init__(self, latent=128):
super().__init__()
self.encoder = nn.Sequential(
nn.Linear(64*64*3, 512),
nn.ReLU(),
nn.Linear(512, latent))
self.decoder = nn.Sequential(
nn.Linear(latent, 512),
nn.ReLU(),
nn.Linear(512, 64*64*3),
nn.Tanh())
def forward(self, x):
return self.decoder(self.encoder(x))`,
  "brackets that do not close": `
class AE(nn.Module):
    def __init__(self):
        self.encoder = nn.Sequential(
            nn.Linear(64*64*3, 512), nn.ReLU(),
            nn.Linear(512, 128
        self.decoder = nn.Sequential((
            nn.Linear(128, 512), nn.ReLU()
            nn.Linear(512, 64*64*3), nn.Tanh(`,
};

for (const [name, text] of Object.entries(SPELLINGS)) {
  Deno.test({
    name: `readArchitectures() reads code: ${name}`,
    permissions: "none",
    fn() {
      const model = only(text);
      assertEquals(sizes(model), FACE);
      assertEquals(
        [model.autoencoder, model.fullyConnected, model.variational, model.answer],
        ["yes", "yes", "no", "yes"],
      );
      assertEquals([model.inputSize, model.latentSize], [12288, 128]);
    },
  });
}

Deno.test({
  name: "readArchitectures() reads tfjs code",
  permissions: "none",
  fn() {
    const [model] = readArchitectures(sampleDocument([code(
      `const size = 28 * 28;
const model = tf.sequential();
model.add(tf.layers.dense({units: 64, activation: 'relu', inputShape: [size]}));
model.add(tf.layers.dense({units: size, activation: 'sigmoid'}));`,
      "js",
    )]));
    assertEquals(
      [sizes(model), model?.form, model?.layers[0]?.activation],
      ["784-64-784", "tfjs-code", "relu"],
    );
    const [functional] = readArchitectures(sampleDocument([code(
      `const input = tf.input({shape: [784]});
const z = tf.layers.dense({units: 8}).apply(input);
const out = tf.layers.dense({units: 784}).apply(z);
export const ae = tf.model({inputs: input, outputs: out});`,
      "typescript",
    )]));
    assertEquals(sizes(functional), "784-8-784");
  },
});

Deno.test({
  name: "readArchitectures() reads OCR'd code in spite of its slips",
  permissions: "none",
  fn() {
    const [model] = readArchitectures(sampleDocument([{
      kind: "code",
      via: "ocr",
      text: `class fcn_autoencoder(nn.Module):
def _init__(self):
super(fcn_autoencoder, self). init__()
self.encoder = nn.Sequential(
nn,Linear(64   64 * 3, 1O24),
nn.RelLU(),
nn.L1near(1024. 256)
)
self.decoder = nn.Sequential(
nn.Linear(256, 1024),
nn.ReLU(),
nn.Linear(1024, 64 * 64 * 3),
nn.Tanh()
)`,
    }]));
    assertEquals([sizes(model), model?.via], ["12288-1024-256-1024-12288", "ocr"]);
  },
});

Deno.test({
  name:
    "readArchitectures() does not take convolution, a pretrained net or a classifier for it",
  permissions: "none",
  fn() {
    const conv = only(`
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.Flatten(), nn.Linear(8192, 64))
        self.d = nn.Sequential(nn.Linear(64, 8192), nn.Unflatten(1, (8, 32, 32)), nn.ConvTranspose2d(8, 3, 4, 2, 1))`);
    assertEquals([conv.fullyConnected, conv.autoencoder], ["no", "yes"]);
    const resnet = only(`
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        net = resnet18(pretrained=False)
        self.encoder = nn.Sequential(*list(net.children())[:-1], net.layer1, nn.Linear(512, 64))
        self.decoder = nn.Sequential(nn.Linear(64, 512), nn.Linear(512, 12288))`);
    assertEquals(resnet.fullyConnected, "no");
    const classifier = only(`
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))`);
    assertEquals([classifier.autoencoder, classifier.fullyConnected], ["no", "yes"]);
  },
});

Deno.test({
  name: "readArchitectures() tells a variational autoencoder",
  permissions: "none",
  fn() {
    const vae = only(`
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, 20)
        self.fc22 = nn.Linear(400, 20)
        self.fc3 = nn.Linear(20, 400)
        self.fc4 = nn.Linear(400, 784)
    def forward(self, x):
        h = torch.relu(self.fc1(x))
        m, s = self.fc21(h), self.fc22(h)
        z = m + torch.exp(s / 2) * torch.randn_like(s)
        return torch.sigmoid(self.fc4(torch.relu(self.fc3(z)))), m, s`);
    assertEquals([vae.variational, vae.autoencoder, vae.latentSize], ["yes", "yes", 20]);
  },
});

Deno.test({
  name: "readArchitectures() leaves sizes open that the code does not give",
  permissions: "none",
  fn() {
    const model = only(`
def build(latent_dim):
    return nn.Sequential(nn.Linear(784, 64), nn.Linear(64, latent_dim), nn.Linear(latent_dim, 784))`);
    assertEquals(
      [sizes(model), model.latentSize, model.autoencoder],
      ["784-64-?-784", undefined, "yes"],
    );
  },
});

const TWO = `
class Fcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 8))
        self.decoder = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 784))
class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(3, 12, 4, 2, 1), nn.ReLU())
        self.decoder = nn.Sequential(nn.ConvTranspose2d(12, 3, 4, 2, 1), nn.Tanh())`;

const ADJUST = `
z = model.encoder(img)
z[:, 3] *= 5
out = model.decoder(z)`;

function answers(...texts: string[]): Record<string, string> {
  return Object.fromEntries(all(...texts).map((own) => [own.name ?? "", own.answer]));
}

Deno.test({
  name: "readArchitectures() takes the model that the adjusting code uses for the answer",
  permissions: "none",
  fn() {
    assertEquals(answers(TWO, `model = Cnn().cuda()${ADJUST}`), {
      Fcn: "no",
      Cnn: "yes",
    });
    assertEquals(answers(TWO, `model = Fcn().cuda()${ADJUST}`), {
      Fcn: "yes",
      Cnn: "no",
    });
    assertEquals(
      answers(TWO, `model = Cnn()\nmodel = torch.load('fcn.pt')${ADJUST}`),
      { Fcn: "no", Cnn: "yes" },
    );
  },
});

Deno.test({
  name: "readArchitectures() follows a model type through a dictionary of models",
  permissions: "none",
  fn() {
    const chosen = `
model_type = 'fcn'
model_classes = {'fcn': Fcn(), 'cnn': Cnn()}
model = model_classes[model_type].cuda()`;
    assertEquals(answers(TWO, chosen), { Fcn: "yes", Cnn: "no" });
    assertEquals(answers(TWO, chosen.replace("= 'fcn'", "= 'cnn'")), {
      Fcn: "no",
      Cnn: "yes",
    });
  },
});

Deno.test({
  name: "readArchitectures() does not guess between models",
  permissions: "none",
  fn() {
    assertEquals(answers(TWO), { Fcn: "unknown", Cnn: "unknown" });
    const [model] = readArchitectures(sampleDocument([
      code(TWO.slice(0, TWO.indexOf("class Cnn"))),
      "For question 2 I used the convolutional autoencoder.",
    ]));
    assertEquals([model?.name, model?.answer], ["Fcn", "unknown"]);
  },
});

Deno.test({
  name: "readArchitectures() ends on hostile code",
  permissions: "none",
  fn() {
    const start = performance.now();
    all(
      "def f(x):\n    return f(f(x))\nf(1)",
      "x = [0] * 999999999\nfor i in range(10 ** 12):\n  for j in range(10 ** 12): nn.Linear(i, j)",
      `y = ${"(".repeat(3000)}1`,
      `nn.Sequential(${"nn.Linear(2, 2), ".repeat(3000)})`,
      `Linear(${"9 *".repeat(5000)}`,
      "class A(A):\n  def __init__(self):\n    self.a = A()\nA()",
      `${"12 - ".repeat(4000)}`,
      `${"12 -> ".repeat(4000)}`,
      `${"1,".repeat(9000)}`,
    );
    readArchitectures(sampleDocument([
      "12,".repeat(20_000),
      "1 ".repeat(20_000),
      "[".repeat(20_000),
      "1-".repeat(20_000) + " layers",
      "| a ".repeat(5_000),
      "encoder layer ".repeat(5_000),
    ]));
    assertEquals(performance.now() - start < 3000, true);
  },
});

Deno.test({
  name: "readArchitectures() makes OCR'd sizes fit where one digit differs, no more",
  permissions: "none",
  fn() {
    const read = (second: number) =>
      readArchitectures(sampleDocument([{
        kind: "code",
        via: "ocr",
        text: `model = nn.Sequential(nn.Linear(784, 100), nn.ReLU(),
    nn.Linear(${second}, 784))`,
      }]))[0];
    assertEquals(sizes(read(106)), "784-100-784");
    assertEquals(read(106)?.arithmetic.notes.length, 1);
    assertEquals(read(106)?.layers.at(-1)?.inUnits, 100);
    assertEquals(read(256)?.layers.at(-1)?.inUnits, 256);
  },
});
