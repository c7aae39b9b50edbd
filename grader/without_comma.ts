/**
 * A way to submissions whose path has a comma, which Deno can not grant to a child.
 *
 * @module
 */
import { basename, join } from "@std/path";

/** Another path of a submission; it ends when it is disposed of. */
export interface OtherPath extends AsyncDisposable {
  /** The same file or folder, by a path without a comma. */
  readonly path: string;
  /** How the submission calls itself. */
  readonly name: string;
}

/**
 * Makes a link to a file or folder in a new folder for temporary files. The child may read
 * what the link names and nothing beside it.
 *
 * @param full Real path
 * @returns `null` where the path has no comma, or no link can be made
 */
export async function withoutComma(full: string): Promise<OtherPath | null> {
  if (!full.includes(",")) return null;
  try {
    const folder = await Deno.makeTempDir({ prefix: "latentmark-" });
    const path = join(folder, "submission");
    const remove = () => Deno.remove(folder, { recursive: true });
    try {
      await Deno.symlink(full, path);
    } catch (error) {
      await remove();
      throw error;
    }
    if (path.includes(",")) {
      await remove();
      return null;
    }
    return { path, name: basename(full), [Symbol.asyncDispose]: remove };
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return null;
    if (error instanceof Deno.errors.PermissionDenied) return null;
    throw error;
  }
}
