/**
 * What a command does when it is told to end.
 *
 * @module
 */

let own: ((signal: "SIGINT" | "SIGTERM") => void) | null = null;

/**
 * Has the first signal call a function in place of ending the process; the second one ends
 * it. Undone when disposed of.
 */
export function onInterrupt(
  handler: (signal: "SIGINT" | "SIGTERM") => void,
): Disposable {
  own = handler;
  const key = () => {
    if (!interrupt("SIGINT")) Deno.exit(130);
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
