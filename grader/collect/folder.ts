/**
 * Folders and single files on disk.
 *
 * @module
 */

import { createHash } from "node:crypto";
import type { Where } from "../../rubric/evidence.ts";
import { UnreadableFileError } from "./errors.ts";
import { isClutter, kindByName } from "./file_kind.ts";
import type { Budget, SourceFile, SourceFiles } from "./submission_files.ts";

/**
 * Reads a folder and those in it. Symbolic links are not followed, each is a problem;
 * litter of operating systems is left out.
 *
 * @param folder path on disk
 * @param name how errors name the submission
 * @returns files with paths relative to the folder, sorted by code unit
 * @throws {UnreadableFileError} where it holds no file, or too many
 */
export async function readFolder(
  folder: string,
  name: string,
  budget: Budget,
): Promise<SourceFiles> {
  const found: string[] = [];
  const problems: { where: Where; problem: string }[] = [];
  await list(folder, "", 0, found, problems, budget, name);
  const files: SourceFile[] = [];
  for (const path of found.sort()) {
    try {
      const { file, problem } = await readSource(`${folder}/${path}`, path, budget);
      files.push(file);
      if (problem !== null) problems.push({ where: { file: file.path }, problem });
    } catch (error) {
      problems.push({ where: { file: path.normalize("NFC") }, problem: refusal(error) });
    }
  }
  if (files.length === 0) {
    const seen = problems[0] === undefined
      ? "no files"
      : `"${problems[0].where.file}" is ${problems[0].problem}`;
    throw new UnreadableFileError(name, "it must hold a file", seen);
  }
  return { files, problems };
}

/** Why the system gives no content, the same words on every system; others are thrown. */
function refusal(error: unknown): string {
  // Deno tells a name that is no Unicode text with signs of replacement, as another name.
  if (error instanceof Deno.errors.NotFound) return "a name that is no Unicode text";
  if (error instanceof Deno.errors.PermissionDenied) {
    return "a file or folder that must not be read";
  }
  throw error;
}

async function list(
  folder: string,
  prefix: string,
  depth: number,
  found: string[],
  problems: { where: Where; problem: string }[],
  budget: Budget,
  name: string,
): Promise<void> {
  if (depth > budget.limits.depth * 2) {
    problems.push({ where: { file: prefix }, problem: "folders nested too deep" });
    return;
  }
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(`${folder}/${prefix}`)) entries.push(entry);
  } catch (error) {
    if (prefix === "") {
      const rule = "it must be a folder that may be read";
      throw new UnreadableFileError(name, rule, "the system refuses", { cause: error });
    }
    problems.push({ where: { file: prefix.normalize("NFC") }, problem: refusal(error) });
    return;
  }
  for (const entry of entries) {
    const path = prefix + entry.name;
    if (isClutter(entry.name)) continue;
    if (entry.isSymlink) {
      problems.push({
        where: { file: path.normalize("NFC") },
        problem: "a symbolic link, which is not followed",
      });
    } else if (entry.isDirectory) {
      await list(folder, `${path}/`, depth + 1, found, problems, budget, name);
    } else if (entry.isFile) {
      budget.addFile(name);
      found.push(path);
    } else {
      problems.push({
        where: { file: path.normalize("NFC") },
        problem: "a pipe, a socket or a device, which is not read",
      });
    }
  }
}

/**
 * Reads and hashes one file on disk; a dataset, a trained model or a file over a limit is
 * hashed and not kept.
 *
 * @param path path on disk
 * @param name path inside the submission
 */
export async function readSource(
  path: string,
  name: string,
  budget: Budget,
): Promise<{ readonly file: SourceFile; readonly problem: string | null }> {
  const { size } = await Deno.stat(path);
  const wanted = kindByName(name) !== "weights";
  const problem = wanted ? budget.admit(size) : null;
  const normalized = name.normalize("NFC");
  const unkept = budget.unkept.get(normalized);
  if (unkept !== undefined) {
    const file = { path: normalized, sha256: unkept, bytes: size, content: null };
    return { file, problem: problem ?? (wanted ? "the file was not kept" : null) };
  }
  if (wanted && problem === null) {
    const content = await Deno.readFile(path);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const file = { path: normalized, sha256, bytes: content.length, content };
    return { file, problem };
  }
  const hash = createHash("sha256");
  let bytes = 0;
  using source = await Deno.open(path);
  const chunk = new Uint8Array(1 << 20);
  for (
    let read = await source.read(chunk);
    read !== null;
    read = await source.read(chunk)
  ) {
    hash.update(chunk.subarray(0, read));
    bytes += read;
  }
  const file = { path: normalized, sha256: hash.digest("hex"), bytes, content: null };
  return { file, problem };
}
