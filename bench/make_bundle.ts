/**
 * Bundles the training benchmark into one file that runs with nothing but a `deno` binary (and
 * a Vulkan driver, for WebGPU): no network, no packages.
 *
 * ```sh
 * deno task bench:bundle
 * deno run -A train_bench.bundle.js --backend webgpu --steps 5
 * ```
 *
 * @module
 */
import { encodeBase64 } from "@std/encoding";
import { fromFileUrl } from "@std/path";

/** Where the bundle is written when no path is given. */
const DEFAULT_PATH = "results/train_bench.bundle.js";

/**
 * Writes the bundle.
 *
 * @returns its size in bytes
 * @throws {Error} when `deno bundle` fails, with what it said
 */
export async function makeBundle(path: string): Promise<number> {
  const entry = fromFileUrl(new URL("./portable_train_bench.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", "deno", entry],
  }).output();
  if (!success) {
    throw new Error(
      `Cannot bundle "${entry}" as deno bundle must succeed: ` +
        new TextDecoder().decode(stderr).trim(),
    );
  }
  const wasm = await Deno.readFile(
    new URL(
      import.meta.resolve(
        "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
      ),
    ),
  );
  const url = `data:application/wasm;base64,${encodeBase64(wasm)}`;
  const code = new TextDecoder().decode(stdout);
  // tfjs's loader asks for its folder, which it then has no use for.
  const head = `globalThis.__dirname = ".";\nglobalThis.tfjsWasm = ${
    JSON.stringify(url)
  };\n`;
  const text = head + code;
  await Deno.mkdir(path.replace(/\/?[^/]*$/, "") || ".", { recursive: true });
  await Deno.writeTextFile(path, text);
  return text.length;
}

if (import.meta.main) {
  const path = Deno.args[0] ?? DEFAULT_PATH;
  const bytes = await makeBundle(path);
  console.log(`Written: ${path} (${(bytes / 1e6).toFixed(1)} MB)`);
}
