import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { similarCommand } from "../../../cli/similar.ts";
import { makeSignatures } from "../../../gradebook/similar/make_signatures.ts";
import { similarPairs } from "../../../gradebook/similar/similar_pairs.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { putGraded } from "../store/_class.ts";

const copied =
  "The latent space of a variational autoencoder is smooth, so that points " +
  "which lie close to one another decode to images that look alike, and new images can be " +
  "drawn from the prior without an input. A plain autoencoder has no such order: between " +
  "two codes there may be nothing that the decoder was ever trained on.";

Deno.test("similarPairs() shows passages with their places, once signatures are made", async () => {
  const folder = await Deno.makeTempDir();
  const said = console.log;
  try {
    const path = join(folder, "g.db");
    {
      using gradebook = openGradebook(path);
      putGraded(gradebook, "a", null, { content: `# One\n\nMine alone.\n\n${copied}\n` });
      putGraded(gradebook, "b", null, { content: `Another start.\n\n${copied}\n` });
      putGraded(gradebook, "c", null, { content: "Something else altogether.\n" });
      putGraded(gradebook, "d", null, { content: "\u0000\u0001\u0002" });
      const before = similarPairs(gradebook, "hw");
      assertEquals([before.pairs.length, before.missing], [0, 4]);
      assertEquals(await makeSignatures(gradebook, "hw", { jobs: 2 }), 4);
      assertEquals(await makeSignatures(gradebook, "hw", { jobs: 2 }), 0);
      const report = similarPairs(gradebook, "hw");
      assertEquals(report.missing, 0);
      assertEquals(report.compared + report.unreadable.length, 4);
      const [pair] = report.pairs;
      assertEquals([report.pairs.length, pair!.a.id, pair!.b.id], [1, "a", "b"]);
      const [passage] = pair!.passages;
      assertEquals(passage!.a.where.lines?.[0], 5);
      assertEquals(passage!.b.where.lines?.[0], 3);
      assert(passage!.a.text.startsWith("The latent space"));
      // What was found is kept.
      assertEquals(similarPairs(gradebook, "hw"), report);
    }
    const lines: string[] = [];
    console.log = (...words: unknown[]) => lines.push(words.join(" "));
    assertEquals(await similarCommand(["--gradebook", path]), 0);
    assertMatch(lines.join("\n"), /^a {2}b\n {2}\d+ percent/);
  } finally {
    console.log = said;
    await Deno.remove(folder, { recursive: true });
  }
});
