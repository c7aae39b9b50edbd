import { assert, assertEquals, assertFalse, assertRejects } from "@std/assert";
import { sha256Hex } from "../../../grader/collect/digest.ts";
import { ClassError } from "../../../gradebook/class/class_error.ts";
import { queueAddress } from "../../../gradebook/queue/address.ts";
import { missingBlobs, putBlob, readBlob } from "../../../gradebook/queue/blobs.ts";
import { isAway, openDatabase } from "../../../gradebook/queue/database.ts";
import { openQueueExecutor } from "../../../gradebook/queue/queue_executor.ts";
import { chunkBytes, prepareSchema } from "../../../gradebook/queue/schema.ts";
import {
  countAttempt,
  putResult,
  resultsOf,
} from "../../../gradebook/queue/work_store.ts";
import { itemsOf } from "../../../rubric/rubric.ts";
import { grader, madeRubric } from "./made_class.ts";
import { startPostgres, whyNoPostgres } from "./postgres_server.ts";

const ignore = whyNoPostgres() !== null;

Deno.test({
  name: "isAway() tells an absent database from one that refuses",
  permissions: "none",
  fn: () => {
    const withCode = (code: string) => Object.assign(new Error("x"), { code });
    for (
      const code of [
        "ECONNREFUSED",
        "ECONNRESET",
        "57P01",
        "57P03",
        "08006",
        "53300",
        "53100",
      ]
    ) {
      assert(isAway(withCode(code)), code);
    }
    for (const code of ["28P01", "42501", "23505", "ENOTFOUND", "ENOENT"]) {
      assertFalse(isAway(withCode(code)), code);
    }
    assert(isAway(new Error("Connection terminated unexpectedly")));
    assert(isAway(new AggregateError([withCode("ECONNREFUSED")])));
    assertFalse(isAway(new Error("a fault of the harness")));
    assertFalse(isAway("ECONNREFUSED"));
  },
});

Deno.test({
  name: "the database holds blobs whole, results and attempts once a key",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    await using database = openDatabase(queueAddress(server.url), {
      connections: 2,
      name: "test",
      say: (line) => console.error(line),
    });
    await prepareSchema(database);

    for (const size of [0, 1, chunkBytes, 2 * chunkBytes + 5]) {
      const bytes = new Uint8Array(size).map((_, i) => i % 251);
      const sha256 = sha256Hex(bytes);
      assertEquals(await missingBlobs(database.sql, [sha256, sha256]), [sha256]);
      for (let twice = 0; twice < 2; twice++) {
        await database.transaction((sql) => putBlob(sql, sha256, bytes));
      }
      assertEquals(await missingBlobs(database.sql, [sha256]), []);
      const read = await database.transaction((sql) => readBlob(sql, sha256));
      assertEquals(sha256Hex(read), sha256);
      assertEquals(read.length, size);
    }
    await server.sql("update latentmark.chunk set data = 'x' where number = 0");
    const one = sha256Hex(new Uint8Array(1));
    await assertRejects(() => readBlob(database.sql, one), RangeError, "that digest");
    await assertRejects(
      () => readBlob(database.sql, grader),
      RangeError,
      "there is none",
    );

    const key = { source: one, rubric: one, grader };
    const first = { text: "{}", outcome: "graded" as const, durationMs: 1.4 };
    assert(await database.transaction((sql) => putResult(sql, key, first)));
    const second = { ...first, text: "[]" };
    assertFalse(await database.transaction((sql) => putResult(sql, key, second)));
    assertEquals(await resultsOf(database.sql, key, [one, grader]), [
      { source: one, report: "{}", durationMs: 1 },
    ]);
    assertEquals(await countAttempt(database.sql, key, "died"), 1);
    assertEquals(await countAttempt(database.sql, key, "died again"), 2);
  },
});

Deno.test({
  name: "openQueueExecutor() refuses checks of an author and a wrong password, unshown",
  ignore,
  fn: async () => {
    await using server = await startPostgres();
    const rubric = await madeRubric();
    const options = {
      gradebook: { source: () => null, blob: () => null },
      options: { rubric },
      retry: false,
      rubricDigest: grader,
      grader,
      say: (line: string) => console.error(line),
      signal: new AbortController().signal,
    };
    const wrong = server.url.replace(encodeURIComponent(server.password), "sesame");
    const refused = await assertRejects(
      () => openQueueExecutor({ ...options, address: queueAddress(wrong) }),
      ClassError,
      "password authentication failed",
    );
    assertFalse(refused.message.includes("sesame"), refused.message);

    const [first] = itemsOf(rubric.rubric);
    const item = { ...first!.item, check: "./mine.ts" };
    const question = { ...first!.question, items: [item] };
    const own = { ...rubric.rubric, questions: [question] } as typeof rubric.rubric;
    await assertRejects(
      () =>
        openQueueExecutor({
          ...options,
          options: { rubric: { ...rubric, rubric: own } },
          address: queueAddress(server.url),
        }),
      ClassError,
      "code is not taken from a database: it has ./mine.ts",
    );
  },
});
