/**
 * The models of the demo: trained once.
 *
 * @module
 */
import { fromFileUrl, join } from "@std/path";
import { createHash } from "node:crypto";

const root = new URL("../", import.meta.url);

/**
 * Trains both models in a process of their own, whose memory is free again afterwards.
 *
 * @param onStop given what ends the training, for Ctrl-C
 * @returns the folder of the run; `null`: it failed, and said why
 */
export async function trainedModels(
  folder: string,
  onStop: (end: () => void) => void,
): Promise<string | null> {
  const out = join(folder, `models-${modelsDigest().slice(0, 16)}`);
  if (await exists(join(out, "manifest.json"))) {
    console.log("Trained before.");
    return out;
  }
  for await (const entry of Deno.readDir(folder)) {
    const old = join(folder, entry.name);
    if (entry.name.startsWith("models-") && old !== out) {
      await Deno.remove(old, { recursive: true });
    }
  }
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "--quiet",
        "--no-prompt",
        "--allow-read",
        "--allow-write",
        "--allow-env",
      ],
      ...["cli/main.ts", "train", "--preset", "quick", "--resume", "--out", out],
    ],
    cwd: fromFileUrl(root),
    stdin: "null",
    // Its own group: Ctrl-C reaches it once, through us; a second one would not wait.
    detached: true,
  }).spawn();
  let asked = false;
  onStop(() => {
    asked = true;
    // It writes where it stands and ends.
    try {
      child.kill("SIGINT");
    } catch {
      // It has ended.
    }
  });
  const { success, code } = await child.status;
  if (asked || code === 130) {
    console.log("The same command goes on from there.");
    Deno.exit(130);
  }
  return success ? out : null;
}

/** Digest of all that decides the models: their sources and the libraries. */
function modelsDigest(): string {
  const hash = createHash("sha256");
  const list = (folder: URL): URL[] =>
    [...Deno.readDirSync(folder)].toSorted((a, b) => a.name < b.name ? -1 : 1)
      .flatMap((entry) =>
        entry.isDirectory
          ? list(new URL(`${entry.name}/`, folder))
          : [new URL(entry.name, folder)]
      );
  for (const url of [...list(new URL("models/", root)), new URL("deno.lock", root)]) {
    hash.update(url.pathname.slice(root.pathname.length));
    hash.update(Deno.readFileSync(url));
  }
  return hash.digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
