/**
 * Verdicts in the layout of Gradescope's evaluations: a zip of one CSV a question.
 *
 * @module
 */
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import type { Question } from "../../rubric/rubric.ts";
import type { Language } from "../../rubric/reason_text.ts";
import type { CurrentItem } from "../current_grade.ts";
import { type Cell, csvText, utf8 } from "./csv_text.ts";
import {
  type ExportClass,
  type ExportSubmission,
  reasonsOf,
  studentsOf,
  type Written,
} from "./export_class.ts";
import { type SheetItem, sheetItems } from "./gradescope_items.ts";
import { splitName } from "./names.ts";
import { exact } from "../../rubric/score.ts";
import { questionPoints, Tally } from "./standing.ts";

const before = [
  "Assignment Submission ID",
  "Question Submission ID",
  "First Name",
  "Last Name",
  "SID",
  "Email",
  "Sections",
  "Score",
  "Submission Time",
] as const;
const after = ["Adjustment", "Comments", "Grader", "Tags"] as const;

/**
 * One row a student and question: `true` or `false` a rubric line, blank where undecided.
 * `Score` is what the ticked lines give within floor and ceiling, plus `Adjustment`, which
 * carries points that a person gave in place of a line's, and on the last question what a
 * person added to the total. The same class gives the same bytes.
 */
export async function writeGradescopeEvaluations(
  data: ExportClass,
  language: Language,
): Promise<Written> {
  configure({ useWebWorkers: false });
  const tally = new Tally(data);
  const { questions } = data.rubric;
  const sheets = questions.map((question, i) => startSheet(question, i + 1));
  let adjusted = 0;
  for (const submission of data.submissions) {
    tally.add(submission);
    if (submission.current.score?.adjustment) adjusted += 1;
    for (const [i, sheet] of sheets.entries()) {
      const isLast = i === sheets.length - 1;
      sheet.rows.push(...rowsOf(data, submission, sheet, isLast, language));
    }
  }
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level: 6 });
  for (const { name, rows, items } of sheets) {
    const text = csvText([...rows, ...legend(items)], { lineEnd: "\n" });
    await zip.add(name, new Uint8ArrayReader(utf8(text)), {
      lastModDate: new Date(Date.UTC(1980, 0, 2)),
      extendedTimestamp: false,
    });
  }
  const warnings = [...tally.warnings({
    en: "undecided lines and scores are left blank",
    "zh-TW": "未決定的項目與分數留空",
  })];
  if (adjusted > 0) {
    warnings.push({
      en:
        `${adjusted} totals that a person adjusted: the adjustment stands at the last ` +
        "question, as this layout has none for the whole",
      "zh-TW": `${adjusted} 份總分經人工調整：此格式沒有總分調整欄，調整記在最後一題`,
    });
  }
  const written = sheets.reduce((sum, { rows }) => sum + rows.length - 1, 0);
  return { bytes: await zip.close(), written, warnings, leftOut: [] };
}

interface Sheet {
  readonly name: string;
  readonly question: Question;
  readonly items: readonly SheetItem[];
  readonly rows: Cell[][];
}

function startSheet(question: Question, number: number): Sheet {
  const items = sheetItems(question);
  const title = question.title.en.replace(/[^\p{L}\p{N}]+/gu, "_").replace(
    /^_+|_+$/g,
    "",
  );
  return {
    name: `${number}_${title.slice(0, 80)}.csv`,
    question,
    items,
    rows: [[...before, ...items.map(({ text }) => text), ...after]],
  };
}

function rowsOf(
  data: ExportClass,
  { record, current }: ExportSubmission,
  { question, items }: Sheet,
  isLast: boolean,
  language: Language,
): Cell[][] {
  const own = current.items.filter((item) => item.question === question.id);
  const byId = new Map(own.map((item) => [item.id, item]));
  const ticks = items.map(({ item, verdicts }) => {
    const verdict = byId.get(item)?.verdict ?? "undetermined";
    return verdict === "undetermined" ? null : verdicts.includes(verdict);
  });
  const earned = questionPoints(data.rubric, current.items)
    .find((points) => points.question.id === question.id)?.earned ?? null;
  const whole = isLast ? current.score?.adjustment ?? 0 : 0;
  const score = earned === null ? null : exact(earned + whole);
  const adjustment = score === null
    ? null
    : exact(score - ticked(question, items, ticks));
  const external = record.externalId ?? record.id;
  return studentsOf(record).map(({ name, sid, email }) => {
    const { first, last } = splitName(name ?? "");
    return [
      external,
      `${external}-${question.id}`,
      ...[first, last, sid, email, null],
      score,
      null,
      ...ticks.map((tick) => tick === null ? null : String(tick)),
      adjustment || null,
      comments(data, own, language),
      graders(own),
      null,
    ];
  });
}

/** What the ticked lines give, within floor and ceiling. */
function ticked(
  question: Question,
  items: readonly SheetItem[],
  ticks: readonly (boolean | null)[],
): number {
  const start = question.scoring === "negative" ? question.points : 0;
  const sum = items.reduce((all, { points }, i) => ticks[i] ? all + points : all, start);
  return Math.min(Math.max(sum, question.floor), question.ceiling ?? question.points);
}

/** What people said, and why points are missing. */
function comments(
  data: ExportClass,
  items: readonly CurrentItem[],
  language: Language,
): string {
  const lines = items.flatMap((item) => {
    const said = item.decision?.comment.trim() ?? "";
    if (said !== "") return [`${item.id}: ${said}`];
    if (item.verdict === "met" || item.decision) return [];
    const reason = reasonsOf(data, item, language)[0];
    return reason ? [`${item.id}: ${reason}`] : [];
  });
  return lines.join("\n");
}

function graders(items: readonly CurrentItem[]): string {
  const people = items.flatMap(({ decision }) => decision ? [decision.who] : []);
  const harness = items.some(({ decision, finding }) => !decision && finding !== null);
  return [...new Set([...people, ...(harness ? ["latentmark"] : [])])].join(", ");
}

function legend(items: readonly SheetItem[]): Cell[][] {
  const blanks = before.slice(1).map(() => null);
  return [
    ["Point Values", ...blanks, ...items.map(({ points }) => points)],
    ["Rubric Numbers", ...blanks, ...items.map((_, i) => i + 1)],
  ];
}
