import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { compareCommand } from "../../cli/compare.ts";
import { UsageError } from "../../cli/usage.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { decisionOf, putGraded, reportOf } from "../gradebook/store/_class.ts";

Deno.test("compareCommand() compares with a file, or with people's decisions", async () => {
  const folder = await Deno.makeTempDir();
  const said = console.log;
  const lines: string[] = [];
  console.log = (...words: unknown[]) => lines.push(words.join(" "));
  try {
    const path = join(folder, "g.db");
    const run = async (...args: string[]) => {
      lines.length = 0;
      assertEquals(await compareCommand(["--gradebook", path, ...args]), 0);
      return lines.join("\n");
    };
    let submission: number;
    {
      using gradebook = openGradebook(path);
      submission = putGraded(gradebook, "b1", reportOf(["partial"]));
      putGraded(gradebook, "b2", reportOf(["met"]));
    }
    assertMatch(await run(), /Nobody decided anything of "hw" yet/);
    const csv = join(folder, "own.csv");
    await Deno.writeTextFile(
      csv,
      "Submission,q1.a verdict,q1.a points\nb1,unmet,0\nb2,met,1\nb3,met,1\n",
    );
    const text = await run(csv);
    assertMatch(text, /q1\.a +2 +1 +0\.50/);
    assertMatch(text, /b1 {2}q1\.a: people unmet, harness partial/);
    assertMatch(text, /row of somebody \(b3\): no submission here is it/);
    const json = JSON.parse(await run(csv, "--format", "json"));
    assertEquals([json.matched, json.differences[0].person], [2, "unmet"]);
    {
      using gradebook = openGradebook(path);
      gradebook.decide(decisionOf({
        ...{ submission, item: "q1.a", action: "override", verdict: "met", seen: 0 },
      }));
    }
    assertMatch(await run(), /q1\.a +1 +0 +0\.00/);
    await assertRejects(() => run(join(folder, "none.zip")), UsageError, "can be read");
    await assertRejects(() => run(csv, csv), UsageError, "one file at most");
    await Deno.writeTextFile(csv, "a,b\n");
    await assertRejects(() => run(csv), UsageError, "must be an evaluations zip");
  } finally {
    console.log = said;
    await Deno.remove(folder, { recursive: true });
  }
});
