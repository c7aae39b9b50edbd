import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { madeTokens, type Served, serveMade } from "../browser.ts";
import { madeRun } from "./made_run.ts";

/** What a logged-in viewer is answered. */
async function ask(served: Served, path: string, init: RequestInit = {}) {
  const cookie = `latentmark-${new URL(served.origin).port}=${madeTokens.viewer}`;
  const response = await fetch(served.origin + path, {
    ...init,
    headers: { cookie, ...init.headers },
  });
  const bytes = await response.bytes();
  return { response, bytes, text: new TextDecoder().decode(bytes) };
}

Deno.test({
  name: "/models shows runs, and serves nothing but what their manifests list",
  // tfjs and the ONNX runtime stay for the whole process.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    const folder = await Deno.makeTempDir();
    try {
      await t.step("says how to train while there is no run", async () => {
        await using served = await serveMade({ models: `${folder}/none` });
        for (const path of ["/models", "/models/explorer"]) {
          const { response, text } = await ask(served, path);
          assertEquals(response.status, 200);
          assertStringIncludes(text, "deno task train");
          assertStringIncludes(text, `${folder}/none`);
        }
      });
      const models = `${folder}/runs`;
      await madeRun(`${models}/first`);
      await using served = await serveMade({ models });
      const page = async (path: string) => (await ask(served, path)).text;

      await t.step("shows losses, measures, figures and the manifest", async () => {
        const text = await page("/models");
        assertMatch(
          text,
          /aria-label="Autoencoder: loss: training from [\d.]+ to [\d.]+/,
        );
        assertMatch(text, /aria-label="VAE: terms of the loss: [^"]*KL, validation/);
        assertStringIncludes(text, "Distance between outputs, 80% noise");
        assertStringIncludes(text, "deno task train --verify");
        assert(!text.includes("gone"), "nothing is gone");
        const sources = [...text.matchAll(/src="(\/models\/files\/[^"?]+)/g)];
        assertEquals(sources.length, 15);
        for (const [, source] of sources) {
          const { response, bytes } = await ask(served, source!);
          assertEquals(response.headers.get("content-type"), "image/png", source);
          assertEquals([...bytes.subarray(1, 4)], [80, 78, 71]);
        }
      });

      await t.step("draws the sliders of the elements that vary most", async () => {
        const text = await page("/models/explorer?run=first&model=ae");
        assertEquals([...text.matchAll(/data-element="\d+"/g)].length, 8);
        assertStringIncludes(text, "/models/files/first/ae/decoder.onnx");
        assertMatch(text, /<noscript>.*traversal\.png.*<\/noscript>/s);
        const policy = async (path: string) =>
          (await ask(served, path)).response.headers.get("content-security-policy") ?? "";
        assertStringIncludes(await policy("/models/explorer"), "'wasm-unsafe-eval'");
        assert(!(await policy("/models")).includes("eval"));
        assert(!(await policy("/models/explorer")).includes("blob: worker"));
      });

      await t.step("serves a listed file as a stream, once", async () => {
        const path = "/models/files/first/vae/decoder.onnx";
        const { response, bytes } = await ask(served, path);
        assertEquals(response.headers.get("content-length"), String(bytes.length));
        const etag = response.headers.get("etag")!;
        const again = await ask(served, path, { headers: { "if-none-match": etag } });
        assertEquals([again.response.status, again.bytes.length], [304, 0]);
        assertEquals((await ask(served, path, { method: "HEAD" })).bytes.length, 0);
        const runtime = "/models/onnxruntime/ort-wasm-simd-threaded.wasm";
        const head = await ask(served, runtime, { method: "HEAD" });
        assertEquals(head.response.headers.get("content-type"), "application/wasm");
      });

      await t.step("serves no other file", async () => {
        for (
          const path of [
            "/models/files/first/manifest.json",
            "/models/files/first/ae/weights.bin",
            "/models/files/first/ae/curves.json",
            "/models/files/first/ae/../manifest.json",
            "/models/files/first/ae/%2e%2e/manifest.json",
            "/models/files/first/ae%2f..%2fmanifest.json",
            "/models/files/../first/ae/decoder.onnx",
            "/models/files/other/ae/decoder.onnx",
            "/models/onnxruntime/ort.js",
            "/models/onnxruntime/..%2fpackage.json",
            "/models?run=other",
            "/models/explorer?run=..",
          ]
        ) assertEquals((await ask(served, path)).response.status, 404, path);
        const stranger = await fetch(
          `${served.origin}/models/files/first/ae/decoder.onnx`,
        );
        await stranger.body?.cancel();
        assertEquals(stranger.status, 401);
      });

      await t.step("says what is gone or was changed, and serves neither", async () => {
        await Deno.remove(`${models}/first/ae/figures/traversal.png`);
        await Deno.writeTextFile(`${models}/first/ae/figures/adjustments.png`, "other");
        await Deno.remove(`${models}/first/vae/figures/prior-samples.png`);
        await Deno.symlink(
          "/etc/hostname",
          `${models}/first/vae/figures/prior-samples.png`,
        );
        const text = await page("/models");
        assertStringIncludes(text, "ae/figures/traversal.png is gone");
        assertStringIncludes(text, "ae/figures/adjustments.png is not the file");
        assertStringIncludes(text, "vae/figures/prior-samples.png is not the file");
        for (const name of ["ae/figures/adjustments", "vae/figures/prior-samples"]) {
          const { response } = await ask(served, `/models/files/first/${name}.png`);
          assertEquals(response.status, 404);
        }
        await Deno.remove(`${models}/first/vae/decoder.onnx`);
        const explorer = await page("/models/explorer");
        assertStringIncludes(explorer, "This run has no files for the explorer");
        assert(!explorer.includes("<latent-explorer"));
      });

      await t.step("lists several runs, and those that it can not read", async () => {
        await Deno.mkdir(`${models}/broken`);
        await Deno.writeTextFile(`${models}/broken/manifest.json`, '{"schema": 1}');
        await Deno.mkdir(`${models}/second`);
        const manifest = await Deno.readTextFile(`${models}/first/manifest.json`);
        await Deno.writeTextFile(`${models}/second/manifest.json`, manifest);
        const outside = manifest.replace('"ae/decoder.onnx":', '"../ae/decoder.onnx":');
        await Deno.mkdir(`${models}/outside`);
        await Deno.writeTextFile(`${models}/outside/manifest.json`, outside);
        const text = await page("/models?run=second");
        assertStringIncludes(text, 'href="/models?run=first"');
        assertMatch(text, /broken: schema: /);
        assertMatch(text, /outside: onnx\.\.\.\/ae\/decoder\.onnx: /);
        assertStringIncludes(text, "The curves of this model are not there any more.");
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
