/**
 * Protobuf's wire format, read from bytes that nobody vouches for: no copies, no recursion,
 * every length checked. Follows the encoding guide of Protocol Buffers, version 3.
 * @module
 */

/** One field of a message. */
export interface Field {
  readonly number: number;
  /** The number of a varint or 32-bit field (floats as such); 0 for bytes. */
  readonly value: number;
  /** The bytes of a length-delimited field, and of a 32-bit or 64-bit one. */
  readonly bytes: Uint8Array;
  readonly wire: number;
}

const EMPTY = new Uint8Array(0);

/** No honest message comes near it; each field costs time even when it is not wanted. */
const MAX_FIELDS = 100_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The fields of one message, in order.
 *
 * @param what names the message in errors
 * @throws {SyntaxError} when a field runs over the end or has a wire type ONNX does not use
 */
export function* fieldsOf(bytes: Uint8Array, what: string): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const fail = (seen: string): never => {
    throw new SyntaxError(
      `Cannot read ${what} as protobuf needs whole fields: ${seen} at byte ${at}`,
    );
  };
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      if (at >= bytes.length) return fail("a number runs over the end");
      const byte = bytes[at++]!;
      value += (byte & 127) * 2 ** (7 * i);
      // Ten bytes are a negative number in two's complement.
      if (byte < 128) return i === 9 ? value - 2 ** 64 : value;
    }
    return fail("a number is longer than ten bytes");
  };
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) return fail(`a field of ${length} bytes runs over`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  for (let count = 1; at < bytes.length; count++) {
    if (count > MAX_FIELDS) fail(`more than ${MAX_FIELDS} fields`);
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (number < 1 || number >= 2 ** 29) fail(`field number ${number}`);
    if (wire === 0) yield { number, wire, value: varint(), bytes: EMPTY };
    else if (wire === 1) yield { number, wire, value: 0, bytes: take(8) };
    else if (wire === 2) yield { number, wire, value: 0, bytes: take(varint()) };
    else if (wire === 5) {
      const body = take(4);
      yield { number, wire, value: view.getFloat32(at - 4, true), bytes: body };
    } else fail(`wire type ${wire}`);
  }
}

/**
 * A field's bytes as text.
 *
 * @throws {SyntaxError} when it is too long, no UTF-8, or has control characters
 */
export function textOf({ bytes }: Field, what: string, maxLength = 512): string {
  let text: string | undefined;
  try {
    if (bytes.length <= maxLength) text = utf8.decode(bytes);
  } catch {
    // Reported below.
  }
  // deno-lint-ignore no-control-regex
  if (text === undefined || /[\u0000-\u001f\u007f]/.test(text)) {
    throw new SyntaxError(
      `Cannot read ${what} as names must be plain text of at most ${maxLength} bytes: ` +
        `${bytes.length} bytes were seen`,
    );
  }
  return text;
}

/** Whole numbers of a repeated field, packed or one by one. */
export function intsOf(field: Field, what: string, maxCount: number): number[] {
  if (field.wire === 0) return [field.value];
  const numbers: number[] = [];
  // A packed run is a list of varints: read as one number each with a made-up tag.
  let value = 0;
  let place = 0;
  for (const byte of field.bytes) {
    value += (byte & 127) * 2 ** (7 * place);
    place++;
    if (byte < 128) {
      numbers.push(place === 10 ? value - 2 ** 64 : value);
      [value, place] = [0, 0];
    }
    if (place > 9 || numbers.length > maxCount) {
      throw new SyntaxError(
        `Cannot read ${what} as it must hold at most ${maxCount} whole numbers: ` +
          `${field.bytes.length} bytes were seen`,
      );
    }
  }
  return numbers;
}
