/**
 * The training benchmark as one file, for a machine without network: see `make_bundle.ts`.
 *
 * @module
 */
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { benchTrain, trainBenchOptions } from "./train_bench.ts";

/** What the bundle's first lines define: tfjs's WASM module as a `data:` URL. */
const { tfjsWasm } = globalThis as { tfjsWasm?: string };

if (tfjsWasm) {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": tfjsWasm,
    "tfjs-backend-wasm-simd.wasm": tfjsWasm,
    "tfjs-backend-wasm-threaded-simd.wasm": tfjsWasm,
  }, true);
}

// The Vulkan loader complains without it.
if (!Deno.env.get("XDG_RUNTIME_DIR")) Deno.env.set("XDG_RUNTIME_DIR", "/tmp");
const options = trainBenchOptions(Deno.args);
const adapter = await navigator.gpu?.requestAdapter();
const backends = options.backends.filter((each) => each === "wasm" || adapter);
if (backends.length < options.backends.length) {
  console.log("webgpu: skipped, as there is no adapter (install a Vulkan driver)");
}
await benchTrain({ ...options, backends });
