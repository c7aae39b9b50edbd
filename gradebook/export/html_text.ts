/**
 * Building HTML as text: everything is escaped unless it was built here.
 *
 * @module
 */

/** Markup that was built by {@linkcode markup}; nothing else becomes markup. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | null | readonly Part[];

/**
 * Builds markup: what stands in a placeholder is escaped, lists are joined, `null` is
 * nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { markup } from "./html_text.ts";
 *
 * assertEquals(markup`<b title="${'"'}">${"<script>"}</b>`.text,
 *   '<b title="&quot;">&lt;script&gt;</b>');
 * ```
 */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(
    strings.map((text, i) => i === 0 ? text : markupOf(parts[i - 1]!) + text).join(""),
  );
}

function markupOf(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(markupOf).join("");
  return escapeHtml(String(part));
}

const unseen =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** Escapes text; control characters and marks that turn the direction become blanks. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(unseen, " ")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
