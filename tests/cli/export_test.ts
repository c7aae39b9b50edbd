import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { exportCommand } from "../../cli/export.ts";
import { UsageError } from "../../cli/usage.ts";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";
import { putGraded, reportOf } from "../gradebook/store/_class.ts";

async function withClass(
  test: (folder: string, run: (...args: string[]) => Promise<string>) => Promise<void>,
) {
  const folder = await Deno.makeTempDir();
  const said = console.error;
  const lines: string[] = [];
  console.error = (...words: unknown[]) => lines.push(words.join(" "));
  try {
    const file = join(folder, "g.db");
    {
      using gradebook = openGradebook(file);
      putGraded(gradebook, "b1", reportOf(["partial"]), { name: "Ada" });
      putGraded(gradebook, "b2", null, { name: "Bob" });
    }
    await test(folder, async (...args) => {
      lines.length = 0;
      assertEquals(await exportCommand(["--gradebook", file, ...args]), 0);
      return lines.join("\n");
    });
  } finally {
    console.error = said;
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("exportCommand() writes a file whole and says what it left out", () =>
  withClass(async (folder, run) => {
    const sheet = join(folder, "canvas.csv");
    await Deno.writeTextFile(
      sheet,
      "Student,ID,SIS Login ID,Section,x (1)\nAda,1,a,A,\n",
    );
    const out = join(folder, "out.csv");
    const said = await run("--format", "canvas", "--echo", sheet, "--out", out);
    assertMatch(said, /Left out: Bob: no row/);
    assertMatch(said, /Wrote .*out\.csv: 1 row, 1 left out/);
    assertMatch(await Deno.readTextFile(out), /Ada,1,a,A,3.5/);
    await run("--format", "csv", "--out", folder);
    assert((await Deno.stat(join(folder, "hw-scores.csv"))).isFile);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert(!names.some((name) => name.startsWith(".export")));
  }));

Deno.test("exportCommand() never writes over what it reads", () =>
  withClass(async (folder, run) => {
    const sheet = join(folder, "canvas.csv");
    const text = "Student,ID,SIS Login ID,Section,x (1)\nAda,1,a,A,\n";
    await Deno.writeTextFile(sheet, text);
    await Deno.symlink(sheet, join(folder, "link.csv"));
    for (const out of ["canvas.csv", "link.csv", "g.db"]) {
      await assertRejects(
        () => run("--format", "canvas", "--echo", sheet, "--out", join(folder, out)),
        UsageError,
        "another file than what is read",
      );
    }
    assertEquals(await Deno.readTextFile(sheet), text);
  }));

Deno.test("exportCommand() refuses wrong use before anything is written", () =>
  withClass(async (folder, run) => {
    const refused = (why: string, ...args: string[]) =>
      assertRejects(() => run(...args), UsageError, why);
    await refused("none is given");
    await refused("must be one of csv", "--format", "xlsx");
    await refused("--nope", "--format", "csv", "--nope");
    await refused("must be one of", "--format", "csv", "--assignment", "other");
    await refused("(--submission names it)", "--format", "html");
    await refused("(--echo names it)", "--format", "moodle");
    await refused("must be named by", "--format", "csv", "-");
    await refused(
      "can be read",
      "--format",
      "canvas",
      "--echo",
      join(folder, "none.csv"),
    );
    await refused(
      "can be written",
      "--format",
      "csv",
      "--out",
      join(folder, "no", "x.csv"),
    );
    assertEquals(
      [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith("csv")),
      [],
    );
  }));
