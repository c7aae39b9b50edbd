/**
 * The gradebook in one SQLite file.
 *
 * @module
 */
import type { Gradebook } from "../gradebook.ts";
import { currentGrade } from "../current_grade.ts";
import * as classList from "./_class_list.ts";
import { bytes, Database, number } from "./_database.ts";
import * as decided from "./_decisions.ts";
import * as inputs from "./_inputs.ts";
import * as results from "./_results.ts";
import * as runs from "./_runs.ts";
import { rebuild, refresh, refreshUngraded, subjectOf } from "./_standing.ts";

/** How a gradebook is opened. */
export interface OpenOptions {
  /** Nothing is written, and the file must be there; default: no. */
  readonly readOnly?: boolean;
  /** The clock; default: the machine's. */
  readonly now?: () => Date;
}

/**
 * Opens a gradebook, and makes it where there is none. Several processes may have it open;
 * one that writes waits up to 10 s for another.
 *
 * What `adopt`, `decide` and `putSubmission` change is also rewritten, in the same
 * transaction, in derived rows that the class list reads; `rebuild` makes them anew.
 *
 * @param path The file; `-wal` and `-shm` lie beside it while it is open
 * @throws {GradebookError} a file that is no gradebook, is newer, or can not be opened; and
 * from every method where it can not be read or written
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { join } from "@std/path";
 *
 * const folder = await Deno.makeTempDir();
 * {
 *   using gradebook = openGradebook(join(folder, "gradebook.db"));
 *   const sha256 = gradebook.putBlob(new TextEncoder().encode("# My report"));
 *   assertEquals(gradebook.blob(sha256)?.length, 11);
 *   assertEquals(gradebook.assignments(), []);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function openGradebook(path: string, options: OpenOptions = {}): Gradebook {
  const db = new Database(path, {
    readOnly: options.readOnly ?? false,
    now: options.now ?? (() => new Date()),
  });
  /** What is not graded stands at the items of the assignment's latest rubric. */
  const withLatest = (assignment: string, work: () => void): void =>
    db.write(() => {
      const before = inputs.latestRubric(db, assignment, null)?.digest;
      work();
      const after = inputs.latestRubric(db, assignment, null)?.digest;
      if (before !== after) refreshUngraded(db, assignment);
    });
  return {
    path,
    version: () => String(number(db.one("SELECT value FROM counter")!, "value")),
    transaction: (work) => db.write(work),
    rebuild: () => db.write(() => rebuild(db)),
    [Symbol.dispose]: () => db.close(),

    putRubric: (rubric) =>
      withLatest(rubric.rubric.id, () => inputs.putRubric(db, rubric)),
    rubric: (digest) => inputs.rubricByDigest(db, digest),
    assignments: () => inputs.assignments(db),
    latestRubric: (assignment, asOf) => inputs.latestRubric(db, assignment, asOf ?? null),

    putBlob: (content) => db.write(() => inputs.putBlob(db, content)),
    blob: (sha256) => inputs.blob(db, sha256),
    putSource: (source) => db.write(() => inputs.putSource(db, source)),
    source: (digest) => inputs.source(db, digest),
    putSubmission: (submission) =>
      db.write(() => {
        const { key, changed } = inputs.putSubmission(db, submission);
        if (changed) refresh(db, key);
        return key;
      }),
    submission: (key) => inputs.submission(db, key),
    submissionById: (assignment, id) => inputs.submissionById(db, assignment, id),
    submissionByOrigin: (assignment, origin) =>
      inputs.submissionByOrigin(db, assignment, origin),
    submissions: (assignment) =>
      db.all("SELECT * FROM submissions WHERE assignment = ? ORDER BY key", assignment)
        .map(inputs.submissionOf),

    putResult: (result) => db.write(() => results.putResult(db, result)),
    result: (result) => results.resultByNumber(db, result),
    resultOf: (key) => results.resultByKey(db, key),
    adopt: (submission, result, run) =>
      withLatest(inputs.submission(db, submission)?.assignment ?? "", () => {
        if (results.adopt(db, submission, result, run)) refresh(db, submission);
      }),
    adoptions: (submission) => results.adoptions(db, submission),
    countAttempt: (key, reason) => db.write(() => results.countAttempt(db, key, reason)),
    attempts: (key) => results.attempts(db, key),

    decide: (decision) =>
      db.write(() => {
        const record = inputs.submission(db, decision.submission);
        if (record === null) {
          return db.refuse("there must be such a submission", `${decision.submission}`);
        }
        const made = decided.decide(db, decision, subjectOf(db, record, null));
        if ("written" in made) refresh(db, record.key);
        return made;
      }),
    decisions: (submission) => decided.decisions(db, submission, null),
    grade: (submission, asOf) =>
      db.read(() => {
        const record = inputs.submission(db, submission);
        if (record === null) return null;
        const { rubric, report, decisions } = subjectOf(db, record, asOf ?? null);
        return { report, current: currentGrade(rubric, report, decisions) };
      }),

    rows: (query) => db.read(() => classList.rows(db, query)),
    neighbors: (query, key) => db.read(() => classList.neighbors(db, query, key)),
    summary: (assignment) => db.read(() => classList.summary(db, assignment)),

    startRun: (run) => db.write(() => runs.startRun(db, run)),
    updateRun: (run, change) => db.write(() => runs.updateRun(db, run, change)),
    run: (run) => runs.runByNumber(db, run),
    runs: (assignment, limit) => runs.runs(db, assignment, limit),

    putDerived: (key, value) =>
      db.write(() => {
        db.run("INSERT OR REPLACE INTO derived VALUES (?, ?)", key, value);
      }),
    derived: (key) => {
      const row = db.one("SELECT value FROM derived WHERE key = ?", key);
      return row && bytes(row, "value");
    },
  };
}
