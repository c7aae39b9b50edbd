import { assertEquals } from "@std/assert";
import { readAdjustments } from "../../../../grader/read/adjustments/read_adjustments.ts";
import { documentOf, python } from "./_document.ts";

/** What the code does, as `counts signature`. */
function read(code: string, language = "python"): string[] {
  return readAdjustments(documentOf(python(code, { language })))
    .map(({ counts, signature }) => `${counts} ${signature}`);
}

function test(name: string, fn: () => void) {
  Deno.test({ name: `readAdjustments() ${name}`, permissions: "none", fn });
}

test("reads a mix with shared noise in a loop over ratios as one adjustment each", () => {
  const code = `z = model.encoder(x)
noise = torch.randn_like(z)
for r in [0.2, 0.5, 0.8]:
    out = model.decoder(z * (1 - r) + r * noise)`;
  assertEquals(read(code), [
    "yes mix-noise all ratio=0.2",
    "yes mix-noise all ratio=0.5",
    "yes mix-noise all ratio=0.8",
  ]);
});

test("follows copies, index assignment and augmented assignment", () => {
  const code = `c = enc.predict(X[:16])
t1 = c.copy(); t1[:, 5] -= 4
t2 = c.copy(); t2[:, [11, 30]] *= -2
Y1, Y2 = dec.predict(t1), dec.predict(t2)`;
  assertEquals(read(code), [
    "yes add some[5] value=-4",
    "yes scale some[11,30] factor=-2",
  ]);
});

test("takes several elements changed together for one adjustment", () => {
  const code = `for i in range(3):
    x, _ = model.encoder(imgs[i])
    alter = x.clone()
    alter[0][:4] = alter[0][:4] * 5
    out = model.decoder(alter)`;
  assertEquals(read(code), ["yes scale some[0,1,2,3] factor=5"]);
});

test("reads the calls of a helper function, not its definition", () => {
  const code = `def adjust(z, i, v):
    z2 = z.clone()
    z2[:, i] = v
    return z2
lat = ae.encode(x)
for i, v in [(3, 5.0), (7, -5.0)]:
    show(ae.decode(adjust(lat, i, v)))`;
  assertEquals(read(code), ["yes set some[3] value=5", "yes set some[7] value=-5"]);
});

test("says unknown of a function that nobody calls", () => {
  const code = `def adjust(z, v):
    z[:, 3] = v
    return z`;
  assertEquals(read(code).map((line) => line.split(" ")[0]), ["unknown"]);
});

test("reads lambdas in a dictionary", () => {
  const code = `mods = {"double": lambda z: z * 2, "negate": lambda z: -z}
h = model.encode(x)
for name, f in mods.items():
    plt.imshow(model.decode(f(h)))`;
  assertEquals(read(code), ["yes scale all factor=2", "yes negate all"]);
});

test("reads a parameter of the model's own forward pass that the caller chose", () => {
  const code = `class AE(nn.Module):
    def forward(self, x, noise=0.0):
        z = self.encoder(x)
        z = (1 - noise) * z + noise * torch.randn_like(z)
        return self.decoder(z)
model = AE()
a = model(img)
b = model(img, 0.2)
c = model(img, noise=0.5)`;
  assertEquals(read(code), [
    "yes mix-noise all ratio=0.2",
    "yes mix-noise all ratio=0.5",
  ]);
});

test("reads a traversal as one sweep an element", () => {
  const code = `z = encoder(img)
for d in range(2):
    for v in torch.linspace(-3, 3, 11):
        zc = z.clone()
        zc[0, d] = v
        imgs.append(decoder(zc))`;
  assertEquals(read(code), [
    "yes sweep some[0] from=-3 steps=11 to=3",
    "yes sweep some[1] from=-3 steps=11 to=3",
  ]);
});

test("reads functional operations, also in JavaScript", () => {
  assertEquals(
    read("z = encoder(x)\na = decoder(torch.mul(z, 2))\nb = decoder(torch.round(z))"),
    ["yes scale all factor=2", "yes other all round"],
  );
  const js = `const z = await encoder.predict(x);
decoder.predict(z.mul(1.5));
decoder.predict(tf.tidy(() => z.neg()));`;
  assertEquals(read(js, "javascript"), ["yes scale all factor=1.5", "yes negate all"]);
});

test("counts no no-op, and no change in a comment", () => {
  const code = `z = model.encoder(img)
z[:, 0] = z[:, 0] * 2
# z[:, 3] = z[:, 3] * 2
new_img = model.decoder(z)`;
  assertEquals(read(code), ["yes scale some[0] factor=2", "no scale some[3] factor=2"]);
  for (const idle of ["z[0] = z[0]", "z[:, 2] *= 1", "z[:, 3] += 0"]) {
    const lines = read(`z = encoder(x)\n${idle}\ny = decoder(z)`);
    assertEquals(lines.map((line) => line.split(" ")[0]), ["no"], idle);
  }
});

test("counts no noise on the input, no sampling step and no training", () => {
  assertEquals(read("x1 = x + 0.1 * torch.randn_like(x)\nr = decoder(encoder(x1))"), []);
  const vae = `class VAE(nn.Module):
    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std
    def forward(self, x):
        mu, logvar = self.encode(x)
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar
model = VAE()
recon, mu, logvar = model(x)`;
  assertEquals(read(vae), []);
  const training = `for x in loader:
    z = encoder(x)
    z = z + 0.1 * torch.randn_like(z)
    loss = criterion(decoder(z), x)
    loss.backward()`;
  assertEquals(read(training), ["no add-noise all ratio=0.1"]);
});

test("counts no latents that come from no picture", () => {
  const prior = "z = torch.randn(16, latent_dim)\nimgs = vae.decode(z)";
  assertEquals(read(prior), ["no other unknown"]);
  const grid = `grid_x = np.linspace(-3, 3, 15)
for xi in grid_x:
    x_decoded = decoder.predict(np.array([[xi, 0.0]]))`;
  assertEquals(read(grid), ["no sweep unknown"]);
});

test("notes a change of one picture's whole vector in a batch", () => {
  const code =
    "encoded = model.encoder(imgs)\nencoded[0] += 1\nout = model.decoder(encoded)";
  const [found] = readAdjustments(documentOf(python(code)));
  assertEquals(found?.target, { elements: "all" });
  assertEquals(found?.reason.includes("whole vector of one picture"), true);
});

test("reads what notebooks and old scripts do to a copy", () => {
  const code = `%matplotlib inline
!pip install torchsummary
z = model.encoder(img)
a = torch.clone(z)
a[0, 0] = 0.
variants = [a, z * -1]
outs = model.decoder(torch.cat(variants))`;
  assertEquals(read(code), ["yes zero some[0]", "yes negate all"]);
});

test("leaves open whether changes without a decoding between them are one", () => {
  assertEquals(read("z = encoder(x)\nz[:, 0] *= 2\nz[:, 3] *= 2"), [
    "unknown scale some[0] factor=2",
    "unknown scale some[3] factor=2",
  ]);
  assertEquals(read("z = encoder(x)\nz[:, 0] *= 2\nz[:, 3] *= 2\ny = decoder(z)"), [
    "yes scale some[0,3] factor=2",
  ]);
});

test("says unknown of a cell that was not run although others were", () => {
  const [first, second] = readAdjustments(documentOf(
    python("z = encoder(x)\na = decoder(z * 2)", { executed: true }),
    python("b = decoder(z * 3)", { executed: false }),
  ));
  assertEquals([first?.counts, second?.counts], ["yes", "unknown"]);
});

test("joins the same change told in code, words and a caption", () => {
  const found = readAdjustments(documentOf(
    python(
      "z = encoder(x)\na = z.clone(); a[:, 2] *= 5\nb = z * 0.5\nshow(decoder(a), decoder(b))",
    ),
    "The 3rd element of the latent was multiplied by 5.",
    "Figure 2: all latent elements multiplied by 0.5",
  ));
  assertEquals(found.map(({ signature, evidence }) => [signature, evidence]), [
    ["scale some[2] factor=5", ["e1", "e2"]],
    ["scale all factor=0.5", ["e1", "e3"]],
  ]);
});

test("stays quick on code that is meant to do harm", () => {
  const doubling = "a = [1]\n" + "a = a + a\n".repeat(60) +
    "for i in a:\n  for j in a:\n    for k in a:\n      z = encoder(x) * i";
  const started = performance.now();
  read(doubling);
  read("z = " + "(".repeat(5000) + "z");
  assertEquals(performance.now() - started < 3000, true);
});

/** Two changes, each decoded. */
const pairs: readonly (readonly [name: string, code: string])[] = [
  [
    "an order by chance and a flip",
    "y1 = model.decoder(z[:, torch.randperm(64)])\ny2 = model.decoder(z.flip(1))",
  ],
  [
    "a reversed slice and absolute values",
    "a = decoder.predict(z[:, ::-1])\nb = decoder.predict(np.abs(z))",
  ],
  [
    "two swaps",
    "z1 = z.clone()\nz1[:, [3, 17]] = z1[:, [17, 3]]\nz2 = z.clone()\ntmp = z2[0, 1].clone()\nz2[0, 1] = z2[0, 5]\nz2[0, 5] = tmp\nshow(model.decoder(z1)); show(model.decoder(z2))",
  ],
  [
    "two principal directions",
    "z1 = z + 2 * torch.tensor(pca.components_[0])\nz2 = z + 2 * torch.tensor(pca.components_[1])\nmodel.decoder(z1); model.decoder(z2)",
  ],
  [
    "an attribute added and taken away",
    "v = z_smile.mean(0) - z_neutral.mean(0)\na = model.decoder(z + v)\nb = model.decoder(z - v)",
  ],
  [
    "a unit vector and a mask by chance",
    "e = torch.zeros(64); e[7] = 3\na = model.decoder(z + e)\nb = model.decoder(z * (torch.rand(64) > 0.5))",
  ],
  [
    "a mask and its opposite",
    "m = torch.ones(64); m[::2] = 0\na = model.decoder(z * m)\nb = model.decoder(z * (1 - m))",
  ],
  [
    "functions in a loop",
    "ops = [lambda z: z * 2, lambda z: -z]\nfor op in ops:\n    show(model.decoder(op(z)))",
  ],
  [
    "mixes of fixed shares",
    "a = model.decoder(0.5 * z + 0.5 * z_other)\nb = model.decoder(z.lerp(z_b, 0.3))",
  ],
  [
    "halves of two codes and a sorted one",
    "h = torch.cat([z[:, :32], w[:, 32:]], dim=1)\ns, _ = torch.sort(z, dim=1)\nshow(model.decoder(h)); show(model.decoder(s))",
  ],
];

for (const [name, code] of pairs) {
  test(`reads ${name}`, () => {
    const found = readAdjustments(documentOf(python(`z = model.encoder(x)\n${code}`)));
    assertEquals(found.map(({ counts }) => counts), ["yes", "yes"]);
  });
}

test("takes code that it does not understand for a possible second change", () => {
  const first = "z = model.encoder(x)\na = model.decoder(z * 2)\n";
  const counts = (code: string) =>
    readAdjustments(documentOf(python(first + code))).map((found) => found.counts);
  assertEquals(counts("b = model.decoder(mystery(z))"), ["yes", "unknown"]);
  assertEquals(counts("b = model.decoder(z)"), ["yes"]);
});

test("keeps dropout and joining inside a model out", () => {
  const model = `class AE(nn.Module):
    def forward(self, x):
        z = F.dropout(self.encoder(x), 0.2)
        return self.decoder(z)`;
  assertEquals(readAdjustments(documentOf(python(model))), []);
});
