import { assertEquals, assertNotEquals } from "@std/assert";
import { join, toFileUrl } from "@std/path";
import { graderDigest } from "../../gradebook/grader_digest.ts";
import { defaultLimits } from "../../grader/collect/limits.ts";
import { defaultSandboxLimits } from "../../grader/sandbox.ts";

Deno.test("graderDigest() is another for what decides a report, and only for that", () => {
  const plain = graderDigest({});
  assertEquals(plain.length, 64);
  assertEquals(graderDigest({ limits: defaultLimits }), plain);
  assertEquals(graderDigest({ sandbox: defaultSandboxLimits }), plain);
  const known = new URL("../../rubric/checks/mentions.ts", import.meta.url).href;
  assertEquals(graderDigest({ checks: new Map([["mentions", known]]) }), plain);
  assertNotEquals(graderDigest({ limits: { pages: 1 } }), plain);
  assertNotEquals(graderDigest({ sandbox: { heapMiB: 1 } }), plain);
  assertNotEquals(graderDigest({ seed: 1 }), plain);
});

Deno.test("graderDigest() follows what a check beside the rubric imports", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const check = join(folder, "my_check.ts");
    await Deno.writeTextFile(check, 'import { a } from "./words.ts";\nexport default a;');
    await Deno.writeTextFile(join(folder, "words.ts"), 'export const a = "a";');
    const checks = new Map([["./my_check.ts", toFileUrl(check).href]]);
    const before = graderDigest({ checks });
    assertEquals(graderDigest({ checks }), before);
    await Deno.writeTextFile(join(folder, "words.ts"), 'export const a = "b";');
    assertNotEquals(graderDigest({ checks }), before);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
