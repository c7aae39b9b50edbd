/**
 * The folder for temporary files of a run: removed at its end, and by the next run where it
 * was killed.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";

const prefix = "latentmark-class-";
/** Of a folder whose run has no lock yet. */
const early = "latentmark-new-";

/** A folder of this run alone. */
export interface WorkFolder extends AsyncDisposable {
  readonly path: string;
}

/**
 * Makes the folder of a run, and removes those of runs that are no more. A run holds a lock
 * in its folder; the system frees it with the process, however that ends.
 *
 * @param parent Where folders are made; default: the system's for temporary files
 */
export async function openWorkFolder(parent?: string): Promise<WorkFolder> {
  const options = parent === undefined ? {} : { dir: parent };
  const made = await Deno.realPath(await Deno.makeTempDir({ prefix: early, ...options }));
  const lock = await Deno.open(join(made, "lock"), { write: true, create: true });
  await lock.lock(true);
  const path = join(dirname(made), basename(made).replace(early, prefix));
  await Deno.rename(made, path);
  await removeDead(dirname(path), path);
  return {
    path,
    async [Symbol.asyncDispose]() {
      lock.close();
      await Deno.remove(path, { recursive: true });
    },
  };
}

async function removeDead(parent: string, own: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(parent)) {
    const path = join(parent, name);
    if (!isDirectory || !name.startsWith(prefix) || path === own) continue;
    // Another user's folder is left.
    if (await isDead(path)) await Deno.remove(path, { recursive: true }).catch(() => {});
  }
}

async function isDead(path: string): Promise<boolean> {
  try {
    using lock = await Deno.open(join(path, "lock"), { write: true });
    return await lock.tryLock(true);
  } catch {
    return false;
  }
}
