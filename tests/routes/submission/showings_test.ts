import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { showingsOf } from "../../../routes/submission/showings.ts";
import { madeRubric } from "../made_gradebook.ts";

async function withSource(
  name: string,
  content: string,
  test: (showings: ReturnType<typeof showingsOf>, source: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    using gradebook = openGradebook(join(folder, "gradebook.db"));
    const bytes = new TextEncoder().encode(content);
    const sha256 = gradebook.putBlob(bytes);
    const files = [{ path: name, sha256, bytes: bytes.length }];
    const digest = sha256Hex(canonicalize({ entry: name, files }));
    gradebook.putSource({ digest, entry: name, files });
    await test(showingsOf(gradebook), digest);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("Showings.showing() is made once and kept", async () => {
  await withSource("a.md", "# Title\n\nHello\n", async (showings, source) => {
    assertEquals(showings.known(source, madeRubric), null);
    const [first, second] = await Promise.all([
      showings.showing(source, madeRubric),
      showings.showing(source, madeRubric),
    ]);
    assertEquals(first, second);
    assert("parts" in first);
    assertEquals<unknown>(showings.known(source, madeRubric), first);
  });
});

Deno.test("Showings.showing() says why a broken file is not shown, and tries no more at once", async () => {
  await withSource("a.pdf", "%PDF-1.7 broken", async (showings, source) => {
    const first = await showings.showing(source, madeRubric);
    assert("unreadable" in first);
    const started = performance.now();
    assertEquals(await showings.showing(source, madeRubric), first);
    assert(performance.now() - started < 100);
    assert("unreadable" in await showings.page(source, "a.pdf", 1));
    assert("unreadable" in await showings.showing("b".repeat(64), madeRubric));
  });
});
