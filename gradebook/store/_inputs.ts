/** What is asked and what was handed in: rubrics, blobs, sources, submissions. */

import { canonicalize } from "../../grader/canonical.ts";
import { sha256Hex } from "../../grader/collect/digest.ts";
import type { NewSubmission } from "../gradebook.ts";
import type { RubricRecord, Source, SubmissionRecord } from "../records.ts";
import {
  bytes,
  type Database,
  json,
  number,
  type Row,
  text,
  textOrNull,
} from "./_database.ts";

/** All but the rubric itself. */
const columns = "digest, messages, addedAt";

/** A rubric by its digest. */
export function rubricByDigest(db: Database, digest: string): RubricRecord | null {
  const row = db.one(`SELECT ${columns} FROM rubrics WHERE digest = ?`, digest);
  return row && rubricOf(db, row);
}

/**
 * The rubric that an assignment was last graded by, else the newest; where a moment is
 * given, of those known then.
 */
export function latestRubric(
  db: Database,
  assignment: string,
  asOf: string | null,
): RubricRecord | null {
  const row = db.one(
    `SELECT ${columns} FROM rubrics WHERE assignment = ? ` +
      "ORDER BY addedAt <= ? DESC, used DESC, rowid DESC LIMIT 1",
    assignment,
    asOf ?? "9999",
  );
  return row && rubricOf(db, row);
}

/** Rubrics that were read last; a digest says all of a rubric. */
const read = new WeakMap<Database, Map<string, RubricRecord["rubric"]>>();
const mostRead = 16;

/** A rubric with its lexicons is large, and every grade is derived from one. */
function rubricOf(db: Database, row: Row): RubricRecord {
  const digest = text(row, "digest");
  const known = read.get(db) ?? new Map<string, RubricRecord["rubric"]>();
  read.set(db, known);
  let rubric = known.get(digest);
  if (!rubric) {
    const whole = db.one("SELECT rubric FROM rubrics WHERE digest = ?", digest)!;
    rubric = json<RubricRecord["rubric"]>(whole, "rubric");
    if (known.size >= mostRead) known.clear();
    known.set(digest, rubric);
  }
  return {
    digest,
    rubric,
    messages: json<RubricRecord["messages"]>(row, "messages"),
    addedAt: text(row, "addedAt"),
  };
}

/**
 * Keeps a rubric. Messages that it is known with stay beside new ones: a report of before
 * refers to them.
 */
export function putRubric(db: Database, rubric: Omit<RubricRecord, "addedAt">): void {
  const known = rubricByDigest(db, rubric.digest);
  const messages = { ...known?.messages };
  for (const [check, own] of Object.entries(rubric.messages)) {
    messages[check] = { ...messages[check], ...own };
  }
  const all = canonicalize(messages);
  if (known === null) {
    db.run(
      "INSERT INTO rubrics VALUES (?, ?, ?, ?, ?, 0)",
      rubric.digest,
      rubric.rubric.id,
      canonicalize(rubric.rubric),
      all,
      db.now(),
    );
  } else if (canonicalize(known.messages) !== all) {
    db.run("UPDATE rubrics SET messages = ? WHERE digest = ?", all, rubric.digest);
  }
}

/** Notes that something is graded by a rubric from now on. */
export function useRubric(db: Database, digest: string): void {
  db.run(
    "UPDATE rubrics SET used = (SELECT max(used) FROM rubrics) + 1 " +
      "WHERE digest = ? AND (used = 0 OR used < (SELECT max(used) FROM rubrics))",
    digest,
  );
}

/** Assignments that have a rubric, the last one graded first. */
export function assignments(db: Database): string[] {
  return db.all(
    "SELECT assignment FROM rubrics GROUP BY assignment " +
      "ORDER BY max(used) DESC, max(rowid) DESC",
  ).map((row) => text(row, "assignment"));
}

/** Keeps bytes; their SHA-256. */
export function putBlob(db: Database, content: Uint8Array<ArrayBuffer>): string {
  const sha256 = sha256Hex(content);
  if (hasBlob(db, sha256)) return sha256;
  db.run("INSERT INTO blobs VALUES (?, ?) ON CONFLICT DO NOTHING", sha256, content);
  return sha256;
}

export function hasBlob(db: Database, sha256: string): boolean {
  return db.one("SELECT 1 FROM blobs WHERE sha256 = ?", sha256) !== null;
}

/** Bytes by their SHA-256. */
export function blob(db: Database, sha256: string): Uint8Array<ArrayBuffer> | null {
  const row = db.one("SELECT bytes FROM blobs WHERE sha256 = ?", sha256);
  return row && bytes(row, "bytes");
}

/** Keeps a source whose blobs are there. */
export function putSource(db: Database, source: Source): void {
  const { digest, entry, files } = source;
  if (db.one("SELECT 1 FROM sources WHERE digest = ?", digest) !== null) return;
  const own = sha256Hex(canonicalize({ entry, files }));
  if (own !== digest) db.refuse("a source must have its own digest", digest);
  for (const file of files) {
    if (file.kept === false || file.link === true || hasBlob(db, file.sha256)) continue;
    db.refuse("the files of a source must be kept before it", `"${file.path}" is not`);
  }
  db.run("INSERT INTO sources VALUES (?, ?, ?)", digest, entry, canonicalize(files));
}

/** A source by its digest. */
export function source(db: Database, digest: string): Source | null {
  const row = db.one("SELECT * FROM sources WHERE digest = ?", digest);
  return row && {
    digest: text(row, "digest"),
    entry: text(row, "entry"),
    files: json<Source["files"]>(row, "files"),
  };
}

/** A submission of a row. */
export function submissionOf(row: Row): SubmissionRecord {
  return {
    key: number(row, "key"),
    assignment: text(row, "assignment"),
    id: text(row, "id"),
    source: text(row, "source"),
    submitters: json<SubmissionRecord["submitters"]>(row, "submitters"),
    externalId: textOrNull(row, "externalId"),
    addedAt: text(row, "addedAt"),
  };
}

export function submission(db: Database, key: number): SubmissionRecord | null {
  const row = db.one("SELECT * FROM submissions WHERE key = ?", key);
  return row && submissionOf(row);
}

export function submissionById(
  db: Database,
  assignment: string,
  id: string,
): SubmissionRecord | null {
  const row = db.one(
    "SELECT * FROM submissions WHERE assignment = ? AND id = ?",
    assignment,
    id,
  );
  return row && submissionOf(row);
}

/** The submission that was read from a path; the latest, where there were several. */
export function submissionByOrigin(
  db: Database,
  assignment: string,
  origin: string,
): SubmissionRecord | null {
  const row = db.one(
    "SELECT * FROM submissions WHERE assignment = ? AND origin = ? ORDER BY key DESC",
    assignment,
    origin,
  );
  return row && submissionOf(row);
}

/**
 * Adds or updates a submission. Where nobody says who handed in, what is known stays.
 *
 * @returns its key and whether anything is another now
 */
export function putSubmission(
  db: Database,
  given: NewSubmission,
): { readonly key: number; readonly changed: boolean } {
  const row = db.one(
    "SELECT * FROM submissions WHERE assignment = ? AND id = ?",
    given.assignment,
    given.id,
  );
  if (given.id === "") db.refuse("a submission must have an id", "an empty one");
  if (source(db, given.source) === null) {
    db.refuse("the source of a submission must be kept before it", given.source);
  }
  const known = row && submissionOf(row);
  const submitters = canonicalize(
    given.submitters.length > 0 ? given.submitters : known?.submitters ?? [],
  );
  const externalId = given.externalId ?? known?.externalId ?? null;
  const before = row && textOrNull(row, "origin");
  const origin = given.origin ?? before;
  if (known === null) {
    const key = db.run(
      "INSERT INTO submissions " +
        "(assignment, id, source, submitters, externalId, origin, addedAt) " +
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
      given.assignment,
      given.id,
      given.source,
      submitters,
      externalId,
      origin,
      db.now(),
    );
    return { key, changed: true };
  }
  const changed = given.source !== known.source || externalId !== known.externalId ||
    origin !== before || submitters !== canonicalize(known.submitters);
  if (changed) {
    db.run(
      "UPDATE submissions SET source = ?, submitters = ?, externalId = ?, origin = ? " +
        "WHERE key = ?",
      given.source,
      submitters,
      externalId,
      origin,
      known.key,
    );
  }
  return { key: known.key, changed };
}
