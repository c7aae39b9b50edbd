/**
 * What a queue costs: bytes in the database and in its log, and jobs a second, for
 * submissions of a given size and reports as they are. Nothing is graded: this is the part
 * that the database has. Starts a PostgreSQL of its own.
 *
 *     deno run --allow-all bench/queue_bench.ts [submissions] [kilobytes] [workers]
 *
 * @module
 */
import { canonicalize } from "../grader/canonical.ts";
import { sha256Hex } from "../grader/collect/digest.ts";
import { grade } from "../grader/grade.ts";
import { queueAddress } from "../gradebook/queue/address.ts";
import { putBlob } from "../gradebook/queue/blobs.ts";
import { openDatabase } from "../gradebook/queue/database.ts";
import { type Grading, openJobs } from "../gradebook/queue/jobs.ts";
import { prepareSchema } from "../gradebook/queue/schema.ts";
import { putResult, putRubric, putSources } from "../gradebook/queue/work_store.ts";
import { loadRubric } from "../rubric/load_rubric.ts";
import { startPostgres } from "../tests/gradebook/queue/postgres_server.ts";

const [count = 1000, kilobytes = 500, workers = 4] = Deno.args.map(Number);
const root = decodeURIComponent(new URL("../", import.meta.url).pathname);
const rubric = await loadRubric(`${root}rubric/ntu_ml_hw8.yaml`);
const report = canonicalize(await grade(`${root}samples/notebook_en.ipynb`, { rubric }));

await using server = await startPostgres();
const say = (line: string) => console.error(line);
const database = openDatabase(queueAddress(server.url), {
  connections: workers + 2,
  name: "bench",
  say,
});
const grader = sha256Hex("bench");
const digest = sha256Hex(canonicalize(rubric.rubric));
await prepareSchema(database);
const jobs = await openJobs(database, grader, say);
await database.transaction((sql) => putRubric(sql, digest, rubric.rubric));
const [logBefore = ""] = await server.sql("select pg_current_wal_lsn()");

/** Random bytes, as what is packed already looks. */
function submission(n: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(kilobytes * 1000);
  for (let at = 0; at < bytes.length; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  }
  new DataView(bytes.buffer).setUint32(0, n);
  return bytes;
}

const gradings: Grading[] = [];
const putStart = performance.now();
for (let n = 0; n < count; n += 50) {
  const batch = Array.from({ length: Math.min(50, count - n) }, (_, i) => {
    const bytes = submission(n + i);
    const sha256 = sha256Hex(bytes);
    const files = [{ path: "report.pdf", sha256, bytes: bytes.length }];
    const content = { entry: "report.pdf", files };
    return {
      bytes,
      sha256,
      source: { digest: sha256Hex(canonicalize(content)), ...content },
    };
  });
  for (const { bytes, sha256 } of batch) {
    await database.transaction((sql) => putBlob(sql, sha256, bytes));
  }
  const asked = batch.map(({ source }, i) => ({
    source: source.digest,
    rubric: digest,
    grader,
    id: `student_${n + i}`,
  }));
  await database.transaction(async (sql) => {
    await putSources(sql, batch.map(({ source }) => source));
    await jobs.put(asked, sql);
  });
  gradings.push(...asked);
}
const putSeconds = (performance.now() - putStart) / 1000;
const [logPut = ""] = await server.sql("select pg_current_wal_lsn()");

const workStart = performance.now();
await Promise.all(Array.from({ length: workers }, async () => {
  for (;;) {
    const [held] = await jobs.take(1);
    if (!held) return;
    await database.transaction(async (sql) => {
      const result = { text: report, outcome: "graded" as const, durationMs: 1 };
      await putResult(sql, held.grading, result);
      await jobs.finish(held, sql);
    });
  }
}));
const workSeconds = (performance.now() - workStart) / 1000;

const bytesOf = async (name: string) => {
  const [text = "0"] = await server.sql(`select pg_total_relation_size('${name}')`);
  return Number(text);
};
const logOf = async (from: string) => {
  const [text = "0"] = await server.sql(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '${from}')`,
  );
  return Number(text);
};
const each = (bytes: number) => `${(bytes / count / 1000).toFixed(2)} kB`;
console.log(
  `${count} submissions of ${kilobytes} kB, report ${report.length} characters`,
);
console.log(`put: ${(count / putSeconds).toFixed(0)} a second`);
console.log(
  `taken and answered, ${workers} at a time: ${
    (count / workSeconds).toFixed(0)
  } a second`,
);
for (const table of ["blob", "chunk", "source", "result"]) {
  console.log(
    `  latentmark.${table}: ${each(await bytesOf(`latentmark.${table}`))} each`,
  );
}
const job = await bytesOf("latentmark_jobs.job_common");
console.log(`  latentmark_jobs.job_common: ${each(job)} each`);
const all = await logOf(logBefore);
const afterPut = await logOf(logPut);
console.log(`log: ${each(all - afterPut)} each to put, ${each(afterPut)} each to answer`);
await jobs[Symbol.asyncDispose]();
await database[Symbol.asyncDispose]();
