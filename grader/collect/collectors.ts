/**
 * Which collector reads which kind of file.
 *
 * @module
 */

import type { Assets } from "./assets.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import type { FileKind } from "./file_kind.ts";

/** A collector: one file -> pieces in reading order. */
export type Collector = (
  file: CollectFile,
  context: CollectContext,
  assets: Assets,
) => Promise<Piece[]> | Piece[];

/**
 * The collectors by the kind of file that each reads; other kinds have none. Each is loaded
 * when it is asked for: of a child's short life its libraries are the larger part.
 */
export const collectors: Readonly<Partial<Record<FileKind, Collector>>> = {
  pdf: async (file, context) => (await import("./pdf.ts")).collectPdf(file, context),
  docx: async (file, context) => (await import("./docx.ts")).collectDocx(file, context),
  notebook: async (...file) => (await import("./notebook.ts")).collectNotebook(...file),
  markdown: async (...file) => (await import("./markdown.ts")).collectMarkdown(...file),
  html: async (...file) => (await import("./html.ts")).collectHtml(...file),
  text: plainText,
  unknown: plainText,
  code: async (file, context) =>
    (await import("./code_file.ts")).collectCodeFile(file, context),
  image: async (file, context) =>
    (await import("./picture.ts")).collectImage(file, context),
  onnx: async (file, context) => (await import("./onnx.ts")).collectOnnx(file, context),
};

async function plainText(file: CollectFile, context: CollectContext): Promise<Piece[]> {
  return (await import("./plain_text.ts")).collectPlainText(file, context);
}
