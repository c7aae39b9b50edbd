/**
 * `deno task bench [grade|train|memory|class|dashboard|similar] [options]`: all benchmarks, or one with its options.
 * Each has a process of its own, so that none pays for another's memory.
 *
 * @module
 */
import { fromFileUrl } from "@std/path";

const BENCHES = ["grade", "train", "memory", "class", "dashboard", "similar"] as const;

const [wanted, ...options] = Deno.args;
const chosen = BENCHES.filter((name) => wanted === undefined || name === wanted);
if (chosen.length === 0) {
  console.error(
    `Cannot run a benchmark as it must be one of ${BENCHES.join(", ")}: "${wanted}"`,
  );
  Deno.exit(2);
}
let failed = false;
for (const name of chosen) {
  const script = fromFileUrl(new URL(`./${name}_bench.ts`, import.meta.url));
  const flags = ["--quiet", "--allow-all", "--v8-flags=--expose-gc"];
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...flags, script, ...options],
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  failed ||= !success;
}
Deno.exit(failed ? 1 : 0);
