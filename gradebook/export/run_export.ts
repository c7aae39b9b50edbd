/**
 * Exporting: a gradebook and a format -> one file. What `deno task export` and the page
 * `/export` both call; `exportFormats` in `formats.ts` lists what there is.
 *
 * ```ts ignore
 * const file = await runExport({ gradebook, assignment, format: "csv", language: "en" });
 * // file.fileName, file.mediaType, file.bytes; file.warnings[0]?.[language]
 * ```
 *
 * Faults of the person (no such submission, a file that can not be echoed) are
 * {@linkcode ExportError} and `EchoError`, whose messages are meant to be shown.
 *
 * @module
 */
import type { Language } from "../../rubric/reason_text.ts";
import type { LocalizedText } from "../../rubric/rubric.ts";
import type { Gradebook } from "../gradebook.ts";
import { writeCanvas } from "./canvas.ts";
import { writeCsv } from "./csv.ts";
import { citedPictures } from "./evidence_pictures.ts";
import { EchoError } from "./echoed_table.ts";
import {
  type ExportClass,
  type ExportSubmission,
  type LeftOut,
  readClass,
  type Written,
} from "./export_class.ts";
import { type ExportFormat, exportFormats, type FormatInfo } from "./formats.ts";
import { writeGradescope } from "./gradescope.ts";
import { writeGradescopeEvaluations } from "./gradescope_evaluations.ts";
import { writeHtml } from "./html.ts";
import { writeJunit } from "./junit.ts";
import { writeMoodle } from "./moodle.ts";
import { writeNbgrader } from "./nbgrader.ts";
import { writeSarif } from "./sarif.ts";

/** What to export. */
export interface ExportInput {
  readonly gradebook: Gradebook;
  /** Id of a rubric. */
  readonly assignment: string;
  readonly format: ExportFormat;
  readonly language: Language;
  /** ISO 8601: as it stood then; default: now. */
  readonly asOf?: string;
  /** Id of one submission; needed for `html`, else all are exported. */
  readonly submission?: string;
  /** What the platform exported; needed for `canvas` and `moodle`. */
  readonly echo?: {
    readonly name: string;
    readonly bytes: Uint8Array;
    /** Header of the column for points; default: found. */
    readonly column?: string;
    /** Header of the column for feedback (`moodle`); default: found. */
    readonly feedback?: string;
  };
  /** Whether `html` shows pictures; needs to start a child process. Default: yes. */
  readonly pictures?: boolean;
  /** The clock; default: the machine's. */
  readonly now?: () => Date;
}

/** A file that was made. */
export interface Exported {
  /** Safe as a name on any system and in a header: ASCII. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Rows, suites or results in it. */
  readonly written: number;
  readonly warnings: readonly LocalizedText[];
  readonly leftOut: readonly LeftOut[];
}

/** What can not be exported as it was asked for: a fault of the person. */
export class ExportError extends Error {
  override readonly name: string = "ExportError";
}

/**
 * Makes the file of a format.
 *
 * @throws {ExportError} something is missing or is not there
 * @throws {EchoError} the platform's file can not be echoed
 */
export async function runExport(input: ExportInput): Promise<Exported> {
  const info = exportFormats.find(({ id }) => id === input.format);
  if (!info) {
    throw new ExportError(`Cannot export as the format must be known: "${input.format}"`);
  }
  mustHave(input, info);
  const asOf = input.asOf === undefined ? undefined : momentOf(input.asOf);
  const { gradebook, assignment, submission } = input;
  let data: ExportClass;
  try {
    const ids = submission === undefined ? undefined : new Set([submission]);
    data = readClass(gradebook, assignment, asOf, ids);
  } catch (error) {
    if (error instanceof RangeError) throw new ExportError(error.message);
    throw error;
  }
  const written = await write(input, data, asOf);
  const kinds: Partial<Record<ExportFormat, string>> = {
    csv: "scores",
    html: "",
    sarif: "",
  };
  const stem = [assignment, submission ?? "", kinds[info.id] ?? info.id]
    .filter((part) => part !== "").join("-");
  const safe = stem.normalize("NFKD").replace(/[^A-Za-z0-9._-]+/g, "_").slice(0, 120);
  return {
    fileName: `${safe.replace(/^[._]+/, "") || "export"}.${info.extension}`,
    mediaType: info.mediaType,
    ...written,
  };
}

async function write(
  input: ExportInput,
  data: ExportClass,
  asOf: string | undefined,
): Promise<Written> {
  const { language, echo } = input;
  switch (input.format) {
    case "csv":
      return writeCsv(data);
    case "gradescope":
      return writeGradescope(data);
    case "gradescope-evaluations":
      return await writeGradescopeEvaluations(data, language);
    case "canvas":
      return writeCanvas(data, echo!);
    case "moodle":
      return writeMoodle(data, echo!, language);
    case "nbgrader":
      return writeNbgrader(data);
    case "junit":
      return writeJunit(data, language);
    case "sarif":
      return writeSarif(data, language);
    case "html":
      return await writePage(input, data, asOf);
  }
}

async function writePage(
  input: ExportInput,
  data: ExportClass,
  asOf: string | undefined,
): Promise<Written> {
  const [submission] = data.submissions;
  if (!submission) {
    throw new ExportError(
      `Cannot export submission "${input.submission}" as it must be one of ` +
        `"${input.assignment}"${asOf ? ` at ${asOf}` : ""}: there is none of this id`,
    );
  }
  const { language, gradebook } = input;
  const cited = input.pictures === false
    ? { unreadable: null }
    : await citedPictures(gradebook, submission);
  const page = writeHtml(ownRubric(gradebook, data, submission), submission, {
    language,
    asOf: asOf ?? (input.now?.() ?? new Date()).toISOString(),
    ...("pictures" in cited ? { pictures: cited.pictures, pages: cited.pages } : {}),
  });
  if (cited.unreadable === null) return page;
  const warning = {
    en: `pictures are left out: ${cited.unreadable}`,
    "zh-TW": `未附圖片：${cited.unreadable}`,
  };
  return { ...page, warnings: [...page.warnings, warning] };
}

/** The class with the rubric that the submission was graded by: an appeal is about that. */
function ownRubric(
  gradebook: Gradebook,
  data: ExportClass,
  { report }: ExportSubmission,
): ExportClass {
  const own = report && gradebook.rubric(report.rubric.digest);
  if (!own) return data;
  return {
    ...data,
    rubric: own.rubric,
    rubricDigest: own.digest,
    messages: own.messages,
  };
}

function mustHave(input: ExportInput, { id, needs }: FormatInfo): void {
  if (needs === "file" && !input.echo) {
    throw new ExportError(
      `Cannot export for ${id} as the file that ${id} exported must be given: there is none`,
    );
  }
  if (needs === "submission" && input.submission === undefined) {
    throw new ExportError(
      `Cannot export ${id} as one submission must be chosen: none is`,
    );
  }
}

/** In the form in which moments are compared. */
function momentOf(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) {
    throw new ExportError(
      `Cannot export as of "${text}" as it must be a time such as 2026-01-31T12:00Z: it is none`,
    );
  }
  return moment.toISOString();
}

export { EchoError };
export { type ExportFormat, exportFormats } from "./formats.ts";
