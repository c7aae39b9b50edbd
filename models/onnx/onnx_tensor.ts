/**
 * Arrays of an ONNX file. Their numbers stay where they are, also when they are kept in a
 * file beside it.
 * @module
 */

import { type Field, fieldsOf, intsOf, textOf } from "./protobuf_reader.ts";

/** One array. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** As `onnx.proto` numbers them: 1 is float32, 7 is int64. */
  readonly dataType: number;
  /** Little-endian bytes. */
  readonly bytes: Uint8Array;
}

/** Bytes of one number, by type. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [1, 4], // float32
  [2, 1], // uint8
  [3, 1], // int8
  [6, 4], // int32
  [7, 8], // int64
  [9, 1], // bool
  [10, 2], // float16
  [11, 8], // float64
  [16, 2], // bfloat16
]);

/** Where an array is when it is not in the file. */
interface Elsewhere {
  location: string;
  offset: number;
  length: number | undefined;
}

/**
 * Reads one array.
 *
 * @throws {SyntaxError | RangeError} when its bytes are not what its shape says, when it is
 * too large, or when it lies in a file that was not handed over
 */
export function parseTensor(
  message: Uint8Array,
  external: ReadonlyMap<string, Uint8Array>,
  maxElements: number,
): OnnxTensor {
  let name = "";
  let dataType = 0;
  let bytes: Uint8Array | undefined;
  const dims: number[] = [];
  const listed: Field[] = [];
  const elsewhere: Elsewhere = { location: "", offset: 0, length: undefined };
  let isElsewhere = false;
  for (const field of fieldsOf(message, "an ONNX array")) {
    if (field.number === 1) dims.push(...intsOf(field, "an array's shape", 8));
    else if (field.number === 2) dataType = field.value;
    else if (field.number === 8) name = textOf(field, "an array's name");
    else if (field.number === 9) bytes = field.bytes;
    else if ([4, 5, 7, 10].includes(field.number)) listed.push(field);
    else if (field.number === 13) readEntry(field, elsewhere);
    else if (field.number === 14) isElsewhere = field.value === 1;
    if (dims.length > 8) refuse(name, "more than 8 sizes");
  }
  const count = dims.reduce((product, dim) => product * dim, 1);
  const size = SIZES.get(dataType);
  if (size === undefined) return refuse(name, `numbers of type ${dataType}`);
  if (dims.some((dim) => !(dim >= 0)) || !(count <= maxElements)) {
    throw new RangeError(
      `Cannot read array "${name}" as it may hold at most ${maxElements} numbers: ` +
        `its shape is [${dims.join(", ")}]`,
    );
  }
  if (isElsewhere) bytes = fetchElsewhere(name, elsewhere, external, count * size);
  bytes ??= listedBytes(name, listed, dataType, count);
  if (bytes.length !== count * size) {
    refuse(
      name,
      `${bytes.length} bytes where its shape [${dims.join(", ")}] needs ${count * size}`,
    );
  }
  return { name, dims, dataType, bytes };
}

/** The whole numbers of an int64 or int32 array of at most 64. */
export function tensorInts({ name, dataType, bytes }: OnnxTensor): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = dataType === 7 ? 8 : 4;
  if ((dataType !== 7 && dataType !== 6) || bytes.length > 64 * size) {
    return refuse(name, "other than a few whole numbers");
  }
  return Array.from(
    { length: bytes.length / size },
    (_, i) =>
      size === 8 ? Number(view.getBigInt64(8 * i, true)) : view.getInt32(4 * i, true),
  );
}

/** The floats of a float32 array of at most 64; `undefined` for other arrays. */
export function tensorFloats({ dataType, bytes }: OnnxTensor): number[] | undefined {
  if (dataType !== 1 || bytes.length > 256) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

function readEntry(field: Field, elsewhere: Elsewhere): void {
  let [key, value] = ["", ""];
  for (const part of fieldsOf(field.bytes, "an array's place")) {
    if (part.number === 1) key = textOf(part, "an array's place", 64);
    if (part.number === 2) value = textOf(part, "an array's place");
  }
  if (key === "location") elsewhere.location = value;
  if (key === "offset") elsewhere.offset = Number(value);
  if (key === "length") elsewhere.length = Number(value);
}

/** Names only: no folders, no way up, no other drive. */
function fetchElsewhere(
  name: string,
  { location, offset, length }: Elsewhere,
  external: ReadonlyMap<string, Uint8Array>,
  needed: number,
): Uint8Array {
  const outside = location === "" || location === "." || /\.\.|[/\\:]/.test(location);
  if (outside) refuse(name, `its numbers outside of the submission, in "${location}"`);
  const file = external.get(location);
  if (!file) return refuse(name, `its numbers in "${location}", which is not there`);
  const end = offset + (length ?? needed);
  const whole = Number.isSafeInteger(offset) && offset >= 0 && end <= file.length;
  if (!whole || (length ?? needed) !== needed) {
    refuse(
      name,
      `its numbers at ${offset} to ${end} of "${location}", which has ` +
        `${file.length} bytes, where ${needed} are needed`,
    );
  }
  return file.subarray(offset, end);
}

/** Numbers that are listed one by one, or packed, instead of kept as bytes. */
function listedBytes(
  name: string,
  fields: readonly Field[],
  dataType: number,
  count: number,
): Uint8Array {
  if (dataType === 1 || dataType === 11) {
    const parts = fields.map(({ bytes }) => bytes);
    const first = parts[0] ?? new Uint8Array(0);
    if (parts.length <= 1) return first;
    const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
  if (dataType !== 6 && dataType !== 7) {
    return refuse(name, "numbers of a listed small type");
  }
  const numbers = fields.flatMap((field) => intsOf(field, `array "${name}"`, 1e6));
  if (numbers.length !== count) {
    refuse(name, `${numbers.length} listed numbers of ${count}`);
  }
  return dataType === 7
    ? new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer)
    : new Uint8Array(Int32Array.from(numbers).buffer);
}

function refuse(name: string, seen: string): never {
  throw new SyntaxError(
    `Cannot read array "${name}" as its numbers must be plain, complete and in the ` +
      `submission: it has ${seen}`,
  );
}
