import { assertEquals } from "@std/assert";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { sourceSchema } from "../../../gradebook/queue/source_schema.ts";

const sha256 = sha256Hex("x");

function source(path: string) {
  const content = { entry: path, files: [{ path, sha256, bytes: 1 }] };
  return { digest: sha256Hex(canonicalize(content)), ...content };
}

Deno.test({
  name: "sourceSchema takes paths below a folder only",
  permissions: "none",
  fn: () => {
    for (const path of ["a.pdf", "作業/報告.pdf", "a/..b/c", "a b/.c"]) {
      assertEquals(sourceSchema.safeParse(source(path)).success, true, path);
    }
    for (const path of ["../a", "a/../b", "/etc/passwd", "a//b", ".", "", "a\\..\\b"]) {
      assertEquals(sourceSchema.safeParse(source(path)).success, false, path);
    }
  },
});

Deno.test({
  name: "sourceSchema refuses a source that is not what its digest says",
  permissions: "none",
  fn: () => {
    const changed = { ...source("a.pdf"), entry: "b.pdf" };
    assertEquals(sourceSchema.safeParse(changed).success, false);
  },
});
