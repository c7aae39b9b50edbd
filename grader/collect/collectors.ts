/**
 * Which collector reads which kind of file.
 *
 * @module
 */

import type { Assets } from "./assets.ts";
import { collectCodeFile } from "./code_file.ts";
import type { CollectContext, CollectFile, Piece } from "./context.ts";
import { collectDocx } from "./docx.ts";
import type { FileKind } from "./file_kind.ts";
import { collectHtml } from "./html.ts";
import { collectMarkdown } from "./markdown.ts";
import { collectNotebook } from "./notebook.ts";
import { collectOnnx } from "./onnx.ts";
import { collectPdf } from "./pdf.ts";
import { collectImage } from "./picture.ts";
import { collectPlainText } from "./plain_text.ts";

/** A collector: one file -> pieces in reading order. */
export type Collector = (
  file: CollectFile,
  context: CollectContext,
  assets: Assets,
) => Promise<Piece[]> | Piece[];

/** The collectors by the kind of file that each reads; other kinds have none. */
export const collectors: Readonly<Partial<Record<FileKind, Collector>>> = {
  pdf: collectPdf,
  docx: collectDocx,
  notebook: collectNotebook,
  markdown: collectMarkdown,
  html: collectHtml,
  text: collectPlainText,
  unknown: collectPlainText,
  code: collectCodeFile,
  image: collectImage,
  onnx: collectOnnx,
};
