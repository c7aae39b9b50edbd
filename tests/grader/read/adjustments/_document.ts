/** Documents made by hand for the tests of readers. */
import type { Document, Evidence } from "../../../../rubric/evidence.ts";

/** A piece of text; `code` starts with the language. */
export type Part = string | Partial<Evidence>;

/** A document of paragraphs, and of whatever the other parts say of themselves. */
export function documentOf(...parts: readonly Part[]): Document {
  return {
    files: [],
    evidence: parts.map((part, i): Evidence => ({
      id: `e${i + 1}`,
      kind: "paragraph",
      where: { file: "hw8.md" },
      sha256: "",
      text: "",
      origin: "author",
      via: "text",
      ...(typeof part === "string" ? { text: part } : part),
    })),
    rasters: new Map(),
    personScores: null,
    problems: [],
    textOnly: false,
  };
}

/** A block of Python. */
export function python(text: string, more: Partial<Evidence> = {}): Partial<Evidence> {
  return { kind: "code", language: "python", text, ...more };
}

/** A heading. */
export function heading(text: string): Partial<Evidence> {
  return { kind: "heading", level: 2, text };
}
