/**
 * Looking up, among the files of a submission, what its texts refer to.
 *
 * @module
 */

import { type Assets, decodeAddress, type Found, isRemote } from "./assets.ts";
import { compareNatural } from "./file_order.ts";
import type { SourceFile } from "./submission_files.ts";

/** Assets that remember which files were found. */
export interface TrackedAssets extends Assets {
  /** Paths of the files that some text refers to. */
  readonly used: ReadonlySet<string>;
}

/** The path that an address names, `/`-separated, without scheme, query and fragment. */
export function addressPath(reference: string): string {
  const bare = reference.trim().replace(/^file:\/*(?=[a-zA-Z]:|\/)/i, "")
    .replace(/^(?:https?:|ftp:)?\/\/[^\/]*/i, "").replace(/[?#].*$/, "");
  return decodeAddress(bare).replaceAll("\\", "/").normalize("NFC");
}

/** Resolves a relative path from a folder; `null` where it leaves the submission. */
export function resolvePath(folder: string, path: string): string | null {
  const parts = path.startsWith("/")
    ? []
    : folder.split("/").filter((part) => part !== "");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}

/**
 * Assets of a set of files: first the address relative to the text's file, then in other
 * letter case, then the file whose path ends like the address in most parts (an absolute
 * address of a picture that lies beside the report leads to that picture).
 *
 * @param files all files of the submission
 */
export function submissionAssets(files: readonly SourceFile[]): TrackedAssets {
  const used = new Set<string>();
  const byPath = new Map(files.map((file) => [file.path, file]));
  const byName = new Map<string, SourceFile[]>();
  for (const file of files) {
    const name = lastPart(file.path).toLowerCase();
    byName.set(name, [...byName.get(name) ?? [], file]);
  }
  const take = (file: SourceFile): Found => {
    used.add(file.path);
    return file.content === null
      ? { missing: "the file is too large to be read" }
      : { path: file.path, bytes: file.content };
  };
  return {
    used,
    find(reference, from) {
      const path = addressPath(reference);
      const folder = from.slice(0, from.lastIndexOf("/") + 1);
      const exact = isRemote(reference) ? null : resolvePath(folder, path);
      const file = exact === null ? undefined : byPath.get(exact);
      if (file !== undefined) return Promise.resolve(take(file));
      const candidates = byName.get(lastPart(path).toLowerCase()) ?? [];
      const folded = candidates.find((one) =>
        exact !== null && one.path.toLowerCase() === exact.toLowerCase()
      );
      const found = folded ?? bySuffix(candidates, path, from, isRemote(reference));
      return Promise.resolve(
        found === undefined ? { missing: "no such file in the submission" } : take(found),
      );
    },
  };
}

/** The candidate that agrees with the address in most parts from the end. */
function bySuffix(
  candidates: readonly SourceFile[],
  path: string,
  from: string,
  remote: boolean,
): SourceFile | undefined {
  const wanted = path.toLowerCase().split("/").filter((part) =>
    part !== "" && part !== "."
  );
  const ranked = candidates.map((file) => ({
    file,
    agreed: agreement(wanted, file.path.toLowerCase().split("/")),
    near: beginning(from.split("/"), file.path.split("/")),
  })).sort((a, b) =>
    b.agreed - a.agreed || b.near - a.near || compareNatural(a.file.path, b.file.path)
  );
  const [best, second] = ranked;
  // Somebody else's picture may have the same name: where two fit, neither is taken.
  if (remote && second !== undefined && second.agreed === best?.agreed) return undefined;
  return best?.file;
}

function agreement(a: readonly string[], b: readonly string[]): number {
  let parts = 0;
  while (parts < a.length && parts < b.length && a.at(-1 - parts) === b.at(-1 - parts)) {
    parts += 1;
  }
  return parts;
}

function beginning(a: readonly string[], b: readonly string[]): number {
  let parts = 0;
  while (parts < a.length - 1 && parts < b.length - 1 && a[parts] === b[parts]) {
    parts += 1;
  }
  return parts;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
