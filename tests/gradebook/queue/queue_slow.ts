/**
 * Queues under trouble: `deno task test:queue` runs these, which take minutes.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { openDatabase } from "../../../gradebook/queue/database.ts";
import { attemptsAtJob, openJobs } from "../../../gradebook/queue/jobs.ts";
import { prepareSchema } from "../../../gradebook/queue/schema.ts";
import { fromDocs } from "./docs.ts";
import { gradeHere } from "./made_class.ts";
import { startPostgres } from "./postgres_server.ts";
import { classOf, grader, gradeThere, ignore, sameReports, Worker } from "./queue_run.ts";

Deno.test({
  name: "four workers, one killed, the database restarted: each result once, same bytes",
  ignore,
  fn: async () => {
    const size = 24;
    await using server = await startPostgres();
    const made = await classOf(size);
    const workers = [1, 2, 3, 4].map(() => new Worker(server.url));
    const ended: Promise<{ output: string; code: number }>[] = [];
    const { reports, said } = await gradeThere(made, server, async (count) => {
      if (count === 4) ended.push(workers[0]!.end("SIGKILL"));
      if (count === 8) {
        await server.crash();
        await new Promise((resolve) => setTimeout(resolve, 5000));
        await server.start();
      }
      if (count === 14) ended.push(workers[1]!.end("SIGTERM"));
    });
    ended.push(workers[2]!.end("SIGTERM"), workers[3]!.end("SIGTERM"));
    sameReports(reports, await gradeHere(made));
    assertEquals(await server.sql("select count(*) from latentmark.result"), [`${size}`]);
    assertEquals(
      await server.sql("select state, count(*) from latentmark_jobs.job group by 1"),
      [`completed|${size}`],
    );
    const [killed, ...told] = await Promise.all(ended);
    assertEquals(killed?.code, 137);
    for (const { output, code } of told) {
      assertEquals(code, 0, output);
      assertMatch(output, /finishing what is in work/);
    }
    const all = [...said, ...(await Promise.all(ended)).map(({ output }) => output)];
    // One line each, from whoever asked for something meanwhile.
    assertMatch(all.join("\n"), /is away, waiting for it: .*\n[^]*is back/);
    const secrets = [server.password, encodeURIComponent(server.password)];
    for (const text of all) {
      for (const secret of secrets) {
        assert(!text.includes(secret), "a password was shown");
      }
    }
  },
});

Deno.test({
  name: "workers and database are killed at random moments: each result once, same bytes",
  ignore,
  fn: async () => {
    const size = 12;
    await using server = await startPostgres();
    const made = await classOf(size);
    const workers = [1, 2, 3].map(() => new Worker(server.url));
    let state = 12_345;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    let done = false;
    const trouble = async () => {
      for (;;) {
        await wait(1000 + 4000 * random());
        if (done) return;
        if (random() < 0.2) {
          await server.crash();
          await wait(3000 * random());
          await server.start();
        } else {
          const i = Math.floor(random() * workers.length);
          await workers[i]!.end("SIGKILL");
          workers[i] = new Worker(server.url);
        }
      }
    };
    const troubled = trouble();
    const { reports } = await gradeThere(made, server);
    done = true;
    await troubled;
    await Promise.all(workers.map((worker) => worker.end("SIGKILL")));
    sameReports(reports, await gradeHere(made));
    assertEquals(await server.sql("select count(*) from latentmark.result"), [`${size}`]);
  },
});

Deno.test({
  name: "a coordinator that is stopped goes on where it was, beside one worker",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const made = await classOf(6);
    const worker = new Worker(server.url);
    const first = await gradeThere(made, server, undefined, 2);
    assert(first.reports.size < 6, "it was to stop early");
    const second = await gradeThere(made, server);
    sameReports(second.reports, await gradeHere(made));
    const { output, code } = await worker.end("SIGTERM");
    assertEquals(code, 0, output);
    const graded = output.split("\n").filter((line) => /^source .*: graded$/.test(line));
    assertEquals(graded.length, 6, output);
  },
});

Deno.test({
  name: "a job whose workers vanish is given up as grader-failed, and the rest goes on",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const made = await classOf(1);
    const say = (line: string) => console.error(line);
    const address = queueAddress(server.url);
    await using database = openDatabase(address, { connections: 2, name: "test", say });
    await prepareSchema(database);
    await using jobs = await openJobs(database, grader, say);
    const coordinator = gradeThere(made, server);
    for (let attempt = 1; attempt <= attemptsAtJob;) {
      const [held] = await jobs.take(1);
      if (!held) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        continue;
      }
      await jobs.giveBack(held, `worker ${attempt} vanished`);
      attempt += 1;
    }
    const { reports } = await coordinator;
    assertEquals(reports.size, 1);
    const [row = ""] = await server.sql("select report from latentmark.result");
    const report = JSON.parse(row);
    assertEquals(report.outcome, "grader-failed");
    assertMatch(report.outcomeReason, /5 attempts failed.*worker 5 vanished/);

    // It is kept as what it is, until somebody asks for another try.
    assertEquals((await gradeThere(made, server)).reports, reports);
    const worker = new Worker(server.url);
    const again = await gradeThere(made, server, undefined, undefined, true);
    sameReports(again.reports, await gradeHere(made));
    assertEquals((await worker.end("SIGTERM")).code, 0);

    // What docs/sizing.md says of forgetting a term.
    const forget = await fromDocs(/```sql\n(delete from [^]*?)```/);
    for (const line of forget.trim().split("\n")) {
      await server.sql(line.replaceAll("6 months", "0 seconds"));
    }
    for (const table of ["result", "attempt", "source", "blob", "chunk"]) {
      assertEquals(await server.sql(`select count(*) from latentmark.${table}`), ["0"]);
    }
  },
});
