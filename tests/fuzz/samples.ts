/** What the fuzzer begins with: one small file of every kind that is read. */
import proto from "onnx-proto";
import { onePage, shown } from "../fixtures/hostile/pdfs.ts";
import { encodePng } from "../fixtures/hostile/pictures.ts";
import { docxOf, rawZip, utf8, wordXml } from "../fixtures/hostile/zips.ts";

const prose =
  "# HW8 report\n\n## Problem 1\n\nA variational autoencoder (VAE) encodes each image as a " +
  "Gaussian with mean and variance and decodes a sample. \n\n優點：可以生成新的圖片，" +
  "潛在空間是連續的。\n\n缺點：圖片比較模糊。\n\n## Problem 2\n\n| Layer | Output | Param # " +
  "|\n|---|---|---|\n| Linear-1 | [-1, 512] | 401,920 |\n| ReLU-2 | [-1, 512] | 0 |\n" +
  "| Linear-3 | [-1, 784] | 402,192 |\n\nTotal params: 804,112\n\n- z[3] is set to 0\n" +
  "- z[5] is multiplied by -2\n\n![original](b.png)\n\nFig. 1: original, reconstruction, " +
  "adjusted (left to right). After z[3] was set to 0 the hair became darker.\n";

const code = `import torch.nn as nn
class AE(nn.Module):
    def __init__(self, d=64):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, d))
        self.decoder = nn.Sequential(nn.Linear(d, 512), nn.ReLU(), nn.Linear(512, 784))
    def forward(self, x):
        return self.decoder(self.encoder(x))
model = AE()
z = model.encoder(x)
for i, k in enumerate([0.2, 0.5]):
    z2 = z.clone()
    z2[:, i] = z2[:, i] * k + torch.randn_like(z2[:, i]) * (1 - k)
    plt.imshow(model.decoder(z2).view(28, 28))
    plt.title(f"adjusted {i}")
`;

const script = `const encoder = tf.sequential({ layers: [
  tf.layers.dense({ inputShape: [784], units: 128, activation: "relu" }),
  tf.layers.dense({ units: 8 }),
] });
const z = encoder.predict(x);
const z2 = z.mul(2).add([0, 1, ...rest]);
draw(decoder.predict(z2), \`adjusted \${i}\`);
`;

const page =
  `<!doctype html><html><head><style>.x { display: none } p { color: red }</style>
</head><body><h1>VAE</h1><p>A <b>variational</b> autoencoder.</p><p class="x">hidden</p>
<table><tr><th>Layer</th><th>Units</th></tr><tr><td>Linear</td><td>64</td></tr></table>
<pre><code class="language-python">z[0] = 0</code></pre><img src="b.png" alt="original">
<ul><li>優點：生成</li></ul><svg><text>a</text></svg><script>alert(1)</script></body></html>`;

const notebook = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "python3", language: "python" } },
  cells: [
    { cell_type: "markdown", metadata: {}, source: prose.split(/(?<=\n)/) },
    {
      cell_type: "code",
      metadata: {},
      execution_count: 1,
      source: code.split(/(?<=\n)/),
      outputs: [
        { output_type: "stream", name: "stdout", text: ["Linear-1 [-1, 512] 401,920\n"] },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/plain": "<Figure>",
            "text/html": "<table><tr><td>1</td><td>2</td></tr></table>",
          },
        },
      ],
    },
  ],
});

const word = docxOf(wordXml(
  prose.split("\n\n").map((text) =>
    `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${text.replace(/[<&]/g, " ")}</w:t></w:r></w:p>`
  ).join("") +
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Linear</w:t></w:r></w:p></w:tc></w:tr>" +
    "</w:tbl>",
));

const model = Uint8Array.from(
  proto.onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [{ domain: "", version: 13 }],
    graph: {
      name: "g",
      node: [
        { opType: "MatMul", name: "m", input: ["x", "w"], output: ["h"] },
        { opType: "Relu", name: "r", input: ["h"], output: ["y"] },
      ],
      initializer: [{
        name: "w",
        dims: [6, 2],
        dataType: 1,
        floatData: Array(12).fill(0.5),
      }],
      input: [{ name: "x" }],
      output: [{ name: "y" }],
    },
  }).finish(),
);

const pdf = onePage(
  shown(prose.replace(/[^\x20-\x7E\n]/g, "").split("\n")) +
    "q 40 0 0 40 60 100 cm /Im Do Q\n",
  {
    resources: "/XObject << /Im 6 0 R >>",
    objects: [
      "<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 " +
      "/ColorSpace /DeviceGray /Filter /ASCIIHexDecode /Length 33 >>\nstream\n" +
      "00ff00ff00ff00ff00ff00ff00ff00ff>\nendstream",
    ],
  },
);

/** Small submissions by file name; every collector reads one of them. */
export const samples: Readonly<Record<string, Uint8Array>> = {
  "a.md": utf8(prose),
  "a.txt": utf8(prose),
  "a.py": utf8(code),
  "a.js": utf8(script),
  "a.html": utf8(page),
  "a.ipynb": utf8(notebook),
  "a.docx": word,
  "a.pdf": pdf,
  "a.png": encodePng(48, 32),
  "a.onnx": model,
  "a.zip": rawZip([
    { name: "hw/report.md", data: utf8(prose) },
    { name: "hw/b.png", data: encodePng(48, 32) },
    { name: "hw/model.py", data: utf8(code) },
  ]),
};
