/**
 * Mixing formulas with a letter for the share: `(1 - α) z + α n` with `α = 0.3`.
 *
 * @module
 */
import type { Mention } from "./_mentions.ts";
import { cuePattern } from "./_cue_pattern.ts";

const share = "α|β|λ|γ|\\\\alpha|\\\\beta|\\\\lambda|alpha|beta|lambda|[aprtw]";
const sign = " ?(?:[*·×⋅]|\\\\cdot|\\\\times)? ?";
const other =
  "(ε|ϵ|\\\\epsilon|\\\\varepsilon|eps|(?:random |gaussian )?noise|(?:随机|高斯)?(?:噪声|噪音|杂讯)|n\\(0, ?[1i]\\)|[a-z](?![a-z]))";

/**
 * The mixes that folded text writes with a letter for the share, one for each value that
 * `report`, the folded text around, gives the letter. `letters` stand for the latent.
 */
export function symbolicMixes(
  sentence: string,
  letters: readonly string[],
  report: string,
): readonly Mention[] {
  const latent = `(?:latent|${["z", ...letters].join("|")})(?![a-z])'?`;
  const forms = [
    `\\(1 ?[-−–] ?(${share})\\)${sign}${latent} ?\\+ ?(${share})${sign}${other}`,
    `(?<![a-z\\d)])(${share})${sign}${other} ?\\+ ?\\(1 ?[-−–] ?(${share})\\)${sign}${latent}`,
  ];
  return forms.flatMap((form, i) =>
    [...sentence.matchAll(cuePattern(form, "gu"))].flatMap((match) => {
      const [, first = "", second = "", third = ""] = match;
      const [own, twin, added] = i === 0
        ? [first, second, third]
        : [third, first, second];
      if (own !== twin || !isNoise(added, report)) return [];
      const ratios = valuesOf(own, report);
      return (ratios.length > 0 ? ratios : [null]).map((ratio): Mention => ({
        kind: "mix-noise",
        start: match.index,
        end: match.index + match[0].length,
        parameters: ratio === null ? {} : { ratio },
        detail: "",
        formula: true,
      }));
    })
  );
}

/** Whether what is mixed in is noise, by its name or by what the report says of it. */
function isNoise(name: string, report: string): boolean {
  if (!/^[a-z]$/.test(name)) return true;
  const told =
    `(?:noise|random|噪声|噪音|杂讯|随机)[^.。;,]{0,16}?(?<![a-z])${name}(?![a-z])|` +
    `(?<![a-z])${name} ?(?:~|∼|\\\\sim|is|=|为|是)[^.。;]{0,20}?(?:noise|random|randn|n\\(0|normal|噪声|噪音|杂讯|随机)`;
  return cuePattern(told).test(report);
}

/** The values between 0 and 1 that the report gives the letter. */
function valuesOf(letter: string, report: string): readonly number[] {
  const name = letter.replace("\\", "\\\\");
  const number = "0?\\.\\d{1,4}";
  const given = new RegExp(
    `(?<![a-z])${name} ?(?:=|:|∈|为|是|取|of) ?[{(\\[]? ?(${number}(?: ?(?:,|、|\\/|和|与|and) ?${number}){0,8})`,
    "gu",
  );
  const found = new Set<number>();
  for (const match of report.matchAll(given)) {
    for (const [value] of (match[1] ?? "").matchAll(/0?\.\d{1,4}/g)) {
      found.add(Number(value));
    }
  }
  return [...found].slice(0, 12);
}
