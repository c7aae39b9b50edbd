/**
 * A file of named float32 arrays with a JSON header: weights and checkpoints. Written and
 * read array by array, since a checkpoint can be larger than memory has room for twice.
 *
 * Layout: eight bytes `LMARRAY1`, the header's length as a little-endian 32-bit number, the
 * header (UTF-8 JSON), then the arrays, little-endian, in the header's order.
 * @module
 */

const MAGIC = "LMARRAY1";

/** Shape of a named array. */
export interface ArrayEntry {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
}

/** An open file. */
export interface ArrayFile<Meta> {
  readonly meta: Meta;
  readonly entries: readonly ArrayEntry[];
  /** @throws {RangeError} when there is no such array */
  read(name: string): Promise<Float32Array<ArrayBuffer>>;
  close(): void;
}

/** An array to write; its numbers are asked for when it is its turn. */
export interface ArrayToWrite extends ArrayEntry {
  numbers(): Promise<Float32Array<ArrayBuffer>>;
}

/** Writes a file whole or not at all. */
export async function writeArrays(
  path: string,
  meta: unknown,
  arrays: readonly ArrayToWrite[],
): Promise<void> {
  const entries = arrays.map(({ name, shape }): ArrayEntry => ({ name, shape }));
  const header = new TextEncoder().encode(JSON.stringify({ meta, entries }));
  const start = new Uint8Array(12 + header.length);
  start.set(new TextEncoder().encode(MAGIC));
  new DataView(start.buffer).setUint32(8, header.length, true);
  start.set(header, 12);
  const draft = `${path}.part`;
  const file = await Deno.create(draft);
  try {
    await writeAll(file, start);
    for (const array of arrays) {
      const numbers = await array.numbers();
      await writeAll(file, new Uint8Array(numbers.buffer));
    }
  } finally {
    file.close();
  }
  await Deno.rename(draft, path);
}

/**
 * Opens a file.
 *
 * @throws {SyntaxError} when it is not such a file, or not whole
 */
export async function openArrays<Meta>(path: string): Promise<ArrayFile<Meta>> {
  const file = await Deno.open(path);
  try {
    const { size } = await file.stat();
    const refuse = (rule: string, seen: string) =>
      new SyntaxError(`Cannot open "${path}" as ${rule}: ${seen}`);
    const start = await readAt(file, 0, Math.min(12, size));
    if (size < 12 || new TextDecoder().decode(start.subarray(0, 8)) !== MAGIC) {
      throw refuse("it must be a file of arrays", "it starts otherwise");
    }
    const length = new DataView(start.buffer).getUint32(8, true);
    if (12 + length > size) {
      throw refuse("its header must be whole", `${size} bytes in all`);
    }
    const text = new TextDecoder().decode(await readAt(file, 12, length));
    const { meta, entries } = JSON.parse(text) as {
      meta: Meta;
      entries: readonly ArrayEntry[];
    };
    const offsets = new Map<string, [offset: number, bytes: number]>();
    let offset = 12 + length;
    for (const { name, shape: [rows, columns] } of entries) {
      offsets.set(name, [offset, rows * columns * 4]);
      offset += rows * columns * 4;
    }
    if (offset !== size) {
      throw refuse("its arrays must be whole", `${size} bytes instead of ${offset}`);
    }
    return {
      meta,
      entries,
      async read(name) {
        const place = offsets.get(name);
        if (!place) {
          throw new RangeError(
            `Cannot read from "${path}" as it must hold "${name}": ` +
              `it holds ${entries.map((entry) => entry.name).join(", ")}`,
          );
        }
        return new Float32Array((await readAt(file, ...place)).buffer);
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done));
  }
}

async function readAt(
  file: Deno.FsFile,
  offset: number,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const into = new Uint8Array(bytes);
  await file.seek(offset, Deno.SeekMode.Start);
  for (let done = 0; done < bytes;) {
    const read = await file.read(into.subarray(done));
    if (read === null) break;
    done += read;
  }
  return into;
}
