import { assert, assertEquals } from "@std/assert";
import { fuzz } from "./fuzz.ts";

Deno.test("every collector and reader takes mutated files without failing", async () => {
  const { cases, failures } = await fuzz({
    seed: 20_261_123,
    runs: 120,
    durationMs: 12_000,
    longestMs: 30_000,
    sandboxed: 0,
  });
  assert(cases > 0);
  assertEquals(
    failures.map(({ file, changes, reason }) => ({ file, changes, reason })),
    [],
  );
});
