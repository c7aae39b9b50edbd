/**
 * Versions that a grade depends on, for the report.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };

/** Name and version of the harness. */
export const harness = `latentmark ${config.version}`;

const reading = [
  "@embedpdf/pdfium",
  "@lezer/javascript",
  "@lezer/python",
  "@tesseract.js-data/chi_tra",
  "@tesseract.js-data/eng",
  "imagescript",
  "mammoth",
  "mdast-util-from-markdown",
  "opencc-js",
  "parse5",
  "tesseract.js",
] as const;

/** Exact versions of the libraries that reading a submission depends on. */
export const libraries: Readonly<Record<string, string>> = Object.fromEntries(
  reading.map((
    name,
  ) => [name, config.imports[name].slice(config.imports[name].lastIndexOf("@") + 1)]),
);
