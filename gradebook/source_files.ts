/**
 * What was handed in, from a disk into a gradebook and back, so that what is written grades
 * to the same report.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { basename, dirname, join, relative, SEPARATOR } from "@std/path";
import { canonicalize } from "../grader/canonical.ts";
import { sha256Hex } from "../grader/collect/digest.ts";
import { isClutter, kindByName } from "../grader/collect/file_kind.ts";
import { defaultLimits, type Limits } from "../grader/collect/limits.ts";
import { Budget } from "../grader/collect/submission_files.ts";
import { lonePictures } from "../grader/lone_pictures.ts";
import { SourceError } from "./source_error.ts";
import type { Source, SourceFile } from "./records.ts";

/** A source on disk. */
export interface ReadSource {
  readonly source: Source;
  /**
   * The bytes of its files, each digest once, read when they are asked for.
   *
   * @throws {SourceError} a file that is another than when the source was read
   */
  blobs(): AsyncGenerator<{
    readonly sha256: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }>;
}

/** What gives the bytes of a digest: a gradebook's `blob`, a database. */
export type ReadBlob = (
  sha256: string,
) => Promise<Uint8Array<ArrayBuffer> | null> | Uint8Array<ArrayBuffer> | null;

/** Stands in folders that no collector reads, so that they are there. */
const notRead = "not-read";
const emptyDigest = sha256Hex("");
/** Bytes of a submission's files that are hashed; what comes after is told by its size. */
const mostHashed = 16 * 1024 ** 3;

/**
 * Reads what a submission consists of: a file, a folder, or a text that stands alone with
 * the pictures below its folder that it names. What collectors do not look at is kept as
 * little: litter is left out; a symbolic link stays a link that leads nowhere; of datasets,
 * trained models and files beyond the limits digest and size are kept; of a folder with more
 * files or deeper folders than the limits names alone are.
 *
 * @param path file or folder on disk
 * @param limits what the collectors read; default: `defaultLimits`
 * @param picturesIn folders that a lone text's pictures may lie in; default: its own, and
 *   those below it
 * @throws {SourceError} what is neither file nor folder, or may not be read
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/report.md`, "# Report");
 * const { source } = await readSource(`${folder}/report.md`);
 * assertEquals(source.files.map((file) => file.path), ["report.md"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readSource(
  path: string,
  limits: Limits = defaultLimits,
  picturesIn?: readonly string[],
): Promise<ReadSource> {
  try {
    const full = await Deno.realPath(path);
    const { isDirectory, isFile } = await Deno.stat(full);
    if (!isDirectory && !isFile) {
      throw new SourceError("read", path, "it must be a file or a folder", "a device");
    }
    const entry = basename(full) || "submission";
    const found = isDirectory
      ? await filesOf(full, entry, limits)
      : await loneFiles(full, picturesIn);
    const read = await describe(found, entry, limits);
    const files = read.map(({ file }) => file).sort((a, b) => a.path < b.path ? -1 : 1);
    const digest = sha256Hex(canonicalize({ entry, files }));
    return { source: { digest, entry, files }, blobs: () => blobsOf(read, path) };
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const seen = error instanceof Error ? error.message : String(error);
    throw new SourceError("read", path, "it must be readable", seen, { cause: error });
  }
}

/** A file that was found; without `disk` nothing of it but its name is kept. */
interface FoundFile {
  readonly path: string;
  readonly disk?: string;
  readonly link?: true;
}

async function loneFiles(
  full: string,
  picturesIn: readonly string[] | undefined,
): Promise<FoundFile[]> {
  const folder = dirname(full);
  const all = [full, ...await lonePictures(full, picturesIn)];
  return [...new Set(all)].map((disk) => ({
    path: relative(folder, disk).replaceAll(SEPARATOR, "/"),
    disk,
  }));
}

async function filesOf(
  folder: string,
  entry: string,
  limits: Limits,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  let files = 0;
  const visit = async (at: string, path: string, depth: number): Promise<void> => {
    if (depth > limits.depth * 2) {
      found.push({ path: `${path}/${notRead}` });
      return;
    }
    const entries: Deno.DirEntry[] = [];
    for await (const one of Deno.readDir(at)) if (!isClutter(one.name)) entries.push(one);
    entries.sort((a, b) => a.name < b.name ? -1 : 1);
    for (const { name, isFile, isDirectory, isSymlink } of entries) {
      if (files > limits.files) return;
      const inside = `${path}/${name}`;
      const disk = join(at, name);
      if (isSymlink) found.push({ path: inside, link: true });
      else if (isDirectory) await visit(disk, inside, depth + 1).catch(unreadable);
      else if (isFile) {
        files += 1;
        found.push({ path: inside, disk });
      }
    }
  };
  await visit(folder, entry, 0);
  return files > limits.files ? found.map(({ path }) => ({ path })) : found;
}

/** A folder or file that the system refuses is a problem of the report, and not kept. */
function unreadable(error: unknown): null {
  const known = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotFound;
  if (!known) throw error;
  return null;
}

interface ReadFile {
  readonly file: SourceFile;
  readonly disk: string | null;
}

/** Describes files in the order of the collectors, which take in what there is room for. */
async function describe(
  found: readonly FoundFile[],
  entry: string,
  limits: Limits,
): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  const budget = new Budget(limits);
  let hashed = 0;
  const ordered = [...found].sort((a, b) => a.path < b.path ? -1 : 1);
  for (const { path, disk, link } of ordered) {
    if (disk === undefined) {
      const file = { path, sha256: emptyDigest, bytes: 0 };
      read.push({ file: link ? { ...file, link } : file, disk: null });
      continue;
    }
    const size = (await Deno.stat(disk).catch(unreadable))?.size;
    if (size === undefined) continue;
    hashed += size;
    const digest = hashed > mostHashed
      ? { sha256: sha256Hex(`${size} bytes`), bytes: size }
      : await hashFile(disk).catch(unreadable);
    if (digest === null) continue;
    const kept = path === entry
      // A report of it alone has its digest, whether it is read or not.
      ? size <= limits.bytes
      : kindByName(path) !== "weights" && budget.admit(size) === null;
    const file = { path, ...digest };
    read.push({ file: kept ? file : { ...file, kept: false }, disk: kept ? disk : null });
  }
  return read;
}

async function hashFile(disk: string): Promise<Pick<SourceFile, "sha256" | "bytes">> {
  const hash = createHash("sha256");
  using file = await Deno.open(disk);
  const chunk = new Uint8Array(1 << 18);
  let bytes = 0;
  for (let n = await file.read(chunk); n !== null; n = await file.read(chunk)) {
    hash.update(chunk.subarray(0, n));
    bytes += n;
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function* blobsOf(
  read: readonly ReadFile[],
  path: string,
): ReturnType<ReadSource["blobs"]> {
  const given = new Set<string>();
  for (const { file, disk } of read) {
    const { sha256, kept, link } = file;
    if (kept === false || link || given.has(sha256)) continue;
    given.add(sha256);
    const bytes = disk === null ? new Uint8Array() : await Deno.readFile(disk);
    if (sha256Hex(bytes) !== sha256) {
      const rule = "it must stay as it is while it is read";
      throw new SourceError("keep", path, rule, `"${file.path}" changed`);
    }
    yield { sha256, bytes };
  }
}

/**
 * Writes a source below a folder: links as links that lead nowhere, files that are not kept
 * as files of their size, whose digests {@linkcode unkeptOf} gives.
 *
 * @param blob What gives the bytes of a digest
 * @param folder An existing folder, best a new one
 * @returns the path to grade
 * @throws {SourceError} a path that leaves the folder, a blob that is not there
 */
export async function writeSource(
  blob: ReadBlob,
  source: Source,
  folder: string,
): Promise<string> {
  const { entry, digest, files } = source;
  const fault = (rule: string, seen: string) =>
    new SourceError("write", digest.slice(0, 12), rule, seen);
  for (const { path } of [{ path: entry }, ...files]) {
    if (!staysBelow(path)) {
      throw fault("its paths must stay in its folder", JSON.stringify(path));
    }
  }
  for (const file of files) {
    const target = join(folder, ...file.path.split("/"));
    await Deno.mkdir(dirname(target), { recursive: true });
    if (file.link) {
      await Deno.symlink("leads-nowhere", target);
    } else if (file.kept === false) {
      // No reader opens it: that it has the size is enough.
      await Deno.create(target).then((created) => created.close());
      await Deno.truncate(target, file.bytes);
    } else {
      const bytes = await blob(file.sha256);
      if (bytes === null) {
        throw fault("its blobs must be kept", `there is no ${file.sha256}`);
      }
      await Deno.writeFile(target, bytes);
    }
  }
  const path = join(folder, entry);
  // A folder without files.
  await Deno.lstat(path).catch(() => Deno.mkdir(path));
  return path;
}

/**
 * SHA-256 of the files of a source that are not kept, by their path inside the submission:
 * what grading it from what was written needs besides.
 */
export function unkeptOf(source: Source): Record<string, string> {
  const { entry, files } = source;
  const top = files.some(({ path }) => path === entry) ? 0 : entry.length + 1;
  return Object.fromEntries(
    files.filter(({ kept }) => kept === false).map(({ path, sha256 }) => [
      path.slice(top).normalize("NFC"),
      sha256,
    ]),
  );
}

function staysBelow(path: string): boolean {
  if (path === "" || path.includes("\0") || path.includes("\\")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
