import { assertEquals } from "@std/assert";
import check, {
  type ArchitectureParameters,
} from "../../../rubric/checks/architecture.ts";
import type { Document, Evidence } from "../../../rubric/evidence.ts";
import type { Reason } from "../../../rubric/check.ts";
import type { Architecture, Facts, Layer } from "../../../rubric/facts.ts";

function linear(...sizes: readonly number[]): Layer[] {
  return sizes.slice(1).map((outUnits, i) => ({
    kind: "linear",
    name: "nn.Linear",
    inUnits: sizes[i] ?? 0,
    outUnits,
  }));
}

function model(changes: Partial<Architecture> = {}): Architecture {
  return {
    id: "m1",
    form: "pytorch-code",
    via: "text",
    layers: linear(784, 64, 8, 64, 784),
    inputSize: 784,
    outputSize: 784,
    latentSize: 8,
    autoencoder: "yes",
    fullyConnected: "yes",
    variational: "no",
    arithmetic: { holds: "unknown", notes: [] },
    answer: "yes",
    answerReason: "the only model that is shown",
    evidence: ["e1"],
    ...changes,
  };
}

const convolutional = model({
  id: "m2",
  layers: [{ kind: "convolution", name: "nn.Conv2d" }],
  fullyConnected: "no",
  evidence: ["e2"],
});

function facts(
  models: readonly Architecture[],
  evidence: readonly Partial<Evidence>[] = [],
  problems: Document["problems"] = [],
): Facts {
  return {
    document: {
      files: [],
      evidence: evidence.map((own, i) => ({
        id: `e${i + 1}`,
        kind: "paragraph",
        where: { file: "a.md" },
        sha256: "",
        text: "",
        origin: "author",
        via: "text",
        ...own,
      })),
      rasters: new Map(),
      personScores: null,
      problems,
      textOnly: false,
    },
    architectures: () => models,
    adjustments: () => [],
    figures: () => ({ figures: [], claimed: [] }),
    comparisons: () => [],
    claims: () => [],
  };
}

function judge(given: Facts, asked: Partial<ArchitectureParameters> = {}) {
  const judgement = check.judge(given, check.parameters.parse(asked));
  for (const { message, values } of judgement.reasons) {
    const text = check.messages[message];
    if (!text) throw new Error(`no message ${message}`);
    for (const language of [text.en, text["zh-TW"]]) {
      for (const [, name = ""] of language.matchAll(/\{(\w+)\}/g)) {
        assertEquals(name in values, true, `${message} lacks ${name}`);
      }
    }
  }
  return {
    said: `${judgement.verdict}${judgement.needsReview ? " review" : ""}`,
    messages: judgement.reasons.map((own) => own.message),
    evidence: judgement.evidence,
    reasons: judgement.reasons,
  };
}

/** The first reason as a reader sees it. */
function said([first]: readonly Reason[], language: "en" | "zh-TW"): string {
  const text = check.messages[first?.message ?? ""]?.[language] ?? "";
  return Object.entries(first?.values ?? {}).reduce(
    (own, [name, value]) => own.replace(`{${name}}`, String(value)),
    text,
  );
}

const CASES: readonly (readonly [string, string, string, Facts])[] = [
  ["a fully connected autoencoder with sizes", "met", "shown", facts([model()])],
  [
    "one that was read from a picture and verifies itself",
    "met",
    "agrees",
    facts([model({ via: "ocr", arithmetic: { holds: "yes", notes: [] } })]),
  ],
  [
    "one that was read from a picture and does not",
    "met review",
    "unreadSizes",
    facts([model({ via: "ocr", layers: [...linear(784, 64), ...linear(63, 784)] })]),
  ],
  [
    "numbers that contradict each other",
    "partial review",
    "contradicted",
    facts([model({ arithmetic: { holds: "no", notes: ["sum is 5"] } })]),
  ],
  [
    "a sentence without sizes",
    "partial review",
    "noSizes",
    facts([model({
      form: "prose",
      layers: [{ kind: "linear", name: "linear layers" }],
      autoencoder: "unknown",
    })]),
  ],
  [
    "half an autoencoder",
    "partial review",
    "half",
    facts([model({ layers: linear(784, 64, 8), outputSize: 8, autoencoder: "unknown" })]),
  ],
  [
    "a variational autoencoder",
    "met review",
    "variational",
    facts([model({ variational: "yes" })]),
  ],
  [
    "a picture whose numbers contradict each other",
    "met review",
    "contradicted",
    facts([model({ via: "ocr", arithmetic: { holds: "no", notes: ["sum is 5"] } })]),
  ],
  ["a convolutional one", "partial review", "notConnected", facts([convolutional])],
  [
    "a convolutional answer beside a fully connected model",
    "partial review",
    "otherConnected",
    facts([model({ answer: "no" }), convolutional]),
  ],
  [
    "two models, the convolutional one not meant",
    "met",
    "shown",
    facts([model(), { ...convolutional, answer: "no" }]),
  ],
  [
    "two models of which none is singled out",
    "met review",
    "unclearWhich",
    facts([model({ answer: "unknown" }), { ...convolutional, answer: "unknown" }]),
  ],
  [
    "two models that both fit",
    "met",
    "severalFit",
    facts([
      model({ answer: "unknown" }),
      model({ id: "m2", answer: "unknown", layers: linear(784, 32, 784) }),
    ]),
  ],
  [
    "a classifier only",
    "unmet review",
    "notAutoencoder",
    facts([model({ autoencoder: "no", layers: linear(784, 10), outputSize: 10 })]),
  ],
  ["nothing", "unmet", "nothing", facts([], [{ text: "The weather is fine." }])],
  [
    "numbers that are no sizes",
    "unmet",
    "nothing",
    facts([], [
      { text: "I train for 50 epochs on 3000 images, lr 0.001, noise 20/50/80 percent." },
      { kind: "list-item", text: "z[12] = 10, then the decoder gives the second image." },
      { kind: "table", text: "latent | MSE\n32 | 0.021\n64 | 0.018" },
      { kind: "code", text: "z = encoder(x)\nz[:, 3] = 10\nplt.imshow(decoder(z))" },
      { kind: "output", text: "epoch 10 loss 0.0312" },
      { text: "2022-05-20" },
    ]),
  ],
  [
    "a table of layers that was not read",
    "undetermined review",
    "unreadText",
    facts([], [{ kind: "table", text: "FC: 4096\nFC: 32\nFC 12288" }]),
  ],
  [
    "a wrapped table of convolutions that was not read",
    "undetermined review",
    "unreadText",
    facts([], [{
      kind: "table",
      text: "Layer    Output\nConv2d(3, 12, 4, stride 2,    12 × 32 × 32\npadding 1)",
    }]),
  ],
  [
    "a chain of sizes that was not read",
    "undetermined review",
    "unreadText",
    facts([], [{ text: "エンコーダ 12288 ~ 512 ~ 64" }]),
  ],
  [
    "code of layers that was not read",
    "undetermined review",
    "unreadText",
    facts([], [{ kind: "code", text: "h = Dense(n)(x)" }]),
  ],
  [
    "a printed row of layers that was not read",
    "undetermined review",
    "unreadText",
    facts([], [{ kind: "output", text: "enc.0 | Linear | 12.6 M | 12583936" }]),
  ],
  [
    "nothing but a picture near the word architecture",
    "undetermined review",
    "unreadPicture",
    facts([], [{ text: "模型架構如下圖" }, {
      kind: "image",
      image: { raster: "r", width: 9, height: 9, name: "1.png" },
    }]),
  ],
  [
    "nothing, and a page that could not be read",
    "undetermined review",
    "unreadPart",
    facts([], [], [{ where: { file: "a.pdf", page: 2 }, problem: "no text" }]),
  ],
];

for (const [name, said, message, given] of CASES) {
  Deno.test({
    name: `architecture: ${name} is ${said}`,
    permissions: "none",
    fn() {
      const judgement = judge(given);
      assertEquals(judgement.said, said);
      assertEquals(judgement.messages.includes(message), true, judgement.messages.join());
    },
  });
}

Deno.test({
  name: "architecture: a picture elsewhere leaves the item unmet",
  permissions: "none",
  fn() {
    const given = facts([], [{ text: "The original:" }, {
      kind: "image",
      image: { raster: "r", width: 9, height: 9, name: "face.png" },
    }]);
    assertEquals(judge(given).said, "unmet");
  },
});

Deno.test({
  name: "architecture: the reason names the numbers seen",
  permissions: "none",
  fn() {
    const { reasons } = judge(facts([model({
      form: "torchsummary",
      layers: linear(12288, 4096, 2048, 4096, 12288),
      inputSize: 12288,
      outputSize: 12288,
      printedTotal: 117_483_520,
      arithmetic: {
        holds: "yes",
        notes: ["sum of the layers is the printed total 117,483,520"],
      },
    })]));
    assertEquals(reasons, [{
      message: "verified",
      values: {
        form: "torchsummary",
        sizes: "12288-4096-2048-4096-12288",
        total: "117,483,520",
      },
    }]);
    assertEquals(
      said(reasons, "en"),
      "12288-4096-2048-4096-12288 (torchsummary), 117,483,520 parameters: " +
        "the layers add up to the printed total",
    );
    assertEquals(
      said(reasons, "zh-TW"),
      "12288-4096-2048-4096-12288（torchsummary），共 117,483,520 個參數：" +
        "各層加總與印出的總數相符",
    );
  },
});

Deno.test({
  name: "architecture: sizes that were repaired say so, sizes as read do not",
  permissions: "none",
  fn() {
    const notes = ["a: OCR read 5, repaired to 6", "b: OCR read 7, repaired to 8"];
    const holds = "yes" as const;
    const repaired = judge(facts([model({ via: "ocr", arithmetic: { holds, notes } })]));
    assertEquals(repaired.reasons.map(({ message }) => message), ["agrees", "repaired"]);
    assertEquals(repaired.reasons[1]?.values, { count: 2, note: notes[0] });
    const plain = judge(facts([model({ via: "ocr", arithmetic: { holds, notes: [] } })]));
    assertEquals(plain.reasons.map(({ message }) => message), ["agrees"]);
  },
});

Deno.test({
  name: "architecture: parameters say what is asked",
  permissions: "none",
  fn() {
    assertEquals(judge(facts([convolutional]), { fullyConnected: false }).said, "met");
    const classifier = facts([model({ autoencoder: "no", layers: linear(784, 10) })]);
    assertEquals(judge(classifier, { family: "any" }).said, "met");
    assertEquals(
      judge(facts([model()]), { accepted: ["torchinfo"] }).said,
      "partial review",
    );
    assertEquals(check.parameters.safeParse({ accepted: [] }).success, false);
    assertEquals(check.parameters.safeParse({ family: "car" }).success, false);
    assertEquals(check.parameters.safeParse({ sizes: true }).success, false);
  },
});
