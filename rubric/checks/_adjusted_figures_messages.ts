/**
 * What the check `adjusted-figures` says, in both languages.
 *
 * @module
 */

/** Reasons by name. */
export const messages = {
  shown: {
    en: "Shown: {panels}",
    "zh-TW": "圖中可見：{panels}",
  },
  needed: {
    en: "{found} of {needed} pictures of different adjustments are shown",
    "zh-TW": "需要 {needed} 種調整後的圖片，找到 {found} 種",
  },
  noReference: {
    en: "No original picture or unadjusted reconstruction is shown beside them",
    "zh-TW": "沒有原圖，也沒有未調整的重建圖可供對照",
  },
  onlyReference: {
    en:
      "Originals or reconstructions are shown, but none of an adjusted latent representation",
    "zh-TW": "有原圖或重建圖，但沒有調整 latent 之後的圖片",
  },
  unsure: {
    en: "What some pictures show was guessed from their position or from weak words",
    "zh-TW": "部分圖片的內容只能由位置或模糊的文字推測",
  },
  unknown: {
    en: "{count} pictures bear no words that tell what they show",
    "zh-TW": "{count} 張圖片沒有文字說明內容",
  },
  contradiction: {
    en: 'The pixels contradict the label "{label}": {what}',
    "zh-TW": "像素與標示「{label}」不符：{what}",
  },
  notCounted: {
    en:
      "The pictures are labelled as adjusted, but no adjustment of the latent representation counts: {why}",
    "zh-TW": "圖片標示為調整後，但沒有一項算是調整 latent：{why}",
  },
  fewerAdjustments: {
    en: "More pictures are labelled as adjusted than adjustments that count ({count})",
    "zh-TW": "標示為調整後的圖片多於有效的調整（{count} 種）",
  },
  claimedOnly: {
    en:
      "{count} pictures are named ({panels}) but the submission as read holds no pixels of them",
    "zh-TW": "文字提到 {count} 張圖片（{panels}），但讀到的檔案裡沒有圖",
  },
  unreadable: {
    en: "Something that could hold a picture could not be read: {problem}",
    "zh-TW": "可能含有圖片的部分無法讀取：{problem}",
  },
  textOnly: {
    en: "The submission is a text export, which can not hold pictures",
    "zh-TW": "這份作業是純文字，無法包含圖片",
  },
  none: {
    en: "No picture of an original or of an adjusted reconstruction is shown",
    "zh-TW": "沒有原圖，也沒有調整後的重建圖",
  },
  onlyOther: {
    en: "The pictures show other things only ({count} charts, diagrams or screenshots)",
    "zh-TW": "圖片都是其他內容（{count} 張圖表、示意圖或截圖）",
  },
} as const;
