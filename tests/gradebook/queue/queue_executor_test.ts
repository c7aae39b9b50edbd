import { assert, assertEquals, assertRejects } from "@std/assert";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { openDatabase } from "../../../gradebook/queue/database.ts";
import { type Grading, openJobs } from "../../../gradebook/queue/jobs.ts";
import { openQueueExecutor } from "../../../gradebook/queue/queue_executor.ts";
import { prepareSchema } from "../../../gradebook/queue/schema.ts";
import { work } from "../../../gradebook/queue/worker.ts";
import { gradeHere, grader, type MadeClass, makeClass } from "./made_class.ts";
import { startPostgres, whyNoPostgres } from "./postgres_server.ts";

const reason = whyNoPostgres();
if (reason !== null) console.error(`Tests of the queue are skipped: ${reason}`);
const ignore = reason !== null;

/** Grades a class through a queue; digest of the report by submission id. */
async function gradeThere(
  made: MadeClass,
  url: string,
  said: string[],
): Promise<Map<string, string>> {
  const { signal } = new AbortController();
  const say = (line: string) => void said.push(line);
  await using executor = await openQueueExecutor({
    address: queueAddress(url),
    gradebook: made.gradebook,
    options: { rubric: made.rubric, seed: 0 },
    retry: false,
    rubricDigest: made.rubricDigest,
    grader,
    say,
    signal,
  });
  const reports = new Map<string, string>();
  for await (const result of executor.run(made.items, signal)) {
    assert(!reports.has(result.item.id), "a result came twice");
    reports.set(result.item.id, sha256Hex(canonicalize(result.report)));
  }
  return reports;
}

/** A worker in this process, of the version that `version` names. */
async function workHere(url: string, version: string, signal: AbortSignal) {
  const say = (line: string) => console.error(line);
  const folder = await Deno.makeTempDir();
  await using database = openDatabase(queueAddress(url), {
    connections: 4,
    name: "worker",
    say,
  });
  await prepareSchema(database);
  await using jobs = await openJobs(database, version, say);
  const ends: string[] = [];
  try {
    await work({
      database,
      jobs,
      grader: version,
      grading: { seed: 0 },
      folder,
      rubrics: new Map(),
      jobsAtOnce: 2,
      untilEmpty: false,
      say,
      ended: ({ grading }, end) => void ends.push(`${grading.id} ${end.ended}`),
      signal,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return ends;
}

Deno.test({
  name: "openQueueExecutor() gives what children of this process give, once each",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const made = await makeClass(2);
    const said: string[] = [];
    const stop = new AbortController();
    const worker = workHere(server.url, grader, stop.signal);
    const [there, here] = [
      await gradeThere(made, server.url, said),
      await gradeHere(made),
    ];
    assertEquals([...there].sort(), [...here].sort());
    // A coordinator that is started again asks for nothing.
    assertEquals((await gradeThere(made, server.url, said)).size, 2);
    stop.abort();
    assertEquals((await worker).sort(), ["s1 result", "s2 result"]);
    assertEquals(await server.sql("select count(*) from latentmark.result"), ["2"]);
    assertEquals(
      await server.sql("select distinct state from latentmark_jobs.job"),
      ["completed"],
    );
    assertEquals(said, []);
  },
});

Deno.test({
  name: "openJobs() of several that come first at once all succeed",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const say = (line: string) => console.error(line);
    const openOne = async () => {
      await using database = openDatabase(queueAddress(server.url), {
        connections: 2,
        name: "test",
        say,
      });
      await prepareSchema(database);
      await using _jobs = await openJobs(database, "1".repeat(64), say);
    };
    await Promise.all([openOne(), openOne(), openOne(), openOne(), openOne()]);
    assertEquals(await server.sql("select count(*) from latentmark_jobs.job"), ["0"]);
  },
});

Deno.test({
  name: "openJobs() leaves to each version of the harness its own jobs",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const say = (line: string) => console.error(line);
    await using database = openDatabase(queueAddress(server.url), {
      connections: 2,
      name: "test",
      say,
    });
    await prepareSchema(database);
    const [one = "", two = ""] = ["1", "2"].map((digit) => digit.repeat(64));
    await using first = await openJobs(database, one, say);
    await using second = await openJobs(database, two, say);
    const grading: Grading = { source: one, rubric: two, grader: one, id: "a" };
    await database.transaction((sql) => first.put([grading, grading], sql));
    await database.transaction((sql) => first.put([grading], sql));
    assertEquals(await second.take(5), []);
    assertEquals(await second.forOthers(), [{ grader: one.slice(0, 16), waiting: 1 }]);
    const [held, ...more] = await first.take(5);
    assertEquals(more, []);
    assertEquals(held?.grading, grading);
    if (!held) throw new Error("no job");
    // What is written with the completion is written only if the job completes.
    await assertRejects(
      () =>
        database.transaction(async (sql) => {
          await first.finish(held, sql);
          throw new RangeError("the result is not accepted");
        }),
      RangeError,
    );
    assertEquals(await first.standing(), { waiting: 0, active: 1 });
    await database.transaction((sql) => first.finish(held, sql));
    assertEquals(await first.standing(), { waiting: 0, active: 0 });
  },
});
