/**
 * Waiting until something is added to a folder.
 *
 * @module
 */

/** So long nothing may change before what was added counts as whole. */
const quietMs = 2_000;
/** Folders of other machines tell nothing: they are looked at anew after this. */
const pollMs = 60_000;

/** Resolves once something in a folder changed and has been quiet since. */
export async function waitForChanges(
  folder: string,
  signal: AbortSignal,
  timing: { readonly quietMs?: number; readonly pollMs?: number } = {},
): Promise<void> {
  if (signal.aborted) return;
  const watcher = Deno.watchFs(folder, { recursive: true });
  let isOpen = true;
  const stop = () => {
    if (isOpen) watcher.close();
    isOpen = false;
  };
  let timer = setTimeout(stop, timing.pollMs ?? pollMs);
  signal.addEventListener("abort", stop);
  try {
    for await (const { kind } of watcher) {
      if (kind === "access") continue;
      clearTimeout(timer);
      timer = setTimeout(stop, timing.quietMs ?? quietMs);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
