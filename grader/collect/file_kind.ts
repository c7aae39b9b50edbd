/**
 * What kind of file a file of a submission is.
 *
 * @module
 */

import { codeLanguage } from "./code_file.ts";
import { pictureFormat } from "./raster.ts";

/**
 * `data`: read by no collector and no loss (tables of numbers, settings, licenses);
 * `weights`: datasets and trained models, only hashed; `foreign`: a document or archive
 * that no collector reads, which is a problem; `unknown`: decided by trying to read text.
 */
export type FileKind =
  | "pdf"
  | "docx"
  | "notebook"
  | "markdown"
  | "html"
  | "text"
  | "code"
  | "image"
  | "archive"
  | "onnx"
  | "data"
  | "weights"
  | "foreign"
  | "unknown";

const byExtension: Readonly<Record<string, FileKind>> = Object.fromEntries(
  Object.entries({
    pdf: "pdf",
    docx: "docx docm",
    notebook: "ipynb",
    markdown: "md markdown mdown mkd mkdn mdx rmd qmd",
    html: "html htm xhtml",
    text: "txt text tex rst org log out",
    image: "png jpg jpeg gif webp bmp tif tiff svg heic avif",
    archive: "zip",
    onnx: "onnx",
    data:
      "csv tsv json jsonl yaml yml toml ini cfg conf xml lock bib sty cls bst aux toc css " +
      "scss map db sqlite gitignore gitattributes editorconfig ttf otf woff woff2 ico bak",
    weights: "npy npz pt pth ckpt h5 hdf5 keras pkl pickle pb safetensors tflite pbtxt " +
      "model weights index mat joblib msgpack parquet feather arrow tfrecord idx gzip gz mp4 " +
      "mov avi mkv mp3 wav data-00000-of-00001 pyc so dll exe bin",
    foreign: "doc odt rtf pages ppt pptx key xls xlsx rar 7z tar tgz bz2 xz",
  }).flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind as FileKind])),
);

/** How RAR, 7z, gzip, old Office files and RTF begin. */
const foreignMarks = ["Rar!", "7z\xBC\xAF", "\x1F\x8B", "\xD0\xCF\x11\xE0", "{\\rtf"];

/** Names of files that belong to a project and not to a report. */
const projectFiles =
  /^(?:licen[cs]e|copying|notice|authors|contributors|codeowners|makefile|dockerfile|procfile|requirements[\w-]*|environment|pipfile|citation|changelog|code_of_conduct|contributing|robots)(?:\.(?:txt|md|rst|cff|yml|yaml))?$/i;

/** Folders and files that operating systems and tools leave behind. */
const clutter =
  /^(?:__MACOSX|\.git|\.svn|\.hg|\.ipynb_checkpoints|__pycache__|\.pytest_cache|\.mypy_cache|node_modules|\.idea|\.vscode|\.venv|site-packages|\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes|\._.*|~\$.*|\.~lock\..*)$/i;

/**
 * Says whether a path is litter of an operating system or a tool; such files are no part
 * of a submission.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(["__MACOSX/a.md", "img/.DS_Store", "img/a.png"].map(isClutter), [
 *   true,
 *   true,
 *   false,
 * ]);
 * ```
 */
export function isClutter(path: string): boolean {
  return path.split("/").some((part) => clutter.test(part));
}

/** Extension in lower case, without its dot; empty where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/**
 * Kind of a file by its name alone, where nothing of it was read.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(kindByName("report.PDF"), "pdf");
 * assertEquals(kindByName("runs/best.pth"), "weights");
 * assertEquals(kindByName("answer"), "unknown");
 * ```
 */
export function kindByName(path: string): FileKind {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (projectFiles.test(name)) return "data";
  const extension = extensionOf(path);
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension]!;
  return codeLanguage(path) === null ? "unknown" : "code";
}

/**
 * Kind of a file by its first bytes, where they tell, else by its name: a PDF that is
 * called `report.txt` is a PDF.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(fileKind("report.txt", new TextEncoder().encode("%PDF-1.7")), "pdf");
 * assertEquals(fileKind("a.txt", new TextEncoder().encode("A VAE")), "text");
 * ```
 */
export function fileKind(path: string, bytes: Uint8Array): FileKind {
  const named = kindByName(path);
  if (named === "weights" || named === "data" || named === "onnx") return named;
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  const written = named === "code" || named === "markdown";
  if (head.startsWith("%PDF-") || (!written && head.includes("%PDF-"))) return "pdf";
  if (pictureFormat(bytes) !== null) return "image";
  if (["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"].some((mark) => head.startsWith(mark))) {
    if (named === "docx" || named === "foreign") return named;
    return holds(bytes, "word/document.xml") ? "docx" : "archive";
  }
  if (foreignMarks.some((mark) => head.startsWith(mark))) return "foreign";
  if (named !== "unknown" && named !== "text") return named;
  if (/^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html)/i.test(head)) return "html";
  if (/^\s*\{/.test(head) && /"(?:cells|nbformat|worksheets)"\s*:/.test(head)) {
    return "notebook";
  }
  return named;
}

/** Whether a short ASCII text stands anywhere in the bytes. */
function holds(bytes: Uint8Array, text: string): boolean {
  const wanted = new TextEncoder().encode(text);
  const end = Math.min(bytes.length, 4 * 1024 * 1024) - wanted.length;
  for (
    let i = bytes.indexOf(wanted[0]!);
    i >= 0 && i <= end;
    i = bytes.indexOf(wanted[0]!, i + 1)
  ) {
    if (wanted.every((byte, j) => bytes[i + j] === byte)) return true;
  }
  return false;
}
