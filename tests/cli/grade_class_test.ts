import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { isClassCall } from "../../cli/class_call.ts";
import { ClassTally } from "../../cli/class_tally.ts";
import { classWords } from "../../cli/class_words.ts";
import { classRequest } from "../../cli/grade_class_arguments.ts";
import { UsageError } from "../../cli/usage.ts";

async function cli(...args: string[]) {
  const result = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-check", "-A", "cli/main.ts", ...args],
    env: { NO_COLOR: "", INIT_CWD: Deno.cwd() },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code: result.code, out: text(result.stdout), err: text(result.stderr) };
}

async function inTempDir(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("grade --class grades each child once, and ends with a table", () =>
  inTempDir(async (folder) => {
    const root = join(folder, "class");
    await Deno.mkdir(root);
    await Deno.copyFile("samples/flawed/unanswered.md", join(root, "b01.md"));
    await Deno.writeFile(join(root, "b02.pdf"), new Uint8Array());
    const results = join(folder, "results");
    const gradebook = join(folder, "g.db");
    const args = ["grade", "--class", root, "--out", results, "--gradebook", gradebook];
    const dry = await cli(...args, "--dry-run");
    assertEquals(dry.code, 0, dry.err);
    assertMatch(dry.out, /to grade {2}b01[\s\S]*2 submissions \(plain\): 2 to grade/);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["class"]);
    const first = await cli(...args, "--jobs", "2");
    assertEquals(first.code, 1, first.err);
    assertMatch(first.out, /1 {2}graded, mean 0\.00 \/ 4[\s\S]*1 {2}not gradable/);
    assertMatch(first.out, /b02: Cannot read "b02\.pdf"/);
    assertMatch(first.out, /dashboard --gradebook/);
    const report = join(results, "b01", "report.json");
    const bytes = await Deno.readTextFile(report);
    assertEquals(JSON.parse(bytes).submission.id, "b01");
    const again = await cli(...args, "--lang", "zh-TW");
    assertMatch(again.out, /2 {2}全部之中先前已評分/);
    assertEquals(await Deno.readTextFile(report), bytes);
  }));

Deno.test("grade --class says what it saw where one submission is given", async () => {
  const { code, err } = await cli("grade", "--class", "samples/complete_en", "--dry-run");
  assertEquals(code, 2);
  assertMatch(err, /each of its children must be a submission[\s\S]*report\.md/);
});

Deno.test({
  name: "grade --class that is told to end says how to go on, and leaves nothing behind",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTempDir(async (folder) => {
      const root = join(folder, "class");
      await Deno.mkdir(root);
      await Deno.mkdir(join(folder, "tmp"));
      const text = "The VAE is a generative model. ".repeat(60_000);
      await Deno.writeTextFile(join(root, "slow.txt"), text);
      const gradebook = join(folder, "g.db");
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--quiet", "--no-check", "-A", "cli/main.ts", "grade"],
          ...["--class", root, "--gradebook", gradebook, "--out", join(folder, "out")],
        ],
        env: { TMPDIR: join(folder, "tmp") },
        stdout: "null",
        stderr: "piped",
      }).spawn();
      // A run has begun once its submission is on disk for a child.
      const works = () =>
        [...Deno.readDirSync(join(folder, "tmp"))].some(({ name }) =>
          [...Deno.readDirSync(join(folder, "tmp", name))].some((one) => one.isDirectory)
        );
      for (let i = 0; i < 300 && !works(); i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      child.kill("SIGTERM");
      const { code, stderr } = await child.output();
      assertEquals(code, 143);
      assertMatch(new TextDecoder().decode(stderr), /The same command goes on/);
      assertEquals([...Deno.readDirSync(join(folder, "tmp"))], []);
    }),
});

for (
  const [args, message] of [
    [["--class", "a", "b.pdf"], /given alone/],
    [["--jobs", "0", "a.pdf"], /--jobs.*from 1/],
    [["--jobs", "two", "a.pdf"], /"two"/],
    [["--watch", "a.pdf"], /--class must name a folder/],
    [["--class", ""], /must name a folder or zip/],
    [["--class", "a", "--reproduce", "quick"], /--reproduce/],
    [["--jobs", "2"], /no path is given/],
  ] as const
) {
  Deno.test(`classRequest() refuses ${args.join(" ")}`, () => {
    const error = assertThrows(() => classRequest([...args]), UsageError);
    assertMatch(error.message, message);
  });
}

Deno.test({
  name: "isClassCall() leaves plain grading alone",
  permissions: "none",
  fn() {
    assertEquals(isClassCall(["a.pdf", "b.pdf", "--out", "x"]), false);
    assertEquals(isClassCall(["--class=a.zip"]), true);
    assertEquals(isClassCall(["a.pdf", "--dry-run"]), true);
  },
});

Deno.test({
  name: "ClassTally renders what could not be graded, cut to a few lines",
  permissions: "none",
  fn() {
    const tally = new ClassTally();
    for (let i = 0; i < 30; i++) {
      const id = `b${`${i}`.padStart(2, "0")}`;
      tally.add({ of: "refused", id, reason: "gone\u001b[31m" });
    }
    const title = { en: "t", "zh-TW": "t" };
    const lines = tally.render(
      { schema: "latentmark/rubric@1", id: "r", version: "1", title, questions: [] },
      classWords.en,
    );
    assertMatch(lines.join("\n"), /30 {2}could not be taken in[\s\S]*and 10 more/);
    assert(!lines.join("").includes("\u001b"));
  },
});
