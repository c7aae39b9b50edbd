import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { uniqueIds } from "../../cli/grade.ts";
import { reportSchema } from "../../grader/report_schema.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as `deno task` does, called from a folder. */
async function run(folder: string, args: readonly string[]): Promise<Ran> {
  const result = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-check",
      "--allow-read",
      "--allow-write",
      "--allow-env",
      "--allow-run",
      "cli/main.ts",
      ...args,
      // The gradebook of the project is not for tests.
      ...(args[0] === "grade" ? ["--no-gradebook"] : []),
    ],
    env: { NO_COLOR: "", INIT_CWD: folder },
  }).output();
  const decoder = new TextDecoder();
  return {
    code: result.code,
    out: decoder.decode(result.stdout),
    err: decoder.decode(result.stderr),
  };
}

function cli(...args: string[]): Promise<Ran> {
  return run(Deno.cwd(), args);
}

async function inTempDir(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const sample = "samples/flawed/unanswered.md";

Deno.test("grade writes a canonical report and prints verdicts without colors in a pipe", () =>
  inTempDir(async (out) => {
    const { code, out: text } = await cli("grade", sample, "--out", out);
    assertEquals(code, 0);
    assertMatch(text, /unanswered {2}0 \/ 4/);
    assert(!text.includes("\x1b"), "no escape codes in a pipe");
    const file = await Deno.readTextFile(join(out, "unanswered", "report.json"));
    assertEquals(reportSchema.parse(JSON.parse(file)).outcome, "graded");
  }));

Deno.test("grade prints JSON that equals the file, and Markdown", () =>
  inTempDir(async (out) => {
    const json = await cli("grade", sample, "--out", out, "--format", "json");
    const file = await Deno.readTextFile(join(out, "unanswered", "report.json"));
    assertEquals(json.out.trimEnd(), file);
    const markdown = await cli("grade", sample, "--out", out, "--format", "markdown");
    assertMatch(markdown.out, /\| `q1\.introduction` \| unmet/);
    const chinese = await cli("grade", sample, "--out", out, "--lang", "zh-TW");
    assertMatch(chinese.out, /不符合/);
  }));

Deno.test("grade exits with 1 where a submission is not gradable, and grades the rest", () =>
  inTempDir(async (out) => {
    const empty = join(out, "empty.pdf");
    await Deno.writeFile(empty, new Uint8Array());
    const { code, out: text } = await cli("grade", empty, sample, "--out", out);
    assertEquals(code, 1);
    assertMatch(text, /empty {2}not gradable/);
    assertMatch(text, /unanswered {2}0 \/ 4/);
    const file = await Deno.readTextFile(join(out, "empty", "report.json"));
    assertEquals(reportSchema.parse(JSON.parse(file)).score, null);
  }));

for (
  const [what, args, message] of [
    ["no path", ["grade"], /must be a submission/],
    [
      "a path that is not there",
      ["grade", "no/such.pdf"],
      /"no\/such\.pdf".*there is none/,
    ],
    ["an unknown flag", ["grade", sample, "--fast"], /--fast/],
    [
      "an unknown format",
      ["grade", sample, "--format", "xml"],
      /one of text, markdown, json/,
    ],
    ["a seed that is no number", ["grade", sample, "--seed", "x"], /--seed.*"x"/],
    [
      "a rubric that is not there",
      ["grade", sample, "--rubric", "no.yaml"],
      /"no\.yaml"/,
    ],
    [
      "a path below a file",
      ["grade", `${sample}/x`],
      /must be a file or a folder: Not a directory/,
    ],
    [
      "a rubric that is a folder",
      ["grade", sample, "--rubric", "rubric"],
      /read: Is a dir/,
    ],
    ["no name of a rubric", ["grade", sample, "--rubric", ""], /rubric "" .*Empty path/],
    ["no name of a folder", ["grade", sample, "--out"], /--out as it must name a folder/],
    [
      "a file as the folder",
      ["grade", sample, "--out", "LICENSE"],
      /folder that can be wr/,
    ],
    [
      "a folder below a file",
      ["grade", sample, "--out", "LICENSE/x"],
      /Not a directory/,
    ],
    [
      "reports inside of a submission",
      ["grade", "samples", "--out", "samples/results/new"],
      /must lie outside of every submission/,
    ],
    ["verify with an unknown flag", ["verify", "a", "b", "--fast"], /--fast/],
    ["to verify what is not there", ["verify", "deno.json", "no.pdf"], /report@1/],
    ["a report that is none", ["verify", "deno.json", sample], /latentmark\/report@1/],
    ["an unknown command", ["grad"], /one of .*grade, .*train, verify/],
  ] as const
) {
  Deno.test(`the command line refuses ${what} with exit code 2`, async () => {
    const { code, err, out } = await cli(...args);
    assertEquals([code, out], [2, ""]);
    assertMatch(err, message);
    assert(!err.includes("    at "), "no stack for a person's mistake");
  });
}

Deno.test("grade refuses a faulty rubric before any submission is opened", () =>
  inTempDir(async (out) => {
    const rubric = join(out, "r.yaml");
    const text = await Deno.readTextFile("samples/rubrics/classifier.yaml");
    await Deno.copyFile("samples/rubrics/dropout.yaml", join(out, "dropout.yaml"));
    for (
      const [from, to, message] of [
        ["check: mentions", "check: no-such-check", /line \d+.*no check "no-such-check"/],
        ["minimum: 2", "minimum: many", /line \d+.*parameters\.minimum/],
        ["lexicon: dropout.yaml, as", "lexicon: x.yaml, as", /line \d+.*no lexicon/],
      ] as const
    ) {
      await Deno.writeTextFile(rubric, text.replace(from, to));
      const { code, err } = await cli("grade", sample, "--out", out, "--rubric", rubric);
      assertEquals(code, 2, err);
      assertMatch(err, message);
    }
    const names = [...Deno.readDirSync(out)].map((entry) => entry.name).sort();
    assertEquals(names, ["dropout.yaml", "r.yaml"]);
  }));

Deno.test("a check can be one file beside the rubric", () =>
  inTempDir(async (out) => {
    const rubric = join(out, "r.yaml");
    const text = await Deno.readTextFile("samples/rubrics/classifier.yaml");
    await Deno.copyFile("samples/rubrics/dropout.yaml", join(out, "dropout.yaml"));
    const own = text.replace(/check: mentions[\s\S]*/, "check: ./long_enough.ts\n");
    await Deno.writeTextFile(rubric, own);
    await Deno.writeTextFile(
      join(out, "long_enough.ts"),
      `const anything = { parse: (v: unknown) => v, safeParse: (data: unknown) => ({ success: true, data }) };
      export default {
        description: "The report has some length",
        parameters: anything,
        messages: { long: { en: "{count} pieces", "zh-TW": "{count} 段" } },
        judge(facts: { document: { evidence: { id: string; origin: string }[] } }) {
          const own = facts.document.evidence.filter((e) => e.origin === "author");
          return {
            verdict: own.length > 3 ? "met" : "unmet",
            needsReview: false,
            reasons: [{ message: "long", values: { count: own.length } }],
            evidence: own.slice(0, 1).map((e) => e.id),
          };
        },
      };`,
    );
    const path = "samples/other_course";
    const { code, out: text2, err } = await cli(
      "grade",
      path,
      "--out",
      out,
      "--rubric",
      rubric,
    );
    assertEquals(code, 0, err);
    assertMatch(text2, /\d+ pieces/);
  }));

Deno.test("verify agrees with an untouched submission and names what changed", () =>
  inTempDir(async (out) => {
    const submission = join(out, "own.md");
    await Deno.copyFile(sample, submission);
    await cli("grade", submission, "--out", out);
    const report = join(out, "own", "report.json");
    const same = await cli("verify", report, submission);
    assertEquals(same.code, 0, same.out + same.err);
    assertMatch(same.out, /^Verified/);
    await Deno.writeTextFile(submission, "\nOne more line.\n", { append: true });
    const changed = await cli("verify", report, submission);
    assertEquals(changed.code, 1);
    assertMatch(changed.out, /submission digest/);
    const forged = JSON.parse(await Deno.readTextFile(report));
    forged.items[0].points = 1;
    await Deno.copyFile(sample, submission);
    await Deno.writeTextFile(report, JSON.stringify(forged));
    const caught = await cli("verify", report, submission);
    assertEquals(caught.code, 1);
    assertMatch(caught.out, /q1\.introduction points: 1 -> 0/);
  }));

Deno.test({
  name: "grade refuses a pipe, which could be read forever",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTempDir(async (out) => {
      const pipe = join(out, "report.md");
      const made = await new Deno.Command("mkfifo", { args: [pipe] }).output();
      assert(made.success);
      const { code, err } = await cli("grade", pipe, "--out", join(out, "results"));
      assertEquals(code, 2);
      assertMatch(err, /a pipe, a socket or a device/);
    }),
});

Deno.test("grade takes a name of digits as it is, and a path from where it was called", () =>
  inTempDir(async (folder) => {
    await Deno.copyFile(sample, join(folder, "0123"));
    const args = ["grade", "0123", "--out", join(folder, "results"), "--format", "json"];
    const { code, out, err } = await run(folder, args);
    assertEquals([code, err], [0, ""]);
    assertEquals(JSON.parse(out).submission.files[0].path, "0123");
  }));

Deno.test("grade reads a file whose name no permission can hold", () =>
  inTempDir(async (folder) => {
    const odd = join(folder, "a,b.md");
    await Deno.copyFile(sample, odd);
    const args = ["grade", odd, "--out", join(folder, "results"), "--format", "json"];
    const { code, out } = await cli(...args);
    assertEquals(code, 0);
    assertEquals(JSON.parse(out).submission.files[0].path, "a,b.md");
  }));

Deno.test({
  name: "uniqueIds() keeps two submissions of one name apart",
  permissions: { read: ["."] },
  fn() {
    assertEquals(uniqueIds(["a/report.pdf", "b/report.md", "c/Report.pdf"]), [
      "report",
      "report-2",
      "Report-3",
    ]);
  },
});

Deno.test({
  name: "grade that is told to end leaves no child behind",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inTempDir(async (folder) => {
      const slow = join(folder, "slow.txt");
      await Deno.writeTextFile(slow, "The VAE is a generative model. ".repeat(100_000));
      const command = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "--quiet",
          "--no-check",
          "-A",
          "cli/main.ts",
          "grade",
          slow,
          "--no-gradebook",
        ].concat(
          ["--out", join(folder, "results")],
        ),
        stdout: "null",
        stderr: "null",
      }).spawn();
      const children = async () => {
        // The pattern does not match the command that looks for it.
        const found = await new Deno.Command("sh", {
          args: ["-c", `grep -las "$0" /proc/[0-9]*/cmdline`, `[-]-allow-read=${slow}`],
        }).output();
        return new TextDecoder().decode(found.stdout).trim();
      };
      let started = "";
      for (let i = 0; i < 100 && started === ""; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        started = await children();
      }
      command.kill("SIGTERM");
      assertEquals((await command.status).code, 143);
      for (let i = 0; i < 50 && (await children()) !== ""; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert(started !== "", "the child was seen");
      assertEquals(await children(), "");
    }),
});
