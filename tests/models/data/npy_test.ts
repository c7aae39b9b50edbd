import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { openNpy, parseNpyHeader } from "../../../models/data/npy.ts";

/** An `.npy` file as NumPy writes it. */
function npy(
  { descr = "|u1", fortran = false, shape = [3, 2, 2, 3], bytes = 36, version = 1 } = {},
): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const order = fortran ? "True" : "False";
  let text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }`;
  const start = version === 1 ? 10 : 12;
  while ((start + text.length + 1) % 64) text += " ";
  text += "\n";
  const file = new Uint8Array(start + text.length + bytes);
  file.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  const view = new DataView(file.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  file.set(new TextEncoder().encode(text), start);
  for (let i = 0; i < bytes; i++) file[start + text.length + i] = i;
  return file;
}

async function withFile<T>(bytes: Uint8Array, run: (path: string) => Promise<T>) {
  const path = await Deno.makeTempFile({ suffix: ".npy" });
  try {
    await Deno.writeFile(path, bytes);
    return await run(path);
  } finally {
    await Deno.remove(path);
  }
}

for (const version of [1, 2, 3]) {
  Deno.test(`openNpy() reads pictures where they lie, version ${version}`, async () => {
    await withFile(npy({ version }), async (path) => {
      const source = await openNpy(path);
      assertEquals(source.shape, { height: 2, width: 2, channels: 3 });
      assertEquals(source.count, 3);
      const read = await source.read([2, 0]);
      assertEquals([...read.slice(0, 3), ...read.slice(12, 15)], [24, 25, 26, 0, 1, 2]);
      assertEquals(source.digest.length, 64);
      source.close();
    });
  });
}

const refused: [string, Uint8Array<ArrayBuffer>, new (m: string) => Error, string][] = [
  ["another type", npy({ descr: "<f4", bytes: 144 }), TypeError, "it is <f4"],
  ["Fortran order", npy({ fortran: true }), TypeError, "it is Fortran"],
  ["a flat shape", npy({ shape: [3, 12] }), TypeError, "it is [3, 12]"],
  ["channels first", npy({ shape: [3, 3, 2, 2] }), TypeError, "it is [3, 3, 2, 2]"],
  ["one dimension", npy({ shape: [36] }), TypeError, "it is [36]"],
  ["a truncated file", npy({ bytes: 35 }), RangeError, "it has 163"],
  ["a longer file", npy({ bytes: 37 }), RangeError, "it has 165"],
  ["another format", new TextEncoder().encode("PK\x03\x04 not numpy"), SyntaxError, "PK"],
  ["an empty file", new Uint8Array(0), SyntaxError, 'it starts with ""'],
  ["half a header", npy().slice(0, 40), SyntaxError, "118 bytes of header"],
];
for (const [what, bytes, type, seen] of refused) {
  Deno.test(`openNpy() refuses ${what} and says what it saw`, async () => {
    await withFile(bytes, async (path) => {
      const error = await assertRejects(() => openNpy(path), type);
      assert(error.message.startsWith("Cannot read "), error.message);
      assert(error.message.includes(seen), error.message);
    });
  });
}

Deno.test({
  name: "parseNpyHeader() refuses an unknown version",
  permissions: "none",
  fn() {
    const file = npy();
    file[6] = 9;
    assertThrows(() => parseNpyHeader("x.npy", file), SyntaxError);
  },
});
