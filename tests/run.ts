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

const filter = Deno.args;
const tests = await run({
  name: "tests",
  args: ["test", "--quiet", "--doc", "--parallel", ...permissions, ...filter],
}, true);
const summary = [...tests.output.matchAll(
  /\| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/g,
)].at(-1);
const [passed, failed, skipped] = [1, 2, 3].map((i) => Number(summary?.[i] ?? 0));
const broken = tests.ok || (failed ?? 0) > 0 ? 0 : 1;
console.log(
  `${passed ?? 0} passed, ${(failed ?? 0) + failedChecks + broken} failed, ${
    skipped ?? 0
  } skipped`,
);
if (failedChecks > 0 || !tests.ok || !passed) Deno.exit(1);
