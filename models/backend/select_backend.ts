/**
 * Chooses where models run: WebGPU (a real GPU, else a software device), else WASM. The
 * choice is always told, and never changed silently.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { findAdapter, type FoundAdapter } from "./adapter.ts";
import {
  activeWebGpuBackend,
  type FaultWatch,
  noFaults,
  watchDevice,
} from "./webgpu_device.ts";

/** The two places where models run. */
export type BackendName = "webgpu" | "wasm";

/** What was chosen, as plain data; recorded in manifests. */
export interface BackendFacts {
  readonly name: BackendName;
  /** The adapter's own description; `"tfjs-backend-wasm"` for WASM. */
  readonly adapter: string;
  /** Whether the work is done by the processor. */
  readonly software: boolean;
  /** The largest array one kernel may bind; `null` when there is no such limit. */
  readonly maxBindingBytes: number | null;
}

/** A chosen, initialised backend. */
export interface SelectedBackend {
  readonly facts: BackendFacts;
  /** One line to show to the user: what was chosen and, when it is second best, why. */
  readonly line: string;
  readonly faults: FaultWatch;
}

/**
 * Initialises tfjs on the wanted backend.
 *
 * `"auto"` takes WebGPU when there is any adapter and WASM otherwise; the line then says how
 * to get a driver. A forced backend that is not there is an error, never a replacement.
 *
 * @throws {Error} when a forced backend cannot be had
 */
export async function selectBackend(
  want: "auto" | BackendName,
): Promise<SelectedBackend> {
  if (want !== "wasm") {
    const found = await findAdapter();
    if (found) return await selectWebGpu(found);
    if (want === "webgpu") {
      throw new Error(
        'Cannot select backend "webgpu" as an adapter must be present: none was found; ' +
          DRIVER_HINT,
      );
    }
  }
  return await selectWasm(want === "auto");
}

const DRIVER_HINT =
  "install a Vulkan driver (a software one is in Debian's mesa-vulkan-drivers)";

async function selectWebGpu({ name, software }: FoundAdapter): Promise<SelectedBackend> {
  // The SplitK kernel adds floats by atomics, so that its results differ from run to run.
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", 3);
  await setBackend("webgpu");
  const device = activeWebGpuBackend().device;
  return {
    facts: {
      name: "webgpu",
      adapter: name,
      software,
      maxBindingBytes: Math.min(
        device.limits.maxStorageBufferBindingSize,
        device.limits.maxBufferSize,
      ),
    },
    line: `Backend: WebGPU on ${name}${software ? " (software device)" : ""}`,
    faults: watchDevice(device),
  };
}

async function selectWasm(asSecondBest: boolean): Promise<SelectedBackend> {
  await setBackend("wasm");
  const reason = asSecondBest ? `; no WebGPU adapter was found: ${DRIVER_HINT}` : "";
  return {
    facts: {
      name: "wasm",
      adapter: "tfjs-backend-wasm",
      software: true,
      maxBindingBytes: null,
    },
    line: `Backend: WASM${reason}`,
    faults: noFaults,
  };
}

/** `tf.setBackend` answers a failure with `false` and goes on with another backend. */
async function setBackend(name: BackendName): Promise<void> {
  const answered = await tf.setBackend(name);
  if (!answered || tf.getBackend() !== name) {
    throw new Error(
      `Cannot select backend "${name}" as tfjs must be able to start it: ` +
        `it went on with "${tf.getBackend()}"`,
    );
  }
}
