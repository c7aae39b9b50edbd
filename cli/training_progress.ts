/**
 * The progress bar of a training run: on a terminal only, so that logs stay readable.
 * @module
 */

/** Draws over its own line on stderr. */
export interface ProgressBar {
  /** Shows `done` of `total` steps with a few words, such as the loss. */
  show(label: string, done: number, total: number, words: string): void;
  /** Removes the bar. */
  clear(): void;
}

const WIDTH = 24;

/** A bar, or one that draws nothing where stderr is no terminal. */
export function trainingProgress(
  now: () => number = () => performance.now(),
): ProgressBar {
  if (!Deno.stderr.isTerminal()) return { show() {}, clear() {} };
  const encoder = new TextEncoder();
  const started = new Map<string, [time: number, step: number]>();
  return {
    show(label, done, total, words) {
      const start = started.get(label);
      if (!start) started.set(label, [now(), done]);
      const [time, step] = start ?? [now(), done];
      const left = done > step ? (now() - time) / (done - step) * (total - done) : NaN;
      const line = progressLine(label, done, total, words, left);
      Deno.stderr.writeSync(encoder.encode(`\r\x1b[2K${line}`));
    },
    clear() {
      if (started.size > 0) Deno.stderr.writeSync(encoder.encode("\r\x1b[2K"));
    },
  };
}

/**
 * The text of a bar.
 *
 * @param leftMs time left in milliseconds; `NaN` while unknown
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { progressLine } from "./training_progress.ts";
 * assertEquals(
 *   progressLine("ae", 12, 24, "loss 0.5", 90_000),
 *   "ae  [############------------]  12/24  loss 0.5  1:30 left",
 * );
 * ```
 */
export function progressLine(
  label: string,
  done: number,
  total: number,
  words: string,
  leftMs: number,
): string {
  const filled = Math.round(WIDTH * done / total);
  const bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
  const parts = [label, `[${bar}]`, `${done}/${total}`, words];
  if (Number.isFinite(leftMs)) {
    const seconds = Math.round(leftMs / 1000);
    const rest = `${seconds % 60}`.padStart(2, "0");
    parts.push(`${Math.floor(seconds / 60)}:${rest} left`);
  }
  return parts.join("  ");
}
