/**
 * Work that starts processes, a few at a time: however many ask, the machine stays usable.
 *
 * @module
 */

/**
 * Makes a function that does works in the order in which they come, some at once.
 *
 * @param most works at once
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inTurn } from "./in_turn.ts";
 *
 * const alone = inTurn(1);
 * const seen: string[] = [];
 * const work = (name: string) => async () => {
 *   seen.push(`${name} begins`);
 *   await Promise.resolve();
 *   seen.push(`${name} ends`);
 * };
 * await Promise.all([alone(work("a")), alone(work("b"))]);
 * assertEquals(seen, ["a begins", "a ends", "b begins", "b ends"]);
 * ```
 */
export function inTurn(
  most: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is free.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
