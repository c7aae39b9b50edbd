/**
 * Code as reports carry it -> code that a parser can read: prompts, line numbers, smart
 * quotes, lost indentation, letters that OCR took for digits.
 *
 * @module
 */

const PROMPT = /^\s*(In\s*\[\s*\d*\s*\]\s*:\s?|>>> ?|\.\.\. )/;

/** Removes prompts and line numbers, straightens quotes; as many lines out as in. */
export function cleanCode(lines: readonly string[], ocr: boolean): string[] {
  let rows = lines.map((line) =>
    line.replace(PROMPT, "")
      .replace(/[“”„‟«»＂]/g, '"').replace(/[‘’‚‛＇]/g, "'")
      .replace(/[（]/g, "(").replace(/[）]/g, ")").replace(/[，]/g, ",")
      .replace(/[：]/g, ":").replace(/[＝]/g, "=")
      .replace(/[\u00a0\u3000]/g, " ").replace(/[−–—]/g, "-").replace(/[×∗]/g, "*")
      .replace(/\t/g, "    ")
      // Notebook magics and shell lines are no Python.
      .replace(/^(\s*)[%!].*$/, "$1pass")
  );
  rows = withoutLineNumbers(rows);
  if (ocr) rows = rows.map(repairOcrLine);
  return looksFlat(rows) ? reindent(rows) : rows;
}

function withoutLineNumbers(rows: readonly string[]): string[] {
  const filled = rows.filter((row) => row.trim() !== "");
  const numbers = filled.map((row) => /^\s*(\d{1,4})[.:|]?(?=\s|$)/.exec(row)?.[1])
    .map((n) => n === undefined ? undefined : Number(n));
  const rising =
    numbers.filter((n, i) =>
      n !== undefined && (i === 0 || n === (numbers[i - 1] ?? NaN) + 1)
    ).length;
  if (filled.length < 3 || rising < filled.length * 0.7) return [...rows];
  return rows.map((row) => row.replace(/^\s*\d{1,4}[.:|]?( |$)/, ""));
}

/**
 * Misreads that can not be code: `nn,Linear`, `1O24`, `5l2`, a point for a comma before a
 * space. Only inside tokens that hold a digit, or before a layer's name.
 */
export function repairOcrLine(line: string): string {
  return line
    .replace(/\b[mn]n\s?[,;:.·-]\s?(?=[A-Z])/g, "nn.")
    .replace(
      /\bnn(?=(Linear|Sequential|ReLU|BatchNorm|Tanh|Sigmoid|LeakyReLU|Dropout|Module)\b)/g,
      "nn.",
    )
    .replace(/\bself\s?[,;:]\s?(?=[a-z])/g, "self.")
    .replace(/\bself(?=(encoder|decoder|fc\d|layer)\b)/g, "self.")
    .replace(/\bL[il1|]near\b/g, "Linear").replace(/Re[lLI1|i]{1,2}U\b/g, "ReLU")
    .replace(/\bBatchNorm[lI|]d\b/g, "BatchNorm1d")
    .replace(/\b(?=[0-9OolIS]*[0-9])(?=[0-9OolIS]*[OolIS])[0-9OolIS]{2,7}\b/g, toDigits)
    .replace(/(\d)\s?[.;]\s+(?=\d)/g, "$1, ")
    // A lost `*`: two numbers never stand side by side.
    .replace(/(\d)\s+(?=\d)/g, "$1 * ")
    .replace(/\bdef\s+_{0,2}\s?init\s?_{0,2}\s?_?\s*\(/g, "def __init__(")
    .replace(/\.\s*_{0,2}\s?init\s?_{0,2}\s?_?\s*\(/g, ".__init__(")
    // A function's name is one word: `def make _ae(`.
    .replace(
      /\b(def\s+)([A-Za-z_]\w{0,40}(?:\s\w{1,40}){1,3})(?=\s?\()/,
      (_, def: string, name: string) =>
        def + name.replace(/(?<=_)\s|\s(?=_)/g, "").replace(/\s/g, "_"),
    );
}

/** Reads letters that look like digits as digits. */
export function toDigits(token: string): string {
  return token.replace(/[Oo]/g, "0").replace(/[lI|]/g, "1").replace(/S/g, "5");
}

/** Whether a block opens and nothing below it is indented: the indentation was lost. */
function looksFlat(rows: readonly string[]): boolean {
  const filled = rows.filter((row) => row.trim() !== "");
  let opened = 0;
  let flat = 0;
  filled.forEach((row, i) => {
    const next = filled[i + 1];
    if (!next || !/^\s*(class|def|for|if|else|elif|with)\b.*:\s*(#.*)?$/.test(row)) {
      return;
    }
    opened++;
    if (indentOf(next) <= indentOf(row)) flat++;
  });
  return opened > 0 && flat * 2 >= opened;
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}

/**
 * Gives lost indentation back: a method stands in its class (it takes `self`), statements
 * in the function above them, one statement in a `for` or `if`. Top level begins again
 * at a class, a function without `self`, an import, or a blank line before a statement
 * without `self` and `return`.
 */
function reindent(rows: readonly string[]): string[] {
  let depth = 0;
  let inClass = false;
  let inFunction = false;
  let open = 0;
  let blank = false;
  let block = 0;
  return rows.map((row) => {
    const text = row.trim();
    if (text === "") {
      blank = true;
      return "";
    }
    if (open > 0) {
      open = Math.max(0, open + balance(text));
      return " ".repeat(depth + 8) + text;
    }
    let at: number;
    if (/^class\b/.test(text)) {
      at = 0;
      inClass = true;
      inFunction = false;
      depth = 4;
      block = 0;
    } else if (/^(async\s+)?def\b/.test(text)) {
      const method = inClass && /\(\s*(self|cls)\b|\(\s*$/.test(text);
      if (!method) inClass = false;
      at = method ? 4 : 0;
      inFunction = true;
      depth = at + 4;
      block = 0;
    } else if (/^@/.test(text)) {
      at = inClass ? 4 : 0;
    } else if (
      inFunction &&
      (/^(import|from)\b/.test(text) && blank ||
        blank && !/\bself\b/.test(text) && !/^return\b/.test(text))
    ) {
      at = 0;
      inClass = false;
      inFunction = false;
      depth = 0;
      block = 0;
    } else {
      if (/^(else|elif|except|finally)\b/.test(text) && block > 0) {
        at = depth - 4;
      } else {
        at = depth;
        if (block > 0) {
          depth -= 4;
          block--;
        }
      }
    }
    if (
      /^(for|if|while|with|try|else|elif)\b.*:\s*(#.*)?$/.test(text) &&
      balance(text) === 0
    ) {
      depth = at + 4;
      block = 1;
    }
    open = Math.max(0, balance(text));
    blank = false;
    return " ".repeat(at) + text;
  });
}

function balance(text: string): number {
  let n = 0;
  for (const c of text.replace(/#.*$/, "")) {
    if (c === "(" || c === "[" || c === "{") n++;
    if (c === ")" || c === "]" || c === "}") n--;
  }
  return n;
}
