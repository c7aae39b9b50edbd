/**
 * Reasons in words.
 *
 * @module
 */
import type { MessageText, Reason } from "./check.ts";

/** Languages of the interface. */
export type Language = keyof MessageText;

/**
 * A reason in one language: the message with its values in place. Where a value has
 * words of its own in a language, it stands under its name and the language:
 * `concepts@zh-TW` is preferred to `concepts` in Traditional Chinese.
 *
 * @throws {ReferenceError} a message that the check does not have
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const messages = { few: { en: "{seen} of {minimum} found", "zh-TW": "找到 {seen} 個" } };
 * const reason = { message: "few", values: { seen: 1, minimum: 2 } };
 * assertEquals(reasonText(messages, reason, "en"), "1 of 2 found");
 *
 * const named = { named: { en: "Found: {what}", "zh-TW": "找到：{what}" } };
 * const values = { what: "a sharp image", "what@zh-TW": "清晰的圖" };
 * assertEquals(reasonText(named, { message: "named", values }, "zh-TW"), "找到：清晰的圖");
 * ```
 */
export function reasonText(
  messages: Readonly<Record<string, MessageText>>,
  reason: Reason,
  language: Language,
): string {
  const text = messages[reason.message];
  if (!text) {
    throw new ReferenceError(
      `Cannot word a reason as its check must have the message: "${reason.message}" is none`,
    );
  }
  return text[language].replace(
    /\{(\w+)\}/g,
    (whole, name) =>
      String(reason.values[`${name}@${language}`] ?? reason.values[name] ?? whole),
  );
}
