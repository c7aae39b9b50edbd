/**
 * Words in every language of the interface.
 *
 * @module
 */
import type { Language } from "../../rubric/reason_text.ts";

/** A word, or a sentence made of values. */
export type Wording = string | ((...values: never[]) => string);

/** The same words in another language: every key, every sentence with the same values. */
export type Translated<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string
    : Words[Key] extends (...values: infer Values) => string
      ? (...values: Values) => string
    : Translated<Words[Key]>;
};

/**
 * Binds both languages: a key that one lacks or has too much does not type-check.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const words = localized(
 *   { title: "Rubric", found: (count: number) => `${count} found` },
 *   { title: "評分標準", found: (count) => `找到 ${count} 個` },
 * );
 * assertEquals(words["zh-TW"].found(3), "找到 3 個");
 * ```
 */
export function localized<const Words extends object>(
  en: Words,
  zhTw: NoInfer<Translated<Words>>,
): Readonly<Record<Language, Translated<Words>>> {
  return { en: en as Translated<Words>, "zh-TW": zhTw };
}
