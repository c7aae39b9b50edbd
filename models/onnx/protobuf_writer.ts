/**
 * Protobuf's wire format, written as pieces that are joined only on the way out, so that a
 * message with 500 MB of weights needs no second 500 MB. Follows the encoding guide of
 * Protocol Buffers, version 3.
 * @module
 */

/** Bytes that exist, or that are made when their turn comes. */
export type Chunk = Uint8Array | { readonly length: number; make(): Uint8Array };

/** A run of bytes with its length. */
export interface Piece {
  readonly length: number;
  readonly chunks: readonly Chunk[];
}

const encoder = new TextEncoder();

/** Wraps bytes. */
export function piece(...chunks: readonly Chunk[]): Piece {
  return { length: chunks.reduce((sum, { length }) => sum + length, 0), chunks };
}

/** Puts pieces one after another. */
export function join(pieces: readonly Piece[]): Piece {
  return {
    length: pieces.reduce((sum, { length }) => sum + length, 0),
    chunks: pieces.flatMap(({ chunks }) => chunks),
  };
}

/** A field with a whole number of at least 0. */
export function intField(field: number, value: number): Piece {
  return piece(Uint8Array.from([...varint(field * 8), ...varint(value)]));
}

/** A field with a 32-bit float. */
export function floatField(field: number, value: number): Piece {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return piece(Uint8Array.from([...varint(field * 8 + 5), ...bytes]));
}

/** A field with text. */
export function textField(field: number, value: string): Piece {
  return bodyField(field, piece(encoder.encode(value)));
}

/** A field with bytes or with a message. */
export function bodyField(field: number, body: Piece): Piece {
  const head = Uint8Array.from([...varint(field * 8 + 2), ...varint(body.length)]);
  return join([piece(head), body]);
}

/** The bytes of a piece, chunk by chunk. */
export function* chunksOf({ chunks }: Piece): Generator<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk instanceof Uint8Array ? chunk : chunk.make();
  }
}

/** The bytes of a piece in one array. */
export function bytesOf(whole: Piece): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(whole.length);
  let at = 0;
  for (const chunk of chunksOf(whole)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push(rest % 128 + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
