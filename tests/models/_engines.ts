/** The engines that model tests run on, and what is common to those tests. */

import type { Engine } from "../../models/network/engine.ts";
import { openEngine } from "../../models/network/open_engine.ts";

const hasAdapter = await (async () => {
  if (!Deno.env.get("XDG_RUNTIME_DIR")) Deno.env.set("XDG_RUNTIME_DIR", "/tmp");
  return await navigator.gpu?.requestAdapter() != null;
})();

/** Options of `testOnEngines`. */
interface Options {
  readonly maxBlockBytes?: number;
  readonly only?: "webgpu" | "wasm";
}

/**
 * One test for each backend. tfjs keeps its backend for the whole process, so resources that
 * it opens while a test runs are not that test's leaks.
 */
export function testOnEngines(
  name: string,
  fn: (engine: Engine) => Promise<void>,
  { only, ...options }: Options = {},
): void {
  for (const backend of ["webgpu", "wasm"] as const) {
    if (only && only !== backend) continue;
    const ignore = backend === "webgpu" && !hasAdapter;
    Deno.test({
      name: `${name} [${backend}${ignore ? ", ignored: no WebGPU adapter" : ""}]`,
      ignore,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => await fn((await openEngine(backend, options)).engine),
    });
  }
}
