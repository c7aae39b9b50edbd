/**
 * What a re-creation has to say, in every language of the interface.
 *
 * @module
 */
import type { MessageText } from "../../rubric/check.ts";

/** The messages of reasons and notes, by key; `{name}` stands for a value. */
export const reproductionMessages: Readonly<Record<string, MessageText>> = {
  notGraded: {
    en: "the submission was not graded, so that nothing was read of it",
    "zh-TW": "此繳交未能評分，因此沒有可用的讀取結果",
  },
  readingsInvalid: {
    en: "the report's readings are not as they must be: {seen}",
    "zh-TW": "報告的讀取結果格式不符：{seen}",
  },
  nothingShown: {
    en: "the report shows no model",
    "zh-TW": "報告未呈現任何模型",
  },
  answerUnclear: {
    en: "which of the models shown is the answer's own is not clear",
    "zh-TW": "無法確定報告中的哪個模型是作答所用",
  },
  notFullyConnected: {
    en: "{id}: only models of linear layers alone are re-created",
    "zh-TW": "{id}：只重建純線性層的模型",
  },
  noAutoencoder: {
    en: "{id}: it is no autoencoder",
    "zh-TW": "{id}：不是自編碼器",
  },
  headsUnclear: {
    en: "{id}: it samples its latent, and its two heads are not told apart by its layers",
    "zh-TW": "{id}：潛在向量經過取樣，但無法由各層分辨兩個輸出頭",
  },
  sizesMissing: {
    en: '{id}: sizes of layer "{name}" are not stated',
    "zh-TW": "{id}：未說明「{name}」層的大小",
  },
  chainBroken: {
    en: '{id}: layer "{name}" takes {takes} numbers, the one before gives {given}',
    "zh-TW": "{id}：「{name}」層輸入 {takes} 個數，前一層卻輸出 {given} 個",
  },
  noLayers: {
    en: "{id}: no linear layer with sizes is shown",
    "zh-TW": "{id}：沒有標明大小的線性層",
  },
  decoderMissing: {
    en: "{id}: it takes {inputs} numbers and gives {outputs}; its decoder is not shown",
    "zh-TW": "{id}：輸入 {inputs} 個數、輸出 {outputs} 個，未呈現解碼器",
  },
  noBottleneck: {
    en: "{id}: there is no latent between encoder and decoder",
    "zh-TW": "{id}：編碼器與解碼器之間沒有潛在表徵",
  },
  noData: {
    en:
      "{id}: it takes {inputs} numbers; the embedded pictures have 12288 (64 x 64 x 3) " +
      "or 784 (28 x 28)",
    "zh-TW":
      "{id}：輸入為 {inputs} 個數；內建圖片只有 12288（64 x 64 x 3）或 784（28 x 28）",
  },
  tooWideForQuick: {
    en:
      "{id}: {parameters} parameters are too many for {least} training steps within the " +
      "quick budget; a narrower model would not be the student's: use --reproduce full",
    "zh-TW":
      "{id}：{parameters} 個參數，quick 預算內無法訓練 {least} 步；縮小的模型並非學生的模型，" +
      "請改用 --reproduce full",
  },
  tooWide: {
    en:
      "{id}: {parameters} parameters are too many for {least} training steps within the " +
      "budget, and a narrower model would not be the student's",
    "zh-TW":
      "{id}：{parameters} 個參數，預算內無法訓練 {least} 步；縮小的模型並非學生的模型",
  },
  tooLargeForBackend: {
    en: "{parameters} parameters are more than the {most} that fit the backend {backend}",
    "zh-TW": "{parameters} 個參數超過後端 {backend} 可容納的 {most} 個",
  },
  failed: {
    en: "the re-creation failed: {seen}",
    "zh-TW": "重建失敗：{seen}",
  },
  activationDropped: {
    en: 'activation "{name}", which follows no layer with weights, is left out',
    "zh-TW": "激活函數「{name}」前面沒有帶權重的層，已略去",
  },
  activationReplaced: {
    en: 'activation "{name}" is replaced by ReLU',
    "zh-TW": "激活函數「{name}」以 ReLU 代替",
  },
  layerDropped: {
    en: 'layer "{name}" is left out',
    "zh-TW": "略去「{name}」層",
  },
  activationsAssumed: {
    en: "no activation is stated: ReLU is taken between the layers, none at the latent",
    "zh-TW": "未說明激活函數：各層間採用 ReLU，潛在層不加",
  },
  sigmoidEnd: {
    en: "the sigmoid at the end is a tanh here, as pictures lie in [-1, 1]",
    "zh-TW": "因圖片值域為 [-1, 1]，最後的 sigmoid 改為 tanh",
  },
  rectifiedEnd: {
    en: "the activation at the end is left out, as pictures lie in [-1, 1]",
    "zh-TW": "因圖片值域為 [-1, 1]，略去最後的激活函數",
  },
  targetAssumed: {
    en: "{id}: which elements {kind} changes is not stated; it is applied to all",
    "zh-TW": "{id}：未說明 {kind} 更動哪些元素，套用於全部",
  },
  elementsUnsaid: {
    en: "{id} ({kind}): only some elements are changed, and which is not stated",
    "zh-TW": "{id}（{kind}）：只更動部分元素，但未說明是哪些",
  },
  elementOutside: {
    en: "{id} ({kind}): element {element} is outside the latent of {latent}",
    "zh-TW": "{id}（{kind}）：第 {element} 個元素超出大小為 {latent} 的潛在向量",
  },
  tooMany: {
    en: "{id} ({kind}): {most} adjustments are applied at most",
    "zh-TW": "{id}（{kind}）：最多套用 {most} 種調整",
  },
  valueTooLarge: {
    en: "{id} ({kind}): its number is too large",
    "zh-TW": "{id}（{kind}）：數值過大",
  },
  ratioUnsaid: {
    en: "{id} ({kind}): how much noise is not stated",
    "zh-TW": "{id}（{kind}）：未說明雜訊大小",
  },
  ratioOutside: {
    en: "{id} ({kind}): a share of noise must lie in 0 to 1",
    "zh-TW": "{id}（{kind}）：雜訊比例必須介於 0 與 1",
  },
  valueUnsaid: {
    en: "{id} ({kind}): its number is not stated",
    "zh-TW": "{id}（{kind}）：未說明數值",
  },
  twoSteps: {
    en: "{id} ({kind}): it does two things at once",
    "zh-TW": "{id}（{kind}）：同時做了兩件事",
  },
  needsTwo: {
    en: "{id} ({kind}): it needs the pictures that were mixed",
    "zh-TW": "{id}（{kind}）：需要被混合的圖片",
  },
  kindUnknown: {
    en: "{id} ({kind}): what is done is not known in detail",
    "zh-TW": "{id}（{kind}）：不知道確切的做法",
  },
  stoppedByClock: {
    en:
      "the clock stopped training after {steps} of {planned} steps; another run goes on",
    "zh-TW": "訓練到第 {steps} 步（共 {planned} 步）因時間到而停止；再次執行會接續訓練",
  },
  notLearned: {
    en: "within the budget the model did not learn to tell pictures apart " +
      "(error {error}, of the average picture {average}): read the figures with care",
    "zh-TW":
      "預算內模型尚未學會分辨圖片（誤差 {error}，平均圖片為 {average}）：解讀圖片時請留意",
  },
  ownNotRun: {
    en: '"{file}": the submission\'s own model is not run: {seen}',
    "zh-TW": "「{file}」：未執行繳交的模型：{seen}",
  },
};
