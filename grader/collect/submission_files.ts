/**
 * The files of a submission, wherever they came from.
 *
 * @module
 */

import type { SubmissionFile, Where } from "../../rubric/evidence.ts";
import { sha256Hex } from "./digest.ts";
import { UnreadableFileError } from "./errors.ts";
import type { Limits } from "./limits.ts";

/** A file of a submission and its content. */
export interface SourceFile extends SubmissionFile {
  /** `null`: only hashed, as for datasets and for files over a limit. */
  readonly content: Uint8Array | null;
}

/** Files and what could not be taken in. */
export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly problems: readonly { readonly where: Where; readonly problem: string }[];
}

/**
 * Digest of a whole submission: SHA-256 over the sorted list of `path NUL sha256 LF`. A
 * folder and a zip of it have the same one.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const a = { path: "a.md", sha256: "01", bytes: 1 };
 * const b = { path: "b.md", sha256: "02", bytes: 1 };
 * assertEquals(submissionDigest([a, b]), submissionDigest([b, a]));
 * ```
 */
export function submissionDigest(files: readonly SubmissionFile[]): string {
  const lines = files.map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  return sha256Hex(lines.sort().join(""));
}

/**
 * Takes the folders off that all paths begin with, so that a folder, a zip of its content
 * and a zip of the folder itself name their files alike.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(withoutCommonTop(["hw8/a.md", "hw8/img/b.png"]), ["a.md", "img/b.png"]);
 * assertEquals(withoutCommonTop(["a.md", "img/b.png"]), ["a.md", "img/b.png"]);
 * ```
 */
export function withoutCommonTop(paths: readonly string[]): string[] {
  let rest = [...paths];
  while (rest.length > 0) {
    const slash = rest[0]!.indexOf("/");
    if (slash < 0) break;
    const top = rest[0]!.slice(0, slash + 1);
    if (!rest.every((path) => path.startsWith(top))) break;
    rest = rest.map((path) => path.slice(top.length));
  }
  return rest;
}

/** How much of the limits is used; shared by a folder and the archives in it. */
export class Budget {
  readonly limits: Limits;
  /** SHA-256 of files of which only the size is right, by path; they are not opened. */
  readonly unkept: ReadonlyMap<string, string>;
  #files = 0;
  #bytes = 0;

  constructor(limits: Limits, unkept: ReadonlyMap<string, string> = new Map()) {
    this.limits = limits;
    this.unkept = unkept;
  }

  /**
   * Counts a file.
   *
   * @throws {UnreadableFileError} where there are too many
   */
  addFile(submission: string): void {
    this.#files += 1;
    if (this.#files > this.limits.files) {
      throw new UnreadableFileError(
        submission,
        `it must hold ${this.limits.files} files at most`,
        `more than ${this.limits.files} files`,
      );
    }
  }

  /** Asks for room for the content of a file; `null` where there is, else why not. */
  admit(bytes: number): string | null {
    if (bytes > this.limits.bytesPerFile) {
      return `the file is larger than ${this.limits.bytesPerFile} bytes and was not read`;
    }
    if (this.#bytes + bytes > this.limits.bytes) {
      return `the submission is larger than ${this.limits.bytes} bytes: this file was not read`;
    }
    this.#bytes += bytes;
    return null;
  }
}
