/**
 * How long a class takes: a mixed one with children, and light ones of two sizes with all
 * but the children, to see that the work around them grows no faster than the class.
 *
 * Options: `--count 300` mixed submissions, `--light 1000,4000` light ones, `--jobs 2`.
 *
 * Goals: 300 mixed submissions in 2 minutes on two cores, under 3 GB in all; linear up to
 * 10,000 light ones.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { defaultClassLimits } from "../gradebook/class/class_limits.ts";
import { findSubmissions } from "../gradebook/class/find_submissions.ts";
import { gradeClass } from "../gradebook/class/grade_class.ts";
import type { Executor } from "../gradebook/class/work.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import { failedReport } from "../grader/grade.ts";
import { loadRubric } from "../rubric/load_rubric.ts";
import { writeClass } from "../samples/class/make_class.ts";

const cli = fromFileUrl(new URL("../cli/main.ts", import.meta.url));

/** Measures a mixed class, as the command grades it. */
async function benchMixed(folder: string, count: number, jobs: number): Promise<void> {
  const labels = await writeClass({ count, seed: 1 }, join(folder, "mixed"));
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-check", "--allow-all", cli, "grade"],
      ...["--class", join(folder, "mixed"), "--jobs", `${jobs}`],
      ...["--gradebook", join(folder, "mixed.db"), "--out", join(folder, "results")],
    ],
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, treeBytes(child.pid)), 250);
  await child.status;
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  let wrong = 0;
  for (const { id, outcome } of labels) {
    const file = join(folder, "results", id, "report.json");
    const text = await Deno.readTextFile(file).catch(() => "{}");
    if (JSON.parse(text).outcome !== outcome) wrong += 1;
  }
  console.log(
    `class mixed: ${count} submissions, ${jobs} jobs: ${seconds.toFixed(0)} s, ` +
      `${(count / seconds).toFixed(2)}/s, peak ${(peak / 1e9).toFixed(2)} GB in all; ` +
      `${wrong} outcomes other than made`,
  );
}

/** Resident bytes of a process and all below it, pages that they share counted again. */
function treeBytes(root: number): number {
  let bytes = 0;
  const pids = [root];
  for (const pid of pids) {
    try {
      const status = Deno.readTextFileSync(`/proc/${pid}/status`);
      bytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
      for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
        const list = Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`);
        pids.push(...list.trim().split(" ").filter((one) => one !== "").map(Number));
      }
    } catch {
      // It ended meanwhile, or this system has no such files.
    }
  }
  return bytes;
}

/** Measures all but the children: finding, keeping, recording. */
async function benchLight(folder: string, count: number): Promise<number> {
  const root = join(folder, `light-${count}`);
  await writeClass({ count, seed: 1, kind: "light" }, root);
  const rubric = await loadRubric(
    fromFileUrl(new URL("../rubric/ntu_ml_hw8.yaml", import.meta.url)),
  );
  const workFolder = join(folder, "work");
  await Deno.mkdir(workFolder, { recursive: true });
  const executor: Executor = {
    jobs: 1,
    async *run(items) {
      for await (const item of items) {
        const report = failedReport(item.id, { rubric }, "not graded: a benchmark");
        yield { item, report, durationMs: 0 };
      }
    },
  };
  const started = performance.now();
  using gradebook = openGradebook(join(folder, `light-${count}.db`));
  await using found = await findSubmissions(root, {
    ...{ limits: defaultClassLimits, workFolder },
    known: { holder: () => null, ofOrigin: () => null },
  });
  await gradeClass({
    ...{ gradebook, found, executor, retryFailed: false, checks: new Map() },
    ...{ grading: { rubric }, out: join(folder, "light-results") },
    signal: new AbortController().signal,
    on: () => {},
  });
  const seconds = (performance.now() - started) / 1000;
  const each = seconds / count * 1000;
  console.log(
    `class light: ${count} submissions around the children: ${seconds.toFixed(1)} s, ` +
      `${each.toFixed(2)} ms each; ${
        (Deno.memoryUsage().rss / 1e6).toFixed(0)
      } MB resident`,
  );
  return each;
}

function sizesOf(list: string): number[] {
  return list.split(",").map(Number).filter((size) => size > 0);
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, {
    string: ["count", "light", "jobs"],
    default: { count: "300", light: "1000,4000", jobs: "2" },
  });
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const each: number[] = [];
    for (const count of sizesOf(flags.light)) {
      each.push(await benchLight(folder, count));
    }
    if (each.length > 1) {
      const growth = each.at(-1)! / each[0]!;
      console.log(`class light: ${growth.toFixed(2)} times as long each in the largest`);
    }
    if (Number(flags.count) > 0) {
      await benchMixed(folder, Number(flags.count), Number(flags.jobs));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
