import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertRejects,
} from "@std/assert";
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { dirname, join } from "@std/path";
import { gradescopeResultsSchema } from "../../cli/gradescope_results.ts";
import { packageGradescopeCommand } from "../../cli/package_gradescope.ts";
import { UsageError } from "../../cli/usage.ts";

const ignore = Deno.build.os === "windows";

/** Runs a command and takes what it prints. */
async function quietly(args: string[]): Promise<string> {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => void lines.push(line);
  try {
    assertEquals(await packageGradescopeCommand(args), 0);
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

/** Unpacks as the platform does: what can be run stays so. */
async function unpack(zip: string, folder: string): Promise<string[]> {
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new Uint8ArrayReader(await Deno.readFile(zip)));
  const paths: string[] = [];
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const path = join(folder, entry.filename);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, await entry.getData(new Uint8ArrayWriter()));
    await Deno.chmod(path, (entry.unixMode ?? 0) & 0o777);
    paths.push(entry.filename);
  }
  await reader.close();
  return paths;
}

async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
    stderr: "null",
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

async function run(root: string, script: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(
    join(root, "source", script),
    {
      env: {
        LATENTMARK_AUTOGRADER: root,
        // The Deno that runs this test, and the libraries that it has already.
        LATENTMARK_DENO: Deno.execPath(),
        LATENTMARK_DENO_DIR: await denoDir(),
      },
      stdout: "piped",
      stderr: "piped",
    },
  ).output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  assert(success, text);
  return text;
}

async function results(root: string) {
  const file = join(root, "results", "results.json");
  return gradescopeResultsSchema.parse(JSON.parse(await Deno.readTextFile(file)));
}

Deno.test({
  name: "package:gradescope builds an autograder that grades whatever is handed in",
  ignore,
  fn: async () => {
    const root = await Deno.makeTempDir({ prefix: "autograder-" });
    try {
      const zip = join(root, "package.zip");
      assertMatch(await quietly(["--out", zip]), /7 items, 4 points/);
      const paths = await unpack(zip, join(root, "source"));
      assert(paths.includes("setup.sh") && paths.includes("run_autograder"));
      for (const path of paths) {
        assertFalse(
          /^latentmark\/(?:tests|samples|results|node_modules)\/|\.db/.test(path),
          path,
        );
      }
      await run(root, "setup.sh");
      const submission = join(root, "submission");

      // Nothing, then two files, one with a comma in its name.
      await Deno.mkdir(submission);
      await run(root, "run_autograder");
      const none = await results(root);
      assertMatch(none.tests?.[0]?.output ?? "", /No file was handed in/);
      assertEquals(none.score, undefined);

      const text = "# VAE\n\nA VAE maps a picture to a distribution over latents.\n";
      await Deno.writeTextFile(join(submission, "hw8, final.md"), text);
      await Deno.writeTextFile(join(submission, "model.py"), "x = 1\n");
      await Deno.writeTextFile(join(root, "submission_metadata.json"), `{"id": 42}`);
      await run(root, "run_autograder");
      const graded = await results(root);
      assertEquals(graded.tests?.length, 7);
      assertEquals(graded.tests?.[0]?.number, "q1.introduction");
      assertEquals(typeof graded.score, "number");
      assertEquals(graded.visibility, "after_published");

      // A fault of the harness: its own results come from no program at all.
      await Deno.remove(join(root, "source", "latentmark", "cli", "autograde.ts"));
      await run(root, "run_autograder");
      const fault = await results(root);
      assertEquals(fault.tests?.map((test) => test.visibility), ["visible", "hidden"]);
      assertMatch(fault.tests?.[1]?.output ?? "", /did not finish/);
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
});

Deno.test({
  name: "package:gradescope refuses checks that would not be in the package",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      const own = new URL("../../rubric/", import.meta.url);
      const text = await Deno.readTextFile(new URL("ntu_ml_hw8.yaml", own));
      const check = await Deno.readTextFile(
        new URL("checks/topic_introduction.ts", own),
      );
      await Deno.writeTextFile(
        join(folder, "mine.ts"),
        check.replaceAll('"../', `"${own.href}`)
          .replaceAll('"./', `"${own.href}checks/`),
      );
      const lexicons = decodeURIComponent(new URL("lexicons/", own).pathname);
      await Deno.symlink(lexicons, join(folder, "lexicons"));
      const rubric = join(folder, "rubric.yaml");
      await Deno.writeTextFile(
        rubric,
        text.replace("check: topic-introduction", "check: ./mine.ts"),
      );
      const error = await assertRejects(
        () => packageGradescopeCommand(["--rubric", rubric, "--out", `${folder}/x.zip`]),
        UsageError,
      );
      assertMatch(error.message, /must be in rubric\/checks: \.\/mine\.ts/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
