import { assert, assertEquals } from "@std/assert";
import { sha256 } from "../../../models/data/digest.ts";
import { uniforms } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";
import { differences, readManifest } from "../../../models/training/manifest.ts";
import { presetRequest, type RunRequest } from "../../../models/training/run_request.ts";
import { runWithOutputs } from "../../../models/training/write_outputs.ts";

/** Writes 20 grey pictures of 8 x 8 as NumPy does. */
async function writePictures(path: string): Promise<void> {
  const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (20, 8, 8, 3), }";
  const padded = header.padEnd(128 - 10 - 1) + "\n";
  const start = Uint8Array.from([
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    118,
    0,
  ]);
  const grey = uniforms(streamOf(1, "test"), 20, { low: 20, high: 230 });
  const pixels = Uint8Array.from({ length: 20 * 192 }, (_, i) => {
    return grey[Math.floor(i / 192)]! + i % 20;
  });
  const parts = [start, new TextEncoder().encode(padded), pixels];
  await Deno.writeFile(path, new Uint8Array(await new Blob(parts).arrayBuffer()));
}

Deno.test({
  name: "runWithOutputs() writes figures and ONNX files, the same again",
  // tfjs and the ONNX runtime stay for the whole process.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await writePictures(`${folder}/pictures.npy`);
      const request: RunRequest = {
        ...presetRequest("small"),
        backend: "wasm",
        data: `${folder}/pictures.npy`,
        steps: 3,
        batch: 8,
        validationFraction: 0.2,
      };
      const run = async (name: string) => {
        const result = await runWithOutputs(request, { out: `${folder}/${name}` });
        if (result.status !== "done") throw new Error(result.status);
        return result.manifest;
      };
      const manifest = await run("a");
      assertEquals(await readManifest(`${folder}/a/manifest.json`), manifest);
      const figures = Object.keys(manifest.figures);
      for (const kind of ["ae", "vae"]) {
        for (
          const name of [
            "loss.svg",
            "loss.png",
            "noise-quarters.png",
            "adjustments.png",
            "interpolation.png",
            "traversal.png",
            "prior-samples.png",
            "noise-distance.svg",
          ]
        ) assert(figures.includes(`${kind}/figures/${name}`), `${kind} ${name}`);
      }
      assert(figures.includes("vae/figures/loss-terms.svg"));
      assert(figures.includes("figures/comparison.png"));
      assert(!figures.includes("ae/figures/roc.svg"), "nobody said what is an anomaly");
      assertEquals(Object.keys(manifest.onnx).length, 6);
      for (
        const [path, digest] of Object.entries({ ...manifest.figures, ...manifest.onnx })
      ) assertEquals(await sha256(await Deno.readFile(`${folder}/a/${path}`)), digest);
      assertEquals(manifest.onnxAgreement.vae?.map(({ provider }) => provider), ["wasm"]);
      assertEquals(differences(manifest, await run("b")), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
