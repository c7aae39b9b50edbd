/**
 * How quick the dashboard is on a large class: time to the first byte of the gradebook and
 * of submissions with 10,000 graded submissions, and the server's memory over 10,000
 * requests.
 *
 * Goal: p95 of the first byte under 50 ms for the gradebook, under 80 ms for a submission;
 * memory flat.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import type { Gradebook } from "../gradebook/gradebook.ts";
import { gradeInto } from "../gradebook/record.ts";
import { openGradebook } from "../gradebook/store/open_gradebook.ts";
import type { Report } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";
import { importCheck } from "../rubric/import_check.ts";
import { loadRubric } from "../rubric/load_rubric.ts";
import { score } from "../rubric/score.ts";

const root = new URL("../", import.meta.url);
const templates = [
  "samples/complete_zh.pdf",
  "samples/complete_en",
  "samples/notebook_en.ipynb",
];
const verdicts: readonly Verdict[] = [
  "met",
  "met",
  "met",
  "met",
  "partial",
  "unmet",
  "undetermined",
];

/** Fills a gradebook with a class: a few submissions really graded, the others varied. */
export async function makeClass(gradebook: Gradebook, count: number): Promise<void> {
  const rubric = await loadRubric(fromFileUrl(new URL("rubric/ntu_ml_hw8.yaml", root)));
  const checks = new Map(
    await Promise.all(
      [...rubric.checks].map(async ([name, url]) =>
        [name, await importCheck(url)] as const
      ),
    ),
  );
  const made: { readonly report: Report; readonly key: number }[] = [];
  for (const path of templates) {
    const { report, key } = await gradeInto(
      gradebook,
      fromFileUrl(new URL(path, root)),
      { rubric, checks },
    );
    if (key === null) throw new Error(`Cannot keep "${path}"`);
    made.push({ report, key });
  }
  const assignment = rubric.rubric.id;
  const step = 500;
  for (let first = 0; first < count; first += step) {
    gradebook.transaction(() => {
      for (let i = first; i < Math.min(count, first + step); i++) {
        const { report, key } = made[i % made.length]!;
        const source = gradebook.submission(key)!.source;
        const id = `b${String(10_000_000 + i)}`;
        const submission = gradebook.putSubmission({
          ...{ assignment, id, source, externalId: null },
          submitters: [{ name: `Student ${i}`, sid: id, email: `${id}@school.example` }],
        });
        const number = gradebook.putResult({
          ...{
            source,
            rubric: report.rubric.digest,
            grader: `bench-${i}`,
            durationMs: 1,
          },
          report: varied(report, rubric.rubric, id, i),
        });
        gradebook.adopt(submission, number, null);
      }
    });
  }
}

function varied(
  report: Report,
  rubric: Parameters<typeof score>[0],
  id: string,
  i: number,
): Report {
  const given = new Map(
    report.items.map((item, k) => [item.id, verdicts[(i * (k + 3) + (i >> 3)) % 7]!]),
  );
  const total = score(rubric, given);
  const { earned, possible, pending } = total;
  return {
    ...report,
    submission: { ...report.submission, id },
    items: report.items.map((item, k) => ({
      ...item,
      verdict: given.get(item.id)!,
      needsReview: given.get(item.id) === "undetermined",
      points: total.items[k]!.points,
    })),
    score: { earned, possible, pending },
  };
}

/** A part of sorted numbers. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

interface Server extends AsyncDisposable {
  readonly origin: string;
  readonly cookie: string;
  /** Resident memory, bytes. */
  memory(): Promise<number | null>;
  /** Processor time so far, milliseconds: what a busy machine does not change much. */
  processorMs(): Promise<number | null>;
}

/** The dashboard as people start it, in a process of its own. */
async function startDashboard(gradebook: string): Promise<Server> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-all", "cli/main.ts", "dashboard"]
      .concat("--gradebook", gradebook, "--port", "0"),
    cwd: fromFileUrl(root),
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!/token=\S+[^]*token=\S+\s/.test(said)) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The dashboard did not start");
    said += value;
  }
  const link = new URL(/http:\S+/.exec(said)![0]);
  const entered = await fetch(link, { redirect: "manual" });
  await entered.body?.cancel();
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? "";
  return {
    origin: link.origin,
    cookie,
    async memory() {
      const status = await Deno.readTextFile(`/proc/${child.pid}/status`).catch(() => "");
      const kib = /VmRSS:\s+(\d+) kB/.exec(status)?.[1];
      return kib === undefined ? null : Number(kib) * 1024;
    },
    async processorMs() {
      const stat = await Deno.readTextFile(`/proc/${child.pid}/stat`).catch(() => "");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // User and system time in hundredths of a second.
      return fields.length > 13 ? 10 * (Number(fields[11]) + Number(fields[12])) : null;
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGINT");
      await reader.cancel();
      await child.status;
    },
  };
}

/** Milliseconds until the first byte of each path, and until the last. */
async function ask(
  server: Server,
  paths: readonly string[],
): Promise<{ readonly first: number[]; readonly bytes: number }> {
  const first: number[] = [];
  let bytes = 0;
  for (const path of paths) {
    const started = performance.now();
    const response = await fetch(server.origin + path, {
      headers: { cookie: server.cookie },
    });
    const reader = response.body!.getReader();
    let chunk = await reader.read();
    first.push(performance.now() - started);
    while (!chunk.done) {
      bytes += chunk.value.length;
      chunk = await reader.read();
    }
    if (response.status !== 200) throw new Error(`${path} answers ${response.status}`);
  }
  return { first: first.sort((a, b) => a - b), bytes };
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, {
    string: ["count", "requests"],
    default: { count: "10000", requests: "10000" },
  });
  const [count, requests] = [Number(flags.count), Number(flags.requests)];
  const folder = await Deno.makeTempDir({ prefix: "latentmark-bench-" });
  try {
    const file = join(folder, "gradebook.db");
    const started = performance.now();
    {
      using gradebook = openGradebook(file);
      await makeClass(gradebook, count);
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`Dashboard: ${count} graded submissions, made in ${seconds} s`);
    await using server = await startDashboard(file);
    const some = (i: number) => 1 + (i * 7919) % count;
    const pages = {
      "gradebook": (i: number) => `/?page=${1 + i % Math.max(1, Math.floor(count / 50))}`,
      "gradebook, to review": () => "/?review=1",
      "gradebook, search": (i: number) => `/?q=${10_000_000 + some(i)}`,
      "gradebook, by points": () => "/?sort=earned&desc=1",
      "submission": (i: number) => `/submissions/${some(i)}`,
      "submission, to review": (i: number) =>
        `/submissions/${some(i)}?review=1&sort=open`,
    };
    // What submissions look like is made once each, at the first look.
    await ask(server, [1, 2, 3].map((key) => `/submissions/${key}`));
    await ask(
      server,
      Object.values(pages).flatMap((page) => [page(0), page(1), page(2)]),
    );
    for (const [name, page] of Object.entries(pages)) {
      const before = await server.processorMs();
      const { first, bytes } = await ask(
        server,
        Array.from({ length: 200 }, (_, i) => page(i)),
      );
      const goal = name.startsWith("gradebook") ? 50 : 80;
      const p95 = quantile(first, 0.95);
      console.log(
        `  ${name.padEnd(24)} first byte p50 ${quantile(first, 0.5).toFixed(1)} ms, ` +
          `p95 ${p95.toFixed(1)} ms (goal ${goal}: ${p95 < goal ? "met" : "missed"}), ` +
          `${(bytes / 200 / 1024).toFixed(0)} KiB` +
          (before === null
            ? ""
            : `, ${(((await server.processorMs() ?? 0) - before) / 200).toFixed(1)} ms ` +
              "of the processor"),
      );
    }
    const every = Math.max(1, Math.floor(requests / 5));
    for (let done = 0; done < requests; done += every) {
      await ask(
        server,
        Array.from(
          { length: every },
          (_, i) => i % 2 === 0 ? pages.gradebook(done + i) : pages.submission(done + i),
        ),
      );
      const memory = await server.memory();
      const text = memory === null ? "unknown" : `${(memory / 1024 ** 2).toFixed(0)} MiB`;
      console.log(`  memory after ${done + every} requests: ${text}`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
