/** The class: rows, neighbours and numbers, all from the derived rows. */

import type {
  ClassSummary,
  Gradebook,
  GradebookRow,
  RowItem,
  RowQuery,
} from "../gradebook.ts";
import { foldText } from "../fold_text.ts";
import {
  type Database,
  number,
  numberOrNull,
  type Row,
  text,
  textOrNull,
  word,
} from "./_database.ts";
import { latestRubric, submissionOf } from "./_inputs.ts";
import { itemsOf } from "../../rubric/rubric.ts";

const columns: Readonly<Record<NonNullable<RowQuery["sort"]>, string>> = {
  id: "s.sortId",
  name: "s.sortName",
  // Those without a score come first.
  earned: "coalesce(s.earned, -1e9)",
  open: "s.open",
  addedAt: "s.addedAt",
};

interface Conditions {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What a query asks, on the table `standing AS s`. */
function conditionsOf(query: RowQuery): Conditions {
  const parts = ["s.assignment = ?"];
  const values: (string | number)[] = [query.assignment];
  if (query.outcome === "ungraded") parts.push("s.outcome IS NULL");
  else if (query.outcome !== undefined) {
    parts.push("s.outcome = ?");
    values.push(query.outcome);
  }
  if (query.item === undefined) {
    if (query.needsReview !== undefined) {
      parts.push(`s.review = ${Number(query.needsReview)}`);
    }
    if (query.overridden !== undefined) {
      parts.push(`s.overridden = ${Number(query.overridden)}`);
    }
  } else {
    const of = ["i.assignment = ?", "i.item = ?"];
    values.push(query.assignment, query.item);
    if (query.verdict !== undefined) {
      of.push("i.counted = 1", "i.verdict = ?");
      values.push(query.verdict);
    }
    if (query.needsReview !== undefined) {
      of.push(`i.needsReview = ${Number(query.needsReview)}`);
    }
    if (query.overridden !== undefined) {
      of.push(`i.decided IS ${query.overridden ? "" : "NOT "}'override'`);
    }
    const among = `SELECT i.submission FROM standingItems AS i WHERE ${of.join(" AND ")}`;
    parts.push(`s.submission IN (${among})`);
  }
  const search = foldText(query.search ?? "").trim();
  for (const term of search === "" ? [] : search.split(/\s+/)) {
    parts.push("instr(s.search, ?) > 0");
    values.push(term);
  }
  return { sql: parts.join(" AND "), values };
}

/** A page of the class list, and how many rows there are in all. */
export function rows(
  db: Database,
  query: RowQuery,
): { readonly rows: readonly GradebookRow[]; readonly total: number } {
  const { sql, values } = conditionsOf(query);
  const column = columns[query.sort ?? "id"];
  const direction = query.descending === true ? "DESC" : "ASC";
  const found = db.all(
    // What comes before the page is counted in an index alone.
    `WITH page AS MATERIALIZED (SELECT s.submission FROM standing AS s WHERE ${sql} ` +
      `ORDER BY ${column} ${direction}, s.submission ${direction} LIMIT ? OFFSET ?) ` +
      "SELECT s.submission, s.outcome, s.earned, s.possible, s.pending, s.open, b.* " +
      "FROM page CROSS JOIN standing AS s ON s.submission = page.submission " +
      "CROSS JOIN submissions AS b ON b.key = s.submission " +
      `ORDER BY ${column} ${direction}, s.submission ${direction}`,
    ...values,
    Math.min(Math.max(query.limit ?? 50, 0), 500),
    Math.max(query.offset ?? 0, 0),
  );
  const total = db.one(`SELECT count(*) AS n FROM standing AS s WHERE ${sql}`, ...values);
  return { rows: found.map((row) => rowOf(db, row)), total: number(total!, "n") };
}

function rowOf(db: Database, row: Row): GradebookRow {
  const items = db.all(
    "SELECT * FROM standingItems WHERE submission = ? ORDER BY position",
    number(row, "submission"),
  );
  return {
    submission: submissionOf(row),
    outcome: row.outcome == null
      ? null
      : word<NonNullable<GradebookRow["outcome"]>>(row, "outcome"),
    earned: numberOrNull(row, "earned"),
    possible: numberOrNull(row, "possible"),
    pending: numberOrNull(row, "pending"),
    open: number(row, "open"),
    items: items.map(itemOf),
  };
}

function itemOf(row: Row): RowItem {
  return {
    id: text(row, "item"),
    verdict: word<RowItem["verdict"]>(row, "verdict"),
    points: numberOrNull(row, "points"),
    needsReview: row.needsReview === 1,
    decided: textOrNull(row, "decided") as RowItem["decided"],
    disputed: row.agreed === 0,
  };
}

/** Where a submission stands in a query's order, whether the query gives it or not. */
export function neighbors(
  db: Database,
  query: RowQuery,
  key: number,
): ReturnType<Gradebook["neighbors"]> {
  const { sql, values } = conditionsOf(query);
  const column = columns[query.sort ?? "id"];
  const all = `FROM standing AS s WHERE ${sql}`;
  const total = number(db.one(`SELECT count(*) AS n ${all}`, ...values)!, "n");
  const own = db.one(
    `SELECT ${column} AS at FROM standing AS s WHERE s.submission = ?`,
    key,
  );
  const at = own?.at;
  if (typeof at !== "string" && typeof at !== "number") {
    return { previous: null, next: null, position: null, total };
  }
  const descending = query.descending === true;
  const beside = (after: boolean): number | null => {
    const [than, direction] = after === descending ? ["<", "DESC"] : [">", "ASC"];
    const row = db.one(
      `SELECT s.submission ${all} AND (${column}, s.submission) ${than} (?, ?) ` +
        `ORDER BY ${column} ${direction}, s.submission ${direction} LIMIT 1`,
      ...values,
      at,
      key,
    );
    return row && number(row, "submission");
  };
  const place = db.one(
    `SELECT count(*) AS n, max(s.submission = ?) AS among ${all} AND ` +
      `(${column}, s.submission) ${descending ? ">=" : "<="} (?, ?)`,
    key,
    ...values,
    at,
    key,
  );
  return {
    previous: beside(false),
    next: beside(true),
    position: place?.among === 1 ? number(place, "n") : null,
    total,
  };
}

/** Numbers over a class. */
export function summary(db: Database, assignment: string): ClassSummary {
  const tally = db.all(
    "SELECT outcome, overridden, review, count(*) AS n FROM standing " +
      "WHERE assignment = ? GROUP BY outcome, overridden, review",
    assignment,
  );
  const count = (wanted: (row: Row) => boolean): number =>
    tally.filter(wanted).reduce((sum, row) => sum + number(row, "n"), 0);
  const histogram = db.all(
    "SELECT coalesce(earned, -1e9) AS earned, count(*) AS n FROM standing " +
      "WHERE assignment = ? AND coalesce(earned, -1e9) > -1e9 " +
      "GROUP BY coalesce(earned, -1e9)",
    assignment,
  ).map((row) => ({ earned: number(row, "earned"), count: number(row, "n") }));
  const scored = histogram.reduce((sum, { count }) => sum + count, 0);
  const points = histogram.reduce((sum, { earned, count }) => sum + earned * count, 0);
  return {
    submissions: count(() => true),
    graded: count((row) => row.outcome === "graded"),
    notGradable: count((row) => row.outcome === "not-gradable"),
    failed: count((row) => row.outcome === "grader-failed"),
    ungraded: count((row) => row.outcome === null),
    needsReview: count((row) => row.review === 1),
    overridden: count((row) => row.overridden === 1),
    mean: scored === 0 ? null : points / scored,
    histogram,
    items: itemNumbers(db, assignment),
  };
}

function itemNumbers(db: Database, assignment: string): ClassSummary["items"] {
  const groups = db.all(
    "SELECT item, verdict, needsReview, decided, agreed, n FROM tallies " +
      "WHERE assignment = ? AND n > 0",
    assignment,
  );
  const rubric = latestRubric(db, assignment, null)?.rubric;
  const asked = rubric === undefined ? [] : itemsOf(rubric).map(({ item }) => item.id);
  // Items of an earlier rubric that some submission is still graded by come last.
  const ids = new Set([...asked, ...groups.map((row) => text(row, "item"))]);
  return [...ids].map((id) => {
    const own = groups.filter((row) => row.item === id);
    const count = (wanted: (row: Row) => boolean): number =>
      own.filter(wanted).reduce((sum, row) => sum + number(row, "n"), 0);
    return {
      id,
      met: count((row) => row.verdict === "met"),
      partial: count((row) => row.verdict === "partial"),
      unmet: count((row) => row.verdict === "unmet"),
      undetermined: count((row) => row.verdict === "undetermined"),
      needsReview: count((row) => row.needsReview === 1),
      overridden: count((row) => row.decided === "override"),
      agreed: count((row) => row.agreed === 1),
      disagreed: count((row) => row.agreed === 0),
    };
  });
}
