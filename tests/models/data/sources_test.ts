import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { Image } from "imagescript";
import { digitData } from "../../../models/data/digits.ts";
import { drawnFaces } from "../../../models/data/drawn_pictures.ts";
import { toBytes, toUnitRange } from "../../../models/data/image_source.ts";
import { openPictureFolder, squareRgb } from "../../../models/data/picture_folder.ts";

const counts = { train: 2, test: 1, ofEachAnomaly: 1 };

Deno.test("drawnFaces() draws the same bytes again, and others for another seed", async () => {
  const [a, b, c] = [
    await drawnFaces(1, counts),
    await drawnFaces(1, counts),
    await drawnFaces(2, counts),
  ];
  assertEquals(a.images.digest, b.images.digest);
  assertEquals(a.test?.images.digest, b.test?.images.digest);
  assertNotEquals(a.images.digest, c.images.digest);
  assertEquals(a.images.count, 2);
  assertEquals(a.test?.classes?.slice(0, 2), ["face", "shapes"]);
  const picture = await a.images.read([1]);
  assertEquals(picture.length, 64 * 64 * 3);
  assert(new Set(picture).size > 10, "a face has more than a few colours");
  // Transparent parts lie over the background: the corner of a face shows it.
  assertEquals([...picture.slice(0, 3)], [0xe0, 0xe8, 0xf0]);
});

Deno.test("drawnFaces() uses its cache, and not a damaged one", async () => {
  const cache = await Deno.makeTempDir();
  try {
    const fresh = await drawnFaces(1, counts, cache);
    for await (const { name } of Deno.readDir(cache)) {
      const path = `${cache}/${name}`;
      const bytes = await Deno.readFile(path);
      bytes[0] = bytes[0]! ^ 1;
      await Deno.writeFile(path, bytes);
    }
    const again = await drawnFaces(1, counts, cache);
    assertEquals(again.images.digest, fresh.images.digest);
    const cached = await drawnFaces(1, counts, cache);
    assertEquals(cached.images.digest, fresh.images.digest);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("digitData() keeps anomalous classes out of training", async () => {
  const digits = await digitData(1);
  assertEquals(digits.images.shape, { height: 28, width: 28, channels: 1 });
  assertEquals(digits.test?.images.count, 600);
  assertEquals(digits.test?.anomalies, ["5", "6", "7", "8", "9"]);
  assertEquals(digits.images.digest, (await digitData(1)).images.digest);
});

Deno.test("openPictureFolder() reads pictures by name, and refuses what is none", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await assertRejects(() => openPictureFolder(folder), RangeError, "none was found");
    const red = new Image(8, 4).fill(0xff0000ff);
    const clear = new Image(4, 4).fill(0x00000000);
    await Deno.writeFile(`${folder}/b.png`, await red.encode());
    await Deno.writeFile(`${folder}/a.PNG`, await clear.encode());
    const source = await openPictureFolder(folder, 2);
    assertEquals(source.count, 2);
    assertEquals([...(await source.read([0])).slice(0, 3)], [255, 255, 255]);
    assertEquals([...(await source.read([1])).slice(0, 3)], [255, 0, 0]);
    const blue = new Image(16, 16).fill(0x0000ffff);
    await Deno.writeFile(`${folder}/0.jpg`, await blue.encodeJPEG());
    const [r, g, b] = await (await openPictureFolder(folder, 2)).read([0]);
    assert(r! < 8 && g! < 8 && b! > 247, `${[r, g, b]}`);
    await Deno.writeTextFile(`${folder}/c.png`, "not a picture");
    await assertRejects(() => openPictureFolder(folder), TypeError, "c.png");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "squareRgb() averages areas and repeats pixels",
  permissions: "none",
  fn() {
    const bitmap = new Uint8Array([0, 0, 0, 255, 100, 100, 100, 255].flatMap((v) => [v]));
    const wide = { width: 2, height: 1, bitmap };
    assertEquals(squareRgb(wide, 2).length, 12);
    const four = {
      width: 2,
      height: 2,
      bitmap: Uint8Array.from([...bitmap, ...bitmap]),
    };
    assertEquals([...squareRgb(four, 1)], [50, 50, 50]);
  },
});

Deno.test({
  name: "toBytes() undoes toUnitRange()",
  permissions: "none",
  fn() {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    assertEquals([...toBytes(toUnitRange(bytes))], [...bytes]);
    assertEquals([...toBytes(new Float32Array([-3, 3]))], [0, 255]);
  },
});
