import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl } from "@std/path";
import {
  defaultSandboxLimits,
  missingLimits,
  runSandboxed,
  type SandboxResult,
} from "../../grader/sandbox.ts";

const module = new URL("../fixtures/sandbox/hostile.ts", import.meta.url).href;
const own = fromFileUrl(module);
const others = fromFileUrl(new URL("./sandbox_test.ts", import.meta.url));

function reasonOf(result: SandboxResult): string {
  return result.ended === "badly" ? result.reason : `ended well: ${result.output}`;
}

function run(input: string, limits = {}) {
  return runSandboxed({
    module,
    readable: [own],
    input,
    limits: { ...defaultSandboxLimits, durationMs: 20_000, ...limits },
  });
}

Deno.test("runSandboxed() hands over what the child prints", async () => {
  assertEquals(await run("greet"), { ended: "well", output: "hello\n" });
  assertEquals((await run(`read ${own}`)).ended, "well");
});

for (
  const [what, input] of [
    ["read files that are not its own", `read ${others}`],
    ["list the folder of its own file", `list ${fromFileUrl(new URL(".", module))}`],
    ["write, not even its own file", `write ${own}`],
    ["use the network", "connect"],
    ["start a process", "run /bin/true"],
    ["see the user's environment", "environment"],
  ] as const
) {
  Deno.test(`runSandboxed() lets no child ${what}`, async () => {
    const result = await run(input);
    assertMatch(reasonOf(result), /NotCapable|Requires .* access/);
  });
}

Deno.test("runSandboxed() kills a child that runs too long", async () => {
  const started = performance.now();
  const result = await run("loop", { durationMs: 700 });
  assertMatch(reasonOf(result), /longer than 0\.7 s/);
  assert(performance.now() - started < 10_000);
});

Deno.test("runSandboxed() kills a child that prints too much", async () => {
  const result = await run("print", { outputBytes: 4 * 1024 ** 2 });
  assertMatch(reasonOf(result), /printed more than 4194304 bytes/);
});

Deno.test("runSandboxed() survives a child that fills its heap or crashes", async () => {
  assertEquals((await run("heap", { heapMiB: 64 })).ended, "badly");
  assertMatch(reasonOf(await run("crash")), /made to crash/);
});

Deno.test({
  name: "runSandboxed() holds a child's buffers under the memory limit",
  ignore: (await missingLimits()).length > 0, // Needs prlimit.
  async fn() {
    const result = await run("buffers", { memoryBytes: 1024 ** 3 });
    assertEquals(result.ended, "badly");
  },
});

Deno.test({
  name: "runSandboxed() holds a child under the processor limit",
  ignore: (await missingLimits()).length > 0, // Needs prlimit.
  async fn() {
    const result = await run("loop", { cpuSeconds: 1 });
    assertMatch(reasonOf(result), /processor time|signal SIG(XCPU|KILL)/);
  },
});
