/**
 * The order in which the files of a submission are read.
 *
 * @module
 */

import { type FileKind, kindByName } from "./file_kind.ts";

const kindRank: Readonly<Record<FileKind, number>> = {
  markdown: 2,
  pdf: 2,
  docx: 2,
  html: 2,
  text: 3,
  notebook: 4,
  unknown: 5,
  foreign: 5,
  archive: 5,
  code: 6,
  image: 7,
  data: 8,
  weights: 9,
  onnx: 9,
};

/** How late a file is read: reports, then readmes, other documents, notebooks, code. */
function rank(path: string): number {
  const kind = kindByName(path);
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (kindRank[kind] > 4) return kindRank[kind];
  if (/report|報告|报告|レポート|보고서|answer|write-?up|作答/i.test(name)) return 0;
  if (/^readme/i.test(name)) return 1;
  return kindRank[kind];
}

/**
 * Compares two paths as people number files, `p2` before `p10`, and otherwise by code
 * unit: the same everywhere.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(["p10.png", "p2.png", "P1.png"].sort(compareNatural), [
 *   "P1.png",
 *   "p2.png",
 *   "p10.png",
 * ]);
 * ```
 */
export function compareNatural(a: string, b: string): number {
  const left = a.match(/\d+|\D/g) ?? [];
  const right = b.match(/\d+|\D/g) ?? [];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const x = left[i]!;
    const y = right[i]!;
    if (x === y) continue;
    if (/^\d/.test(x) && /^\d/.test(y)) {
      const short = x.replace(/^0+(?=\d)/, "");
      const other = y.replace(/^0+(?=\d)/, "");
      if (short.length !== other.length) return short.length - other.length;
      if (short !== other) return short < other ? -1 : 1;
      return x.length - y.length;
    }
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/**
 * Compares two paths by the order in which they are read: report-like files, readmes,
 * other documents, notebooks, code, pictures; shallow ones first, then naturally.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(["a.png", "train.py", "b.ipynb", "README.md", "my_report.pdf"].sort(compareFiles), [
 *   "my_report.pdf",
 *   "README.md",
 *   "b.ipynb",
 *   "train.py",
 *   "a.png",
 * ]);
 * ```
 */
export function compareFiles(a: string, b: string): number {
  const depth = (path: string) => path.split("/").length;
  return rank(a) - rank(b) || depth(a) - depth(b) || compareNatural(a, b);
}
