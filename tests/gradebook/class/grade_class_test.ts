import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { killRuns } from "../../../bench/kill_class.ts";
import { findSubmissions } from "../../../gradebook/class/find_submissions.ts";
import { defaultClassLimits } from "../../../gradebook/class/class_limits.ts";
import { type ClassEvent, gradeClass } from "../../../gradebook/class/grade_class.ts";
import { inParallel } from "../../../gradebook/class/in_parallel.ts";
import { localExecutor } from "../../../gradebook/class/local_executor.ts";
import type { Executor, WorkItem } from "../../../gradebook/class/work.ts";
import { openWorkFolder } from "../../../gradebook/class/work_folder.ts";
import type { Gradebook } from "../../../gradebook/gradebook.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { failedReport } from "../../../grader/grade.ts";
import { loadRubric } from "../../../rubric/load_rubric.ts";

const rubric = await loadRubric(
  fromFileUrl(new URL("../../../rubric/ntu_ml_hw8.yaml", import.meta.url)),
);

interface Case {
  readonly folder: string;
  readonly gradebook: Gradebook;
  run(
    executor: (gradebook: Gradebook) => Executor,
    change?: { readonly retryFailed?: boolean; readonly signal?: AbortSignal },
  ): Promise<{ readonly events: readonly ClassEvent[]; readonly finished: boolean }>;
}

/** A class of a few files and an empty gradebook. */
async function inCase(
  files: Readonly<Record<string, string>>,
  run: (one: Case) => Promise<void>,
): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const workFolder = join(folder, "work");
  const gradebook = openGradebook(join(folder, "g.db"));
  try {
    for (const name of ["work", "class"]) await Deno.mkdir(join(folder, name));
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(join(folder, "class", name), text);
    }
    await run({
      folder,
      gradebook,
      async run(executor, { retryFailed = false, signal } = {}) {
        const known = { holder: () => null, ofOrigin: () => null };
        await using found = await findSubmissions(join(folder, "class"), {
          ...{ limits: defaultClassLimits, workFolder, known },
        });
        const events: ClassEvent[] = [];
        const finished = await gradeClass({
          ...{ gradebook, found, retryFailed, executor: executor(gradebook) },
          ...{ grading: { rubric }, checks: new Map(), out: join(folder, "results") },
          signal: signal ?? new AbortController().signal,
          on: (event) => events.push(event),
        });
        return { events, finished };
      },
    });
  } finally {
    gradebook[Symbol.dispose]();
    await Deno.remove(folder, { recursive: true });
  }
}

/** An executor without children: each item fails for a reason. */
function failing(taken: WorkItem[]): () => Executor {
  return () => ({
    jobs: 1,
    async *run(items) {
      for await (const item of items) {
        taken.push(item);
        const report = failedReport(item.id, { rubric }, "made to fail");
        yield { item, report, durationMs: 1 };
      }
    },
  });
}

Deno.test("gradeClass() grades equal sources once, and skips what has a result", () =>
  inCase({ "a.md": "one", "b.md": "two" }, async ({ run, gradebook, folder }) => {
    const taken: WorkItem[] = [];
    const first = await run(failing(taken));
    assertEquals([first.finished, taken.map(({ id }) => id)], [true, ["a", "b"]]);
    const second = await run(failing(taken));
    assertEquals(second.events.map(({ of }) => of), ["known", "known"]);
    assertEquals(taken.length, 2);
    // Failures are tried again where that is asked for, and an equal one is kept once.
    await run(failing(taken), { retryFailed: true });
    assertEquals(taken.length, 4);
    const key = gradebook.submissionById(rubric.rubric.id, "a")!.key;
    assertEquals(gradebook.adoptions(key).length, 1);
    const [run1] = gradebook.runs(rubric.rubric.id, 1);
    assertEquals([run1?.status, run1?.total, run1?.failed], ["finished", 2, 2]);
    await Deno.remove(join(folder, "results", "a"), { recursive: true });
    await run(failing(taken));
    assert((await Deno.stat(join(folder, "results", "a", "report.json"))).isFile);
  }));

Deno.test("gradeClass() marks a run that was aborted, and the next goes on", () =>
  inCase({ "a.md": "one", "b.md": "two" }, async ({ run, gradebook }) => {
    const controller = new AbortController();
    const taken: WorkItem[] = [];
    const aborting = () => ({
      jobs: 1,
      async *run(items: Parameters<Executor["run"]>[0]) {
        for await (const result of failing(taken)().run(items, controller.signal)) {
          yield result;
          controller.abort();
          return;
        }
      },
    });
    const { finished } = await run(aborting, { signal: controller.signal });
    assertEquals([finished, taken.length], [false, 1]);
    assertEquals(gradebook.runs(rubric.rubric.id, 1)[0]?.status, "interrupted");
    const { events } = await run(failing(taken));
    assertEquals(events.map(({ of }) => of), ["known", "graded"]);
  }));

Deno.test("localExecutor() sets aside what kills its reader three times, and goes on", () =>
  inCase({ "a.md": "one", "b.md": "two" }, async ({ run, gradebook, folder }) => {
    // A heap of 1 MiB: V8 ends the child, a death by its own signal.
    const executor = (heapMiB: number) => (gradebook: Gradebook) =>
      localExecutor({
        ...{ gradebook, workFolder: join(folder, "work"), jobs: 2, retry: false },
        options: { rubric, sandbox: { heapMiB } },
      });
    const { events } = await run(executor(1));
    assertEquals(events.length, 2);
    for (const event of events) {
      if (!("report" in event)) throw new Error(`${event.of} is no report`);
      assertEquals(event.report.outcome, "grader-failed");
      assertMatch(event.report.outcomeReason, /died 3 times/);
    }
    const source = gradebook.submissionById(rubric.rubric.id, "a")!.source;
    const key = gradebook.result(1)!;
    assertEquals(gradebook.attempts({ ...key, source }).length, 3);
    assertEquals([...Deno.readDirSync(join(folder, "work"))], []);
  }));

Deno.test("localExecutor() gives the same bytes with one job and with several", () =>
  inCase({ "a.md": "# VAE\n\nA VAE samples.", "b.txt": "x", "c.md": "" }, async (one) => {
    const reports = async (jobs: number) => {
      const { events } = await one.run((gradebook) => {
        const none = { ...gradebook, attempts: () => [] };
        return localExecutor({
          ...{ gradebook: none, workFolder: join(one.folder, "work"), jobs },
          ...{ options: { rubric }, retry: false },
        });
      });
      return events.flatMap((event) => "report" in event ? [event.report] : [])
        .map((report) => JSON.stringify(report)).sort();
    };
    const alone = await reports(1);
    assertEquals(alone.length, 3);
    await inCase(
      { "a.md": "# VAE\n\nA VAE samples.", "b.txt": "x", "c.md": "" },
      async (two) => {
        const { events } = await two.run((gradebook) =>
          localExecutor({
            ...{ gradebook, workFolder: join(two.folder, "work"), jobs: 3 },
            ...{ options: { rubric }, retry: false },
          })
        );
        const together = events.flatMap((event) =>
          "report" in event ? [event.report] : []
        )
          .map((report) => JSON.stringify(report)).sort();
        assertEquals(together, alone);
      },
    );
  }));

Deno.test("inParallel() takes no more than there is room for, and ends when aborted", async () => {
  let inWork = 0;
  let most = 0;
  let taken = 0;
  const items = function* () {
    for (;;) {
      taken += 1;
      yield taken;
    }
  };
  const work = async (item: number) => {
    most = Math.max(most, ++inWork);
    await new Promise((resolve) => setTimeout(resolve, 1));
    inWork -= 1;
    return item;
  };
  const controller = new AbortController();
  let found = 0;
  for await (const _ of inParallel(items(), 3, work, controller.signal)) {
    if (++found === 10) controller.abort();
  }
  assertEquals([found, most, inWork], [10, 3, 0]);
  assert(taken <= 14);
});

Deno.test("openWorkFolder() removes what dead runs left, and no living one's", async () => {
  const parent = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(join(parent, "latentmark-class-dead"));
    await Deno.writeTextFile(join(parent, "latentmark-class-dead", "lock"), "");
    await Deno.mkdir(join(parent, "somebody-elses"));
    await using one = await openWorkFolder(parent);
    // Locks are of processes here: a folder of this very one is as good as dead.
    const names = [...Deno.readDirSync(parent)].map(({ name }) => name).sort();
    assertEquals(names, [one.path.split("/").at(-1)!, "somebody-elses"].sort());
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
});

Deno.test({
  name: "grade --class gives the same after kills of parents and children",
  ignore: Deno.build.os !== "linux", // Children are found below /proc.
  async fn() {
    const { parents, children, differences } = await killRuns({
      ...{ times: 4, count: 4, seed: 7 },
    });
    assertEquals([parents + children, differences], [4, []]);
  },
});
