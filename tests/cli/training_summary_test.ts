import { assert } from "@std/assert";
import { trainingSummary } from "../../cli/training_summary.ts";
import { presetSpec } from "../../models/architecture.ts";
import type { RunManifest, TrainedRecord } from "../../models/training/manifest.ts";
import { presetRequest, trainingConfig } from "../../models/training/run_request.ts";

const request = presetRequest("quick");

function record(kind: "ae" | "vae"): TrainedRecord {
  return {
    config: {
      ...trainingConfig(request, kind, 12, 20),
      spec: presetSpec(kind, "small", 12),
    },
    steps: 90,
    stopped: null,
    train: { step: 90, loss: 0.5, reconstruction: 0.4, kl: 0.1 },
    validation: null,
    measures: {
      reconstructionMse: 0.0288,
      auc: { all: 0.83171, byClass: { rings: 1 } },
      noiseDistances: [{ ratio: 0, distance: 0.2 }, { ratio: 0.8, distance: 0.01 }],
      detailKept: 0.59,
      neighbourDistanceRatio: 0.58,
      priorDistanceRatio: 1.36,
      priorVarietyRatio: 0.9,
    },
    weights: "00",
  };
}

const manifest: RunManifest = {
  schema: "latentmark/run@1",
  request,
  data: {
    name: "faces",
    images: "00",
    count: 20,
    shape: { height: 2, width: 2, channels: 3 },
    test: null,
    credit: "Faces: somebody",
  },
  backend: { name: "wasm", adapter: "none", software: true, maxBindingBytes: null },
  versions: {},
  models: { ae: record("ae"), vae: record("vae") },
  figures: { "ae/figures/loss.png": "00", "figures/comparison.png": "00" },
  onnx: {},
  onnxAgreement: {
    ae: [{ provider: "wasm", latents: 1e-7, outputs: 2e-6, whole: 1e-6 }],
  },
};

Deno.test({
  name: "trainingSummary() lists measures side by side, and where the files are",
  permissions: "none",
  fn() {
    const text = trainingSummary(manifest, "out");
    for (
      const line of [
        /^ +ae +vae$/m,
        /^ +80% +0\.0100 +5% +0\.0100 +5%$/m,
        /^ +anomaly AUC +0\.8317 +0\.8317$/m,
        /^ONNX of ae on wasm: differs by 2\.0e-6$/m,
        /^Figures: out\/ae\/figures$/m,
        /^Figures: out\/figures$/m,
        /^Faces: somebody$/m,
        /^Manifest: out\/manifest.json$/m,
      ]
    ) assert(line.test(text), `${line} in\n${text}`);
    const { ae } = manifest.models;
    const alone = trainingSummary({ ...manifest, models: { ae: ae! } }, "out");
    assert(/^ +ae$/m.test(alone), alone);
  },
});
