/** The structure of a graded copy, found in its lines. */

import type { PersonScores } from "../../../rubric/evidence.ts";
import {
  isOwnRating,
  isTick,
  isTotalHead,
  questionHead,
  type RubricLine,
  rubricLine,
  scoreAtEnd,
  scoreOfTwo,
  type ScorePair,
  titleNumber,
} from "./_rubric_lines.ts";

/** A line of some evidence; offsets are of its text, end exclusive. */
export interface TextLine {
  /** Index of the evidence. */
  readonly evidence: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whether it begins its evidence or stands after a blank line. */
  readonly alone: boolean;
}

/** Why a line is a grader's. */
export interface GraderLine {
  readonly reason: string;
}

/** A title that goes on for more lines than this is none. */
const longestTitle = 6;
/** A rubric line goes on for this many lines at most. */
const longestItem = 3;

/** A question as a grader's block has it. */
interface QuestionBlock {
  readonly question: string;
  readonly score: ScorePair | null;
  readonly ticked: readonly string[];
}

/** Finds the lines of a grader, by index, and the scores in them. */
export function graderLines(
  lines: readonly TextLine[],
): {
  readonly marked: ReadonlyMap<number, GraderLine>;
  readonly scores: PersonScores | null;
} {
  const marked = new Map<number, GraderLine>();
  const total = totalScore(lines, marked);
  const items = lines.map(({ text }) => rubricLine(text));
  const blocks: QuestionBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if (items[at] === null) {
      at += 1;
      continue;
    }
    const end = clusterEnd(lines, items, at);
    const block = readBlock(lines, items, at, end, total !== null, marked);
    if (block !== null) blocks.push(block);
    at = end;
  }
  if (blocks.length === 0) return { marked: new Map(), scores: null };
  markHeads(lines, marked);
  return { marked: sorted(marked), scores: scoresOf(total, blocks) };
}

/** First index after the rubric lines that stand together, the lines between included. */
function clusterEnd(
  lines: readonly TextLine[],
  items: readonly (RubricLine | null)[],
  first: number,
): number {
  let end = first + 1;
  for (let i = first + 1; i < lines.length && i <= end + longestItem; i++) {
    if (items[i] === null) continue;
    const between = lines.slice(end, i);
    if (!between.every((line, j) => isTick(line.text) || continues(lines, end + j))) {
      break;
    }
    end = i + 1;
  }
  return end;
}

/** Whether a line goes on with the line before it, rather than beginning a block. */
function continues(lines: readonly TextLine[], index: number): boolean {
  const line = lines[index]!;
  const before = lines[index - 1];
  if (before === undefined || line.alone && line.evidence === before.evidence) {
    return false;
  }
  if (line.evidence === before.evidence) return titleNumber(line.text) === null;
  return /^\s*[a-z(]/.test(line.text) && !/[.!?。！？:：]\s*$/.test(before.text);
}

/** Reads the block around rubric lines `[first, end)`, where there is one. */
function readBlock(
  lines: readonly TextLine[],
  items: readonly (RubricLine | null)[],
  first: number,
  end: number,
  graded: boolean,
  marked: Map<number, GraderLine>,
): QuestionBlock | null {
  const count = items.slice(first, end).filter((item) => item !== null).length;
  const head = scoreBefore(lines, first);
  if (count < 2 || head === null && !graded) return null;
  if (head !== null && isOwnRating(lines[head.line]!.text)) return null;
  const title = head === null ? first : titleStart(lines, head.line);
  const number = head === null ? null : titleNumber(lines[title]!.text);
  const above = questionAbove(lines, title);
  const ticks = items.slice(first, end).filter((item) => item?.ticked === true);
  if (!graded && number === null && above === null && !adds(ticks, head?.score)) {
    return null;
  }
  const ticked: string[] = [];
  let tick = head !== null && isTick(lines[first - 1]?.text ?? "");
  for (let i = first; i < end; i++) {
    const { text } = lines[i]!;
    marked.set(i, { reason: "a line of a grader's rubric" });
    if (isTick(text)) tick = true;
    else if (items[i] !== null) {
      if (tick || items[i]!.ticked) ticked.push(text.trim());
      tick = false;
    }
  }
  for (let i = end; i < Math.min(lines.length, end + 2); i++) {
    if (lines[i]!.evidence !== lines[i - 1]!.evidence || !wraps(lines, i)) break;
    marked.set(i, { reason: "a line of a grader's rubric" });
  }
  for (let i = title; i < first; i++) {
    marked.set(i, { reason: "a question's title with a grader's score" });
  }
  const question = number ?? above ?? "";
  return { question, score: head?.score ?? null, ticked };
}

/** Whether the ticked lines give the score, counted up from 0 or down from the maximum. */
function adds(
  ticks: readonly (RubricLine | null)[],
  score: ScorePair | undefined,
): boolean {
  if (score === undefined || ticks.length === 0) return false;
  const sum = ticks.reduce((total, item) => total + (item?.points ?? 0), 0);
  const near = (value: number) => Math.abs(value - score.earned) < 0.005;
  return near(sum) || near(score.possible + sum);
}

/** Whether a line after the last rubric line is the rest of it. */
function wraps(lines: readonly TextLine[], index: number): boolean {
  const line = lines[index]!;
  return !line.alone && /^\s*[a-z(]/.test(line.text) &&
    !/[.!?。！？:：]\s*$/.test(lines[index - 1]!.text);
}

/** The score right above the first rubric line; a tick alone may stand between. */
function scoreBefore(
  lines: readonly TextLine[],
  first: number,
): { readonly score: ScorePair; readonly line: number } | null {
  for (let i = first - 1; i >= Math.max(0, first - 3); i--) {
    const { text } = lines[i]!;
    const score = scoreAtEnd(text);
    if (score !== null) return { score, line: i };
    const two = i > 0 ? scoreOfTwo(lines[i - 1]!.text, text) : null;
    if (two !== null) return { score: two, line: i - 1 };
    if (!isTick(text)) return null;
  }
  return null;
}

/** First line of the title that ends with a score at `line`. */
function titleStart(lines: readonly TextLine[], line: number): number {
  if (titleNumber(lines[line]!.text) !== null) return line;
  for (let i = line - 1; i >= Math.max(0, line - longestTitle); i--) {
    const { text } = lines[i]!;
    if (questionHead(text) !== null) return i + 1;
    if (rubricLine(text) !== null || isTotalHead(text)) break;
    if (titleNumber(text) !== null) return i;
  }
  const bare = scoreAtEnd(lines[line]!.text);
  const alone = bare !== null && lines[line]!.text.slice(0, bare.at).trim() === "";
  const above = lines[line - 1];
  return alone && above !== undefined && above.text.length <= 120 &&
      above.evidence === lines[line]!.evidence
    ? line - 1
    : line;
}

function questionAbove(lines: readonly TextLine[], index: number): string | null {
  for (let i = index - 1; i >= Math.max(0, index - 2); i--) {
    const number = questionHead(lines[i]!.text);
    if (number !== null) return number;
  }
  return null;
}

/** The total of all points with its head; marks both, and the title above them. */
function totalScore(
  lines: readonly TextLine[],
  marked: Map<number, GraderLine>,
): ScorePair | null {
  for (let i = 0; i < lines.length; i++) {
    if (!isTotalHead(lines[i]!.text)) continue;
    for (let j = i; j <= Math.min(lines.length - 1, i + 2); j++) {
      const score = scoreAtEnd(lines[j]!.text);
      if (score === null) continue;
      const top = i <= 4 && lines.slice(0, i).every((line) => line.text.length <= 80)
        ? 0
        : i;
      for (let k = top; k <= j; k++) marked.set(k, { reason: "a grader's total" });
      return score;
    }
  }
  return null;
}

/** Marks `QUESTION 1` where it stands right above a grader's line. */
function markHeads(lines: readonly TextLine[], marked: Map<number, GraderLine>): void {
  for (let i = lines.length - 2; i >= 0; i--) {
    if (questionHead(lines[i]!.text) !== null && marked.has(i + 1)) {
      marked.set(i, { reason: "a grader's question head" });
    }
  }
}

function sorted(marked: ReadonlyMap<number, GraderLine>): Map<number, GraderLine> {
  return new Map([...marked].sort(([a], [b]) => a - b));
}

/** One entry a question, though a copy holds its block twice. */
function scoresOf(
  total: ScorePair | null,
  blocks: readonly QuestionBlock[],
): PersonScores {
  const questions = new Map<string, PersonScores["questions"][number]>();
  const selected = new Map<string, string>();
  blocks.forEach((block, i) => {
    const name = block.question === "" ? String(i + 1) : block.question;
    if (!questions.has(name) || questions.get(name)!.earned === null) {
      questions.set(name, {
        question: name,
        earned: block.score?.earned ?? null,
        possible: block.score?.possible ?? null,
      });
    }
    for (const line of block.ticked) {
      const words = line.replace(/[^\p{L}\p{N}.]+/gu, " ").replace(/^\s*checkmark\s*/, "")
        .trim();
      if (!selected.has(`${name} ${words}`)) selected.set(`${name} ${words}`, line);
    }
  });
  return {
    earned: total?.earned ?? null,
    possible: total?.possible ?? null,
    questions: [...questions.values()],
    selected: [...selected.values()],
  };
}
