/**
 * A submission: one file, one folder or one zip archive -> one document.
 *
 * @module
 */

import type { Document, Evidence, SubmissionFile, Where } from "../../rubric/evidence.ts";
import { readArchive } from "./archive.ts";
import { type Assets, isVector } from "./assets.ts";
import { boundedPieces } from "./bounded_pieces.ts";
import { collectors } from "./collectors.ts";
import {
  appendPieces,
  createContext,
  type GatheringContext,
  type Piece,
} from "./context.ts";
import { UnreadableFileError } from "./errors.ts";
import { extensionOf, type FileKind, fileKind, kindByName } from "./file_kind.ts";
import { compareFiles } from "./file_order.ts";
import { readFolder, readSource } from "./folder.ts";
import { type LoneAssets, loneAssets } from "./lone_file.ts";
import type { Limits } from "./limits.ts";
import type { OcrEngine } from "./ocr_engine.ts";
import { missingPicture } from "./picture.ts";
import { submissionAssets } from "./submission_assets.ts";
import {
  Budget,
  type SourceFile,
  type SourceFiles,
  withoutCommonTop,
} from "./submission_files.ts";

/** How a submission is collected. */
export interface CollectOptions {
  /** Reads text in pictures; owned and closed by the caller. `null`: it is not read. */
  readonly ocr: OcrEngine | null;
  /** Name of the file or folder; default: that of its path. */
  readonly name?: string;
  /**
   * SHA-256 of files that only stand for those that were handed in, of their size but not of
   * their bytes, by path inside the submission; default: none.
   */
  readonly unkept?: ReadonlyMap<string, string>;
}

/** Kinds whose files can hold pictures or refer to them. */
const withPictures: ReadonlySet<FileKind> = new Set([
  "pdf",
  "docx",
  "notebook",
  "markdown",
  "html",
  "image",
]);

/**
 * Collects one submission: a file, a folder, or a zip archive. A folder and a zip of it
 * give the same document. Files are read in a fixed order, reports first; pictures that a
 * text refers to stand where it does, the others at the end. Of a text that is given alone
 * the local pictures below its folder belong to it.
 *
 * What can not be read in a submission that is readable otherwise becomes a problem of the
 * document. Marks of origin beside `hidden`, and people's scores, are set by later steps
 * (`origins/`).
 *
 * @param path file or folder on disk; needs read permission for it and nothing else
 * @param limits upper bounds
 * @throws {UnreadableFileError} where nothing in it can be read
 * @throws {Deno.errors.NotFound} where there is no such file
 */
export async function collectDocument(
  path: string,
  limits: Limits,
  options: CollectOptions,
): Promise<Document> {
  const context = createContext(limits, options.ocr);
  const budget = new Budget(limits, options.unkept);
  const own = path.replace(/[\/\\]+$/, "").split(/[\/\\]/).at(-1);
  const name = options.name ?? (own || "submission");
  const source = await readPath(path, name, budget, context);
  const { pieces, kinds } = await collectFiles(name, source.files, source.lone, context);
  return documentOf(
    listed([...source.files, ...source.lone?.files ?? []]),
    boundedPieces(pieces, context),
    context,
    !kinds.some((kind) => withPictures.has(kind)),
  );
}

/**
 * The files of a submission under the names that evidence has, archives in it unpacked.
 *
 * @param path file or folder on disk
 * @throws {UnreadableFileError} where it can not be read
 */
export async function readFiles(
  path: string,
  limits: Limits,
): Promise<readonly SourceFile[]> {
  const name = path.replace(/[\/\\]+$/, "").split(/[\/\\]/).at(-1) || "submission";
  const context = createContext(limits, null);
  return (await readPath(path, name, new Budget(limits), context)).files;
}

/** The files of a path, archives in it unpacked, and where a lone file looks around. */
async function readPath(
  path: string,
  name: string,
  budget: Budget,
  context: GatheringContext,
): Promise<{ readonly files: readonly SourceFile[]; readonly lone: LoneAssets | null }> {
  const { isDirectory } = await Deno.stat(path);
  let found: SourceFiles;
  if (isDirectory) {
    found = await readFolder(path.replace(/[\/\\]+$/, "") || "/", name, budget);
  } else {
    const { file, problem } = await readSource(path, name, budget).catch((error) => {
      if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
      const rule = "it must be a file that may be read";
      throw new UnreadableFileError(name, rule, "the system refuses", { cause: error });
    });
    if (problem !== null || file.content === null) {
      const seen = problem ??
        "its name is that of data, a trained model, a recording or a program";
      throw new UnreadableFileError(name, "it must be a file that holds a report", seen);
    }
    if (fileKind(name, file.content) !== "archive") {
      return { files: [file], lone: loneAssets(path, budget) };
    }
    found = await readArchive(file.content, name, budget);
  }
  const unpacked = await unpackNested(found, name, budget, 1);
  const paths = withoutCommonTop(unpacked.files.map((file) => file.path));
  const top = (unpacked.files[0]?.path.length ?? 0) - (paths[0]?.length ?? 0);
  for (const { where, problem } of unpacked.problems) {
    context.addProblem({ ...where, file: where.file.slice(top) || where.file }, problem);
  }
  return {
    files: unpacked.files.map((file, i) => ({ ...file, path: paths[i]! })),
    lone: null,
  };
}

/** Replaces archives among the files by what is in them. */
async function unpackNested(
  found: SourceFiles,
  name: string,
  budget: Budget,
  depth: number,
): Promise<SourceFiles> {
  const files: SourceFile[] = [];
  const problems = [...found.problems];
  for (const file of found.files) {
    if (file.content === null || fileKind(file.path, file.content) !== "archive") {
      files.push(file);
      continue;
    }
    try {
      if (depth >= budget.limits.depth) {
        throw new UnreadableFileError(
          file.path,
          `archives must not be nested deeper than ${budget.limits.depth}`,
          "one more",
        );
      }
      const inner = await unpackNested(
        await readArchive(file.content, file.path, budget),
        name,
        budget,
        depth + 1,
      );
      files.push(
        ...inner.files.map((one) => ({ ...one, path: `${file.path}/${one.path}` })),
      );
      problems.push(
        ...inner.problems.map(({ where, problem }) => ({
          where: { ...where, file: `${file.path}/${where.file}` },
          problem,
        })),
      );
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      files.push({ ...file, content: null });
      problems.push({ where: { file: file.path }, problem: error.message });
    }
  }
  return { files, problems };
}

/** Runs the collector of each file, pictures that no text refers to last. */
async function collectFiles(
  name: string,
  files: readonly SourceFile[],
  lone: LoneAssets | null,
  context: GatheringContext,
): Promise<{ readonly pieces: Piece[]; readonly kinds: readonly FileKind[] }> {
  const among = submissionAssets(files);
  const assets: Assets = lone ?? among;
  const pieces: Piece[] = [];
  const kinds: FileKind[] = [];
  let refused: UnreadableFileError | null = null;
  const ordered = [...files].sort((a, b) => compareFiles(a.path, b.path)).map((file) => ({
    file,
    kind: file.content === null
      ? kindByName(file.path)
      : fileKind(file.path, file.content),
  }));
  const read = async (file: SourceFile, kind: FileKind): Promise<void> => {
    if (kind === "data" || kind === "weights" || file.content === null) return;
    const where: Where = { file: file.path };
    if (file.bytes === 0 && files.length > 1) return;
    try {
      const vector = kind === "image" && isVector(file.content);
      if (vector && files.length > 1) {
        const name = file.path.slice(file.path.lastIndexOf("/") + 1);
        pieces.push(
          missingPicture({ where, name }, "a vector picture (SVG), which is not drawn"),
        );
        return;
      }
      const collector = collectors[kind];
      if (collector === undefined || vector) {
        const seen = extensionOf(file.path) || kind;
        throw new UnreadableFileError(
          file.path,
          "it must be of a kind that is read",
          seen,
        );
      }
      const found = await collector(
        { path: file.path, bytes: file.content },
        context,
        assets,
      );
      appendPieces(pieces, found);
      if (found.length > 0) kinds.push(kind);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      refused ??= error;
      context.addProblem(where, error.message);
    }
  };
  for (const { file, kind } of ordered) if (kind !== "image") await read(file, kind);
  for (const { file, kind } of ordered) {
    if (kind === "image" && !among.used.has(file.path)) await read(file, kind);
  }
  if (kinds.length === 0) {
    throw refused ??
      new UnreadableFileError(
        name,
        "it must hold a file that can be read",
        context.problems[0]?.problem ?? `only ${seenOf(files)}`,
      );
  }
  return { pieces, kinds };
}

function seenOf(files: readonly SourceFile[]): string {
  const paths = files.slice(0, 5).map((file) => file.path);
  return `${paths.join(", ")}${files.length > paths.length ? ", ..." : ""}`;
}

/** Files as the report lists them, sorted by path, each once. */
function listed(files: readonly SourceFile[]): SubmissionFile[] {
  const byPath = new Map(
    files.map(({ path, sha256, bytes }) => [path, { path, sha256, bytes }]),
  );
  return [...byPath.values()].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0
  );
}

/** Numbers the evidence. */
function documentOf(
  files: readonly SubmissionFile[],
  pieces: readonly Piece[],
  context: GatheringContext,
  textOnly: boolean,
): Document {
  const evidence = pieces.map((piece, i): Evidence => {
    const { source, ...rest } = piece;
    return {
      id: `e${i + 1}`,
      ...rest,
      ...(source === undefined ? {} : { source: `e${source + 1}` }),
    };
  });
  return {
    files,
    evidence,
    rasters: context.rasters,
    personScores: null,
    problems: context.problems,
    textOnly,
  };
}
