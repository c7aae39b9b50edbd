/**
 * Check: the architecture of the model that the answer is about is shown.
 *
 * @module
 */
import { z } from "zod";
import type { Check, Judgement, MessageText, Reason, Verdict } from "../check.ts";
import type { Evidence } from "../evidence.ts";
import type { Architecture, ArchitectureForm, Facts } from "../facts.ts";

const FORMS = [
  "torchsummary",
  "torchinfo",
  "keras-summary",
  "tfjs-summary",
  "print-model",
  "pytorch-code",
  "keras-code",
  "tfjs-code",
  "table",
  "arrows",
  "prose",
  "diagram",
  "onnx",
] as const satisfies readonly ArchitectureForm[];

const parameters = z.strictObject({
  /** What the model has to be. */
  family: z.enum(["autoencoder", "any"]).default("autoencoder"),
  /** Whether every weight layer has to be linear. */
  fullyConnected: z.boolean().default(true),
  /** Ways of showing it that count. */
  accepted: z.array(z.enum(FORMS)).min(1).default([...FORMS]),
  /** Whether the layers' sizes have to be shown. */
  requireSizes: z.boolean().default(true),
});

/** What a rubric may set of this check. */
export type ArchitectureParameters = z.infer<typeof parameters>;

const messages = {
  shown: {
    en: "The architecture is shown ({form}): {sizes}",
    "zh-TW": "有呈現模型架構（{form}）：{sizes}",
  },
  verified: {
    en: "{total} parameters: the sum of the layers is the printed total",
    "zh-TW": "共 {total} 個參數：各層加總與印出的總數相符",
  },
  agrees: {
    en: "The printed parameter counts agree with the layers' sizes",
    "zh-TW": "印出的參數量與各層大小相符",
  },
  repaired: {
    en: "Read from a picture; misreads were repaired by the layers' arithmetic: {note}",
    "zh-TW": "由圖片辨識，並以各層的算術關係修正誤讀：{note}",
  },
  severalFit: {
    en: "{count} models are shown and all of them fit; which one was used is not said",
    "zh-TW": "呈現了 {count} 個模型且都符合，未說明使用哪一個",
  },
  unreadSizes: {
    en: "Recognised in a picture, and the numbers do not verify each other",
    "zh-TW": "由圖片辨識而得，數字之間無法互相驗證",
  },
  contradicted: {
    en: "The printed numbers contradict the layers: {note}",
    "zh-TW": "印出的數字與各層不符：{note}",
  },
  noSizes: {
    en: "The model is described without the sizes of its layers ({form})",
    "zh-TW": "只說明了模型，沒有各層的大小（{form}）",
  },
  someSizes: {
    en: "Some layer sizes are not stated: {sizes}",
    "zh-TW": "部分層的大小未寫明：{sizes}",
  },
  half: {
    en: "Only a part of an autoencoder is shown: {sizes}",
    "zh-TW": "只呈現了 autoencoder 的一部分：{sizes}",
  },
  notConnected: {
    en: "The model that the answer is about is not fully connected: {name}",
    "zh-TW": "回答所用的模型不是全連接：{name}",
  },
  otherConnected: {
    en: "A fully connected model is shown elsewhere: {sizes}",
    "zh-TW": "別處有呈現全連接模型：{sizes}",
  },
  variational: {
    en: "The model is a variational autoencoder: {sizes}",
    "zh-TW": "此模型是變分自編碼器（VAE）：{sizes}",
  },
  notAutoencoder: {
    en: "The model shown is no autoencoder: {sizes}",
    "zh-TW": "呈現的模型不是 autoencoder：{sizes}",
  },
  unsureAutoencoder: {
    en: "Whether the model is an autoencoder can not be told from what is shown: {sizes}",
    "zh-TW": "由呈現的內容無法判斷是否為 autoencoder：{sizes}",
  },
  unsureConnected: {
    en:
      "Whether the model is fully connected can not be told from what is shown: {sizes}",
    "zh-TW": "由呈現的內容無法判斷是否為全連接：{sizes}",
  },
  unclearWhich: {
    en: "Which of the {count} models the answer is about is not clear: {why}",
    "zh-TW": "無法確定回答是關於 {count} 個模型中的哪一個：{why}",
  },
  formNotAccepted: {
    en: "The architecture is shown in a way that this rubric does not accept ({form})",
    "zh-TW": "架構的呈現方式不在此評分標準接受之列（{form}）",
  },
  unreadPicture: {
    en: "No architecture was read, but a picture may show it ({name})",
    "zh-TW": "沒有讀到架構，但圖片中可能有（{name}）",
  },
  unreadText: {
    en: "No architecture was read, but the text seems to speak of one",
    "zh-TW": "沒有讀到架構，但文字似乎有提到",
  },
  unreadPart: {
    en:
      "No architecture was read, and a part of the submission could not be read: {problem}",
    "zh-TW": "沒有讀到架構，且繳交內容有部分無法讀取：{problem}",
  },
  nothing: {
    en: "No model architecture is shown",
    "zh-TW": "沒有呈現模型架構",
  },
} as const satisfies Record<string, MessageText>;

type Message = keyof typeof messages;

const FORM_NAMES: Readonly<Record<ArchitectureForm, string>> = {
  torchsummary: "torchsummary",
  torchinfo: "torchinfo",
  "keras-summary": "Keras summary()",
  "tfjs-summary": "tfjs summary()",
  "print-model": "print(model)",
  "pytorch-code": "PyTorch code",
  "keras-code": "Keras code",
  "tfjs-code": "tfjs code",
  table: "table",
  arrows: "sizes in a row",
  prose: "sentence",
  diagram: "diagram",
  onnx: "ONNX",
};

function reason(message: Message, values: Reason["values"] = {}): Reason {
  return { message, values };
}

function judgement(
  verdict: Verdict,
  needsReview: boolean,
  reasons: readonly Reason[],
  evidence: readonly string[],
): Judgement {
  return { verdict, needsReview, reasons, evidence };
}

/** Sizes of the linear layers in a row, a second latent head left out. */
function sizes(own: Architecture): string {
  const linear = own.layers.filter((layer, i, all) => {
    if (layer.kind !== "linear") return false;
    const before = all.slice(0, i).findLast((one) => one.kind === "linear");
    return before === undefined || layer.inUnits === undefined ||
      layer.inUnits !== before.inUnits || layer.outUnits !== before.outUnits;
  });
  const list = [
    own.inputSize ?? linear[0]?.inUnits,
    ...linear.map((layer) => layer.outUnits),
  ].map((n) => n === undefined ? "?" : String(n));
  const convolutions = own.layers.filter((layer) => layer.kind === "convolution").length;
  const row = linear.length > 0 ? list.join("-") : "";
  return [row, convolutions > 0 ? `${convolutions} convolutions` : ""]
    .filter((part) => part !== "").join(", ") || "no sizes";
}

function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Whether any size of a weight layer is stated. */
function isSized(own: Architecture): boolean {
  return own.layers.some((layer) =>
    layer.kind === "convolution" ||
    (layer.kind === "linear" && layer.outUnits !== undefined)
  );
}

/** How many sizes are missing along the linear layers. */
function missingSizes(own: Architecture): number {
  const linear = own.layers.filter((layer) => layer.kind === "linear");
  return linear.filter((layer) => layer.outUnits === undefined).length;
}

function fits(own: Architecture, asked: ArchitectureParameters): boolean {
  return (asked.family === "any" || own.autoencoder === "yes") &&
    (!asked.fullyConnected || own.fullyConnected === "yes") &&
    (asked.family === "any" || own.variational !== "yes") &&
    (!asked.requireSizes || isSized(own)) &&
    own.arithmetic.holds !== "no";
}

const NEAR =
  /architect|model|structure|network|summary|架構|架构|模型|結構|结构|網路|网络|構造|モデル|모델|구조|arquitectura/i;

/** A picture that may show the architecture: words near it or its name say so. */
function candidatePicture(facts: Facts): Evidence | undefined {
  const { evidence } = facts.document;
  const read = new Set(
    evidence.flatMap(({ via, source }) => via === "ocr" ? source ?? [] : []),
  );
  const content = new Map(
    facts.figures().figures.map((figure) => [figure.image, figure.content]),
  );
  return evidence.find((own, i) => {
    if (own.kind !== "image" || own.origin !== "author" || own.missing !== undefined) {
      return false;
    }
    const looks = content.get(own.id) ?? "unknown";
    if (looks === "chart") return false;
    if (NEAR.test(`${own.image?.name ?? ""} ${own.image?.alt ?? ""}`)) return true;
    const near = evidence.slice(Math.max(0, i - 2), i + 2)
      .filter(({ kind, origin }) =>
        kind !== "image" && kind !== "code" && origin === "author"
      )
      .some(({ text }) => NEAR.test(text.slice(0, 400)));
    if (looks === "pictures") return false;
    return near || ((looks === "diagram" || looks === "text") && !read.has(own.id));
  });
}

/** A label of an architecture, or words on layers with several numbers. */
function speaksOfOne({ text, kind, origin }: Evidence): boolean {
  if (origin !== "author" || kind === "image" || kind === "output") return false;
  if (kind === "code") {
    return /\b(Linear|Dense|dense)\s*\(/.test(text.slice(0, 20_000)) &&
      /encod|latent|auto/i.test(text.slice(0, 20_000));
  }
  const start = text.slice(0, 2000);
  const label = start.length < 100 &&
    /(model|network)['\u2019s]*\s+(architecture|structure)|^\W*architecture\W*$|(模型|網路|网络).{0,4}(架構|架构|結構|结构)|모델 구조|モデル構造/i
      .test(start);
  return label ||
    start.split(/[\n。.!?]/).some((sentence) =>
      /hidden|neuron|linear layer|dense layer|fully[\s-]connected|隱藏層|隐藏层|神經元|神经元|全連接|全连接|線性層|线性层/i
        .test(sentence) && (sentence.match(/\d{2,}/g) ?? []).length >= 2
    );
}

function nothingRead(facts: Facts): Judgement {
  const picture = candidatePicture(facts);
  if (picture) {
    const name = picture.image?.name ?? picture.id;
    return judgement("undetermined", true, [reason("unreadPicture", { name })], [
      picture.id,
    ]);
  }
  const text = facts.document.evidence.find(speaksOfOne);
  if (text) return judgement("undetermined", true, [reason("unreadText")], [text.id]);
  const [problem] = facts.document.problems;
  if (problem) {
    return judgement("undetermined", true, [
      reason("unreadPart", { problem: problem.problem }),
    ], []);
  }
  return judgement("unmet", false, [reason("nothing")], []);
}

/** A model that fits: met; what was read from a picture has to verify itself. */
function judgeFitting(
  own: Architecture,
  count: number,
): Judgement {
  const reasons = [reason("shown", { form: FORM_NAMES[own.form], sizes: sizes(own) })];
  const { holds, notes } = own.arithmetic;
  if (holds === "yes") {
    reasons.push(
      own.printedTotal !== undefined &&
        notes.some((note) => note.includes("is the printed total"))
        ? reason("verified", { total: thousands(own.printedTotal) })
        : reason("agrees"),
    );
  }
  const repair = notes.find((note) => note.includes("OCR read"));
  if (repair) reasons.push(reason("repaired", { note: repair }));
  if (count > 1) reasons.push(reason("severalFit", { count }));
  // Code and printed models say each size twice: out of one layer, into the next.
  const chained = own.layers.filter((layer) => layer.kind === "linear")
    .every((layer, i, all) => i === 0 || layer.inUnits === all[i - 1]?.outUnits);
  const doubtful = own.via === "ocr" && holds !== "yes" && !chained;
  if (doubtful) reasons.push(reason("unreadSizes"));
  const missing = missingSizes(own);
  if (missing > 0) reasons.push(reason("someSizes", { sizes: sizes(own) }));
  const tooFew =
    missing * 2 > own.layers.filter((layer) => layer.kind === "linear").length;
  if (tooFew) return judgement("partial", true, reasons, own.evidence);
  return judgement("met", doubtful, reasons, own.evidence);
}

/** Why a model does not fit, the most important reason first. */
function misfits(own: Architecture, asked: ArchitectureParameters): readonly Reason[] {
  const values = { sizes: sizes(own) };
  const list: Reason[] = [];
  if (asked.fullyConnected && own.fullyConnected === "no") {
    list.push(
      reason("notConnected", { name: `${own.name ?? own.form} (${values.sizes})` }),
    );
  }
  if (asked.requireSizes && !isSized(own)) {
    list.push(reason("noSizes", { form: FORM_NAMES[own.form] }));
    return list;
  }
  if (asked.family === "autoencoder") {
    if (own.autoencoder === "no") list.push(reason("notAutoencoder", values));
    else if (own.variational === "yes") list.push(reason("variational", values));
    else if (own.autoencoder === "unknown" && own.fullyConnected === "yes") {
      const ends = own.inputSize !== undefined && own.outputSize !== undefined;
      list.push(reason(ends ? "half" : "unsureAutoencoder", values));
    }
  }
  if (asked.fullyConnected && own.fullyConnected === "unknown") {
    list.push(reason("unsureConnected", values));
  }
  if (own.arithmetic.holds === "no") {
    const note = own.arithmetic.notes.find((one) => !one.startsWith("code read")) ?? "";
    list.push(reason("contradicted", { note }));
  }
  return list;
}

function judge(facts: Facts, asked: ArchitectureParameters): Judgement {
  const all = facts.architectures();
  const accepted = all.filter((own) => asked.accepted.includes(own.form));
  const refused = all.find((own) => !asked.accepted.includes(own.form));
  if (accepted.length === 0) {
    if (!refused) return nothingRead(facts);
    return judgement("partial", true, [
      reason("formNotAccepted", { form: FORM_NAMES[refused.form] }),
    ], refused.evidence);
  }
  const answers = accepted.filter((own) => own.answer === "yes");
  const maybe = accepted.filter((own) => own.answer !== "no");
  const relevant = answers.length > 0 ? answers : maybe.filter(isSized);
  const pool = relevant.length > 0 ? relevant : maybe.length > 0 ? maybe : accepted;
  const fitting = pool.filter((own) => fits(own, asked));
  const [best] = fitting;
  if (best && (answers.length > 0 || fitting.length === pool.length)) {
    // One and the same model may be shown in several ways; the verified one is cited.
    const shown = fitting.find((own) => own.arithmetic.holds === "yes") ?? best;
    const different = new Set(fitting.map(sizes)).size;
    const contradiction = pool.find((own) =>
      own.arithmetic.holds === "no" && sizes(own) !== sizes(shown)
    );
    const single = pool.length === 1 && answers.length === 0;
    const own = judgeFitting(shown, answers.length > 0 ? 1 : different);
    if (contradiction || single) {
      return judgement("met", true, [
        ...own.reasons,
        contradiction
          ? reason("contradicted", { note: contradiction.arithmetic.notes[0] ?? "" })
          : reason("unclearWhich", { count: accepted.length, why: shown.answerReason }),
      ], own.evidence);
    }
    return own;
  }
  if (best) {
    return judgement("met", true, [
      reason("unclearWhich", { count: pool.length, why: best.answerReason }),
      ...judgeFitting(best, 1).reasons,
    ], pool.flatMap((own) => own.evidence));
  }
  const [first] = pool;
  if (!first) return nothingRead(facts);
  const reasons = [...misfits(first, asked)];
  const elsewhere = accepted.find((own) => !pool.includes(own) && fits(own, asked));
  if (elsewhere) reasons.push(reason("otherConnected", { sizes: sizes(elsewhere) }));
  if (answers.length === 0 && pool.length > 1) {
    reasons.push(reason("unclearWhich", { count: pool.length, why: first.answerReason }));
  }
  const evidence = [...first.evidence, ...elsewhere?.evidence ?? []];
  const noAutoencoder = asked.family === "autoencoder" && !elsewhere &&
    accepted.every((own) => own.autoencoder === "no");
  if (noAutoencoder) return judgement("unmet", true, reasons, evidence);
  return judgement("partial", true, reasons, evidence);
}

/** The architecture of the model that the answer is about. */
const architecture: Check<ArchitectureParameters> = {
  description: "The architecture of the model that the answer is about is shown",
  parameters,
  messages,
  judge,
};

export default architecture;
