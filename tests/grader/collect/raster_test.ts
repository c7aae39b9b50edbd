import { assertEquals, assertStringIncludes } from "@std/assert";
import { collectImage, collectPicture } from "../../../grader/collect/picture.ts";
import { createContext } from "../../../grader/collect/context.ts";
import { defaultLimits } from "../../../grader/collect/limits.ts";
import { decodeRaster, pictureFormat } from "../../../grader/collect/raster.ts";

/** Decoders read their own files. */
const permissions = { read: true } as const;

function fixture(name: string): Uint8Array {
  return Deno.readFileSync(
    new URL(`../../fixtures/collect_pdf/${name}`, import.meta.url),
  );
}

const admit = () => null;

async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const decoded = await decodeRaster(bytes, admit);
  if ("error" in decoded) throw new Error(decoded.error);
  const at = (y * decoded.raster.width + x) * 3;
  return [...decoded.raster.rgb.subarray(at, at + 3)];
}

// The picture is 46 x 36: a green border of 3 pixels around red at the top, blue below.
for (const name of ["a.png", "apal.png", "a.jpg", "a.gif", "a.bmp", "a.webp", "a.tiff"]) {
  Deno.test({
    name: `decodeRaster() reads ${name}`,
    permissions,
    fn: async () => {
      const bytes = fixture(name);
      const decoded = await decodeRaster(bytes, admit);
      if ("error" in decoded) throw new Error(decoded.error);
      assertEquals([decoded.raster.width, decoded.raster.height], [46, 36]);
      const near = (got: number[], wanted: number[]) =>
        got.every((value, i) => Math.abs(value - wanted[i]!) < 40);
      assertEquals(near(await pixel(bytes, 0, 0), [0, 128, 0]), true);
      assertEquals(near(await pixel(bytes, 20, 4), [240, 0, 15]), true);
      assertEquals(near(await pixel(bytes, 20, 30), [20, 0, 235]), true);
    },
  });
}

Deno.test({
  name: "decodeRaster() puts transparent parts on white",
  permissions,
  fn: async () => {
    assertEquals(await pixel(fixture("atr.png"), 0, 0), [255, 255, 255]);
  },
});

/** A JPEG with an EXIF block that asks for an orientation. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  // deno-fmt-ignore
  const block = [
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0,
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1,
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
    0, 0, 0, 0,
  ];
  return new Uint8Array([...jpeg.subarray(0, 2), ...block, ...jpeg.subarray(2)]);
}

Deno.test({
  name: "decodeRaster() turns a JPEG as its EXIF block asks",
  permissions,
  fn: async () => {
    const jpeg = fixture("a.jpg");
    const red = async (bytes: Uint8Array, x: number, y: number) =>
      (await pixel(bytes, x, y))[0]! > 150;
    // 1: red at the top; 3: at the bottom; 6: at the right; 8: at the left.
    assertEquals(await red(withOrientation(jpeg, 1), 20, 5), true);
    assertEquals(await red(withOrientation(jpeg, 3), 20, 30), true);
    assertEquals(await red(withOrientation(jpeg, 6), 30, 20), true);
    assertEquals(await red(withOrientation(jpeg, 6), 5, 20), false);
    assertEquals(await red(withOrientation(jpeg, 8), 5, 20), true);
  },
});

Deno.test({
  name: "decodeRaster() gives a reason for what is broken, never an exception",
  permissions,
  fn: async () => {
    for (const name of ["a.png", "a.jpg", "a.gif", "a.bmp", "a.webp", "a.tiff"]) {
      const bytes = fixture(name);
      for (const length of [0, 3, 12, 40, Math.floor(bytes.length / 2)]) {
        const decoded = await decodeRaster(bytes.subarray(0, length), admit);
        assertEquals("error" in decoded || decoded.raster.width === 46, true);
      }
      const noise = bytes.map((byte, i) => i < 30 ? byte : (byte * 7 + i) & 255);
      await decodeRaster(noise, admit);
    }
    assertEquals(await decodeRaster(new Uint8Array(0), admit), {
      error: "the file is empty",
    });
    const other = await decodeRaster(new TextEncoder().encode("<svg/>"), admit);
    assertStringIncludes("error" in other ? other.error : "", "not a PNG");
    assertEquals(pictureFormat(new Uint8Array([1, 2, 3])), null);
  },
});

Deno.test({
  name: "decodeRaster() asks before it decodes",
  permissions,
  fn: async () => {
    const sizes: string[] = [];
    const decoded = await decodeRaster(fixture("a.webp"), (width, height) => {
      sizes.push(`${width}x${height}`);
      return "too large";
    });
    assertEquals(decoded, { error: "too large" });
    assertEquals(sizes, ["46x36"]);
  },
});

Deno.test({
  name: "collectPicture() gives a piece with pixels, or one that says what is missing",
  permissions,
  fn: async () => {
    const context = createContext(defaultLimits, null);
    const where = { file: "a.md" };
    const [good] = await collectPicture(
      fixture("a.png"),
      { where, name: "a.png" },
      context,
    );
    assertEquals(good?.image?.width, 46);
    assertEquals(good?.image?.name, "a.png");
    assertEquals(context.rasters.has(good?.image?.raster ?? ""), true);
    const [bad] = await collectPicture(
      new Uint8Array([1, 2]),
      { where, name: "b" },
      context,
    );
    assertEquals(bad?.image, undefined);
    assertStringIncludes(bad?.missing ?? "", "b: not a PNG");
    assertEquals(context.problems.length, 1);
    const [again] = await collectImage(
      { path: "x/a.gif", bytes: fixture("a.gif") },
      context,
    );
    assertEquals(again?.image?.name, "a.gif");
  },
});
