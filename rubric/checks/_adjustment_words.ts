/**
 * Adjustments in words, in every language of the interface.
 *
 * @module
 */
import type { Adjustment, AdjustmentKind } from "../facts.ts";
import type { Language } from "../reason_text.ts";

const kinds: Readonly<Record<AdjustmentKind, Readonly<Record<Language, string>>>> = {
  "mix-noise": { en: "mixed with noise", "zh-TW": "與雜訊混合" },
  "add-noise": { en: "noise added", "zh-TW": "加上雜訊" },
  "add": { en: "added to", "zh-TW": "加上一個數" },
  "scale": { en: "multiplied", "zh-TW": "乘上倍數" },
  "negate": { en: "negated", "zh-TW": "取負號" },
  "set": { en: "set", "zh-TW": "設為定值" },
  "zero": { en: "set to zero", "zh-TW": "設為零" },
  "sweep": { en: "swept", "zh-TW": "連續變化" },
  "interpolate": { en: "interpolated", "zh-TW": "內插" },
  "other": { en: "changed", "zh-TW": "改動" },
};

const parameterNames: Readonly<Record<string, string>> = {
  ratio: "比例",
  factor: "倍數",
  value: "值",
  from: "從",
  to: "到",
  steps: "步數",
};

/** An adjustment: its elements, what is done to them, and its values. */
export function adjustmentWords(adjustment: Adjustment, language: Language): string {
  return withValues(
    deed(adjustment, language),
    Object.entries(adjustment.parameters).map(([name, value]) =>
      `${parameterWord(name, language)} ${value}`
    ),
  );
}

/** Adjustments of one kind at one place told together: `... (ratio 0.2, 0.5, 0.8)`. */
export function adjustmentsWords(
  adjustments: readonly Adjustment[],
  language: Language,
): string {
  const groups = new Map<string, { text: string; name: string; values: number[] }>();
  for (const adjustment of adjustments) {
    const [only, ...more] = Object.entries(adjustment.parameters);
    const single = only && more.length === 0;
    const text = single
      ? deed(adjustment, language)
      : adjustmentWords(adjustment, language);
    const key = single ? `${text} ${only[0]}` : text;
    const known = groups.get(key);
    if (known && single) known.values.push(only[1]);
    else {groups.set(key, {
        text,
        name: only?.[0] ?? "",
        values: single ? [only[1]] : [],
      });}
  }
  return [...groups.values()].slice(0, 8).map(({ text, name, values }) => {
    if (values.length === 0) return text;
    const shown = values.slice(0, 12).join(", ");
    return withValues(text, [`${parameterWord(name, language)} ${shown}`]);
  }).join("; ");
}

function deed({ kind, target }: Adjustment, language: Language): string {
  const chinese = language === "zh-TW";
  const place = target.indices
    ? `${chinese ? "元素" : "element"} ${listed(target.indices)}`
    : target.elements === "all"
    ? (chinese ? "所有元素" : "all elements")
    : target.elements === "some"
    ? (chinese ? "部分元素" : "some elements")
    : (chinese ? "潛在向量" : "the latent");
  return `${place} ${kinds[kind][language]}`;
}

function parameterWord(name: string, language: Language): string {
  return language === "zh-TW" ? parameterNames[name] ?? name : name;
}

function withValues(text: string, values: readonly string[]): string {
  return values.length > 0 ? `${text} (${values.join(", ")})` : text;
}

function listed(indices: readonly number[]): string {
  const first = indices[0] ?? 0;
  const run = indices.length > 3 && indices.every((n, i) => n === first + i);
  return run ? `${first}-${first + indices.length - 1}` : indices.slice(0, 8).join(", ");
}
