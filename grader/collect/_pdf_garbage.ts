/**
 * Whether the text layer of a page can be trusted: fonts without a usable map to Unicode
 * give letters that no reader sees.
 *
 * @module
 */

import type { Glyph } from "./_pdf_page.ts";

const commonLatin = new Set(
  ("the of and to in is a for that with as we are this on by an be it from can which " +
    "la el de que en los y un una le les des et der die und das ist").split(" "),
);
const commonWide = new Set([
  ..."的是一不了在有我和與与為为這这用個个到以中可上們们會会大來来對对後后成也就時时能下學学習习數数據据模型圖图像維维" +
    "訓训練练編编碼码器空間间重建生變变分自本文件の に は を た が で て と し れ さ 이 다 는 을 를 에 의 가",
]);

/**
 * The reason why the text layer is not to be trusted, or `null` where nothing speaks
 * against it. Short texts are trusted.
 */
export function garbageReason(glyphs: readonly Glyph[]): string | null {
  if (glyphs.length < 20) return null;
  const unmapped =
    glyphs.filter((glyph) =>
      glyph.unmapped && !/[\uf0a7\uf0b7\uf0d8\uf0fc\uf02d]/.test(glyph.text)
    ).length;
  if (unmapped > 0.15 * glyphs.length) {
    return `${unmapped} of ${glyphs.length} characters have no Unicode value`;
  }
  const wide = glyphs.filter((glyph) =>
    /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(glyph.text)
  );
  if (wide.length > 120) {
    const known = wide.filter((glyph) => commonWide.has(glyph.text)).length;
    if (known < 0.025 * wide.length) return "its CJK characters make no words";
  }
  let word = "";
  const words: string[] = [];
  for (const glyph of glyphs) {
    if (glyph.spaced && word !== "") {
      words.push(word);
      word = "";
    }
    word += glyph.text;
  }
  words.push(word);
  const latin = words.filter((entry) => /^[!-~]{1,20}$/.test(entry));
  const prose = latin.filter((entry) => /^[A-Za-z]+[.,]?$/.test(entry));
  if (latin.length > 80 && wide.length < 40) {
    const known = latin.filter((entry) => commonLatin.has(entry.toLowerCase())).length;
    const vowels = latin.join("").replaceAll(/[^aeiou]/gi, "").length;
    const letters = latin.join("").replaceAll(/[^a-z]/gi, "").length;
    if (
      known === 0 && letters > 200 && vowels < 0.12 * letters &&
      prose.length < 0.5 * latin.length
    ) {
      return "its letters make no words";
    }
  }
  return null;
}
