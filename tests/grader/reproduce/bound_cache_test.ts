import { assertEquals } from "@std/assert";
import { boundCache, markUsed } from "../../../grader/reproduce/bound_cache.ts";

Deno.test("boundCache() removes what was unused for longest, and keeps what was named", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const names = ["a.bin", "b.bin", "c.checkpoint.bin", "d.bin", "notes.txt"];
    for (const [i, name] of names.entries()) {
      await Deno.writeFile(`${folder}/${name}`, new Uint8Array(100));
      const used = new Date(Date.UTC(2020, 0, 1 + i));
      await Deno.utime(`${folder}/${name}`, used, used);
    }
    assertEquals(await boundCache(folder, `${folder}/d.bin`, 400), []);
    await markUsed(`${folder}/a.bin`);
    await markUsed(`${folder}/gone.bin`);
    assertEquals(await boundCache(folder, `${folder}/b.bin`, 250), [
      "c.checkpoint.bin",
      "d.bin",
    ]);
    // A file that is too large alone stays: it was just made.
    assertEquals(await boundCache(folder, `${folder}/a.bin`, 50), ["b.bin"]);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(left, ["a.bin", "notes.txt"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
