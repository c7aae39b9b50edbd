/**
 * How far a class run is, on the standard error: a bar on a terminal, a line now and then
 * elsewhere.
 *
 * @module
 */
import type { ClassWords } from "./class_words.ts";

/** Time between two lines where there is no terminal. */
const everyMs = 10_000;
/** Time between two drawings of a bar. */
const drawMs = 100;
const barWidth = 28;

/** How far a run is. */
export interface Progress {
  /** One more is done; `worked`: it took work, so that it counts for the rate. */
  step(worked: boolean): void;
  /** Removes the bar. */
  end(): void;
}

/** Shows the progress of a run of so many submissions. */
export function classProgress(
  total: number,
  words: ClassWords,
  now: () => number = () => performance.now(),
): Progress {
  const isTerminal = Deno.stderr.isTerminal();
  const encoder = new TextEncoder();
  const write = (text: string) => Deno.stderr.writeSync(encoder.encode(text));
  const started = now();
  let last = started;
  let done = 0;
  let worked = 0;
  const line = () => progressText({ done, total, worked, ms: now() - started }, words);
  return {
    step(isWork) {
      done += 1;
      if (isWork) worked += 1;
      if (now() - last < (isTerminal ? drawMs : everyMs)) return;
      last = now();
      if (isTerminal) write(`\r\x1b[2K${bar(done, total)}  ${line()}`);
      else write(`${line()}\n`);
    },
    end() {
      if (isTerminal) write("\r\x1b[2K");
    },
  };
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? barWidth : Math.round(barWidth * done / total);
  return `[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}]`;
}

/**
 * The words of a progress line: how many, how fast, how much longer.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { classWords } from "./class_words.ts";
 *
 * const at = { done: 100, total: 300, worked: 50, ms: 20_000 };
 * assertEquals(progressText(at, classWords.en), "100/300  2.5/s  1:20 left");
 * ```
 */
export function progressText(
  at: {
    readonly done: number;
    readonly total: number;
    /** Of those done: that took work. */
    readonly worked: number;
    readonly ms: number;
  },
  words: ClassWords,
): string {
  const { done, total, worked, ms } = at;
  const parts = [`${done}/${total}`];
  if (worked > 0 && ms > 0) {
    parts.push(words.rate((worked / ms * 1000).toFixed(1)));
    const seconds = Math.round((total - done) * ms / worked / 1000);
    const minutes = Math.floor(seconds / 60);
    const clock = minutes < 60
      ? `${minutes}:${`${seconds % 60}`.padStart(2, "0")}`
      : `${Math.floor(minutes / 60)}:${`${minutes % 60}`.padStart(2, "0")}:${
        `${seconds % 60}`.padStart(2, "0")
      }`;
    parts.push(`${clock} ${words.left}`);
  }
  return parts.join("  ");
}
