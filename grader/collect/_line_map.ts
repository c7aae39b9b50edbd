/** From offsets to lines. */

/** Tells which line of a text an offset is on. */
export interface LineMap {
  /** Line of an offset, from 1. */
  lineAt(offset: number): number;
  /** First and last line of the range `[start, end)`. */
  linesOf(start: number, end: number): readonly [first: number, last: number];
}

/** Indexes the lines of `text` once; each question then costs a binary search. */
export function lineMap(text: string): LineMap {
  const starts: number[] = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  return {
    lineAt,
    linesOf: (start, end) => [lineAt(start), lineAt(Math.max(start, end - 1))],
  };
}
