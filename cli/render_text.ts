/**
 * The terminal view of a report.
 *
 * @module
 */
import * as colors from "@std/fmt/colors";
import stringWidth from "string-width";
import type { ReportItem } from "../grader/report.ts";
import type { Verdict } from "../rubric/check.ts";
import { itemsOf } from "../rubric/rubric.ts";
import { place, places, plain, pointsText, reasons, type View } from "./view.ts";
import { words as allWords } from "./words.ts";

/** How the terminal is. */
export interface Terminal {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

const marks: Readonly<Record<Verdict, string>> = {
  met: "✓",
  partial: "~",
  unmet: "✗",
  undetermined: "?",
};

const paints: Readonly<Record<Verdict, (text: string) => string>> = {
  met: colors.green,
  partial: colors.yellow,
  unmet: colors.red,
  undetermined: colors.magenta,
};

/** A report as lines for a terminal, wrapped to its width. */
export function renderText(view: View, terminal: Terminal): string {
  const { report } = view;
  const words = allWords[view.language];
  const paint = (style: (text: string) => string, text: string) =>
    terminal.color ? style(text) : text;
  const lines: string[] = [];
  const width = Math.max(40, terminal.width);
  if (!report.score) {
    lines.push(
      paint(colors.bold, report.submission.id) + "  " +
        paint(colors.red, words.outcomes[report.outcome]),
      ...wrap(report.outcomeReason, width, "  "),
    );
    return lines.join("\n") + "\n";
  }
  const { earned, possible, pending } = report.score;
  const open = pending > 0 ? `, ${pointsText(pending)} ${words.pending}` : "";
  const flagged = report.items.filter((item) => item.needsReview).length;
  lines.push(
    `${paint(colors.bold, report.submission.id)}  ` +
      paint(colors.bold, `${pointsText(earned)} / ${pointsText(possible)}`) +
      `${open}  (${words.reasonsToReview(flagged)})`,
  );
  const names = new Map(itemsOf(view.rubric).map(({ item }) => [item.id, item.text]));
  const idWidth = Math.max(...report.items.map((item) => item.id.length));
  let question = "";
  for (const item of report.items) {
    if (item.question !== question) {
      question = item.question;
      const found = view.rubric.questions.find((q) => q.id === question);
      lines.push("", `${question.toUpperCase()}  ${found?.title[view.language] ?? ""}`);
    }
    lines.push(...itemLines(item));
  }
  if (report.personScores) {
    const { earned, possible } = report.personScores;
    lines.push("", `${words.person} ${pointsText(earned)} / ${pointsText(possible)}`);
  }
  if (report.notices.length > 0) {
    lines.push("", words.notices);
    for (const { where, notice } of report.notices.slice(0, 8)) {
      lines.push(...wrap(`${place(where, words)}: ${notice}`, width, "  "));
    }
    if (report.notices.length > 8) lines.push(`  +${report.notices.length - 8}`);
  }
  return lines.join("\n") + "\n";

  function itemLines(item: ReportItem): string[] {
    const verdict = words.verdicts[item.verdict];
    const flag = item.needsReview ? ` ! ${words.review}` : "";
    const points = `${pointsText(item.points)} / ${pointsText(item.possible)}`;
    const head = `  ${paint(paints[item.verdict], marks[item.verdict])} ` +
      `${item.id.padEnd(idWidth)}  ${points.padStart(9)}  ` +
      paint(paints[item.verdict], verdict) +
      (flag && paint(colors.yellow, flag));
    const [first = words.noReason, ...more] = reasons(view, item);
    const shown = item.needsReview ? [first, ...more.slice(0, 2)] : [first];
    const at = places(item, report, words);
    return [
      head,
      ...shown.flatMap((reason) => wrap(reason, width, "      ")),
      ...(at.length > 0
        ? wrap(`→ ${at.join("; ")}`, width, "      ").map((l) => paint(colors.dim, l))
        : []),
      ...(item.verdict === "met" ? [] : wrap(
        names.get(item.id)?.[view.language] ?? "",
        width,
        "      ",
      ).map((l) => paint(colors.dim, l))),
    ];
  }
}

/** Wraps text to a width in columns; CJK characters take two and may break anywhere. */
export function wrap(text: string, width: number, indent: string): string[] {
  const room = width - stringWidth(indent);
  const lines: string[] = [];
  let line = "";
  for (
    const part of plain(text).replace(/\s+/g, " ").trim().match(
      /[\u2E80-\uFFEF]|[^\s\u2E80-\uFFEF]+\s?|\s/g,
    ) ?? []
  ) {
    let rest = part;
    while (stringWidth((line + rest).trimEnd()) > room) {
      if (line.trim() !== "") {
        lines.push(indent + line.trimEnd());
        line = "";
        continue;
      }
      const cut = [...rest].slice(0, Math.max(1, room)).join("");
      lines.push(indent + cut);
      rest = rest.slice(cut.length);
    }
    line += rest;
  }
  if (line.trim() !== "") lines.push(indent + line.trimEnd());
  return lines;
}
