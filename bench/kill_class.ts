/**
 * `deno task test:kill -- --times 100 --count 12`: kills class runs with SIGKILL at random
 * moments, parents and children, goes on with the same command each time, and compares what
 * comes of it with an undisturbed run: report files, results, adoptions, and what is left
 * behind.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import { uniforms } from "../models/random/draw.ts";
import { streamOf } from "../models/random/stream.ts";
import { writeClass } from "../samples/class/make_class.ts";

/** What was tried and seen. */
export interface KillReport {
  /** Parents and children that were killed. */
  readonly parents: number;
  readonly children: number;
  /** Classes that were graded to the end in spite of it. */
  readonly classes: number;
  /** Where one was other than undisturbed; empty is right. */
  readonly differences: readonly string[];
}

/** How to try. */
export interface KillRecipe {
  readonly times: number;
  /** Submissions of the class. */
  readonly count: number;
  readonly seed: number;
  readonly jobs?: number;
  readonly say?: (line: string) => void;
}

const cli = fromFileUrl(new URL("../cli/main.ts", import.meta.url));

/** Children that are killed while one class is graded: three could be of one submission. */
const mostChildren = 2;

/** Kills as often as asked, and compares. */
export async function killRuns(recipe: KillRecipe): Promise<KillReport> {
  const { times, count, seed, jobs = 2, say = () => {} } = recipe;
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await writeClass({ count, seed, kind: "light" }, join(folder, "class"));
    const start = performance.now();
    const first = await openCase(folder, "undisturbed", jobs);
    await first.run().status;
    const wholeMs = performance.now() - start;
    const wanted = await first.snapshot();
    const draws = uniforms(streamOf(seed, "kills"), times * 8);
    let drawn = 0;
    const random = () => draws[drawn++ % draws.length]!;
    let parents = 0;
    let children = 0;
    let classes = 0;
    const differences: string[] = [];
    while (parents + children < times) {
      const one = await openCase(folder, `case-${classes}`, jobs);
      let ofChildren = 0;
      let ended = false;
      while (!ended) {
        const run = one.run();
        const over = run.status.then(() => "over" as const);
        while (!ended) {
          const wait = parents + children >= times
            ? over
            : Promise.race([over, pause(random() * wholeMs * 0.8)]);
          if (await wait === "over") {
            ended = true;
          } else if (random() < 0.3 && ofChildren < mostChildren) {
            if (!await killChild(run.pid, random())) continue;
            ofChildren += 1;
            children += 1;
          } else {
            run.kill("SIGKILL");
            await run.status;
            parents += 1;
            break;
          }
        }
      }
      classes += 1;
      const got = await one.snapshot();
      for (const [what, value] of wanted) {
        if (got.get(what) !== value) {
          differences.push(`case ${classes}: ${what}: ${got.get(what)?.slice(0, 300)}`);
        }
      }
      for (const what of got.keys()) {
        if (!wanted.has(what)) differences.push(`case ${classes}: ${what} is too much`);
      }
      say(
        `${parents + children} kills, ${classes} classes, ${differences.length} ` +
          `differences`,
      );
      await one.remove();
    }
    return { parents, children, classes, differences };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A gradebook, results and temporary files of one class that is graded. */
async function openCase(folder: string, name: string, jobs: number) {
  const own = join(folder, name);
  const temporary = join(own, "tmp");
  await Deno.mkdir(temporary, { recursive: true });
  const gradebook = join(own, "gradebook.db");
  const out = join(own, "results");
  return {
    run: () =>
      new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--quiet", "--no-check", "--allow-all", cli, "grade"],
          ...["--class", join(folder, "class"), "--gradebook", gradebook],
          ...["--out", out, "--jobs", `${jobs}`],
        ],
        env: { TMPDIR: temporary },
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn(),
    snapshot: () => snapshot(gradebook, out, temporary),
    remove: () => Deno.remove(own, { recursive: true }),
  };
}

/** All that must be the same, by name. */
async function snapshot(
  gradebook: string,
  out: string,
  temporary: string,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name } of Deno.readDir(out)) {
    for await (const file of Deno.readDir(join(out, name))) {
      const text = await Deno.readTextFile(join(out, name, file.name));
      found.set(`${name}/${file.name}`, text);
    }
  }
  const database = new DatabaseSync(gradebook, { readOnly: true });
  const rows = (sql: string) =>
    database.prepare(sql).all().map((row) =>
      Object.values(row).map((value) =>
        value instanceof Uint8Array ? value.toHex() : `${value}`
      ).join(" ")
    ).join("\n");
  found.set("submissions", rows("SELECT id, source FROM submissions ORDER BY id"));
  found.set(
    "results",
    rows("SELECT source, outcome, report FROM results ORDER BY source"),
  );
  found.set(
    "adoptions",
    rows(
      "SELECT id, results.source, count(*) FROM adoptions " +
        "JOIN submissions ON submission = submissions.key " +
        "JOIN results ON result = results.number GROUP BY id ORDER BY id",
    ),
  );
  database.close();
  const left = [...Deno.readDirSync(temporary)].map(({ name }) => name);
  found.set("left behind", left.sort().join(" "));
  return found;
}

function pause(ms: number): Promise<"paused"> {
  return new Promise((resolve) => setTimeout(() => resolve("paused"), ms));
}

/** Kills one of a process's children; `false`: it has none. */
async function killChild(parent: number, draw: number): Promise<boolean> {
  try {
    const list = await Deno.readTextFile(`/proc/${parent}/task/${parent}/children`);
    const children = list.trim().split(" ").filter((pid) => pid !== "").map(Number);
    if (children.length === 0) return false;
    Deno.kill(children[Math.floor(draw * children.length)]!, "SIGKILL");
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, {
    string: ["times", "count", "seed"],
    default: { times: "100", count: "12", seed: "1" },
  });
  const report = await killRuns({
    times: Number(flags.times),
    count: Number(flags.count),
    seed: Number(flags.seed),
    say: (line) => console.log(line),
  });
  for (const difference of report.differences) console.error(difference);
  const { parents, children, classes, differences } = report;
  console.log(
    `${parents} parents and ${children} children killed while ${classes} classes were ` +
      `graded: ${differences.length} differences from an undisturbed run`,
  );
  Deno.exit(differences.length === 0 ? 0 : 1);
}
