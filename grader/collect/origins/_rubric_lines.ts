/** What a grader's lines look like. */

/** A number of points. */
const points = String.raw`\d{1,3}(?:\.\d{1,2})?`;
/** Marks of Markdown around a word. */
const soft = String.raw`[*_\s]{0,6}`;
const unit = String.raw`(?:pts?\b\.?|points?\b|分|點|点)`;
/** Ticks as characters, as TeX, and as fonts of icons have them. */
const tick = String.raw`(?:[√✓✔☑✅\uF00C\uF046]|\\checkmark|\[[xX]\])`;
const bullet = String.raw`[-*•·–—−]`;
const sign = String.raw`[+\-–—−]`;

const rubricPattern = new RegExp(
  String
    .raw`^\s*(?:>\s*)?(?:${bullet}\s+(?=\S))?(${tick})?\s*${soft}(${sign})?\s*${soft}(${points})${soft}${unit}(.*)$`,
  "su",
);
const bulletPattern = new RegExp(String.raw`^\s*(?:>\s*)?(${bullet})\s+`, "u");
const tickPattern = new RegExp(String.raw`^\s*(?:${bullet}\s*)?${tick}\s*$`, "u");

/** A line of a rubric as a grader's tool prints it. */
export interface RubricLine {
  readonly ticked: boolean;
  /** Points with their sign; a bullet that is a minus counts as one. */
  readonly points: number;
}

/**
 * Reads `- √ + 0.5 pts Show your model`: optional bullet, optional tick, signed number,
 * unit, text. `null` where the line is none; without sign, bullet and tick it is none.
 */
export function rubricLine(line: string): RubricLine | null {
  if (line.length > 600) return null;
  const match = rubricPattern.exec(line);
  if (match === null) return null;
  const [, ticked, signed, amount, rest] = match;
  const dash = bulletPattern.exec(line)?.[1];
  if (ticked === undefined && signed === undefined && dash === undefined) return null;
  // "+ 0.5 points of noise" and "- 2 points per image" are sentences.
  if (
    /^\s*(?:of|per|for each|each|more|less|higher|lower|in|on|at|以|的)\b/iu.test(
      rest ?? "",
    )
  ) {
    return null;
  }
  const negative = signed === undefined
    ? dash !== undefined && dash !== "*" && dash !== "•" && dash !== "·"
    : signed !== "+";
  return { ticked: ticked !== undefined, points: Number(amount) * (negative ? -1 : 1) };
}

/** Whether a line is a tick alone, that belongs to the next one. */
export function isTick(line: string): boolean {
  return tickPattern.test(line);
}

/** Points that were given and that were possible. */
export interface ScorePair {
  readonly earned: number;
  readonly possible: number;
}

const scoreEnd = new RegExp(
  String
    .raw`(?:^|[\s(（])${soft}(${points})\s?/\s?(${points})${soft}${unit}?[)）]?${soft}$`,
  "u",
);
const scoreRest = new RegExp(
  String.raw`^\s*(?:${bullet}\s*)?/\s*(${points})\s*${unit}?\s*$`,
  "u",
);
const scoreHead = new RegExp(String.raw`(?:^|\s)(${points})\s*$`, "u");

/** The score that a line ends with (`... of VAE. 2 / 2`), and where it begins. */
export function scoreAtEnd(line: string): (ScorePair & { readonly at: number }) | null {
  const match = scoreEnd.exec(line.slice(-400));
  if (match === null) return null;
  const earned = Number(match[1]);
  const possible = Number(match[2]);
  if (!(possible > 0) || possible > 200 || earned > possible * 1.5) return null;
  return { earned, possible, at: Math.max(0, line.length - 400) + match.index };
}

/** The score of two lines: one ends with `2`, the next is `/ 2`. */
export function scoreOfTwo(line: string, next: string): ScorePair | null {
  const rest = scoreRest.exec(next.slice(0, 40));
  const head = scoreHead.exec(line.slice(-40));
  if (rest === null || head === null) return null;
  return { earned: Number(head[1]), possible: Number(rest[1]) };
}

/** Whether a line is the head of all points: `TOTAL POINTS`, 總分. */
export function isTotalHead(line: string): boolean {
  return /^\s*[#*\s]*(?:total\s+(?:points|score|grade)|(?:points|score)\s+total|總分|总分|總成績|总成绩)[*\s]*[:：]?\s*(?:[\d.]+\s*\/\s*[\d.]+(?:\s*(?:pts?|points?|分))?)?[*\s]*$/iu
    .test(line.slice(0, 120));
}

/** Number of the question that a line is the head of: `QUESTION 1`; `null` for others. */
export function questionHead(line: string): string | null {
  const match =
    /^\s*[#*\s]*(?:question|problem|題目|题目|問題|问题)\s*(\d{1,2}(?:\.\d{1,2})?)[*\s]*[:：]?\s*$/iu
      .exec(line.slice(0, 80)) ??
      /^\s*[#*\s]*第\s*(\d{1,2})\s*[題题][*\s]*[:：]?\s*$/u.exec(line.slice(0, 80));
  return match?.[1] ?? null;
}

/** Number that a question's title begins with: `1 Make a brief ...`, `¹ Make ...`. */
export function titleNumber(line: string): string | null {
  const match = /^\s*(?:[-*•]\s+)?(\d{1,2}(?:\.\d{1,2})?|[¹²³⁴⁵⁶⁷⁸⁹])\s+(?=[\p{L}*"“])/u
    .exec(line.slice(0, 60));
  if (match === null) return null;
  const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(match[1]!);
  return raised >= 0 ? String(raised) : match[1]!;
}

/** Whether a person rates their own work in these words. */
export function isOwnRating(line: string): boolean {
  return /\b(?:my (?:own )?(?:score|grade|rating)|self[- ]?(?:score|grade|grading|assess\w*|evaluat\w*|check\w*))\b|自評|自评|自我評|自我评/iu
    .test(line);
}
