/**
 * Finding out how a text file is encoded.
 *
 * @module
 */

/** A text and the encoding that it was read in. */
export interface DecodedText {
  /** Lines by `\n`, no byte-order mark: offsets of evidence count in this text. */
  readonly text: string;
  /** Label of the WHATWG Encoding Standard, lower case. */
  readonly encoding: string;
}

/** Characters that fill much of any Chinese or Japanese page, in both scripts. */
const common = new Set(
  "的一是不了在有和這这個个我們们為为以可上中下大到會会來来用對对也都要就出時时後后能學学過过得而與与於于" +
    "將将從从圖图像片模型資资料訓训練练編编碼码器變变成同樣样說说明問问題题分數数原始重建結结果如何比較较的了。，、：" +
    "報告报作業业實实驗验機机習习深度神經经網网路络层層圖片原本題答案大小第二三四五六七八九十組组班級级姓名" +
    "生成隱隐藏空間间向量優优點点缺差異异觀观察描述雜杂訊噪聲声像素失函式" +
    "のにはをたがでてとしれさ",
);

/** Share of the bytes that may be broken in a text that is UTF-8 otherwise. */
const brokenShare = 0.01;

/**
 * Decodes a text file: a byte-order mark decides, then UTF-16 by its zero bytes, then
 * UTF-8 where the bytes are valid (or nearly: a cut file), then the more plausible one of
 * Big5, GB18030, Shift_JIS and EUC-KR, else Windows-1252. Line ends become `\n`.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const big5 = new Uint8Array([0xBC, 0xD2, 0xAB, 0xAC]);
 * assertEquals(decodeText(big5), { text: "模型", encoding: "big5" });
 * ```
 *
 * @param bytes the file
 * @returns the text; `null` where the bytes are no text (zero bytes, control characters)
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = markedEncoding(bytes);
  if (marked !== null) return decodeAs(bytes, marked);
  const wide = wideEncoding(bytes);
  if (wide !== null) {
    const decoded = decodeAs(bytes, wide);
    return /[^\P{Cc}\t\n\f\r]|\uFFFD/u.test(decoded.text) ? null : decoded;
  }
  if (bytes.includes(0)) return null;
  if (controlShare(bytes) > 0.02) return null;
  const strict = tryDecode(bytes, "utf-8");
  if (strict !== null) return normalised(strict, "utf-8");
  const lenient = new TextDecoder("utf-8").decode(bytes);
  const broken = count(lenient, "\uFFFD");
  const whole = [...lenient].filter((c) => c > "\u007F" && c !== "\uFFFD").length;
  if (broken <= bytes.length * brokenShare && whole > broken * 4) {
    return normalised(lenient, "utf-8");
  }
  return legacy(bytes);
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xEF && b === 0xBB && c === 0xBF) return "utf-8";
  if (a === 0xFF && b === 0xFE) return "utf-16le";
  if (a === 0xFE && b === 0xFF) return "utf-16be";
  return null;
}

/** UTF-16 without a mark: ASCII characters leave zeros at every other byte. */
function wideEncoding(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  const half = length / 2;
  if (odd > half * 0.2 && even < half * 0.02) return "utf-16le";
  if (even > half * 0.2 && odd < half * 0.02) return "utf-16be";
  return null;
}

function controlShare(bytes: Uint8Array): number {
  const length = Math.min(bytes.length, 65536);
  let controls = 0;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!;
    if (
      byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27
    ) {
      controls += 1;
    }
  }
  return length === 0 ? 0 : controls / length;
}

/** The most plausible of the encodings that take two bytes for a character. */
function legacy(bytes: Uint8Array): DecodedText {
  let best: DecodedText | null = null;
  let bestScore = 0.08;
  for (const encoding of ["big5", "gb18030", "shift_jis", "euc-kr"]) {
    const text = new TextDecoder(encoding).decode(bytes.subarray(0, 200_000));
    const score = plausibility(text);
    if (score > bestScore) {
      best = { text, encoding };
      bestScore = score;
    }
  }
  return decodeAs(bytes, best?.encoding ?? "windows-1252");
}

/** Share of common characters among those beyond ASCII, less the broken ones. */
function plausibility(text: string): number {
  let beyond = 0;
  let good = 0;
  for (const character of text) {
    if (character <= "\u007F") continue;
    beyond += 1;
    if (common.has(character)) good += 1;
    else if (character === "\uFFFD" || /[\uE000-\uF8FF]/.test(character)) good -= 4;
    else if (/[가-힣]/.test(character)) good += 0.4;
    else if (/[\uFF61-\uFF9F]/.test(character)) good -= 0.5;
  }
  return beyond === 0 ? 0 : good / beyond;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  return normalised(new TextDecoder(encoding).decode(bytes), encoding);
}

function normalised(text: string, encoding: string): DecodedText {
  return { text: text.replace(/\r\n?/g, "\n"), encoding };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
