/**
 * What a command does when it is told to end.
 *
 * @module
 */

let own: ((signal: "SIGINT" | "SIGTERM") => void) | null = null;

/**
 * One Ctrl-C arrives twice: from the terminal, and passed on by `deno task`. What comes
 * this soon is no second one.
 */
const echoMs = 500;

/**
 * Has the first signal call a function in place of ending the process; the second one ends
 * it. Undone when disposed of.
 */
export function onInterrupt(
  handler: (signal: "SIGINT" | "SIGTERM") => void,
): Disposable {
  own = handler;
  let last = -Infinity;
  const key = () => {
    const first = interrupt("SIGINT");
    if (!first && performance.now() - last > echoMs) Deno.exit(130);
    if (first) last = performance.now();
  };
  Deno.addSignalListener("SIGINT", key);
  return {
    [Symbol.dispose]() {
      own = null;
      Deno.removeSignalListener("SIGINT", key);
    },
  };
}

/** Tells the command; whether it takes care of its end itself. */
export function interrupt(signal: "SIGINT" | "SIGTERM"): boolean {
  if (own === null) return false;
  const handler = own;
  own = null;
  handler(signal);
  return true;
}
