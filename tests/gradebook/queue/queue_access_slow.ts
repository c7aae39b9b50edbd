/**
 * Who may use a queue: `deno task test:queue` runs these, which take minutes.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { openDatabase } from "../../../gradebook/queue/database.ts";
import { openJobs } from "../../../gradebook/queue/jobs.ts";
import { prepareSchema } from "../../../gradebook/queue/schema.ts";
import { fromDocs } from "./docs.ts";
import { startPostgres } from "./postgres_server.ts";
import { classOf, gradeThere, ignore, Worker } from "./queue_run.ts";

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
