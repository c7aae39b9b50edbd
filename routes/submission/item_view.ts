/**
 * What the page says of an item: its choices, reasons and evidence in words. Pure.
 *
 * @module
 */
import type { ReportEvidence, ReportItem } from "../../grader/report.ts";
import type { CurrentItem } from "../../gradebook/current_grade.ts";
import type { RubricRecord } from "../../gradebook/records.ts";
import type { Verdict } from "../../rubric/check.ts";
import { type Language, reasonText } from "../../rubric/reason_text.ts";
import { type Item, possiblePoints } from "../../rubric/rubric.ts";
import { exact } from "../../rubric/score.ts";
import type { SubmissionWords } from "../words/submission.ts";
import type { ReadFigure } from "./places.ts";

/** A verdict that a person can give, and what it is worth. */
export interface Choice {
  readonly verdict: Exclude<Verdict, "undetermined">;
  readonly points: number;
}

/**
 * The verdicts that make sense for an item: `partial` only where it is worth something of
 * its own, or where somebody said it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const text = { en: "x", "zh-TW": "x" };
 * const fields = { id: "q1.a", text, check: "mentions", parameters: {} };
 * const verdicts = choicesOf({ ...fields, award: { met: 1, partial: 0 } }, null, "met")
 *   .map((choice) => choice.verdict);
 * assertEquals(verdicts, ["met", "unmet"]);
 * ```
 */
export function choicesOf(
  item: Item,
  found: Verdict | null,
  current: Verdict,
): readonly Choice[] {
  const possible = possiblePoints(item);
  const [partial, unmet] = "award" in item
    ? [item.award.partial, 0]
    : [exact(possible - item.deduct.partial), exact(possible - item.deduct.unmet)];
  const distinct = partial !== possible && partial !== unmet;
  return [
    { verdict: "met", points: possible },
    ...(distinct || found === "partial" || current === "partial"
      ? [{ verdict: "partial", points: partial } as const]
      : []),
    { verdict: "unmet", points: unmet },
  ];
}

/** The reasons of a finding in the language of the interface, else in English. */
export function reasonsOf(
  finding: ReportItem,
  item: Item,
  rubric: RubricRecord,
  language: Language,
): readonly string[] {
  const messages = rubric.messages[item.check];
  return finding.messages.map((reason, i) =>
    messages?.[reason.message]
      ? reasonText(messages, reason, language)
      : finding.reasons[i] ?? ""
  );
}

/** A place in words: `page 2`, `cell 3 lines 1-4`; the file alone where it is all. */
export function placeText(
  where: ReportEvidence["where"],
  words: SubmissionWords,
  withFile: boolean,
): string {
  const parts: string[] = [];
  if (where.page !== undefined) parts.push(`${words.page} ${where.page}`);
  if (where.cell !== undefined) parts.push(`${words.cell} ${where.cell}`);
  if (where.output !== undefined) parts.push(`${words.output} ${where.output}`);
  if (where.lines && where.output === undefined) {
    const [first, last] = where.lines;
    parts.push(
      first === last ? `${words.line} ${first}` : `${words.lines} ${first}–${last}`,
    );
  } else if (where.block !== undefined) parts.push(`${words.block} ${where.block}`);
  if (!withFile && parts.length > 0) return parts.join(" ");
  return [where.file, parts.join(" ")].filter((part) => part !== "").join(", ");
}

/** What the panels of a picture were taken for: `original, adjusted 1`; empty: nothing. */
export function rolesText(
  figure: ReadFigure | undefined,
  words: SubmissionWords,
): string {
  const names = figure?.panels.flatMap(({ role, adjustment }) => {
    const name = words.roles[role as keyof SubmissionWords["roles"]];
    if (name === undefined) return [];
    return [adjustment === undefined ? name : `${name} ${adjustment}`];
  });
  return [...new Set(names)].slice(0, 6).join(", ");
}

/** What the harness says now where a person decided otherwise; `null`: both agree. */
export function otherVerdict(item: CurrentItem): Verdict | null {
  return item.disputed ? item.finding?.verdict ?? null : null;
}

/** An anchor of an item. */
export function itemAnchor(id: string): string {
  return `item-${id}`;
}
