/**
 * The CSV files of a platform's zip, real bytes counted as they come out.
 *
 * @module
 */
import { configure, type Entry, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { entryNames, refusal } from "../../grader/collect/archive.ts";
import { ImportError } from "./import_error.ts";

const mostEntries = 2000;
const mostBytes = 128 * 1024 * 1024;

/**
 * Unpacks what ends in `.csv`, by name in the archive's order.
 *
 * @param file name of the archive, for messages
 * @throws {ImportError} a damaged archive, one over a limit, or an entry that is refused
 */
export async function unzipTables(
  bytes: Uint8Array,
  file: string,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    filenameValidation: "tolerant",
  });
  try {
    const entries: Entry[] = [];
    for await (const entry of reader.getEntriesGenerator()) {
      entries.push(entry);
      if (entries.length > mostEntries) {
        throw new ImportError(
          file,
          `it must hold ${mostEntries} entries at most`,
          "more",
        );
      }
    }
    const names = entryNames(entries);
    const found: { name: string; bytes: Uint8Array }[] = [];
    let left = mostBytes;
    for (const [i, entry] of entries.entries()) {
      const path = names[i]!;
      const isTable = /\.csv$/i.test(path) && !/(?:^|\/)(?:__MACOSX\/|\._)/.test(path);
      if (entry.directory || !isTable) continue;
      const refused = refusal(entry, path);
      if (refused !== null) {
        throw new ImportError(file, "its entries must be plain files", refused);
      }
      const chunks: Uint8Array[] = [];
      await entry.getData(
        new WritableStream<Uint8Array>({
          write(chunk) {
            left -= chunk.length;
            if (left < 0) {
              throw new ImportError(file, `it must unpack to ${mostBytes} bytes`, "more");
            }
            chunks.push(chunk.slice());
          },
        }),
      );
      const content = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const chunk of chunks) {
        content.set(chunk, at);
        at += chunk.length;
      }
      found.push({ name: path.split("/").at(-1)!, bytes: content });
    }
    return found;
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const seen = error instanceof Error ? error.message : String(error);
    throw new ImportError(file, "it must be a whole zip archive", seen);
  } finally {
    await reader.close();
  }
}
