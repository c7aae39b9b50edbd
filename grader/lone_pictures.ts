/**
 * The pictures that belong to a text which is handed in without its folder.
 *
 * @module
 */
import { dirname, extname, join } from "@std/path";
import { defaultLimits } from "./collect/limits.ts";

const texts = new Set([".md", ".markdown", ".html", ".htm", ".ipynb"]);
const pictures = /\.(?:png|jpe?g|gif|webp|bmp|tiff?)$/i;
/** Enough for a report; a folder that holds more is not searched further. */
const mostEntries = 5000;
const deepest = 4;
/** Texts beyond this are read in the child alone, and without such pictures. */
const longestText = 64 * 1024 * 1024;
/** Pictures beyond this are not opened: the collector's limit. */
const mostPictures = defaultLimits.images;
/** UTF-16 units of the text that are looked through, once for each picture. */
const mostWork = 4e9;
/** UTF-16 units of all paths together: they are arguments of a command. */
const longestPaths = 256 * 1024;

/**
 * Pictures below a text's own folder whose names occur in the text: all that its reader may
 * open besides the text itself. Empty for any other file and for a folder.
 *
 * @param path Real path of the submission
 * @param folders Where to look; default: the text's own folder, and those below it
 * @returns real paths of files inside the folder, sorted
 */
export async function lonePictures(
  path: string,
  folders?: readonly string[],
): Promise<readonly string[]> {
  if (folders?.length === 0 || !texts.has(extname(path).toLowerCase())) return [];
  const info = await Deno.stat(path);
  if (!info.isFile || info.size > longestText) return [];
  const text = await Deno.readTextFile(path).catch(ignoreUnreadable) ?? "";
  const found: string[] = [];
  let entries = 0;
  let room = longestPaths;
  let work = mostWork;
  const visit = async (at: string, depth: number): Promise<void> => {
    const names: Deno.DirEntry[] = [];
    for await (const entry of Deno.readDir(at)) {
      if (++entries > mostEntries) break;
      names.push(entry);
    }
    names.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { name, isFile, isDirectory } of names) {
      if (isDirectory && depth < deepest && !name.startsWith(".")) {
        await visit(join(at, name), depth + 1).catch(ignoreUnreadable);
      } else if (isFile && pictures.test(name)) {
        work -= text.length;
        if (work < 0 || !mentions(text, name)) continue;
        const full = join(at, name);
        room -= full.length;
        // A permission can not name a path with a comma.
        if (found.length >= mostPictures || room < 0 || full.includes(",")) continue;
        found.push(full);
      }
    }
  };
  for (const folder of folders ?? [dirname(path)]) {
    await visit(folder, 0).catch(ignoreUnreadable);
  }
  return found;
}

function mentions(text: string, name: string): boolean {
  const forms = [name, encodeURI(name), encodeURIComponent(name)];
  forms.push(name.replaceAll(" ", "%20"));
  return [...new Set(forms)].some((form) => text.includes(form));
}

function ignoreUnreadable(error: unknown): void {
  const known = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotFound;
  if (!known) throw error;
}
