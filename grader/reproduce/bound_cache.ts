/**
 * Keeps the folder of cached models below a size: what was not used for longest goes first.
 *
 * @module
 */

/** Bytes that cached models and checkpoints may take: about nine of the largest models. */
export const cacheBytes = 4 * 1024 ** 3;

/** Says that a file was used now. A cache that may not be written to keeps its order. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  try {
    await Deno.utime(path, now, now);
  } catch (error) {
    const gone = error instanceof Deno.errors.NotFound;
    if (!gone && !(error instanceof Deno.errors.PermissionDenied)) throw error;
  }
}

/**
 * Removes files until all together fit, the longest unused first.
 *
 * @param keep path of a file that stays whatever its size
 * @returns names of the removed files
 */
export async function boundCache(
  folder: string,
  keep: string,
  bytes: number = cacheBytes,
): Promise<string[]> {
  const files: { name: string; size: number; used: number }[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !/\.bin(?:\.part)?$/.test(name)) continue;
    try {
      const { size, mtime } = await Deno.stat(`${folder}/${name}`);
      files.push({ name, size, used: mtime?.getTime() ?? 0 });
    } catch (error) {
      // Another run may clean at the same time.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  let held = files.reduce((sum, { size }) => sum + size, 0);
  files.sort((a, b) => a.used - b.used || (a.name < b.name ? -1 : 1));
  const removed: string[] = [];
  for (const { name, size } of files) {
    if (held <= bytes) break;
    if (`${folder}/${name}` === keep) continue;
    try {
      await Deno.remove(`${folder}/${name}`);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    held -= size;
    removed.push(name);
  }
  return removed;
}
