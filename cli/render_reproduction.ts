/**
 * The views of a re-creation: a short block under a report's own view.
 *
 * @module
 */
import { reproductionMessages } from "../grader/reproduce/messages.ts";
import type {
  Observations,
  Recreated,
  Reproduction,
} from "../grader/reproduce/reproduction.ts";
import type { Reason } from "../rubric/check.ts";
import { type Language, reasonText } from "../rubric/reason_text.ts";
import { wrap } from "./render_text.ts";
import { plain } from "./view.ts";

/** A re-creation with what only its view says. */
export interface ReproductionView {
  readonly reproduction: Reproduction;
  /** Whether the model came out of the cache. */
  readonly cached: boolean;
  /** Where figures and record lie. */
  readonly folder: string;
  readonly language: Language;
}

type Text = Readonly<Record<Language, string>>;

const text = {
  title: { en: "Re-creation (moves no points)", "zh-TW": "重建（不影響分數）" },
  none: { en: "Nothing was re-created: {why}", "zh-TW": "未能重建：{why}" },
  model: {
    en: "{widths}: {count} parameters, {agreement}",
    "zh-TW": "{widths}：{count} 個參數，{agreement}",
  },
  trained: {
    en: "trained {steps} steps of {batch} {data} on {backend}{cached}; " +
      "reconstruction error {error} (average picture: {average})",
    "zh-TW": "以 {data} 每步 {batch} 張、共 {steps} 步訓練於 {backend}{cached}；" +
      "重建誤差 {error}（平均圖片：{average}）",
  },
  cached: { en: " (cached)", "zh-TW": "（取自快取）" },
  changes: {
    en: "{id} {label}: changes the output by {change}, {spread} of the variety left",
    "zh-TW": "{id} {label}：輸出改變 {change}，保留 {spread} 的差異",
  },
  unchanged: {
    en: "{id} {label}: does not change the output",
    "zh-TW": "{id} {label}：輸出沒有改變",
  },
  alike: {
    en: "larger shares of noise make the outputs more alike: {answer}",
    "zh-TW": "雜訊比例越大，輸出越相似：{answer}",
  },
  own: {
    en: "The submission's own model ({files}), run on {provider}:",
    "zh-TW": "繳交的模型（{files}），執行於 {provider}：",
  },
  notApplied: { en: "not applied: {why}", "zh-TW": "未套用：{why}" },
  figures: { en: "figures: {folder}", "zh-TW": "圖片：{folder}" },
} satisfies Record<string, Text>;

const agreements: Readonly<Record<Recreated["parameters"]["agree"], Text>> = {
  yes: { en: "as the report has it", "zh-TW": "與報告一致" },
  keras: {
    en: "as the report has it with running statistics (Keras)",
    "zh-TW": "加上移動統計量（Keras）後與報告一致",
  },
  no: { en: "the report has {declared}", "zh-TW": "報告為 {declared}" },
  unknown: { en: "the report gives no count", "zh-TW": "報告未提供參數量" },
};

const answers: Readonly<Record<"yes" | "no", Text>> = {
  yes: { en: "yes", "zh-TW": "是" },
  no: { en: "no", "zh-TW": "否" },
};

/** The block as lines: the first is the title, the others say one thing each. */
export function reproductionLines(view: ReproductionView): string[] {
  const { reproduction, cached, folder, language } = view;
  const say = (words: Text, values: Record<string, string | number> = {}) =>
    words[language].replace(
      /\{(\w+)\}/g,
      (whole, name) => String(values[name] ?? whole),
    );
  const reason = (own: Reason) => reasonText(reproductionMessages, own, language);
  const count = (value: number) => value.toLocaleString("en-US");
  const { model, own, reasons, notes, notApplied } = reproduction;
  const lines = reasons.map((why) => say(text.none, { why: reason(why) }));
  if (model) {
    const { parameters, training, backend, data, observations } = model;
    const declared = parameters.printed ?? parameters.computed ?? 0;
    lines.push(
      say(text.model, {
        widths: widths(model),
        count: count(parameters.model),
        agreement: say(agreements[parameters.agree], { declared: count(declared) }),
      }),
      say(text.trained, {
        steps: training.steps,
        batch: training.batch,
        data: data.name,
        backend: `${backend.name} (${backend.adapter})`,
        cached: cached ? say(text.cached) : "",
        error: round(observations.reconstructionMse),
        average: round(observations.averagePictureMse),
      }),
      ...effects(observations),
    );
  }
  lines.push(
    ...notApplied.map((why) => say(text.notApplied, { why: reason(why) })),
    ...notes.map(reason),
  );
  if (own) {
    const { files, provider, observations } = own;
    lines.push(
      say(text.own, { files: files.join(", "), provider }),
      ...effects(observations),
    );
  }
  if (Object.keys(reproduction.figures).length > 0) {
    lines.push(say(text.figures, { folder }));
  }
  return [say(text.title), ...lines.map(plain)];

  function effects(
    { adjustments, noiseMakesAlike, declaredMixesMakeAlike }: Observations,
  ): string[] {
    const alike = declaredMixesMakeAlike === "unknown"
      ? noiseMakesAlike ? "yes" : "no"
      : declaredMixesMakeAlike;
    return [
      ...adjustments.map((effect) =>
        say(effect.changesOutput ? text.changes : text.unchanged, {
          id: effect.id,
          label: effect.label,
          change: round(effect.meanChange),
          spread: `${Math.round(100 * effect.distanceRatio)}%`,
        })
      ),
      say(text.alike, { answer: say(answers[alike]) }),
    ];
  }
}

/** The block for a terminal. */
export function renderReproduction(view: ReproductionView, width: number): string {
  const [title = "", ...lines] = reproductionLines(view);
  const body = lines.flatMap((line) => wrap(line, Math.max(40, width), "  "));
  return [title, ...body].join("\n") + "\n";
}

/** The block as Markdown; text of a submission can hold anything, here it is only text. */
export function renderReproductionMarkdown(view: ReproductionView): string {
  const [title = "", ...lines] = reproductionLines(view);
  const escaped = lines.map((line) => `- ${line.replace(/[\\`*_{}[\]<>|#!]/g, "\\$&")}`);
  return [`${title}:`, "", ...escaped].join("\n") + "\n";
}

/** `12288-1024-64-1024-12288`. */
function widths({ spec }: Recreated): string {
  const dense = [...spec.encoder, ...spec.decoder].flatMap((own) =>
    own.kind === "dense" ? [own.units] : []
  );
  if (spec.kind === "vae") {
    const before = spec.encoder.filter((own) => own.kind === "dense").length;
    dense.splice(before, 0, spec.latent);
  }
  const all = [spec.inputs, ...dense];
  return all.length > 14
    ? [...all.slice(0, 7), "...", ...all.slice(-6)].join("-")
    : all.join("-");
}

function round(value: number): string {
  return value === 0 ? "0" : value.toPrecision(2);
}
