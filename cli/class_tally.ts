/**
 * Counting what came of a class, and the table at the end of a run. Pure.
 *
 * @module
 */
import stringWidth from "string-width";
import type { ClassEvent } from "../gradebook/class/grade_class.ts";
import { itemsOf, type Rubric } from "../rubric/rubric.ts";
import type { ClassWords } from "./class_words.ts";
import { plain, pointsText } from "./view.ts";

/** Most lines of a list. */
const mostLines = 20;

interface ItemCounts {
  met: number;
  partial: number;
  unmet: number;
  undetermined: number;
  review: number;
}

/** What came of a class so far. */
export class ClassTally {
  graded = 0;
  review = 0;
  notGradable = 0;
  failed = 0;
  refused = 0;
  known = 0;
  #earned = 0;
  #possible = 0;
  readonly #items = new Map<string, ItemCounts>();
  readonly #notGraded: { readonly id: string; readonly reason: string }[] = [];
  readonly #notices: string[] = [];

  /** Submissions that are done. */
  get done(): number {
    return this.graded + this.notGradable + this.failed + this.refused;
  }

  /** Of graded submissions; `null`: none. */
  get mean(): number | null {
    return this.graded === 0 ? null : this.#earned / this.graded;
  }

  /** Counts one submission, or notes a notice. */
  add(event: ClassEvent): void {
    if (event.of === "notice") {
      this.#notices.push(event.notice);
    } else if (event.of === "refused") {
      this.refused += 1;
      this.#notGraded.push(event);
    } else {
      if (event.of === "known") this.known += 1;
      this.#addReport(event.report);
    }
  }

  #addReport({ outcome, outcomeReason, submission, items, score }: ClassReport): void {
    if (outcome !== "graded" || score === null) {
      if (outcome === "not-gradable") this.notGradable += 1;
      else this.failed += 1;
      this.#notGraded.push({ id: submission.id, reason: outcomeReason });
      return;
    }
    this.graded += 1;
    this.#earned += score.earned;
    this.#possible = score.possible;
    if (items.some(({ needsReview }) => needsReview)) this.review += 1;
    for (const { id, verdict, needsReview } of items) {
      const counts = this.#items.get(id) ??
        { met: 0, partial: 0, unmet: 0, undetermined: 0, review: 0 };
      counts[verdict] += 1;
      if (needsReview) counts.review += 1;
      this.#items.set(id, counts);
    }
  }

  /** The table and the lists below it, as lines. */
  render(rubric: Rubric, words: ClassWords): string[] {
    const total = `${this.done} ${words.submissions}`;
    const mean = this.mean === null
      ? ""
      : `, ${words.mean} ${this.mean.toFixed(2)} / ${pointsText(this.#possible)}`;
    const counts: readonly (readonly [number, string])[] = [
      [this.graded, `${words.graded}${mean}`],
      [this.review, words.review],
      [this.notGradable, words.notGradable],
      [this.failed, words.failed],
      [this.refused, words.refused],
      [this.known, words.known],
    ];
    const lines = [total];
    const wide = Math.max(...counts.map(([count]) => `${count}`.length));
    for (const [count, what] of counts) {
      const always = what.startsWith(words.graded);
      if (count > 0 || always) lines.push(`  ${`${count}`.padStart(wide)}  ${what}`);
    }
    if (this.graded > 0) lines.push("", ...this.#table(rubric, words));
    const failures = [...this.#notGraded].sort((a, b) => a.id < b.id ? -1 : 1)
      .map(({ id, reason }) => `${id}: ${reason}`);
    lines.push(...list(words.notGraded, failures, words));
    lines.push(...list(words.notices, this.#notices, words));
    return lines;
  }

  #table(rubric: Rubric, words: ClassWords): string[] {
    const percent = (count: number) => `${(100 * count / this.graded).toFixed(0)}%`;
    const rows = [[...words.columns]];
    for (const { item } of itemsOf(rubric)) {
      const counts = this.#items.get(item.id);
      if (counts === undefined) continue;
      const { met, partial, unmet, undetermined, review } = counts;
      rows.push([item.id, ...[met, partial, unmet, undetermined, review].map(percent)]);
    }
    const widths = rows[0]!.map((_, i) =>
      Math.max(...rows.map((row) => stringWidth(row[i]!)))
    );
    return rows.map((row) =>
      "  " + row.map((cell, i) => {
        const pad = " ".repeat(widths[i]! - stringWidth(cell));
        return i === 0 ? cell + pad : pad + cell;
      }).join("  ")
    );
  }
}

type ClassReport = Extract<ClassEvent, { readonly of: "graded" | "known" }>["report"];

function list(title: string, entries: readonly string[], words: ClassWords): string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, mostLines).map((entry) =>
    `  ${plain(entry).replace(/\s+/g, " ").slice(0, 300)}`
  );
  const more = entries.length - shown.length;
  return ["", title, ...shown, ...more > 0 ? [`  ${words.more(more)}`] : []];
}
