import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import {
  GradebookError,
  gradebookError,
} from "../../../gradebook/store/gradebook_error.ts";
import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { decisionOf, putGraded, reportOf } from "./_class.ts";

async function inTempDir(test: (folder: string) => Promise<void> | void) {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function faultOf(work: () => unknown): string {
  return assertThrows(work, GradebookError).fault;
}

/** Runs SQL on a file behind the gradebook's back. */
function behind<Result>(path: string, work: (db: DatabaseSync) => Result): Result {
  const db = new DatabaseSync(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

Deno.test("openGradebook() refuses what is newer, and what another program made", () =>
  inTempDir((folder) => {
    const path = join(folder, "a.db");
    openGradebook(path)[Symbol.dispose]();
    behind(path, (db) => db.exec("PRAGMA user_version = 99"));
    const error = assertThrows(() => openGradebook(path), GradebookError);
    assertEquals(error.fault, "newer");
    assert(error.message.startsWith(`Cannot open gradebook ${JSON.stringify(path)} as `));
    assertEquals(faultOf(() => openGradebook(path, { readOnly: true })), "newer");

    const other = join(folder, "other.db");
    behind(other, (db) => db.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1)"));
    assertEquals(faultOf(() => openGradebook(other)), "foreign");
    assertEquals(behind(other, (db) => db.prepare("SELECT a FROM t").get()?.a), 1);
    assertEquals(faultOf(() => openGradebook(folder)), "unwritable");
  }));

Deno.test("openGradebook() for reading writes nothing and makes nothing", () =>
  inTempDir((folder) => {
    const path = join(folder, "a.db");
    assertEquals(faultOf(() => openGradebook(path, { readOnly: true })), "missing");
    openGradebook(path)[Symbol.dispose]();
    using gradebook = openGradebook(path, { readOnly: true });
    assertEquals(faultOf(() => gradebook.putBlob(new Uint8Array(1))), "unwritable");
    assertEquals(gradebook.assignments(), []);
  }));

Deno.test({
  name: "openGradebook() says that a folder can not be written",
  permissions: { read: true },
  fn() {
    assertEquals(faultOf(() => openGradebook("gradebook.none.db")), "unwritable");
  },
});

Deno.test("gradebookError() tells a full disk and broken content", () =>
  inTempDir((folder) => {
    const path = join(folder, "a.db");
    const seen = behind(path, (db) => {
      db.exec("CREATE TABLE t (a BLOB); PRAGMA max_page_count = 3");
      return assertThrows(() => db.exec("INSERT INTO t VALUES (zeroblob(100000))"));
    });
    const full = gradebookError(seen, "write", path);
    assertEquals(full.fault, "full");
    assertEquals(
      full.message,
      `Cannot write gradebook ${
        JSON.stringify(path)
      } as there must be room on its disk: ` +
        "database or disk is full",
    );
    assertEquals(gradebookError(full, "read", path), full);
    const broken = new Error("database disk image is malformed");
    assertEquals(gradebookError(broken, "read", path).fault, "damaged");
  }));

Deno.test("a damaged file is told, wherever it is met", () =>
  inTempDir(async (folder) => {
    const path = join(folder, "a.db");
    {
      using gradebook = openGradebook(path);
      for (let i = 0; i < 40; i++) {
        putGraded(gradebook, `b${i}`, reportOf([]), { content: "x".repeat(5000) + i });
      }
    }
    const bytes = await Deno.readFile(path);
    bytes.fill(0xa5, 4096 * 3, bytes.length - 4096);
    await Deno.writeFile(path, bytes);
    const fault = faultOf(() => {
      using gradebook = openGradebook(path);
      for (let i = 1; i < 40; i++) gradebook.grade(i);
      gradebook.rebuild();
    });
    assertEquals(fault, "damaged");
  }));

Deno.test("decisions and adoptions are never changed, not even by other programs", () =>
  inTempDir((folder) => {
    const path = join(folder, "a.db");
    using gradebook = openGradebook(path);
    const submission = putGraded(gradebook, "b1", reportOf(["partial"]));
    const first = decisionOf({ submission, item: "q1.a", action: "override" });
    gradebook.decide({ ...first, verdict: "met" });
    behind(path, (db) => {
      for (const table of ["decisions", "adoptions"]) {
        assertThrows(() => db.exec(`DELETE FROM ${table}`), Error, "append-only");
        assertThrows(() => db.exec(`UPDATE ${table} SET at = ''`), Error, "append-only");
      }
    });
    assertEquals(gradebook.decisions(submission).length, 1);
  }));

Deno.test("decide() refuses what the rubric or the log does not allow", () =>
  inTempDir((folder) => {
    using gradebook = openGradebook(join(folder, "a.db"));
    const submission = putGraded(gradebook, "b1", reportOf(["partial", "undetermined"]));
    const on = (item: string | null) => ({ submission, item });
    const bad: Parameters<typeof decisionOf>[0][] = [
      { ...on("q1.a"), action: "override", verdict: "met", points: 1.5 },
      { ...on("q1.a"), action: "override", verdict: "met", points: -0.1 },
      { ...on("q1.a"), action: "override", verdict: "met", points: NaN },
      { ...on("q1.a"), action: "override" },
      { ...on("q9.a"), action: "override", verdict: "met" },
      { ...on(null), action: "override", verdict: "met" },
      { ...on("q1.a"), action: "accept", verdict: "met" },
      { ...on("q1.b"), action: "accept", verdict: "met" },
      { ...on("q1.a"), action: "adjust", points: 1 },
      { ...on(null), action: "adjust" },
      { ...on(null), action: "adjust", points: Infinity },
      { ...on(null), action: "comment", comment: "  " },
      { ...on(null), action: "comment", comment: "x".repeat(30_000) },
      { ...on("q1.a"), action: "undo", undoes: 1 },
      { ...on("q1.a"), action: "override", verdict: "met", who: " " },
      { ...on("q1.a"), submission: 77, action: "override", verdict: "met" },
    ];
    for (const one of bad) {
      assertEquals(faultOf(() => gradebook.decide(decisionOf(one))), "refused");
    }
    assertEquals(gradebook.decisions(submission), []);
    gradebook.decide(decisionOf({ ...on("q1.a"), action: "accept", verdict: "partial" }));
    const undo = decisionOf({ ...on("q1.a"), action: "undo", undoes: 1 });
    assertEquals(faultOf(() => gradebook.decide({ ...undo, item: "q1.b" })), "refused");
    gradebook.decide(undo);
    assertEquals(faultOf(() => gradebook.decide(undo)), "refused");
    assertEquals(faultOf(() => gradebook.decide({ ...undo, undoes: 2 })), "refused");
  }));

Deno.test("transaction() leaves nothing behind where the work throws", () =>
  inTempDir((folder) => {
    using gradebook = openGradebook(join(folder, "a.db"));
    const version = gradebook.version();
    assertThrows(
      () =>
        gradebook.transaction(() => {
          putGraded(gradebook, "b1", reportOf([]));
          throw new RangeError("stop");
        }),
      RangeError,
      "stop",
    );
    assertEquals(gradebook.submissions("hw"), []);
    assertEquals(gradebook.version(), version);
    putGraded(gradebook, "b1", reportOf([]));
    assertEquals(gradebook.submissions("hw").length, 1);
  }));
