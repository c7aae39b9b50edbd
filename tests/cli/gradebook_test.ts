import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { openGradebook } from "../../gradebook/store/open_gradebook.ts";

/** Runs `grade` as `deno task` does, with a gradebook and reports in a folder. */
async function run(folder: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--no-check", "--allow-read"],
      ...["--allow-write", "--allow-env", "--allow-run", "cli/main.ts", "grade", ...args],
      ...["--gradebook", join(folder, "class.db")],
      ...(args.includes("--again") ? [] : ["--out", join(folder, "out")]),
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

async function inTempDir(test: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const sample = "samples/flawed/unanswered.md";

Deno.test("grade keeps what it makes in the gradebook, and makes it once", () =>
  inTempDir(async (folder) => {
    const first = await run(folder, sample);
    assertEquals([first.code, first.err], [0, ""]);
    const report = join(folder, "out", "unanswered", "report.json");
    const bytes = await Deno.readTextFile(report);
    const second = await run(folder, sample);
    assertEquals(second, first);
    assertEquals(await Deno.readTextFile(report), bytes);
    using gradebook = openGradebook(join(folder, "class.db"), { readOnly: true });
    const [assignment = ""] = gradebook.assignments();
    const { rows } = gradebook.rows({ assignment });
    assertEquals(rows.map(({ submission, earned }) => [submission.id, earned]), [[
      "unanswered",
      0,
    ]]);
    assertEquals(gradebook.adoptions(1).length, 1);
    assert(Object.keys(gradebook.latestRubric(assignment)?.messages ?? {}).length > 2);
    assertEquals(JSON.parse(bytes), gradebook.grade(1)?.report);
  }));

Deno.test("grade tells a gradebook that is none before anything is graded", () =>
  inTempDir(async (folder) => {
    await Deno.writeTextFile(join(folder, "class.db"), "no database ".repeat(500));
    const { code, err } = await run(folder, sample);
    assertEquals(code, 2);
    assertMatch(err, /^Cannot open gradebook .+ as it must be an SQLite file: /);
  }));

Deno.test("grade --again shows a merge, and applies it when it is told to", () =>
  inTempDir(async (folder) => {
    await run(folder, sample);
    const same = await run(folder, "--again", "--yes");
    assertEquals(same.code, 0);
    assertMatch(same.out, /^Nothing to change: 1 submission graded again/);

    const rubric = join(folder, "rubric.yaml");
    const text = await Deno.readTextFile("rubric/ntu_ml_hw8.yaml");
    const stricter = text.replace("minimum: 2", "minimum: 9")
      .replaceAll(
        "lexicons/",
        `../../${"../".repeat(20)}${Deno.cwd().slice(1)}/rubric/lexicons/`,
      );
    await Deno.writeTextFile(rubric, stricter);
    const version = () => {
      using gradebook = openGradebook(join(folder, "class.db"), { readOnly: true });
      return [gradebook.version(), String(gradebook.adoptions(1).length)];
    };
    const before = version();
    const dry = await run(folder, "--again", "--dry-run", "--rubric", rubric);
    assertEquals(dry.code, 0, dry.err);
    assertMatch(dry.out, /q2\.adjustments +unmet 0, other reasons/);
    assertEquals(version(), before);

    // Without a terminal and without --yes nobody agrees.
    const asked = await run(folder, "--again", "unanswered", "--rubric", rubric);
    assertMatch(asked.out, /Nothing is changed\n$/);
    assertEquals(version()[1], "1");
    const path = await Deno.realPath(sample);
    const applied = await run(folder, "--again", "--yes", path, "--rubric", rubric);
    assertMatch(applied.out, /Applied to 1 submission\n$/);
    assertEquals(version()[1], "2");

    const unknown = await run(folder, "--again", "nobody", "--rubric", rubric);
    assertEquals(unknown.code, 2);
    assertMatch(
      unknown.err,
      /^Cannot grade "nobody" again as the gradebook must have it/,
    );
  }));

Deno.test("grade --again makes no gradebook where there is none", () =>
  inTempDir(async (folder) => {
    const { code, err } = await run(folder, "--again");
    assertEquals(code, 2);
    assertMatch(err, /there is no such file/);
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
