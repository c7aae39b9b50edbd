import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";

const writer = fromFileUrl(new URL("./_writer.ts", import.meta.url));

/** Starts a writer, kills it after it told of some rows; all ids that it told. */
async function killed(path: string, prefix: string, after: number): Promise<string[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-check", "--no-prompt", "-A", writer, path, prefix],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.split("\n").length > after) {
      try {
        child.kill("SIGKILL");
      } catch {
        // It ended by itself, which the status tells.
      }
    }
  }
  assertEquals((await child.status).signal, "SIGKILL");
  return text.split("\n").slice(0, -1);
}

Deno.test({
  name: "a writer that is killed has lost nothing that it told, with others beside it",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const path = join(folder, "a.db");
      const told: string[] = [];
      for (const [round, after] of [1, 7, 16].entries()) {
        const both = ["a", "b"].map((name) => killed(path, `${name}${round}-`, after));
        told.push(...(await Promise.all(both)).flat());
      }
      using gradebook = openGradebook(path);
      assert(told.length >= 2 * (1 + 7 + 16));
      for (const id of told) {
        const submission = gradebook.submissionById("hw", id);
        const current = gradebook.grade(submission?.key ?? 0)?.current;
        assertEquals(current?.score?.earned, 4, `${id} is there`);
        assertEquals(current?.items[0]?.decision?.verdict, "met");
      }
      // What was written and not told any more is whole, too.
      const all = gradebook.submissions("hw");
      assert(all.length <= told.length + 2 * 3);
      assert(all.every(({ key }) => gradebook.adoptions(key).length === 1));
      const before = gradebook.rows({ assignment: "hw", limit: 500 });
      gradebook.rebuild();
      assertEquals(gradebook.rows({ assignment: "hw", limit: 500 }), before);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
