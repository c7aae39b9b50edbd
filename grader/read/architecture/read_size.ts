/**
 * Sizes as people write them: `12288`, `12,288`, `12 288`, `64*64*3`, `64²×3`,
 * `$12{,}288$`, `ℝ^{12288}`.
 *
 * @module
 */

/** A number or product of numbers: `12288`, `12,288`, `64*64*3`, `3x64x64`. */
export const SIZE =
  /\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\s?(?:[*×x✕·⋅∗]|\\times|\\cdot)\s?\d+)*/;

/** Compatibility forms folded, LaTeX and squares in numbers made plain. */
export function plainNumbers(text: string): string {
  return text
    .replace(/(\d{1,4})(?:²|\^\{?2\}?(?!\d))/g, "$1*$1")
    .replace(/\\math\w{2,3}\s?\{?\s?R\s?\}?\s?\^|ℝ\s?\^?/g, " ")
    .replace(/\{,\}/g, ",")
    .replace(/(?<=\d)(?:\\[,;:! ]|[\u00a0\u2009\u202f'’])(?=\d{3}(?!\d))/g, "")
    .normalize("NFKC")
    .replace(/[\u200b-\u200d\ufe0e\ufe0f\ufeff]/g, "");
}

/**
 * Reads one size; `undefined` if there is none.
 *
 * @param text Its first number or product counts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(["12,288", "64 x 64 x 3", "units"].map(readSize), [12288, 12288, undefined]);
 * ```
 */
export function readSize(text: string): number | undefined {
  const match = SIZE.exec(text);
  if (!match) return undefined;
  const n = match[0].replace(/,/g, "").split(/[^\d]+/).reduce((a, b) => a * Number(b), 1);
  return Number.isSafeInteger(n) && n > 0 && n < 1e8 ? n : undefined;
}

/**
 * Reads the size in a cell of a table: also `12 288`, `12.288`, and a shape with a batch
 * axis, `(None, 784)`, `[-1, 3, 64, 64]`.
 */
export function readCell(cell: string): number | undefined {
  const shape = /[[(]\s*(?:none|null|-\s?1|\?|batch\w*|[bn])\s*,([^\])]*)/i.exec(cell)
    ?.[1];
  if (shape !== undefined) {
    const axes = shape.split(",").filter((axis) => axis.trim() !== "").map(readSize);
    return axes.reduce(
      (all, n) => all === undefined || n === undefined ? undefined : all * n,
      axes.length > 0 ? 1 : undefined,
    );
  }
  return readSize(
    cell.replace(
      /(?<![\d.,])[1-9]\d{0,2}(?:[ .]\d{3})+(?![\d.])/,
      (own) => own.replace(/[ .]/g, ""),
    ),
  );
}

/** Whether sizes go down to a bottleneck and up to where they began. */
export function isHourglass(sizes: readonly number[]): boolean {
  const [first] = sizes;
  return sizes.length >= 3 && first !== undefined && sizes.at(-1) === first &&
    Math.min(...sizes) < first;
}

/** Whether every size is smaller than the one before. */
export function falls(sizes: readonly number[]): boolean {
  return sizes.every((n, i) => i === 0 || n < (sizes[i - 1] ?? 0));
}

/** Sizes that only fall, only rise, or fall and then rise. */
export function narrowsOrWidens(sizes: readonly number[]): boolean {
  let turns = 0;
  let direction = 0;
  for (let i = 1; i < sizes.length; i++) {
    const step = Math.sign((sizes[i] ?? 0) - (sizes[i - 1] ?? 0));
    if (step !== 0 && direction !== 0 && step !== direction) turns++;
    if (step !== 0) direction = step;
  }
  const large = Math.max(...sizes);
  return direction !== 0 && turns <= 1 && large >= 32 && large >= 2 * Math.min(...sizes);
}
