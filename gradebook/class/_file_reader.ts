/**
 * Random access to a file on disk for the zip library: an archive of a class is never held
 * in memory.
 *
 * @module
 */
import { Reader } from "@zip.js/zip.js";

/** Reads pieces of one open file; the caller closes it. */
export class FileReader extends Reader<Deno.FsFile> {
  readonly #file: Deno.FsFile;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(file: Deno.FsFile, bytes: number) {
    super(file);
    this.#file = file;
    this.size = bytes;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const read = this.#queue.then(() => this.#read(index, length));
    this.#queue = read.catch(() => {});
    return read;
  }

  async #read(index: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - index)));
    await this.#file.seek(index, Deno.SeekMode.Start);
    let at = 0;
    while (at < bytes.length) {
      const count = await this.#file.read(bytes.subarray(at));
      if (count === null) break;
      at += count;
    }
    return bytes.subarray(0, at);
  }
}
