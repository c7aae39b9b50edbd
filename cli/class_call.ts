/**
 * Which command lines of `grade` are of a whole class.
 *
 * @module
 */

/** Flags that only a class run has. */
const ownFlags = new Set([
  "class",
  "jobs",
  "watch",
  "retry-failed",
  "time-limit",
  "queue",
]);

/**
 * Says whether a command line of `grade` is one of a class run.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(isClassCall(["--class", "hw8.zip"]), true);
 * assertEquals(isClassCall(["a.pdf", "b.pdf", "--jobs=2"]), true);
 * assertEquals(isClassCall(["a.pdf", "--", "--jobs"]), false);
 * assertEquals(isClassCall(["--again", "--dry-run"]), false);
 * ```
 */
export function isClassCall(args: readonly string[]): boolean {
  const flags = args.slice(0, args.includes("--") ? args.indexOf("--") : args.length)
    .filter((arg) => arg.startsWith("--")).map((arg) => arg.slice(2).split("=")[0]!);
  // Grading again has a --dry-run of its own.
  const dry = flags.includes("dry-run") && !flags.includes("again");
  return dry || flags.some((flag) => ownFlags.has(flag));
}
