/** What the lines of a plain text look like. */

/**
 * - `ruler`: `-----`, `=====`, `+---+---+`, a line of `_`
 * - `columns`: cells parted by tabs, by `|` or by wide gaps
 * - `total`: `Total params: 1,234`, the foot of a printed summary
 * - `item`: begins with a bullet; `numbered`: begins with a number of its own
 */
export type LineShape =
  | "blank"
  | "ruler"
  | "columns"
  | "total"
  | "item"
  | "numbered"
  | "text";

/** Classifies one line by itself. */
export function classifyLine(line: string): LineShape {
  const text = line.trim();
  if (text === "") return "blank";
  if (isRuler(text)) return "ruler";
  if (
    /^(?:[A-Za-z][\w()\/ -]{2,60}|[\p{Script=Han} ]{2,20})[:：]\s*[\d.,]+(?:\s*\(?[\w. ]{1,12}\)?)?$/u
      .test(text)
  ) {
    return "total";
  }
  if (hasColumns(line)) return "columns";
  if (/^(?:[-*+•●○▪◦·‣–]|√|✓|✔|☑|☐|\\checkmark)\s/.test(text)) return "item";
  if (
    /^(?:[Qq](?:uestion)?\s*\d{1,2}\b|(?:\d{1,2}|[（(]?[a-hA-H]|[(（]?[一二三四五六七八九十ivx]{1,3})[.)）、](?:\s|$|[^\d\s])|第\s*[一二三四五六七八九十\d]+\s*[題题小問问])/
      .test(text) && !/^\d+\.\d/.test(text)
  ) return "numbered";
  return "text";
}

function isRuler(text: string): boolean {
  if (text.length < 3) return false;
  const marks = text.replace(/\s+/g, "");
  return marks.length >= 3 && /^[-=_*~─━═+|┌┐└┘├┤┬┴┼┏┓┗┛┡┩╇╞╪╡╒╤╕╘╧╛:]+$/.test(marks) &&
    /[-=_~─━═*]{3}/.test(marks);
}

function hasColumns(line: string): boolean {
  const text = line.trimEnd();
  const tabs = text.replace(/^\t+/, "").split("\t").filter((cell) => cell.trim() !== "");
  if (tabs.length >= 2) return true;
  if (/^\s*[|│┃]/.test(text) || (text.match(/[|│┃]/g) ?? []).length >= 2) {
    return true;
  }
  const cells = text.trimStart().split(/ {2,}/);
  return cells.length >= 3 || (cells.length === 2 && /^\(?[\d.,%-]+\)?$/.test(cells[1]!));
}

/** Whether lines of these shapes are a table: rows of columns, or rulers with rows. */
export function isTableBlock(shapes: readonly LineShape[]): boolean {
  let columns = 0;
  let rulers = 0;
  let filled = 0;
  for (const shape of shapes) {
    if (shape === "columns") columns += 1;
    if (shape === "ruler") rulers += 1;
    if (shape !== "blank") filled += 1;
  }
  return (columns >= 2 || (columns >= 1 && rulers >= 1)) &&
    columns + rulers >= filled * 0.4;
}

/** Lines without the white space around them: searching costs no more than their square. */
const codeLine =
  /^(?:(?:import|from|def|class|return|for|while|if|elif|else|with|try|except|print|const|let|var|function|async|await|export|assert)\b.*[\w)\]:;{}'"]$|@\w|#|\/\/|[})\]]+[;,)]*$|[\w.\[\], :\t]+(?:=|\+=|-=|\*=)\s*\S|[\w.]+\(.*\)?[,;:]?$|\([\w.]+\): \w+\()/;

const strongLine =
  /^(?:import \w|from \w[\w.]* import|def \w+\(|class \w+[(:]|return\b|self\.|(?:nn|tf|torch|np|keras|layers|plt|model)\.)|[\w\])]\s*=\s*[\w.]+[(\[]|\([\w.]+\): \w+\(|=\s*nn\.|\w\([^=]*=[^)]*\)/;

const loneLine =
  /^(?:import \w|from \w[\w.]* import|def \w+\(|class \w+[(:]|self\.|\w[\w.\[\], :\t]*=\s*[\w.]+[(\[].*[)\]]$|(?:torch|np|plt|model|nn)\.\w+\(.*\)$)/;

/** Characters of a line that tell whether it is code. */
const head = 400;

/** Whether lines without a blank one among them are code, by most of them. */
export function isCodeBlock(lines: readonly string[]): boolean {
  const filled = lines.map((line) => line.trim().slice(0, head).trimEnd())
    .filter((line) => line !== "");
  const strong = filled.filter((line) => strongLine.test(line)).length;
  if (strong === 0) return false;
  const marks = filled.filter((line) => codeLine.test(line)).length;
  return marks >= Math.max(2, filled.length * 0.7) ||
    filled.length === 1 && marks === 1 && loneLine.test(filled[0]!);
}
