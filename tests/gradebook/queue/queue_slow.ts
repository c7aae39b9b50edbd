/**
 * Queues under trouble, minutes long: `deno task test:queue` runs these. Workers are
 * processes of their own, as `deno task worker` starts them.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { dirname, fromFileUrl, join } from "@std/path";
import { canonicalize } from "../../../grader/canonical.ts";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { graderDigest } from "../../../gradebook/grader_digest.ts";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { openDatabase } from "../../../gradebook/queue/database.ts";
import { attemptsAtJob, openJobs } from "../../../gradebook/queue/jobs.ts";
import { openQueueExecutor } from "../../../gradebook/queue/queue_executor.ts";
import { prepareSchema } from "../../../gradebook/queue/schema.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { gradeHere, type MadeClass, makeClass } from "./made_class.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres_server.ts";

const reason = whyNoPostgres();
if (reason !== null) console.error(`Tests of the queue are skipped: ${reason}`);
const ignore = reason !== null;
const grader = graderDigest({});

/** A worker process and what it wrote. */
class Worker {
  readonly #child: Deno.ChildProcess;
  readonly #output: Promise<string>;

  constructor(url: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "--quiet", "--no-prompt", "--no-check"],
        ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
        "--allow-sys=uid,systemMemoryInfo",
        "--allow-net=127.0.0.1",
        fromFileUrl(new URL("../../../cli/main.ts", import.meta.url)),
        ...["worker", "--jobs", "1"],
      ],
      // Never as an argument: there it could be seen.
      env: { LATENTMARK_QUEUE: url, NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#output = Promise.all([
      new Response(this.#child.stdout).text(),
      new Response(this.#child.stderr).text(),
    ]).then((texts) => texts.join("\n"));
  }

  /** Sends a signal; what it wrote until it ended, and how it ended. */
  async end(signal: Deno.Signal): Promise<{ output: string; code: number }> {
    try {
      this.#child.kill(signal);
    } catch {
      // It ended by itself.
    }
    const [output, { code }] = await Promise.all([this.#output, this.#child.status]);
    return { output, code };
  }
}

/** The class, of this version of the harness. */
async function classOf(size: number): Promise<MadeClass> {
  const made = await makeClass(size);
  const items = made.items.map(({ key, id }) => ({ id, key: { ...key, grader } }));
  return { ...made, items };
}

/** Grades a class through a queue; `each` is told how many results there are. */
async function gradeThere(
  made: MadeClass,
  server: PostgresServer,
  each: (count: number) => Promise<void> = () => Promise.resolve(),
  until = Infinity,
  retry = false,
): Promise<{ reports: Map<string, string>; said: string[] }> {
  const stop = new AbortController();
  const said: string[] = [];
  await using executor = await openQueueExecutor({
    address: queueAddress(server.url),
    gradebook: made.gradebook,
    options: { rubric: made.rubric, seed: 0 },
    retry,
    rubricDigest: made.rubricDigest,
    grader,
    say: (line) => void said.push(line),
    signal: stop.signal,
  });
  const reports = new Map<string, string>();
  for await (const { item, report } of executor.run(made.items, stop.signal)) {
    assert(!reports.has(item.id), `${item.id} came twice`);
    reports.set(item.id, sha256Hex(canonicalize(report)));
    await each(reports.size);
    if (reports.size >= until) stop.abort();
  }
  return { reports, said };
}

/** SQL as the docs give it. */
async function fromDocs(pattern: RegExp): Promise<string> {
  const docs = new URL("../../../docs/sizing.md", import.meta.url);
  const [, sql] = pattern.exec(await Deno.readTextFile(docs)) ?? [];
  if (sql === undefined) throw new Error(`docs/sizing.md has no ${pattern}`);
  return sql;
}

function sameReports(there: Map<string, string>, here: Map<string, string>): void {
  assertEquals([...there].sort(), [...here].sort());
}

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

Deno.test({
  name: "a role that may neither make nor drop anything is enough for worker and class",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const say = (line: string) => console.error(line);
    // The owner comes first, with another version of the harness, and makes the tables.
    {
      const address = queueAddress(server.url);
      await using database = openDatabase(address, {
        connections: 2,
        name: "owner",
        say,
      });
      await prepareSchema(database);
      await using _jobs = await openJobs(database, "0".repeat(64), say);
    }
    const grants = await fromDocs(/```sql\n(create role [^]*?)```/);
    await server.sql(grants.replace("'...'", "'narrow'"));
    const url = new URL(server.url);
    [url.username, url.password] = ["grading", "narrow"];
    const narrow = { ...server, url: url.href };
    const made = await classOf(2);
    const worker = new Worker(narrow.url);
    const { reports, said } = await gradeThere(made, narrow);
    assertEquals(reports.size, 2);
    assertEquals(said, []);
    const { output, code } = await worker.end("SIGTERM");
    assertEquals(code, 0, output);
    assert(!/error|denied/i.test(output), output);
  },
});

/** A certificate for `localhost` that signs itself; `null`: there is no openssl. */
async function certificate(folder: string) {
  const [certificate, key] = [join(folder, "root.crt"), join(folder, "root.key")];
  const made = await new Deno.Command("openssl", {
    args: [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
      ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
      ...["-keyout", key, "-out", certificate],
    ],
    stdout: "null",
    stderr: "null",
  }).output().catch(() => null);
  if (!made?.success) return null;
  return {
    file: certificate,
    certificate: await Deno.readTextFile(certificate),
    key: await Deno.readTextFile(key),
  };
}

Deno.test({
  name: "a queue over TLS knows its server by the certificate that it is given",
  ignore,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      const [mine, others] = [join(folder, "mine"), join(folder, "others")];
      for (const name of [mine, others]) await Deno.mkdir(name);
      const [tls, other] = [await certificate(mine), await certificate(others)];
      if (!tls || !other) return console.error("skipped: there is no openssl");
      await using server = await startPostgres(tls);
      const ask = async (change: (url: URL) => void) => {
        const url = new URL(server.url);
        change(url);
        await using database = openDatabase(queueAddress(url.href), {
          connections: 1,
          name: "test",
          say: (line) => console.error(line),
        });
        const query = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
        return (await database.sql(query))[0]?.ssl;
      };
      const verified = (file: string, host: string) => (url: URL) => {
        url.hostname = host;
        url.searchParams.set("sslmode", "verify-full");
        url.searchParams.set("sslrootcert", file);
      };
      assertEquals(await ask(verified(tls.file, "localhost")), true);
      // Of another name, signed by somebody else, not encrypted at all.
      await assertRejects(() => ask(verified(tls.file, "127.0.0.1")));
      await assertRejects(() => ask(verified(other.file, "localhost")));
      await assertRejects(() => ask(() => {}), Error, "no encryption");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
