/**
 * Evidence: what was observed in a submission and where, without any judgement.
 *
 * @module
 */

/** `[x, y, width, height]`, origin top left: points on a PDF page, pixels elsewhere. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** A place in a submission. Only the fields that the file format has are set. */
export interface Where {
  /** Path inside the submission, `/`-separated, as in `submission.files`. */
  readonly file: string;
  /** PDF page, from 1. */
  readonly page?: number;
  /** Notebook cell, from 1. */
  readonly cell?: number;
  /** Output of that cell, from 1. */
  readonly output?: number;
  /** First and last line of a text file (or of a notebook cell's source), from 1. */
  readonly lines?: readonly [first: number, last: number];
  /** UTF-16 offsets into the text of the file, end exclusive. */
  readonly offsets?: readonly [start: number, end: number];
  /** Block of a DOCX or HTML file, from 1. */
  readonly block?: number;
  /** Points on the PDF page, else pixels of the picture. */
  readonly box?: Box;
}

/** What a piece of evidence is, as far as the file itself says so. */
export type EvidenceKind =
  | "heading"
  | "paragraph"
  | "list-item"
  | "table"
  | "code"
  | "output"
  | "image";

/**
 * Who a piece of evidence comes from. Only `author` evidence may reach a check.
 * `grader`: rubric lines, ticks and scores that a grader wrote into a graded copy.
 * `assignment`: the question's own words, copied.
 * `hidden`: text that a reader of the page can not see.
 * `aimed`: text that begs whoever grades for points or tells them what to do.
 */
export type Origin = "author" | "grader" | "assignment" | "hidden" | "aimed";

/** A picture in a submission; pixels are kept apart, see {@linkcode Raster}. */
export interface ImageRef {
  /** Digest of the pixels, the key into {@linkcode Document.rasters}. */
  readonly raster: string;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** File name, where there is one: authors tell pictures apart by it. */
  readonly name?: string;
  /** Alternative text or title. */
  readonly alt?: string;
}

/** One observation, in reading order. */
export interface Evidence {
  /** `e1`, `e2`, ... in reading order; unique in a submission. */
  readonly id: string;
  /** What the file itself says it is. */
  readonly kind: EvidenceKind;
  /** Where it was seen. */
  readonly where: Where;
  /** SHA-256 of the raw text in UTF-8, or of the picture's bytes; hex. */
  readonly sha256: string;
  /** Raw text, never rewritten; lines by `\n`; empty for a picture. */
  readonly text: string;
  /** Who it comes from. */
  readonly origin: Origin;
  /** `ocr`: the text was recognised in the picture `source`. */
  readonly via: "text" | "ocr";
  /** OCR confidence, 0 to 1. */
  readonly confidence?: number;
  /** Id of the picture that OCR text was recognised in. */
  readonly source?: string;
  /** Level of a heading, 1 to 6. */
  readonly level?: number;
  /** Language of code as the file names it: `python`, `js`, ... */
  readonly language?: string;
  /** Whether a notebook's code cell was run (it has an execution count or outputs). */
  readonly executed?: boolean;
  /** Of a picture that could be read. */
  readonly image?: ImageRef;
  /** Why a picture is missing: a broken link, a remote address, an undecodable file. */
  readonly missing?: string;
  /** Why this evidence is not the author's, where `origin` is not `author`. */
  readonly originReason?: string;
  /**
   * Other readings of OCR text: lines of a second pass (digits only over the number
   * column of a table), in the order of `text`'s lines; empty where there is none.
   */
  readonly ocrDigits?: readonly string[];
}

/** Pixels of a picture: RGB, row by row, no padding. Treat as read only. */
export interface Raster {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** `width * height * 3` bytes. */
  readonly rgb: Uint8Array;
}

/** A file of a submission. */
export interface SubmissionFile {
  /** Path inside the submission, `/`-separated. */
  readonly path: string;
  /** SHA-256 of its bytes; hex. */
  readonly sha256: string;
  /** Size. */
  readonly bytes: number;
}

/** A person's marks, read from a graded copy. */
export interface PersonScores {
  /** Points given; `null`: not to be read. */
  readonly earned: number | null;
  /** Points there are; `null`: not to be read. */
  readonly possible: number | null;
  /** In the order of the sheet. */
  readonly questions: readonly {
    /** As the sheet names it. */
    readonly question: string;
    /** Points given; `null`: not to be read. */
    readonly earned: number | null;
    /** Points there are; `null`: not to be read. */
    readonly possible: number | null;
  }[];
  /** Rubric lines with a tick, as they stand. */
  readonly selected: readonly string[];
}

/** All that was collected from a submission: the input of every reader. */
export interface Document {
  /** Sorted by path. */
  readonly files: readonly SubmissionFile[];
  /** In reading order; may hold every {@linkcode Origin}. */
  readonly evidence: readonly Evidence[];
  /** Pixels by {@linkcode ImageRef.raster}. */
  readonly rasters: ReadonlyMap<string, Raster>;
  /** Of a graded copy. */
  readonly personScores: PersonScores | null;
  /**
   * What could not be read in a submission that is readable otherwise: a page, a
   * picture, a file of unknown kind. Each makes the items it could bear on reviewed.
   */
  readonly problems: readonly { readonly where: Where; readonly problem: string }[];
  /** `true`: the format can not carry pictures (a plain text export). */
  readonly textOnly: boolean;
}
