import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { decode, type Image } from "imagescript";
import { sha256 } from "../../../models/data/digest.ts";
import { uniforms } from "../../../models/random/draw.ts";
import { streamOf } from "../../../models/random/stream.ts";
import { differences, readManifest } from "../../../models/training/manifest.ts";
import { presetRequest, type RunRequest } from "../../../models/training/run_request.ts";
import { remakeFromOnnx } from "../../../models/training/from_onnx.ts";
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

/** A request for a tiny run on pictures in `folder`. */
async function tiny(folder: string, more: Partial<RunRequest> = {}): Promise<RunRequest> {
  await writePictures(`${folder}/pictures.npy`);
  return {
    ...presetRequest("small"),
    backend: "wasm",
    data: `${folder}/pictures.npy`,
    steps: 3,
    batch: 8,
    validationFraction: 0.2,
    ...more,
  };
}

Deno.test({
  name: "runWithOutputs() keeps a run whose ONNX files can not be written, and says why",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const request = await tiny(folder);
      const out = `${folder}/run`;
      // A folder stands where a file should be written.
      await Deno.mkdir(`${out}/ae/decoder.onnx/full`, { recursive: true });
      const result = await runWithOutputs(request, { out });
      if (result.status !== "done") throw new Error(result.status);
      const { manifest } = result;
      assertEquals(Object.keys(manifest.failures ?? {}), ["ae"]);
      assert(manifest.failures?.ae?.[0]?.includes("decoder.onnx"));
      assertEquals(await readManifest(`${out}/manifest.json`), manifest);
      assertEquals(Object.keys(manifest.onnx).sort(), [
        "vae/decoder.onnx",
        "vae/encoder.onnx",
        "vae/model.onnx",
      ]);
      assert((await Deno.stat(`${out}/ae/weights.bin`)).size > 0);
      assert("ae/figures/traversal.png" in manifest.figures);
      // What was written of the half-made files is gone.
      await assertRejects(() => Deno.stat(`${out}/ae/encoder.onnx`));

      const without = await runWithOutputs({ ...request, onnx: false }, {
        out: `${folder}/without`,
      });
      if (without.status !== "done") throw new Error(without.status);
      assertEquals([without.manifest.onnx, without.manifest.failures], [{}, undefined]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "remakeFromOnnx() gives the run's own measures and figures",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const out = `${folder}/run`;
      const request: RunRequest = {
        ...presetRequest("small"),
        backend: "wasm",
        data: "faces",
        pictures: 24,
        steps: 3,
        batch: 8,
        validationFraction: 0.2,
      };
      const cache = `${folder}/cache`;
      const result = await runWithOutputs(request, { out, cache });
      if (result.status !== "done") throw new Error(result.status);
      const { manifest } = result;
      // Nothing but ONNX files and the manifest is there.
      await Deno.remove(`${out}/ae/weights.bin`);
      const options = { given: {}, out: `${folder}/again`, cache };
      const remade = await remakeFromOnnx(out, options);
      assert(remade.largestDifference !== null && remade.largestDifference < 1e-5);
      assertEquals(remade.onnx, manifest.onnx);
      for (const kind of ["ae", "vae"] as const) {
        const [own, now] = [manifest.models[kind]?.measures, remade.models[kind]];
        if (!own?.auc || !now?.auc) throw new Error("no AUC");
        assertAlmostEquals(now.auc.all, own.auc.all, 1e-5);
      }
      const drawn = Object.keys(manifest.figures).filter((path) => !/loss/.test(path));
      assertEquals(Object.keys(remade.figures).sort(), drawn.sort());
      // Charts may move by a part of a pixel: their numbers are compared above.
      const isChart = (path: string) => drawn.includes(path.replace(/png$/, "svg"));
      for (const path of drawn.filter((path) => !isChart(path))) {
        const pixels = async (folder: string) =>
          (await decode(await Deno.readFile(`${folder}/${path}`)) as Image).bitmap;
        const [own, now] = [await pixels(out), await pixels(`${folder}/again`)];
        const apart = own.reduce(
          (most, byte, i) => Math.max(most, Math.abs(byte - now[i]!)),
          0,
        );
        assert(apart <= 1, `${path} differs by ${apart}`);
      }

      // Other data on request; a changed file is refused.
      await writePictures(`${folder}/pictures.npy`);
      const onGrey = { ...options, given: { data: `${folder}/pictures.npy` } };
      await assertRejects(
        () => remakeFromOnnx(out, onGrey),
        TypeError,
        "the 12288 numbers that it takes: it has 192",
      );
      await Deno.copyFile(`${out}/vae/decoder.onnx`, `${out}/ae/decoder.onnx`);
      await assertRejects(
        () => remakeFromOnnx(out, options),
        Error,
        "must agree with encoder and decoder",
      );
      for (const name of ["encoder", "decoder", "model"]) {
        await Deno.copyFile(`${out}/vae/${name}.onnx`, `${out}/ae/${name}.onnx`);
      }
      await assertRejects(
        () => remakeFromOnnx(out, options),
        Error,
        'ae/model.onnx" as it must be what the manifest lists',
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
