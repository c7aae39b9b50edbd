/**
 * The whole check of the project: format, lint, types, public docs, tests. Ends with a
 * line `N passed, N failed, N skipped` and fails when anything fails or no test ran.
 *
 * @module
 */

/** What one step gave. */
interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

const permissions = [
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
  "--allow-sys",
  "--allow-ffi", // ImageScript loads a library of its own.
  "--allow-net=127.0.0.1",
];

const checks: readonly Step[] = [
  { name: "format", args: ["fmt", "--check", "--quiet"] },
  { name: "lint", args: ["lint", "--quiet"] },
  { name: "types", args: ["check", "--quiet", "."] },
  { name: "public docs", args: ["doc", "--lint", "--quiet", "mod.ts"] },
];

async function run(step: Step, echo: boolean): Promise<{ ok: boolean; output: string }> {
  const started = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...step.args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const decoder = new TextDecoder();
  let output = "";
  const drain = async (stream: ReadableStream<Uint8Array>) => {
    for await (const chunk of stream) {
      const text = decoder.decode(chunk, { stream: true });
      output += text;
      if (echo) await Deno.stdout.write(chunk);
    }
  };
  const [, , status] = await Promise.all([
    drain(child.stdout),
    drain(child.stderr),
    child.status,
  ]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status.success ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
  if (!status.success && !echo) console.log(output);
  return { ok: status.success, output };
}

let failedChecks = 0;
for (const step of checks) if (!(await run(step, false)).ok) failedChecks += 1;

/** About half of the time; the other process runs all the rest. */
const half = ["tests/cli", "tests/routes"];
const test = (name: string, args: readonly string[]) =>
  run({ name, args: ["test", "--quiet", "--doc", ...permissions, ...args] }, true);

// Two processes, as libraries of graphics devices do not bear several threads at once.
const shares = Deno.args.length > 0 ? [test("tests", Deno.args)] : [
  test("tests of commands and pages", half),
  test("all other tests", [`--ignore=${half.join(",")}`]),
];
let [passed, failed, skipped] = [0, 0, 0];
let broken = 0;
for (const { ok, output } of await Promise.all(shares)) {
  const summary = [...output.matchAll(
    /\| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/g,
  )].at(-1);
  const [ran, fell, left] = [1, 2, 3].map((group) => Number(summary?.[group] ?? 0));
  passed += ran ?? 0;
  failed += fell ?? 0;
  skipped += left ?? 0;
  // It ended badly without a failure, or ran nothing.
  if ((!ok && !fell) || !ran) broken += 1;
}
console.log(
  `${passed} passed, ${failed + failedChecks + broken} failed, ${skipped} skipped`,
);
if (failed + failedChecks + broken > 0) Deno.exit(1);
