/**
 * Finds the code in a document: code blocks, and runs of lines that look like code in
 * text that a PDF or OCR gave.
 *
 * @module
 */
import { cleanCode } from "./clean_code.ts";
import type { Line } from "./lines.ts";

/** A run of code and the line that each of its lines came from. */
export interface CodeSegment {
  readonly language: "python" | "javascript";
  readonly source: string;
  readonly lines: readonly Line[];
  /** Offset at which each line starts in `source`. */
  readonly starts: readonly number[];
}

const CODE_LINE =
  /^\s*(class\s+\w+|(async\s+)?def\s+\w+|import\s|from\s+\w[\w.]*\s+import|return\b|self\s?[.,]\w|super\(|@\w|for\s.+\sin\s.+:|if\s.+:|else\s*:|elif\s|with\s.+:|try:|[)\]}]+[,;:)]*\s*$|#|>>>|const\s|let\s|var\s|function\s)|\b[mn]n\s?[.,]\s?[A-Z]\w+|\b(Linear|Dense|Sequential|Conv2d|Conv2D|ReLU|Tanh|Sigmoid|BatchNorm\w+|Dropout|LeakyReLU)\s*\(|^\s*[A-Za-z_]\w*(\s*,\s*[A-Za-z_]\w*)*\s*=\s*[\w([{'"-]|^\s*[\w.]+\([^)]*\)\s*[;,]?\s*$/;
const WORTH =
  /linear|dense|sequential|[mn]n[.,]|module|conv|encod|latent|model|=\s*[\d[(]/i;

/** The code of a document, in reading order. */
export function codeSegments(lines: readonly Line[]): readonly CodeSegment[] {
  const segments: CodeSegment[] = [];
  let run: Line[] = [];
  let gap: Line[] = [];
  const flush = () => {
    if (
      run.some((line) =>
        /Linear|Dense|Sequential|class\s+\w+\s*\(|dense\(|encod|model/.test(line.text)
      )
    ) {
      segments.push(segment(run));
    }
    run = [];
    gap = [];
  };
  let block: Line[] = [];
  const flushBlock = () => {
    if (block.some((line) => WORTH.test(line.text))) segments.push(segment(block));
    block = [];
  };
  for (const line of lines) {
    const { kind, via } = line.evidence;
    if (block[0] && block[0].evidence !== line.evidence) flushBlock();
    if (kind === "code" && via === "text") {
      flush();
      block.push(line);
      continue;
    }
    if (kind === "output" || kind === "heading") {
      flush();
      continue;
    }
    const first = run[0];
    if (first && first.evidence.via !== via) flush();
    if (first && via === "ocr" && first.evidence !== line.evidence) flush();
    if (isCode(line, run)) {
      run.push(...gap, line);
      gap = [];
    } else if (run.length > 0) {
      gap.push(line);
      if (gap.filter((own) => own.text.trim() !== "").length > 2) flush();
    }
  }
  flushBlock();
  flush();
  return segments.sort((a, b) =>
    (a.lines[0]?.order ?? 0) - (b.lines[0]?.order ?? 0) ||
    (a.lines[0]?.row ?? 0) - (b.lines[0]?.row ?? 0)
  );
}

function isCode(line: Line, run: readonly Line[]): boolean {
  const text = line.text;
  if (line.evidence.kind === "list-item" || line.evidence.kind === "table") return false;
  // Prose in which a layer is named, a row of a printed model or of a summary.
  if (/^\s*\(\w+\)\s*:|\b(in|out)_features\s*=\s*\d+.*bias/.test(text)) return false;
  if (/[→⟶➔]|->.*->|[。！？]/.test(text.replace(/#.*$/, ""))) return false;
  if (/^\s*#\s/.test(text)) return run.length > 0;
  return CODE_LINE.test(text);
}

function segment(lines: readonly Line[]): CodeSegment {
  const ocr = lines[0]?.evidence.via === "ocr";
  const rows = cleanCode(lines.map((line) => line.text), ocr);
  const starts: number[] = [];
  let at = 0;
  for (const row of rows) {
    starts.push(at);
    at += row.length + 1;
  }
  const source = rows.join("\n");
  return { language: languageOf(lines, source), source, lines: [...lines], starts };
}

function languageOf(lines: readonly Line[], source: string): CodeSegment["language"] {
  const named = lines[0]?.evidence.language?.toLowerCase() ?? "";
  if (/^(js|javascript|jsx|ts|typescript|tsx|mjs|html|vue)$/.test(named)) {
    return "javascript";
  }
  if (/^(py|python|python3|ipython)/.test(named)) return "python";
  return /tf\.(layers|sequential|model)\b.*[({]\s*\{|\b(const|let)\s+\w+\s*=|=>\s*\{/
      .test(source)
    ? "javascript"
    : "python";
}

/** The line that an offset of a segment lies in. */
export function lineAt(segment: CodeSegment, at: number): Line | undefined {
  let low = 0;
  let high = segment.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segment.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return segment.lines[low];
}
