/**
 * A text that is given alone, and the local pictures that it refers to.
 *
 * @module
 */

import type { Assets, Found } from "./assets.ts";
import { isRemote } from "./assets.ts";
import { readSource } from "./folder.ts";
import { addressPath, resolvePath } from "./submission_assets.ts";
import type { Budget, SourceFile } from "./submission_files.ts";

/** Assets below one folder on disk; what is found becomes part of the submission. */
export interface LoneAssets extends Assets {
  /** Files that were found, in the order in which they were asked for. */
  readonly files: readonly SourceFile[];
}

/**
 * Assets of a file that stands alone on disk: files below its own folder, by the address
 * or by the longest end of it that names a file there. Links out of the folder, and what
 * the process may not read, are missing.
 *
 * @param file path of the file on disk; only it and what is found need be readable
 */
export function loneAssets(file: string, budget: Budget): LoneAssets {
  const slash = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
  const folder = slash < 0 ? "." : file.slice(0, slash) || "/";
  const files: SourceFile[] = [];
  const known = new Map<string, Promise<Found>>();
  const load = async (path: string): Promise<Found | null> => {
    try {
      const own = await Deno.realPath(file);
      const root = own.slice(0, Math.max(own.lastIndexOf("/"), own.lastIndexOf("\\")));
      const real = await Deno.realPath(`${folder}/${path}`);
      if (!real.startsWith(root) || !/^[\/\\]/.test(real.slice(root.length))) return null;
      if (!(await Deno.stat(real)).isFile) return null;
      budget.addFile(path);
      const { file: found, problem } = await readSource(real, path, budget);
      files.push(found);
      return found.content === null
        ? { missing: problem ?? "the file is not read" }
        : { path: found.path, bytes: found.content };
    } catch (error) {
      const absent = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotCapable ||
        error instanceof Deno.errors.PermissionDenied ||
        error instanceof Deno.errors.NotADirectory || error instanceof TypeError;
      if (absent) return null;
      throw error;
    }
  };
  return {
    files,
    async find(reference) {
      const path = addressPath(reference);
      const parts = path.split("/").filter((part) =>
        part !== "" && part !== ".." && part !== "."
      );
      const tails = parts.map((_, i) => parts.slice(i).join("/")).slice(-12);
      const direct = isRemote(reference) ? null : resolvePath("", path);
      for (const candidate of new Set([...(direct ? [direct] : []), ...tails])) {
        const loading = known.get(candidate) ??
          load(candidate).then((found) =>
            found ?? { missing: "no such file in the submission" }
          );
        known.set(candidate, loading);
        const found = await loading;
        if (!("missing" in found) || !found.missing.startsWith("no such")) return found;
      }
      return { missing: "no such file in the submission" };
    },
  };
}
