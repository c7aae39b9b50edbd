/**
 * The files of a Gradescope autograder's package, and the zip of them.
 *
 * @module
 */
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** A file of a package. */
export interface PackageFile {
  /** `/`-separated. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly executable: boolean;
}

const root = new URL("../", import.meta.url);
/** Only what these name: a gradebook or results beside them hold students' data. */
const folders = ["cli/", "compat/", "grader/", "gradebook/", "models/", "rubric/"];
const single = ["LICENSE", "deno.json", "deno.lock", "mod.ts"];
const sources = /\.(?:tsx?|json|ya?ml)$/;
const scripts = ["setup.sh", "run_autograder"];

/**
 * All files of a package, sorted by path: scripts at the top, where the platform looks for
 * them, the project's sources with their lock in `latentmark/`.
 *
 * @param texts Files at the top by name, with their contents
 */
export async function autograderFiles(
  texts: Readonly<Record<string, string>>,
): Promise<readonly PackageFile[]> {
  const files: PackageFile[] = [];
  for (const name of scripts) {
    const bytes = await Deno.readFile(new URL(`gradescope/${name}`, root));
    files.push({ path: name, bytes, executable: true });
  }
  for (const [path, text] of Object.entries(texts)) {
    files.push({ path, bytes: new TextEncoder().encode(text), executable: false });
  }
  const names = [...single];
  for (const folder of folders) names.push(...await list(folder));
  for (const name of names) {
    const bytes = await Deno.readFile(new URL(name, root));
    files.push({ path: `latentmark/${name}`, bytes, executable: false });
  }
  return files.sort((a, b) => a.path < b.path ? -1 : 1);
}

async function list(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(new URL(folder, root))) {
    const name = `${folder}${entry.name}`;
    if (entry.isDirectory) names.push(...await list(`${name}/`));
    else if (entry.isFile && sources.test(entry.name)) names.push(name);
  }
  return names;
}

/** The earliest date that a zip can hold: the same files give the same bytes. */
const date = new Date(1980, 0, 1);

/** Packs files; which of them can be run is kept. */
export async function zipFiles(
  files: readonly PackageFile[],
): Promise<Uint8Array<ArrayBuffer>> {
  configure({ useWebWorkers: false });
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 9,
    extendedTimestamp: false,
    lastModDate: date,
  });
  for (const { path, bytes, executable } of files) {
    await writer.add(path, new Uint8ArrayReader(bytes), {
      unixMode: executable ? 0o100755 : 0o100644,
    });
  }
  return await writer.close();
}
