/**
 * What the check of an architecture says, in the report's languages.
 *
 * @module
 */
import type { MessageText } from "../check.ts";

/** Messages by name. */
export const messages = {
  shown: {
    en: "The architecture is shown ({form}): {sizes}",
    "zh-TW": "有呈現模型架構（{form}）：{sizes}",
  },
  verified: {
    en: "{sizes} ({form}), {total} parameters: the layers add up to the printed total",
    "zh-TW": "{sizes}（{form}），共 {total} 個參數：各層加總與印出的總數相符",
  },
  agrees: {
    en: "{sizes} ({form}): the printed parameter counts agree with the layers' sizes",
    "zh-TW": "{sizes}（{form}）：印出的參數量與各層大小相符",
  },
  repaired: {
    en: "Read from a picture; misreads repaired: {count} ({note})",
    "zh-TW": "由圖片辨識；已修正誤讀 {count} 處（{note}）",
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
