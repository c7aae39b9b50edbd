/** Documents made by hand for the tests of the architecture reader. */
import type { Document, Evidence } from "../../../../rubric/evidence.ts";

/** A document of these pieces of evidence; a string is a paragraph. */
export function sampleDocument(
  pieces: readonly (string | Partial<Evidence>)[],
  problems: Document["problems"] = [],
): Document {
  return {
    files: [],
    evidence: pieces.map((piece, i): Evidence => ({
      id: `e${i + 1}`,
      kind: "paragraph",
      where: { file: "report.md" },
      sha256: "",
      text: "",
      origin: "author",
      via: "text",
      ...(typeof piece === "string" ? { text: piece } : piece),
    })),
    rasters: new Map(),
    personScores: null,
    problems,
    textOnly: false,
  };
}

/** A code block. */
export function code(text: string, language = "python"): Partial<Evidence> {
  return { kind: "code", text, language };
}
