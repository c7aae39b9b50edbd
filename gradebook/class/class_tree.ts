/**
 * The files of a class: a folder on disk, or an archive of one.
 *
 * @module
 */
import { join } from "@std/path";
import { type FileKind, isClutter, kindByName } from "../../grader/collect/file_kind.ts";
import { submissionId } from "../../grader/grade.ts";
import { ClassError } from "./class_error.ts";
import type { ClassLimits } from "./class_limits.ts";
import { metadataName } from "./gradescope_metadata.ts";
import type { ClassChild, PlannedSubmission } from "./plan_submissions.ts";

/** A submission on disk for a while. */
export interface TakenSubmission extends AsyncDisposable {
  /** A file, or the folder that holds all of it. */
  readonly path: string;
  /**
   * Of a text that stands alone: real paths of folders that its pictures may lie in; of
   * another student they are none of its business. `null`: wherever it lies.
   */
  readonly picturesIn: readonly string[] | null;
  /** Files that were left out, with the reason. */
  readonly problems: readonly string[];
}

/** A class that can be looked through. */
export interface ClassTree extends AsyncDisposable {
  /** Path of the folder that holds the children, on disk or in the archive. */
  readonly root: string;
  /** Its submissions, as far as names tell, and what lies beside them. */
  readonly children: readonly ClassChild[];
  /** Text of Gradescope's list, where there is one beside the children. */
  readonly metadata: string | null;
  /** What was seen and is no child, with the reason. */
  readonly problems: readonly string[];
  /**
   * Has a submission on disk: where the class itself lies, or in a folder for a while.
   *
   * @throws {ClassError} none of its files can be had
   */
  take(submission: PlannedSubmission): Promise<TakenSubmission>;
}

/** Files that are looked at in a folder to know its kinds. */
const mostSeen = 200;

/** Says whether a child of a class is hidden or litter. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || isClutter(name);
}

/**
 * Looks through a folder that holds a class; Gradescope's list may lie in a folder in it,
 * where nothing else does.
 *
 * @param workFolder Existing folder for temporary files
 * @throws {ClassError} a folder that can not be read, or with too many children
 */
export async function folderTree(
  folder: string,
  limits: ClassLimits,
  workFolder: string,
): Promise<ClassTree> {
  let entries = await list(folder, limits);
  let root = await Deno.realPath(folder);
  for (let depth = 0; depth < 3; depth++) {
    const folders = entries.filter(({ isDirectory }) => isDirectory);
    const only = folders.length === 1 ? folders[0] : undefined;
    if (only === undefined || !entries.every(isFolderOrNote)) break;
    const inner = await list(join(root, only.name), limits);
    if (inner.some(({ name }) => name === metadataName)) {
      root = join(root, only.name);
      entries = inner;
      break;
    }
  }
  const problems: string[] = [];
  const children: ClassChild[] = [];
  let metadata: string | null = null;
  for (const entry of entries) {
    const { name, isDirectory, isFile, isSymlink } = entry;
    if (isSymlink) {
      problems.push(`"${name}" is a symbolic link, which is not followed`);
    } else if (isFile && name === metadataName) {
      const { size } = await Deno.stat(join(root, name));
      if (size > limits.metadataBytes) throw tooLong(name, limits, size);
      metadata = await Deno.readTextFile(join(root, name));
    } else if (isFile || isDirectory) {
      const kinds = new Set<FileKind>();
      if (isDirectory) await seeKinds(join(root, name), kinds, { left: mostSeen }, 0);
      children.push({ name, isFolder: isDirectory, kinds });
    } else {
      problems.push(`"${name}" is a pipe, a socket or a device, which is not read`);
    }
  }
  return {
    root,
    children,
    metadata,
    problems,
    take({ name, children: [first = "", ...more], shared }) {
      if (more.length > 0) return gathered(root, [first, ...more], name, workFolder);
      const taken = {
        path: join(root, first),
        picturesIn: shared.map((folder) => join(root, folder)),
        problems: [],
        [Symbol.asyncDispose]: nothing,
      };
      return Promise.resolve(taken);
    },
    [Symbol.asyncDispose]: nothing,
  };
}

const nothing = () => Promise.resolve();

/** What may lie beside the one folder that a platform packs. */
function isFolderOrNote({ name, isDirectory, isFile }: Deno.DirEntry): boolean {
  const kind = kindByName(name);
  return isDirectory || (isFile && (kind === "data" || kind === "text"));
}

/** The error for a list of submissions that is too long. */
export function tooLong(name: string, limits: ClassLimits, size: number): ClassError {
  return new ClassError(
    `Cannot read the list "${name}" as it must be ${limits.metadataBytes} bytes at most: ` +
      `${size} bytes`,
  );
}

async function list(folder: string, limits: ClassLimits): Promise<Deno.DirEntry[]> {
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (isHidden(entry.name)) continue;
      entries.push(entry);
      if (entries.length > limits.children) {
        throw new ClassError(
          `Cannot grade class "${folder}" as it must hold ${limits.children} submissions ` +
            `at most: more`,
        );
      }
    }
  } catch (error) {
    if (error instanceof ClassError) throw error;
    const seen = error instanceof Error ? error.message.split(":")[0] : String(error);
    throw new ClassError(
      `Cannot grade class "${folder}" as it must be a folder that can be read: ${seen}`,
    );
  }
  return entries;
}

async function seeKinds(
  folder: string,
  kinds: Set<FileKind>,
  room: { left: number },
  depth: number,
): Promise<void> {
  try {
    for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
      if (isHidden(name)) continue;
      if (room.left-- <= 0) return;
      if (isFile) kinds.add(kindByName(name));
      else if (isDirectory && depth < 4) {
        await seeKinds(join(folder, name), kinds, room, depth + 1);
      }
    }
  } catch {
    // What can not be listed is read, and refused, as a submission.
    kinds.add("unknown");
  }
}

/** Several files of one student, together in a folder of their own. */
async function gathered(
  root: string,
  names: readonly string[],
  name: string,
  workFolder: string,
): Promise<TakenSubmission> {
  const folder = await Deno.makeTempDir({ dir: workFolder });
  const path = join(folder, submissionId(name));
  const remove = () => Deno.remove(folder, { recursive: true });
  try {
    await Deno.mkdir(path);
    for (const name of names) await copy(join(root, name), join(path, name));
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, picturesIn: [], problems: [], [Symbol.asyncDispose]: remove };
}

async function copy(from: string, to: string): Promise<void> {
  const info = await Deno.lstat(from);
  if (info.isFile) return await Deno.copyFile(from, to);
  if (!info.isDirectory) return;
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    if (!isClutter(name)) await copy(join(from, name), join(to, name));
  }
}
