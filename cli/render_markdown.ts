/**
 * The Markdown view of a report.
 *
 * @module
 */
import { place, places, plain, pointsText, reasons, type View } from "./view.ts";
import { words as allWords } from "./words.ts";

/** A report as a Markdown section with a table, one row an item. */
export function renderMarkdown(view: View): string {
  const { report } = view;
  const words = allWords[view.language];
  const lines = [`## ${inline(report.submission.id)}`, ""];
  if (!report.score) {
    lines.push(`**${words.outcomes[report.outcome]}**: ${inline(report.outcomeReason)}`);
    return lines.join("\n") + "\n";
  }
  const { earned, possible, pending } = report.score;
  const open = pending > 0 ? `, ${pointsText(pending)} ${words.pending}` : "";
  lines.push(
    `**${pointsText(earned)} / ${pointsText(possible)}**${open}`,
    "",
    `| ${words.columns.join(" | ")} |`,
    "| --- | --- | ---: | --- |",
  );
  for (const item of report.items) {
    const flag = item.needsReview ? ` (${words.review})` : "";
    const why = reasons(view, item).join("; ") || words.noReason;
    const at = places(item, report, words).join("; ");
    lines.push(
      `| \`${item.id}\` | ${words.verdicts[item.verdict]}${flag} | ` +
        `${pointsText(item.points)} / ${pointsText(item.possible)} | ` +
        `${inline(why)}${at ? ` → ${inline(at)}` : ""} |`,
    );
  }
  if (report.personScores) {
    const { earned, possible } = report.personScores;
    lines.push("", `${words.person} ${pointsText(earned)} / ${pointsText(possible)}`);
  }
  if (report.notices.length > 0) {
    lines.push("", `${words.notices}:`, "");
    for (const { where, notice } of report.notices) {
      lines.push(`- ${inline(`${place(where, words)}: ${notice}`)}`);
    }
  }
  return lines.join("\n") + "\n";
}

/** Text of a submission can hold anything; here it is only text. */
export function inline(text: string): string {
  return plain(text).replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>|#!]/g, "\\$&");
}
