/**
 * Zip archives: unpacked in memory, within limits, never to disk.
 *
 * @module
 */

import { createHash } from "node:crypto";
import {
  configure,
  type Entry,
  type FileEntry,
  Uint8ArrayReader,
  ZipReader,
} from "@zip.js/zip.js";
import type { Where } from "../../rubric/evidence.ts";
import { UnreadableFileError } from "./errors.ts";
import { isClutter, kindByName } from "./file_kind.ts";
import type { Budget, SourceFile, SourceFiles } from "./submission_files.ts";
import { decodeText } from "./text_encoding.ts";

configure({ useWebWorkers: false });

/** Below this many unpacked bytes the ratio of an archive does not matter. */
const harmless = 16 * 1024 * 1024;

/** Entries are folders and litter, too. */
const entriesPerFile = 4;

/**
 * Unpacks a zip archive. Real bytes are counted as they come out. Links, encrypted
 * entries, absolute paths, paths with `..` and second entries of one name are left out,
 * each with a problem; litter of operating systems is left out silently.
 *
 * @param bytes the archive
 * @param path its path, for errors; its entries' paths are as they stand in it
 * @param budget counts files and bytes of the whole submission
 * @returns files in the order of the archive
 * @throws {UnreadableFileError} where it is damaged, or nothing in it can be unpacked, or it
 *   grows beyond the limits
 */
export async function readArchive(
  bytes: Uint8Array,
  path: string,
  budget: Budget,
): Promise<SourceFiles> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    filenameValidation: "tolerant",
  });
  const entries: Entry[] = [];
  const most = budget.limits.files * entriesPerFile;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.push(entry) > most) {
        throw new UnreadableFileError(
          path,
          `it must have ${most} entries at most`,
          "one more",
        );
      }
    }
  } catch (cause) {
    if (cause instanceof UnreadableFileError) throw cause;
    const seen = cause instanceof Error ? cause.message : "another kind of file";
    throw new UnreadableFileError(path, "it must be a whole zip archive", seen, {
      cause,
    });
  } finally {
    await reader.close();
  }
  const files: SourceFile[] = [];
  const problems: { where: Where; problem: string }[] = [];
  const names = entryNames(entries);
  const seen = new Set<string>();
  const counter = { packed: Math.max(1, bytes.length), unpacked: 0 };
  for (const [i, entry] of entries.entries()) {
    const name = names[i]!;
    if (entry.directory || isClutter(name) || name === "") continue;
    const refused = refusal(entry, name) ??
      (seen.has(name) ? "a second entry of the same name" : null);
    seen.add(name);
    if (refused !== null) {
      problems.push({
        where: { file: name },
        problem: `${refused}, which is not unpacked`,
      });
      continue;
    }
    budget.addFile(path);
    try {
      const { file, problem } = await unpack(
        entry as FileEntry,
        name,
        path,
        budget,
        counter,
      );
      files.push(file);
      if (problem !== null) problems.push({ where: { file: name }, problem });
    } catch (error) {
      if (error instanceof UnreadableFileError) throw error;
      const what = error instanceof Error ? error.message : String(error);
      problems.push({ where: { file: name }, problem: `a damaged entry: ${what}` });
    }
  }
  if (files.length === 0) {
    const what = problems[0]?.problem ?? "no files";
    throw new UnreadableFileError(path, "it must hold a file that can be unpacked", what);
  }
  return { files, problems };
}

/** Why an entry is not unpacked; `null` where it is. */
export function refusal(entry: Entry, name: string): string | null {
  if (entry.symlink) return "a symbolic link";
  if (entry.encrypted) return "an encrypted entry";
  if (/^(?:\/|[a-zA-Z]:)/.test(name)) return "an absolute path";
  if (name.split("/").includes("..")) return "a path that leaves the archive";
  // A name with control characters would break every list of files.
  if (/\p{Cc}/u.test(name)) return "a name with control characters";
  return null;
}

async function unpack(
  entry: FileEntry,
  name: string,
  archive: string,
  budget: Budget,
  counter: { readonly packed: number; unpacked: number },
): Promise<{ file: SourceFile; problem: string | null }> {
  const { limits } = budget;
  const hash = createHash("sha256");
  const kept: Uint8Array[] = [];
  let keeps = kindByName(name) !== "weights";
  let size = 0;
  await entry.getData(
    new WritableStream<Uint8Array>({
      write(chunk) {
        size += chunk.length;
        counter.unpacked += chunk.length;
        if (
          counter.unpacked > harmless &&
          counter.unpacked / counter.packed > limits.archiveRatio
        ) {
          throw new UnreadableFileError(
            archive,
            `it must not unpack to more than ${limits.archiveRatio} times its size`,
            `${counter.packed} bytes grow beyond ${counter.unpacked}`,
          );
        }
        hash.update(chunk);
        if (size > limits.bytesPerFile) {
          keeps = false;
          kept.length = 0;
        }
        if (keeps) kept.push(chunk.slice());
      },
    }),
    { checkSignature: true },
  );
  const wanted = kindByName(name) !== "weights";
  const problem = wanted ? budget.admit(size) : null;
  return {
    file: {
      path: name,
      sha256: hash.digest("hex"),
      bytes: size,
      content: keeps && problem === null ? joined(kept, size) : null,
    },
    problem,
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Names as text: UTF-8 where they are valid, else as one legacy encoding for all. */
export function entryNames(entries: readonly Entry[]): string[] {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const names = entries.map(({ rawFilename }) => {
    try {
      return strict.decode(rawFilename);
    } catch {
      return null;
    }
  });
  const odd = entries.filter((_, i) => names[i] === null).map((entry) =>
    entry.rawFilename
  );
  const encoding = odd.length === 0 ? "utf-8" : legacyEncoding(odd);
  const decoder = new TextDecoder(encoding);
  return entries.map((entry, i) =>
    (names[i] ?? decoder.decode(entry.rawFilename)).normalize("NFC").replaceAll("\\", "/")
      .replace(/^(?:\.\/)+/, "").replace(/\/{2,}/g, "/")
  );
}

/** Big5 or GB18030, whichever all names are valid and more plausible in. */
function legacyEncoding(names: readonly Uint8Array[]): string {
  const text = joined(
    names.flatMap((name) => [name, new Uint8Array([10])]),
    names.reduce((sum, name) => sum + name.length + 1, 0),
  );
  const guessed = decodeText(text)?.encoding ?? "";
  const candidates = [guessed, "big5", "gb18030"].filter((label) =>
    label === "big5" || label === "gb18030"
  );
  for (const encoding of candidates) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(text);
      return encoding;
    } catch {
      continue;
    }
  }
  return "windows-1252";
}
