/**
 * Numbers as words.
 *
 * @module
 */
const words: Readonly<Record<string, number>> = {
  half: 0.5,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** `0.5` for `half`, `0.2` for `20%`, 12 for 十二; `null` for what is no number. */
export function numeral(text: string): number | null {
  const known = words[text];
  if (known !== undefined) return known;
  const tens = /^([一二两三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (tens) return (words[tens[1] ?? ""] ?? 1) * 10 + (words[tens[2] ?? ""] ?? 0);
  const match = /^([-+]?\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!match) return null;
  return match[2] ? Number((Number(match[1]) / 100).toPrecision(6)) : Number(match[1]);
}
