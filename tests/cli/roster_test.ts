import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { rosterCommand } from "../../cli/roster.ts";
import { UsageError } from "../../cli/usage.ts";
import { matchRoster, readRoster } from "../../gradebook/import/roster.ts";
import type { SubmissionRecord } from "../../gradebook/records.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { putGraded, reportOf } from "../gradebook/store/_class.ts";

function record(
  key: number,
  id: string,
  externalId: string | null = null,
): SubmissionRecord {
  return {
    ...{ key, id, externalId, assignment: "hw", source: "", submitters: [] },
    addedAt: "2026-01-01T00:00:00.000Z",
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test({
  name: "matchRoster() takes ids that stand as a whole, and nothing that is not certain",
  permissions: "none",
  fn() {
    const roster = readRoster(
      bytesOf(
        "Name,SID,Email,Submission ID\nAda,B09901001,ada@x.edu,\nBob,B09901002,b@x.edu,77\n" +
          "Bea,B09901003,,77\nCai,1234,c@x.edu,\nDan,B09901009,,\nDao,B09901009,,\n" +
          "Eve,B09901005,,\n",
      ),
      "r.csv",
    );
    const { matched, unmatched } = matchRoster([
      record(1, "hw8_b09901001-report"),
      record(2, "77"),
      record(3, "x1234"),
      record(4, "1234"),
      record(5, "B09901009"),
      record(6, "xB09901001"),
      record(7, "B09901005"),
      record(8, "B09901005_again"),
      record(9, "group_B09901001x"),
      record(10, "whoever", "88"),
    ], roster);
    assertEquals(
      [...matched].map(([key, list]) => [key, ...list.map(({ name }) => name)]),
      [[1, "Ada"], [2, "Bob", "Bea"]],
    );
    assertEquals(unmatched.length, 8);
    assertMatch(unmatched.join("\n"), /"B09901009": two students/);
    assertMatch(unmatched.join("\n"), /"B09901005": a student of it has another/);
  },
});

Deno.test("rosterCommand() names the students of those without any, and keeps the others", async () => {
  const folder = await Deno.makeTempDir();
  const [log, error] = [console.log, console.error];
  console.log = console.error = () => {};
  try {
    const path = join(folder, "g.db");
    const list = join(folder, "r.csv");
    await Deno.writeTextFile(list, "Name,SID\nAda,B09901001\nBob,B09901002\n");
    {
      using gradebook = openGradebook(path);
      putGraded(gradebook, "B09901001", reportOf([]));
      putGraded(gradebook, "B09901002", reportOf([]), { name: "Known" });
    }
    const names = () => {
      using gradebook = openGradebook(path);
      return gradebook.submissions("hw").map(({ submitters }) =>
        submitters[0]?.name ?? null
      );
    };
    assertEquals(await rosterCommand([list, "--gradebook", path, "--dry-run"]), 0);
    assertEquals(names(), [null, "Known"]);
    assertEquals(await rosterCommand([list, "--gradebook", path]), 0);
    assertEquals(names(), ["Ada", "Known"]);
    assertEquals(await rosterCommand([list, "--gradebook", path, "--all"]), 0);
    assertEquals(names(), ["Ada", "Bob"]);
    await Deno.writeTextFile(list, "Name\nAda\n");
    await assertRejects(
      () => rosterCommand([list, "--gradebook", path]),
      UsageError,
      "SID or Email",
    );
  } finally {
    [console.log, console.error] = [log, error];
    await Deno.remove(folder, { recursive: true });
  }
});
