/**
 * `grade --class --queue`: `deno task test:queue` runs these, which take minutes.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { makeClass } from "./made_class.ts";
import { type PostgresServer, startPostgres } from "./postgres_server.ts";
import { ignore, Worker } from "./queue_run.ts";

/** Runs `grade --class`; what it printed. */
async function gradeClass(folder: string, out: string, more: string[], env = {}) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: classArguments(folder, out, more),
    env: { NO_COLOR: "1", ...env },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  assertEquals(code, 0, text);
  return text;
}

/** Runs `grade --class`, and kills it as soon as something is graded. */
async function killedClass(
  folder: string,
  out: string,
  env: Record<string, string>,
  server: PostgresServer,
) {
  const child = new Deno.Command(Deno.execPath(), {
    args: classArguments(folder, out, ["--queue="]),
    env: { NO_COLOR: "1", ...env },
    stdout: "null",
    stderr: "null",
  }).spawn();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const graded = await server.sql("select count(*) from latentmark.result")
      .catch(() => ["0"]);
    if (Number(graded[0]) >= 2) break;
  }
  child.kill("SIGKILL");
  assertEquals((await child.status).code, 137);
}

function classArguments(folder: string, out: string, more: string[]): string[] {
  return [
    ...["run", "--quiet", "--no-prompt", "--no-check", "--allow-all"],
    fromFileUrl(new URL("../../../cli/main.ts", import.meta.url)),
    ...["grade", "--class", folder, "--out", join(out, "results")],
    ...["--gradebook", join(out, "gradebook.db"), ...more],
  ];
}

/** Digest of each report file, and of each report in the gradebook. */
async function kept(out: string, ids: readonly string[]): Promise<string[]> {
  using gradebook = openGradebook(join(out, "gradebook.db"));
  const lines: string[] = [];
  for (const id of ids) {
    const file = await Deno.readFile(join(out, "results", id, "report.json"));
    const key = gradebook.submissionById("ntu-ml-hw8", id)?.key ?? 0;
    const report = gradebook.grade(key)?.report;
    lines.push(`${id} ${sha256Hex(file)} ${sha256Hex(canonicalize(report))}`);
  }
  return lines;
}

Deno.test({
  name:
    "grade --class --queue with four workers keeps what one job without a queue keeps",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const made = await makeClass(8);
    const folder = await Deno.makeTempDir();
    const ids: string[] = [];
    try {
      for (const { key, id } of made.items) {
        const { files } = made.sources.get(key.source)!;
        for (const file of files) {
          const path = join(folder, "class", id, file.path);
          await Deno.mkdir(dirname(path), { recursive: true });
          await Deno.writeFile(path, made.gradebook.blob(file.sha256)!);
        }
        ids.push(id);
      }
      const workers = [1, 2, 3, 4].map(() => new Worker(server.url));
      const [one, four] = [join(folder, "one"), join(folder, "four")];
      for (const out of [one, four]) await Deno.mkdir(out);
      const given = join(folder, "class");
      await gradeClass(given, one, ["--jobs", "1"]);
      const env = { LATENTMARK_QUEUE: server.url };
      await killedClass(given, four, env, server);
      const text = await gradeClass(given, four, ["--queue="], env);
      assertEquals(await kept(four, ids), await kept(one, ids));
      assert(!text.includes(server.password), text);
      for (
        const { output, code } of await Promise.all(
          workers.map((worker) => worker.end("SIGTERM")),
        )
      ) assertEquals(code, 0, output);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
