/**
 * The files of a run: only those that its manifest lists, and only while they are what it
 * lists.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Run } from "./runs.ts";

/** What became of a listed file. */
export type FileState =
  | {
    readonly state: "there";
    readonly bytes: number;
    /** Of a PNG, in pixels. */
    readonly size: { readonly width: number; readonly height: number } | null;
  }
  | { readonly state: "missing" }
  | { readonly state: "changed" };

/** Digests that were computed, by path; a file with other times is read again. */
const known = new Map<string, { stamp: string; digest: string; size: FileSize }>();
type FileSize = { readonly width: number; readonly height: number } | null;

/** The digest that the manifest lists for a path; `undefined`: it lists none. */
export function listedDigest({ manifest }: Run, path: string): string | undefined {
  for (const list of [manifest.figures, manifest.explorer, manifest.onnx]) {
    if (Object.hasOwn(list, path)) return list[path];
  }
  return undefined;
}

/** Looks at a file; its digest is computed once for each time that it is written. */
export async function fileState(run: Run, path: string): Promise<FileState> {
  const file = `${run.folder}/${path}`;
  let info: Deno.FileInfo;
  try {
    info = await Deno.lstat(file);
  } catch (error) {
    const { NotFound, NotADirectory } = Deno.errors;
    if (error instanceof NotFound || error instanceof NotADirectory) {
      return { state: "missing" };
    }
    throw error;
  }
  // A link could lead anywhere.
  if (!info.isFile) return { state: "changed" };
  const stamp = `${info.size} ${info.mtime?.getTime()} ${info.ino}`;
  let found = known.get(file);
  if (found?.stamp !== stamp) {
    found = { stamp, ...await digestOf(file) };
    known.set(file, found);
  }
  if (found.digest !== listedDigest(run, path)) return { state: "changed" };
  return { state: "there", bytes: info.size, size: found.size };
}

async function digestOf(file: string): Promise<{ digest: string; size: FileSize }> {
  using opened = await Deno.open(file);
  const hash = createHash("sha256");
  const buffer = new Uint8Array(1 << 20);
  let size: FileSize = null;
  let first = true;
  for (;;) {
    const count = await opened.read(buffer);
    if (count === null) return { digest: hash.digest("hex"), size };
    const bytes = buffer.subarray(0, count);
    if (first) size = pngSize(bytes);
    first = false;
    hash.update(bytes);
  }
}

/** Width and height out of a PNG's first chunk. */
function pngSize(bytes: Uint8Array): FileSize {
  const isPng = bytes.length >= 24 && bytes[0] === 0x89 && bytes[1] === 0x50;
  if (!isPng) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
