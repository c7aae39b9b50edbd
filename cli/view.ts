/**
 * What the views of a report share: places, numbers and reasons in words.
 *
 * @module
 */
import type { Report, ReportEvidence, ReportItem } from "../grader/report.ts";
import type { Check } from "../rubric/check.ts";
import { itemsOf, type Rubric } from "../rubric/rubric.ts";
import { type Language, reasonText } from "../rubric/reason_text.ts";
import type { Words } from "./words.ts";

/** A report together with what words it needs. */
export interface View {
  readonly report: Report;
  readonly rubric: Rubric;
  /** Messages of the checks, by check name. */
  readonly checks: ReadonlyMap<string, Pick<Check, "messages">>;
  readonly language: Language;
}

/**
 * Text of a submission for a terminal: no control characters, which could move the
 * cursor or recolor what follows, and no marks that turn the direction of writing.
 */
export function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]+/g, " ");
}

/** A place in words: `report.pdf, page 2`. */
export function place(where: ReportEvidence["where"], words: Words): string {
  const inFile = placeInFile(where, words);
  return inFile === "" ? plain(where.file) : `${plain(where.file)}, ${inFile}`;
}

/** The place inside the file; empty for the whole of it. */
function placeInFile(where: ReportEvidence["where"], words: Words): string {
  const parts: string[] = [];
  if (where.page !== undefined) parts.push(`${words.page} ${where.page}`);
  if (where.cell !== undefined) parts.push(`${words.cell} ${where.cell}`);
  if (where.output !== undefined) parts.push(`${words.output} ${where.output}`);
  if (where.lines && where.output === undefined) {
    const [first, last] = where.lines;
    parts.push(
      first === last ? `${words.line} ${first}` : `${words.lines} ${first}-${last}`,
    );
  }
  if (where.block !== undefined) parts.push(`${words.block} ${where.block}`);
  return parts.join(" ");
}

/** The places of an item's evidence, each once, in order, at most `most`, file by file. */
export function places(
  item: ReportItem,
  report: Report,
  words: Words,
  most = 4,
): string[] {
  const byId = new Map(report.evidence.map((evidence) => [evidence.id, evidence]));
  const byFile = new Map<string, Set<string>>();
  let count = 0;
  for (const id of item.evidence) {
    const where = byId.get(id)?.where;
    if (!where) continue;
    const known = byFile.get(where.file) ?? new Set();
    const inFile = placeInFile(where, words);
    if (known.has(inFile) && byFile.has(where.file)) continue;
    count += 1;
    if (count > most) continue;
    byFile.set(where.file, known.add(inFile));
  }
  const list = [...byFile].map(([file, parts]) =>
    [plain(file), ...[...parts].filter((part) => part !== "")].join(", ")
  );
  return count > most ? [...list, `+${count - most}`] : list;
}

/** The reasons of an item in the view's language. */
export function reasons(view: View, item: ReportItem): readonly string[] {
  const check = itemsOf(view.rubric).find((entry) => entry.item.id === item.id)?.item
    .check;
  const messages = view.checks.get(check ?? "")?.messages;
  if (!messages) return item.reasons;
  return item.messages.map((reason, i) =>
    messages[reason.message]
      ? reasonText(messages, reason, view.language)
      : item.reasons[i] ?? ""
  );
}

/** Points as people write them: `0.5`, `2`; `?` where not decided. */
export function pointsText(points: number | null): string {
  return points === null ? "?" : String(Math.round(points * 100) / 100);
}
