/**
 * Which item and verdict a line of a marking sheet stands for. What is not clear stays
 * unmatched and is said.
 *
 * @module
 */
import type { Verdict } from "../../rubric/check.ts";
import type { Item, Question, Rubric } from "../../rubric/rubric.ts";
import { ImportError } from "./import_error.ts";
import type { Mapping } from "./mapping.ts";
import type { PastLine, PastQuestion } from "./past_grading.ts";
import { overlaps, standsOut } from "./word_overlap.ts";

/** A verdict that was decided. */
export type Decided = Exclude<Verdict, "undetermined">;

/** What a line of the sheet means. */
export interface LineMatch {
  readonly line: PastLine;
  /** `null`: unmatched. */
  readonly means: { readonly item: string; readonly verdict: Decided } | null;
  /** Why it is unmatched; empty where it is matched. */
  readonly why: string;
}

/**
 * The rubric's question that a question of a file is: as the mapping says, else by title,
 * else by number where both have as many questions. `null`: not clear.
 */
export function matchQuestion(
  rubric: Rubric,
  past: PastQuestion,
  count: number,
  mapping: Mapping,
): Question | null {
  const names = [past.name, past.title, String(past.number ?? "")];
  const told = names.flatMap((name) => mapping.questions[name] ?? [])[0];
  const byId = (id: string) => rubric.questions.find((question) => question.id === id);
  if (told !== undefined) return byId(told) ?? null;
  const named = byId(past.title);
  if (named) return named;
  const titles = rubric.questions.map((
    { title, text, id },
  ) => [title.en, title["zh-TW"], text.en, text["zh-TW"], id]);
  const best = standsOut(overlaps(past.title, titles), 0.6);
  const numbered = past.number === null || count !== rubric.questions.length
    ? undefined
    : rubric.questions[past.number - 1];
  if (best !== null) {
    const found = rubric.questions[best]!;
    // The file's own order speaks against a title: neither is sure.
    return numbered && numbered !== found ? null : found;
  }
  return numbered ?? null;
}

/**
 * What each line of a question means: as the mapping says, else the item whose text it
 * shares most words with, and of this the verdict that is worth the line's points.
 *
 * @throws {ImportError} a mapping to an item that the question does not have
 */
export function matchLines(
  question: Question,
  lines: readonly PastLine[],
  mapping: Mapping,
): readonly LineMatch[] {
  const told = mapping.lines[question.id] ?? {};
  const texts = question.items.map(({ text }) => [text.en, text["zh-TW"]]);
  const seen = new Set<string>();
  return lines.map((line, i): LineMatch => {
    const entry = told[line.text] ?? told[String(i + 1)];
    if (entry === "none") return { line, means: null, why: "the mapping says so" };
    if (entry !== undefined) {
      if (!question.items.some(({ id }) => id === entry.item)) {
        throw new ImportError(
          "mapping",
          `items of ${question.id} must be the rubric's`,
          `"${entry.item}"`,
        );
      }
      return { line, means: entry, why: "" };
    }
    if (line.points === 0) return { line, means: null, why: "it changes no points" };
    const at = standsOut(overlaps(line.text, texts));
    const item = question.items.find(({ id }) => line.text.includes(id)) ??
      (at === null ? undefined : question.items[at]);
    if (!item) return { line, means: null, why: "no item has its words" };
    const verdict = verdictOf(item, line.points, seen.has(item.id));
    if (verdict === null) {
      const why = `"${item.id}" has no verdict that is worth ${line.points} points`;
      return { line, means: null, why };
    }
    seen.add(item.id);
    return { line, means: { item: item.id, verdict }, why: "" };
  });
}

/** The verdict that ticking a line of these points gives. */
function verdictOf(item: Item, points: number | null, again: boolean): Decided | null {
  const full: Decided = "award" in item ? "met" : "unmet";
  if (points === null) return again ? "partial" : full;
  const worth = Math.abs(points);
  const whole = "award" in item ? item.award.met : item.deduct.unmet;
  const part = "award" in item ? item.award.partial : item.deduct.partial;
  if (worth === whole) return full;
  return worth === part ? "partial" : null;
}

/**
 * The verdict on an item that the ticks of a submission give; `null`: no line is this
 * item's, or a cell of it is neither true nor false.
 */
export function verdictByTicks(
  item: Item,
  matches: readonly LineMatch[],
  ticks: readonly (boolean | null)[],
): Decided | null {
  const own = matches.flatMap(({ means }, i) =>
    means?.item === item.id ? [{ verdict: means.verdict, tick: ticks[i] ?? null }] : []
  );
  if (own.length === 0 || own.some(({ tick }) => tick === null)) return null;
  const ticked = new Set(own.filter(({ tick }) => tick).map(({ verdict }) => verdict));
  // The line that changes more counts where a grader ticked two.
  const order: readonly Decided[] = "award" in item
    ? ["met", "partial", "unmet"]
    : ["unmet", "partial", "met"];
  return order.find((verdict) => ticked.has(verdict)) ??
    ("award" in item ? "unmet" : "met");
}

/**
 * A verdict among those of equal points: sheets do not tell them apart. Where `partial`
 * costs as much as `unmet`, it is `unmet`.
 */
export function byPoints(item: Item, verdict: Verdict): Verdict {
  if (verdict !== "partial") return verdict;
  if ("deduct" in item) {
    if (item.deduct.partial === item.deduct.unmet) return "unmet";
    return item.deduct.partial === 0 ? "met" : "partial";
  }
  if (item.award.partial === 0) return "unmet";
  return item.award.partial === item.award.met ? "met" : "partial";
}
