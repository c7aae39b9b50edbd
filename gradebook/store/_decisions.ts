/** What people decided: the append-only log and what may be written to it. */

import { type Item, itemsOf, possiblePoints, type Rubric } from "../../rubric/rubric.ts";
import type { Report } from "../../grader/report.ts";
import type { DecisionResult } from "../gradebook.ts";
import type { Decision, NewDecision } from "../records.ts";
import {
  type Database,
  number,
  numberOrNull,
  type Row,
  text,
  textOrNull,
  word,
} from "./_database.ts";

/** What a decision is about, as it stands. */
export interface Subject {
  readonly rubric: Rubric;
  readonly report: Report | null;
  /** Number of the result that `report` is of. */
  readonly result: number | null;
  readonly decisions: readonly Decision[];
}

/** UTF-16 units of a comment and of a name. */
const longest = { comment: 20_000, who: 200 } as const;

/** Decisions on a submission up to a moment, oldest first; `null`: all. */
export function decisions(
  db: Database,
  submission: number,
  asOf: string | null,
): Decision[] {
  return db.all(
    "SELECT * FROM decisions WHERE submission = ? AND at <= ? ORDER BY number",
    submission,
    asOf ?? "9999",
  ).map(decisionOf);
}

function decisionOf(row: Row): Decision {
  return {
    number: number(row, "number"),
    submission: number(row, "submission"),
    item: textOrNull(row, "item"),
    action: word<Decision["action"]>(row, "action"),
    verdict: row.verdict == null
      ? null
      : word<NonNullable<Decision["verdict"]>>(row, "verdict"),
    points: numberOrNull(row, "points"),
    comment: text(row, "comment"),
    who: text(row, "who"),
    at: text(row, "at"),
    result: numberOrNull(row, "result"),
    undoes: numberOrNull(row, "undoes"),
  };
}

/** Writes a decision, or gives back those on its item that the person did not see. */
export function decide(
  db: Database,
  decision: NewDecision,
  subject: Subject,
): DecisionResult {
  const unseen = subject.decisions.filter((known) =>
    known.item === decision.item && known.number > decision.seen
  );
  if (unseen.length > 0) return { conflict: unseen };
  const fault = faultOf(decision, subject);
  if (fault !== null) db.refuse(...fault);
  const { submission, item, action, verdict, points, comment, who, undoes } = decision;
  const at = db.now();
  const written = db.run(
    "INSERT INTO decisions (submission, item, action, verdict, points, comment, who, at, " +
      "result, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    submission,
    item,
    action,
    verdict,
    points,
    comment,
    who,
    at,
    subject.result,
    undoes,
  );
  return {
    written: {
      ...{ number: written, submission, item, action, verdict, points, comment, who, at },
      ...{ result: subject.result, undoes },
    },
  };
}

type Fault = readonly [rule: string, seen: string];

/** The rule that a decision breaks and what was seen; `null`: none. */
function faultOf(decision: NewDecision, subject: Subject): Fault | null {
  const { item: id, action, verdict, points, comment, who, undoes } = decision;
  if (who.trim() === "" || who.length > longest.who) {
    const seen = who.trim() === "" ? "no name" : `${who.length} characters`;
    return [`a decision must say who, in at most ${longest.who} characters`, seen];
  }
  if (comment.length > longest.comment) {
    const rule = `a comment must have at most ${longest.comment} characters`;
    return [rule, `${comment.length}`];
  }
  const item = id === null
    ? null
    : itemsOf(subject.rubric).find(({ item }) => item.id === id)?.item;
  if (item === undefined && action !== "undo") {
    return ["a decision must be on an item of the rubric", `"${id}"`];
  }
  if (verdict !== null && action !== "accept" && action !== "override") {
    return [`a decision to ${action} must have no verdict`, verdict];
  }
  if (points !== null && action !== "override" && action !== "adjust") {
    return [`a decision to ${action} must have no points`, `${points}`];
  }
  if (undoes !== null && action !== "undo") {
    return [`a decision to ${action} must undo nothing`, `decision ${undoes}`];
  }
  switch (action) {
    case "accept":
      return acceptFault(decision, subject);
    case "override":
      return overrideFault(decision, item ?? null);
    case "adjust":
      if (id !== null) return ["only a total can be adjusted", `item "${id}"`];
      if (points !== null && Number.isFinite(points)) return null;
      return ["an adjustment must say how many points", `${points}`];
    case "comment":
      return comment.trim() === "" ? ["a comment must have words", "none"] : null;
    case "undo":
      return undoFault(decision, subject);
  }
}

function acceptFault(decision: NewDecision, subject: Subject): Fault | null {
  if (decision.item === null) return ["an item must be accepted by its id", "none"];
  const found = subject.report?.items.find(({ id }) => id === decision.item)?.verdict ??
    "undetermined";
  if (found === "undetermined") {
    return ["there must be a verdict to accept", `"${decision.item}" has none`];
  }
  if (found === decision.verdict) return null;
  const rule = "the verdict that is accepted must be the harness's";
  return [rule, `${decision.verdict}, where it found ${found}`];
}

function overrideFault(decision: NewDecision, item: Item | null): Fault | null {
  const { verdict, points } = decision;
  if (item === null) return ["an item must be overridden by its id", "none"];
  if (verdict === null) return ["an override must say a verdict", "none"];
  const most = possiblePoints(item);
  if (points === null || (points >= 0 && points <= most)) return null;
  return [`"${item.id}" must have 0 to ${most} points`, `${points}`];
}

function undoFault(decision: NewDecision, subject: Subject): Fault | null {
  const undone = subject.decisions.find(({ number }) => number === decision.undoes);
  if (undone === undefined || undone.item !== decision.item) {
    const rule = "what is undone must be a decision on the same item";
    return [rule, `decision ${decision.undoes}`];
  }
  if (undone.action === "undo") {
    return [
      "what is undone must be decided anew",
      `decision ${undone.number} is an undo`,
    ];
  }
  if (subject.decisions.some(({ undoes }) => undoes === undone.number)) {
    return ["a decision must be undone once", `decision ${undone.number} was undone`];
  }
  return null;
}
