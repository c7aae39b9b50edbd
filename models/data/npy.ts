/**
 * Pictures of a NumPy `.npy` file, read where they lie: the homework's training set is too
 * large to hold. Format: NumPy enhancement proposal 1 (versions 1 to 3).
 * @module
 */

import { createHash } from "node:crypto";
import { type ImageShape, type ImageSource, pictureSize } from "./image_source.ts";

/** What the header of an `.npy` file says. */
export interface NpyHeader {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the numbers start. */
  readonly offset: number;
}

/** As much as is read of a file to find its header. */
const HEADER_LIMIT = 65_536;

/**
 * Reads the header from the first bytes of a file.
 *
 * @throws {SyntaxError} when it is not the header of an `.npy` file
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { parseNpyHeader } from "./npy.ts";
 * assertThrows(() => parseNpyHeader("a.npy", new Uint8Array(64)), SyntaxError);
 * ```
 */
export function parseNpyHeader(name: string, start: Uint8Array): NpyHeader {
  const refuse = (rule: string, seen: string) =>
    new SyntaxError(`Cannot read "${name}" as ${rule}: ${seen}`);
  const magic = String.fromCharCode(...start.subarray(0, 6));
  if (magic !== "\x93NUMPY") {
    throw refuse(
      "an .npy file must start with its magic string",
      `it starts with ${JSON.stringify(magic)}`,
    );
  }
  const major = start[6]!;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (start.length < 12) throw refuse("it must hold a header", `${start.length} bytes`);
  const [length, at] = major === 1
    ? [view.getUint16(8, true), 10]
    : [view.getUint32(8, true), 12];
  const offset = at + length;
  if (major < 1 || major > 3) throw refuse("its version must be 1 to 3", `${major}`);
  if (offset > start.length) {
    throw refuse("its header must be whole", `${length} bytes of header are declared`);
  }
  const text = new TextDecoder().decode(start.subarray(at, offset));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape'\s*:\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || dimensions === undefined) {
    throw refuse("its header must give descr, fortran_order and shape", text.trim());
  }
  const shape = dimensions.split(",").map((d) => d.trim()).filter((d) => d).map(Number);
  return { descr, fortranOrder: order === "True", shape, offset };
}

/**
 * Opens pictures: unsigned bytes `[count, height, width, channels]` in C order.
 *
 * @throws {SyntaxError} not an `.npy` file
 * @throws {TypeError} another type, order or shape than that
 * @throws {RangeError} the file is shorter or longer than its header says
 */
export async function openNpy(path: string): Promise<ImageSource> {
  const file = await Deno.open(path);
  try {
    const { size: fileBytes } = await file.stat();
    const header = parseNpyHeader(path, await readStart(file));
    const shape = checkHeader(path, header, fileBytes);
    const size = pictureSize(shape);
    const count = header.shape[0]!;
    return {
      name: path.replace(/.*\//, ""),
      shape,
      count,
      digest: await digestFile(file),
      async read(indices) {
        const batch = new Uint8Array(indices.length * size);
        for (let i = 0; i < indices.length; i++) {
          await file.seek(header.offset + indices[i]! * size, Deno.SeekMode.Start);
          await readFully(path, file, batch.subarray(i * size, (i + 1) * size));
        }
        return batch;
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function checkHeader(path: string, header: NpyHeader, fileBytes: number): ImageShape {
  const { descr, fortranOrder, shape, offset } = header;
  const refuse = (rule: string, seen: string) =>
    new TypeError(`Cannot read "${path}" as ${rule}: ${seen}`);
  if (descr !== "|u1") throw refuse("its type must be uint8 (|u1)", `it is ${descr}`);
  if (fortranOrder) throw refuse("its order must be C", "it is Fortran");
  const [count, height, width, channels] = shape;
  if (
    shape.length !== 4 || !count || !height || !width ||
    !(channels === 1 || channels === 3)
  ) {
    throw refuse(
      "its shape must be [count, height, width, 1 or 3]",
      `it is [${shape.join(", ")}]`,
    );
  }
  const expected = offset + count * height * width * channels;
  if (fileBytes !== expected) {
    throw new RangeError(
      `Cannot read "${path}" as ${count} pictures must take ${expected} bytes: ` +
        `it has ${fileBytes}`,
    );
  }
  return { height, width, channels };
}

async function readStart(file: Deno.FsFile): Promise<Uint8Array> {
  const start = new Uint8Array(HEADER_LIMIT);
  let filled = 0;
  while (filled < start.length) {
    const read = await file.read(start.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return start.subarray(0, filled);
}

async function readFully(path: string, file: Deno.FsFile, into: Uint8Array) {
  let filled = 0;
  while (filled < into.length) {
    const read = await file.read(into.subarray(filled));
    if (read === null) {
      throw new RangeError(
        `Cannot read "${path}" as it must not change while it is used: it became shorter`,
      );
    }
    filled += read;
  }
}

async function digestFile(file: Deno.FsFile): Promise<string> {
  const hash = createHash("sha256");
  const chunk = new Uint8Array(1 << 20);
  await file.seek(0, Deno.SeekMode.Start);
  for (let read; (read = await file.read(chunk)) !== null;) {
    hash.update(chunk.subarray(0, read));
  }
  return hash.digest("hex");
}
