/** Seeded mutation of bytes: what broken disks, tools and people do to files. */
import fc from "fast-check";

/** One change to a file, as data, so that a failing case can be told and shrunk. */
export type Mutation =
  | { readonly type: "flip"; readonly at: number; readonly bit: number }
  | { readonly type: "cut"; readonly at: number }
  | { readonly type: "drop"; readonly at: number; readonly length: number }
  | {
    readonly type: "repeat";
    readonly at: number;
    readonly length: number;
    readonly times: number;
  }
  | {
    readonly type: "splice";
    readonly at: number;
    readonly from: number;
    readonly length: number;
  }
  | { readonly type: "insert"; readonly at: number; readonly text: string };

/** Pieces that parsers trip over. */
const sharp = [
  ...["\u0000", "\uFFFD", "\u200B", "\u202E", "\uD83D", "￿", "\r", "\n\n", "\t"],
  ..."[](){}<>\"'`*_#|~$^&\\/!@:;,.=+-%".split(""),
  ...["]]>", "<!--", "-->", "<![CDATA[", "<script>", "</table>", "<w:p>", "&lol;", "```"],
  ...["endobj", "endstream", "stream\n", "obj <<", ">>", "/Length -1", "%%EOF", "xref"],
  ...["9999999999", "-1", "1e999", "NaN", "null", "true", "z[0] = z[-1]", "lambda: "],
  ...["PK\u0003\u0004", "\u0089PNG", "data:image/png;base64,", "nn.Linear(64, 10**9)"],
];

/** Places are fractions of the file's length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** Any one mutation. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    type: fc.constant("flip" as const),
    at: place,
    bit: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({ type: fc.constant("cut" as const), at: place }),
  fc.record({
    type: fc.constant("drop" as const),
    at: place,
    length: fc.integer({ min: 1, max: 300 }),
  }),
  fc.record({
    type: fc.constant("repeat" as const),
    at: place,
    length: fc.integer({ min: 1, max: 200 }),
    times: fc.integer({ min: 2, max: 400 }),
  }),
  fc.record({
    type: fc.constant("splice" as const),
    at: place,
    from: place,
    length: fc.integer({ min: 1, max: 2000 }),
  }),
  fc.record({
    type: fc.constant("insert" as const),
    at: place,
    text: fc.tuple(fc.constantFrom(...sharp), fc.integer({ min: 1, max: 200 }))
      .map(([piece, times]) => piece.repeat(times)),
  }),
);

/** The file with one change; `other` is where splices come from. */
export function mutate(
  bytes: Uint8Array,
  change: Mutation,
  other: Uint8Array,
): Uint8Array {
  const at = Math.min(bytes.length, Math.floor(change.at * bytes.length));
  switch (change.type) {
    case "flip": {
      const copy = bytes.slice();
      if (at < copy.length) copy[at] = copy[at]! ^ (1 << change.bit);
      return copy;
    }
    case "cut":
      return bytes.slice(0, at);
    case "drop":
      return joined(bytes.subarray(0, at), bytes.subarray(at + change.length));
    case "repeat": {
      const piece = bytes.subarray(at, at + change.length);
      return joined(
        bytes.subarray(0, at),
        ...Array.from({ length: change.times }, () => piece),
        bytes.subarray(at),
      );
    }
    case "splice": {
      const from = Math.floor(change.from * other.length);
      const piece = other.subarray(from, from + change.length);
      return joined(bytes.subarray(0, at), piece, bytes.subarray(at));
    }
    case "insert":
      return joined(
        bytes.subarray(0, at),
        new TextEncoder().encode(change.text),
        bytes.subarray(at),
      );
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
