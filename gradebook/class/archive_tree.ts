/**
 * A class in a zip archive: its list is read at once, its submissions are unpacked one by
 * one, real bytes counted as they come out.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import { configure, type FileEntry, ZipReader } from "@zip.js/zip.js";
import { entryNames, refusal } from "../../grader/collect/archive.ts";
import { type FileKind, kindByName } from "../../grader/collect/file_kind.ts";
import { submissionId } from "../../grader/grade.ts";
import { FileReader } from "./_file_reader.ts";
import { ClassError } from "./class_error.ts";
import type { ClassLimits } from "./class_limits.ts";
import { type ClassTree, isHidden, tooLong } from "./class_tree.ts";
import { metadataName } from "./gradescope_metadata.ts";
import type { ClassChild, PlannedSubmission } from "./plan_submissions.ts";

configure({ useWebWorkers: false });

/** Below this many unpacked bytes the ratio of an entry does not matter. */
const harmless = 64 * 1024 ** 2;

interface Packed {
  /** Path in the archive, as text. */
  readonly path: string;
  readonly entry: FileEntry;
}

/**
 * Opens a zip archive that holds a class; the archive stays open until it is disposed of.
 *
 * @param workFolder Existing folder that submissions are unpacked below
 * @throws {ClassError} another kind of file, a damaged list, or one over a limit
 */
export async function archiveTree(
  path: string,
  limits: ClassLimits,
  workFolder: string,
): Promise<ClassTree> {
  const fault = (rule: string, seen: string) =>
    new ClassError(`Cannot grade class "${path}" as ${rule}: ${seen}`);
  const file = await Deno.open(path);
  try {
    const { size } = await file.stat();
    const reader = new ZipReader(new FileReader(file, size), {
      filenameValidation: "tolerant",
    });
    const entries = [];
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        entries.push(entry);
        if (entries.length > limits.entries) {
          throw fault(`it must hold ${limits.entries} entries at most`, "more");
        }
      }
    } catch (error) {
      if (error instanceof ClassError) throw error;
      const seen = error instanceof Error ? error.message : String(error);
      throw fault("it must be a folder or a whole zip archive", seen);
    }
    const problems: string[] = [];
    const packed: Packed[] = [];
    const names = entryNames(entries);
    const seen = new Set<string>();
    for (const [i, entry] of entries.entries()) {
      const name = names[i] ?? "";
      if (entry.directory || name === "" || isLitter(name)) continue;
      const refused = refusal(entry, name) ??
        (name.split("/").some((part) => part === "" || part === ".")
          ? "an odd path"
          : null) ??
        (seen.has(name) ? "a second entry of the same name" : null);
      seen.add(name);
      if (refused === null) packed.push({ path: name, entry: entry as FileEntry });
      else problems.push(`"${name}" is ${refused}, which is not unpacked`);
    }
    const base = baseOf(packed.map(({ path }) => path));
    const below = packed.filter(({ path }) => path.startsWith(base));
    for (const { path } of packed) {
      if (!path.startsWith(base)) problems.push(`"${path}" lies beside the submissions`);
    }
    const groups = new Map<string, Packed[]>();
    for (const one of below) {
      const child = one.path.slice(base.length).split("/")[0]!;
      const group = groups.get(child);
      if (group) group.push(one);
      else groups.set(child, [one]);
    }
    if (groups.size > limits.children) {
      throw fault(`it must hold ${limits.children} submissions at most`, "more");
    }
    const list = below.find((one) => one.path === base + metadataName);
    groups.delete(metadataName);
    return {
      root: base,
      children: [...groups].map(([name, files]) => childOf(name, files, base)),
      metadata: list === undefined ? null : await readList(list, limits),
      problems,
      take: unpacker(groups, base, limits, workFolder, fault),
      async [Symbol.asyncDispose]() {
        await reader.close();
        file.close();
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Says whether a path is hidden or litter; one that leaves its folder is a problem. */
function isLitter(path: string): boolean {
  return path.split("/").some((part) => part !== ".." && part !== "." && isHidden(part));
}

/** The folder in an archive that holds the submissions: of all, or of Gradescope's list. */
function baseOf(paths: readonly string[]): string {
  let base = "";
  for (let depth = 0; depth < 3; depth++) {
    const rest = paths.filter((path) => path.startsWith(base)).map((path) =>
      path.slice(base.length)
    );
    if (rest.includes(metadataName)) return base;
    const folders = new Set(
      rest.filter((path) => path.includes("/")).map((path) => path.split("/")[0]!),
    );
    const beside = rest.filter((path) => !path.includes("/"));
    const [only] = folders;
    if (only === undefined || folders.size !== 1) return base;
    const inner = `${base}${only}/`;
    if (paths.includes(inner + metadataName)) {
      const notes = beside.every((path) => ["data", "text"].includes(kindByName(path)));
      return notes ? inner : base;
    }
    // The archive of a folder: its name is no student's.
    const inside = new Set(
      rest.filter((path) => path.startsWith(`${only}/`)).map((path) =>
        path.split("/")[1]!
      ),
    );
    if (beside.length > 0) return base;
    if (inside.size < 2 && !rest.every((path) => path.split("/").length > 2)) return base;
    base = inner;
  }
  return base;
}

function childOf(name: string, files: readonly Packed[], base: string): ClassChild {
  const isFolder = files.some(({ path }) => path !== base + name);
  const kinds = new Set<FileKind>();
  if (isFolder) { for (const { path } of files) kinds.add(kindByName(path)); }
  return { name, isFolder, kinds };
}

async function readList(
  { path, entry }: Packed,
  limits: ClassLimits,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  await entry.getData(
    new WritableStream<Uint8Array>({
      write(chunk) {
        bytes += chunk.length;
        if (bytes > limits.metadataBytes) throw tooLong(path, limits, bytes);
        text += decoder.decode(chunk, { stream: true });
      },
    }),
    { checkSignature: true },
  );
  return text + decoder.decode();
}

function unpacker(
  groups: ReadonlyMap<string, readonly Packed[]>,
  base: string,
  limits: ClassLimits,
  workFolder: string,
  fault: (rule: string, seen: string) => ClassError,
): ClassTree["take"] {
  let total = 0;
  return async ({ name, children, shared }: PlannedSubmission) => {
    const folder = await Deno.makeTempDir({ dir: workFolder });
    const remove = () => Deno.remove(folder, { recursive: true });
    const problems: string[] = [];
    // Of several children a folder is made that holds them all.
    const top = children.length === 1 ? "" : `${submissionId(name)}/`;
    const room = { left: limits.bytesPerSubmission };
    let unpacked = 0;
    try {
      const wanted = [...children, ...shared];
      for (const { path, entry } of wanted.flatMap((child) => groups.get(child) ?? [])) {
        const target = join(folder, top + path.slice(base.length));
        try {
          const bytes = await unpack(entry, target, room, limits.entryRatio);
          total += bytes;
          unpacked += 1;
        } catch (error) {
          const seen = error instanceof Error ? error.message.split("\n")[0] : `${error}`;
          problems.push(`"${path}" was left out: ${seen}`);
          await Deno.remove(target).catch(() => {});
        }
        if (total > limits.bytes) {
          throw fault(`it must unpack to ${limits.bytes} bytes at most`, "more");
        }
      }
      if (unpacked === 0) {
        throw new ClassError(
          `Cannot take "${name}" out of the archive as one of its files must be readable: ` +
            (problems[0] ?? "it has none"),
        );
      }
    } catch (error) {
      await remove();
      throw error;
    }
    const path = join(folder, top === "" ? children[0] ?? "" : top.slice(0, -1));
    const picturesIn = shared.map((one) => join(folder, one));
    return { path, picturesIn, problems, [Symbol.asyncDispose]: remove };
  };
}

/** Writes one entry to disk; the bytes that came out. */
async function unpack(
  entry: FileEntry,
  target: string,
  room: { left: number },
  ratio: number,
): Promise<number> {
  await Deno.mkdir(dirname(target), { recursive: true });
  using file = await Deno.open(target, { write: true, createNew: true });
  let bytes = 0;
  let refused: RangeError | null = null;
  // The library tells of a stream that is closed, not why.
  const refuse = (reason: string) => refused = new RangeError(reason);
  await entry.getData(
    new WritableStream<Uint8Array>({
      async write(chunk) {
        bytes += chunk.length;
        room.left -= chunk.length;
        if (room.left < 0) throw refuse("the submission is too large");
        if (bytes > harmless && bytes / Math.max(1, entry.compressedSize) > ratio) {
          throw refuse(`it grows to more than ${ratio} times its size`);
        }
        for (let at = 0; at < chunk.length;) at += await file.write(chunk.subarray(at));
      },
    }),
    { checkSignature: true },
  ).catch((error) => {
    throw refused ?? error;
  });
  return bytes;
}
