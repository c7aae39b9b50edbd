/**
 * Words that say where in a figure something stands: "top left", "第二列", "from left to
 * right: a, b, c".
 *
 * @module
 */
import type { LayoutHint } from "../../image/panel_split.ts";
import { fold, rawRange } from "../../text/fold.ts";
import { findLists, type PanelList } from "./panel_lists.ts";

/** A place in a grid; an axis that is not named is open. Negative counts from the end. */
export interface Place {
  readonly row?: number | "middle";
  readonly column?: number | "middle";
  /** Panel in reading order, from 0. */
  readonly index?: number;
  /** `第n行`, `第n列`: row or column, as the language and the grid decide. */
  readonly line?: { readonly character: "行" | "列"; readonly at: number };
}

/** A place and the words that say what is there. */
export interface Placed {
  readonly place: Place;
  readonly words: string;
}

/** What a text says about the layout of a figure. */
export interface LayoutWords {
  readonly placed: readonly Placed[];
  /** Lists in the order of panels: the items of "from left to right: a, b, c". */
  readonly lists: readonly PanelList[];
  readonly hint: LayoutHint;
}

const digits = "一二三四五六七八九十";
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];
const side =
  "(?:most)?(?:[- ]?(?:hand )?(?:side|one|image|images|picture|panel|column|figure|plot|part))?";
const zhSide = "(?:上角|下角|[边侧方图栏列]|半边|手边)?";

interface Rule {
  readonly pattern: RegExp;
  readonly place: (match: RegExpMatchArray) => Place | null;
}

const corner = (vertical: number, horizontal: number) => () => ({
  row: vertical,
  column: horizontal,
});
/** Longest forms first; text is folded (lower case, Simplified Chinese). */
const rules: readonly Rule[] = [
  {
    pattern: /左上[角边方图]?|(?:top|upper)[- ]left|left[- ]top|좌상/gu,
    place: corner(0, 0),
  },
  {
    pattern: /右上[角边方图]?|(?:top|upper)[- ]right|right[- ]top|우상/gu,
    place: corner(0, -1),
  },
  {
    pattern: /左下[角边方图]?|(?:bottom|lower)[- ]left|left[- ]bottom|좌하/gu,
    place: corner(-1, 0),
  },
  {
    pattern: /右下[角边方图]?|(?:bottom|lower)[- ]right|right[- ]bottom|우하/gu,
    place: corner(-1, -1),
  },
  {
    pattern: new RegExp(
      `(${
        ordinals.join("|")
      }|[1-9](?:st|nd|rd|th)) (row|column|col|image|picture|panel|figure|plot|one|line|photo)s?\\b`,
      "gu",
    ),
    place: (match) => {
      const word = match[1]!;
      const at = ordinals.includes(word) ? ordinals.indexOf(word) : Number(word[0]) - 1;
      return placeOf(match[2]!, at);
    },
  },
  {
    pattern: /\b(row|column|col|panel) ?#?\(?([1-9])\)?/gu,
    place: (match) => placeOf(match[1]!, Number(match[2]) - 1),
  },
  {
    pattern: new RegExp(
      `第 ?([${digits}1-9]) ?(张|幅|个|排|栏|行|列|图|枚目|行目|列目|段)`,
      "gu",
    ),
    place: (match) => {
      const known = digits.indexOf(match[1]!);
      return placeOf(match[2]!, known >= 0 ? known : Number(match[1]) - 1);
    },
  },
  {
    pattern: new RegExp(`(?<!由|从|自)最?左(?!右|至|到|往)${zhSide}端?`, "gu"),
    place: () => ({ column: 0 }),
  },
  {
    pattern: new RegExp(`(?<!至|到|往|左)最?右${zhSide}端?`, "gu"),
    place: () => ({ column: -1 }),
  },
  { pattern: /中[间央](?:[的图栏列])?|正中/gu, place: () => ({ column: "middle" }) },
  { pattern: new RegExp(`\\bleft${side}\\b(?! to)`, "gu"), place: () => ({ column: 0 }) },
  {
    pattern: new RegExp(`(?<!left to )(?<!left-to-)\\bright${side}\\b`, "gu"),
    place: () => ({ column: -1 }),
  },
  {
    pattern: new RegExp(`\\b(?:middle|cent(?:er|re))${side}\\b`, "gu"),
    place: () => ({ column: "middle" }),
  },
  { pattern: /最?上[排段行列半]|上面那?[排张]|最上[面方]?/gu, place: () => ({ row: 0 }) },
  {
    pattern: /最?下[排段行列半]|下面那?[排张]|最下[面方]?/gu,
    place: () => ({ row: -1 }),
  },
  { pattern: /中[排段]/gu, place: () => ({ row: "middle" }) },
  {
    pattern:
      /\b(?:top|upper)(?:most)?(?: (?:row|line|image|images|half|one|panel))?\b(?! to)/gu,
    place: () => ({ row: 0 }),
  },
  {
    pattern:
      /(?<!top to )\b(?:bottom|lower)(?:most)?(?: (?:row|line|image|images|half|one|panel))?\b/gu,
    place: () => ({ row: -1 }),
  },
];

function placeOf(unit: string, at: number): Place {
  switch (unit) {
    case "row":
    case "line":
    case "排":
    case "段":
    case "行目":
      return { row: at };
    case "column":
    case "col":
    case "栏":
    case "列目":
      return { column: at };
    case "行":
    case "列":
      return { line: { character: unit, at } };
    default:
      return { index: at };
  }
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

const stops = /[。;\n!?！？]|\.(?=\s|$)/g;
const join =
  /^(?:[\s,:：()（）\-–—=]|(?:and|that is|is|are|was|were|shows?|showing|contains?|for|the|an|a)(?![A-Za-z])|[为為是则則与與和]|分[别別]|代表|表示|[显顯]示|都|均|皆|が|は|の)*/iu;

/**
 * Finds the places that a text names and what it says is there. A place in brackets
 * belongs to the words before it, any other to the words after it, up to the next place.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { layoutWords } from "./layout_words.ts";
 *
 * const { placed } = layoutWords("左邊是原圖，右邊是調整後");
 * assertEquals(placed.map(({ words }) => words), ["原圖", "調整後"]);
 * assertEquals(layoutWords("From left to right: input, z*2 and z*5.").lists[0]?.items, [
 *   "input",
 *   "z*2",
 *   "z*5",
 * ]);
 * ```
 */
export function layoutWords(raw: string): LayoutWords {
  const text = raw.slice(0, 4000);
  const folded = fold(text);
  const tokens = findTokens(folded.text);
  const slice = (start: number, end: number) =>
    text.slice(...rawRange(folded, start, Math.max(start, end))).trim();
  // Ends of phrases: before punctuation, and after a character that a line break follows.
  const ends = [...folded.text.matchAll(stops)].map((match) => match.index);
  const starts = ends.map((at) => at + 1);
  const longest = Math.max(...text.split("\n").map((line) => line.length));
  for (let i = 0; i < folded.text.length; i++) {
    const from = folded.origin[i] ?? 0;
    const to = folded.origin[i + 1] ?? text.length;
    const line = text.slice(from, to).indexOf("\n");
    // A full line was wrapped: the phrase goes on in the next one.
    if (line < 0 || wraps(text, from + line, longest)) continue;
    ends.push(i + 1);
    starts.push(i + 1);
  }
  const placed: Placed[] = [];
  tokens.forEach((token, i) => {
    const before = tokens[i - 1]?.end ?? 0;
    const floor = Math.max(before, ...starts.filter((at) => at <= token.start));
    const ceiling = Math.min(
      tokens[i + 1]?.start ?? folded.text.length,
      ...ends.filter((at) => at >= token.end),
    );
    const bracketed = /[(（\[]\s*$/.test(folded.text.slice(floor, token.start)) &&
      /^\s*[)）\],]/.test(folded.text.slice(token.end, token.end + 3));
    let words = bracketed
      ? slice(floor, token.start).replace(/[(（\[]\s*$/u, "")
      : slice(token.end, ceiling).replace(/[(（\[]\s*$/u, "");
    words = words.replace(join, "").replace(/^[)）]\s*(?:and|和|与|與|、|,|，)?\s*/u, "")
      .replace(/[\s,，、;；]+(?:and|and the|with|the|和|與|与)?\s*$/u, "");
    if (!bracketed && words.replace(/[\s\p{P}]/gu, "") === "") {
      words = slice(floor, token.start).replace(/(?:在|is|are|on the|at the|:)\s*$/u, "");
    }
    if (words.trim() !== "") placed.push({ place: token.place, words: words.trim() });
  });
  return { placed, lists: findLists(text), hint: findHint(folded.text, tokens) };
}

/** Whether the line that ends at `at` is as long as lines get, and the next one goes on. */
function wraps(text: string, at: number, longest: number): boolean {
  const length = at - (text.lastIndexOf("\n", at - 1) + 1);
  return longest > 24 && length > 0.8 * longest &&
    /^\n\s*[^\s\-*•#|]/.test(text.slice(at, at + 20));
}

function findTokens(folded: string): readonly Token[] {
  const found: Token[] = [];
  for (const rule of rules) {
    for (const match of folded.matchAll(rule.pattern)) {
      const token = { start: match.index, end: match.index + match[0].length };
      if (found.some((other) => other.start < token.end && token.start < other.end)) {
        continue;
      }
      const place = rule.place(match);
      if (place) found.push({ ...token, place });
    }
  }
  return found.sort((a, b) => a.start - b.start).slice(0, 60);
}

function findHint(folded: string, tokens: readonly Token[]): LayoutHint {
  const grid = folded.match(
    /(?<![\d.]|[x×*] ?)([1-9]|1\d) ?[x×*] ?([1-9]|1\d)(?![\d.]| ?[x×*])(?! ?(?:conv|kernel|filter))/u,
  );
  const corners = tokens.filter(({ place }) =>
    place.row !== undefined && place.column !== undefined
  );
  if (corners.length >= 3) return { rows: 2, columns: 2 };
  return grid ? { rows: Number(grid[1]), columns: Number(grid[2]) } : {};
}
