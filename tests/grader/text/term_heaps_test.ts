import { assertEquals } from "@std/assert";
import type { Evidence } from "../../../rubric/evidence.ts";
import { isPasted, termHeaps } from "../../../grader/text/term_heaps.ts";

function evidence(...texts: readonly string[]): Evidence[] {
  return texts.map((text, i) => ({
    id: `e${i + 1}`,
    kind: /^# /.test(text) ? "heading" : /^[-*] /.test(text) ? "list-item" : "paragraph",
    where: { file: "a.md" },
    sha256: "",
    text,
    origin: "author",
    via: "text",
  }));
}

const words =
  "encoder, decoder, mean, variance, latent space, sampling, prior, blurry images, posterior " +
  "collapse, generative model, KL divergence, regularization";
const wordsZh =
  "編碼器、解碼器、潛在分佈、平均數、變異數、取樣、生成模型、圖片模糊、後驗崩潰、重建誤差、全連接、內插";

const heaps: readonly (readonly [string, readonly string[]])[] = [
  ["between commas", [words]],
  ["one a line", [words.replaceAll(", ", "\n")]],
  ["one a list item", words.split(", ").map((word) => `- ${word}`)],
  ["one a paragraph", words.split(", ")],
  ["under headings", [
    "# VAE",
    words.slice(0, 60),
    "# Advantage",
    ...words.slice(60).split(", "),
  ]],
  ["in Chinese", [wordsZh]],
  ["in Chinese, one a line", [wordsZh.replaceAll("、", "\n")]],
  ["as JSON", [JSON.stringify({ terms: words.split(", ") }, null, 1)]],
  ["as YAML", [`terms: [${words}]\nmore: ["${words.replaceAll(", ", '", "')}"]`]],
];

for (const [form, texts] of heaps) {
  Deno.test({
    name: `termHeaps() finds keywords ${form}`,
    permissions: "none",
    fn: () => assertEquals(termHeaps(evidence(...texts)).length, 1),
  });
}

const answers: readonly (readonly [string, readonly string[]])[] = [
  ["terse points", ["優點: 可以生成新圖片", "缺點: 圖片模糊"]],
  ["terse points in a list", [
    "- generates new images",
    "- smooth latent space",
    "- blurry",
    "- hard to train",
  ]],
  ["labels with words of their own", [
    "Encoder: linear layers",
    "Decoder: linear layers",
    "Loss: reconstruction error",
    "Advantage: smooth latent space",
    "Problem: blurry images",
    "Adjusted: brightness",
    "Dataset: faces",
    "Optimizer: Adam",
    "Result: darker hair",
    "Original: light hair",
    "Reconstruction: similar",
  ]],
  ["a sentence with many commas", [
    "The VAE has an encoder, a latent space, a decoder, a prior, a KL term, and a loss, so " +
    "it can generate faces, digits, rooms, cars, birds, cats and dogs.",
  ]],
  ["Chinese sentences without full stops", [
    "VAE 的編碼器會輸出平均數和變異數，從分佈中取樣，再由解碼器還原成圖片，訓練時加上 KL 散度，使潛在空間連續，" +
    "因此可以生成新的圖片，也能在兩張圖之間內插，但圖片會比較模糊，也可能發生後驗崩潰",
  ]],
  ["captions", ["Fig. 1: original", "Fig. 2: z[0] = 0", "Fig. 3: z[1] = 5"]],
  ["the layers of a network", [
    "Linear(784, 512)\nReLU()\nLinear(512, 64)\nReLU()\nLinear(64, 512)\nReLU()\n" +
    "Linear(512, 784)\nSigmoid()",
  ]],
];

for (const [form, texts] of answers) {
  Deno.test({
    name: `termHeaps() takes ${form} for an answer`,
    permissions: "none",
    fn: () => assertEquals(termHeaps(evidence(...texts)), []),
  });
}

Deno.test({
  name: "termHeaps() ends a heap where people begin to speak",
  permissions: "none",
  fn() {
    const spoken = "The VAE learns a distribution. It can generate new images.";
    const [heap, ...rest] = termHeaps(evidence(words, spoken, spoken, spoken, spoken));
    assertEquals([heap?.evidence, rest.length], [["e1"], 0]);
    assertEquals(isPasted([{ evidence: [], terms: 39 }]), false);
    assertEquals(isPasted([{ evidence: [], terms: 40 }]), true);
  },
});
