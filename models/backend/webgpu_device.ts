/**
 * The parts of tfjs's WebGPU backend that own kernels are recorded through, and a watch over
 * its device. tfjs keeps going after a device error and returns zeros; the watch remembers
 * the error, and whoever reads a result asks it first.
 * @module
 */

import * as tf from "@tensorflow/tfjs-core";

/** What tfjs keeps for one tensor. `values` is a host copy that own writes must drop. */
export interface DeviceTensor {
  values: unknown;
  resource: GPUBuffer | null | undefined;
}

/**
 * tfjs's WebGPU backend as this project uses it. Some members are private in tfjs's own
 * types; they are the same in every 4.x release and pinned by the lock file.
 */
export interface WebGpuBackend {
  readonly device: GPUDevice;
  readonly tensorMap: { get(dataId: object): DeviceTensor };
  readonly bufferManager: {
    /** Buffers that wait to be used again, by size and usage. */
    readonly freeBuffers: Map<string, GPUBuffer[]>;
    numFreeBuffers: number;
    numBytesAllocated: number;
    acquireBuffer(bytes: number, usage: number): GPUBuffer;
  };
  readonly uniformPendingDisposal: GPUBuffer[];
  readonly commandQueueOwnedIds: WeakSet<object>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: "float32"): tf.TensorInfo;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  memory(): { numBytesInGPU: number; numBytesAllocatedInGPU: number };
}

/** Remembers the first fault of a device. */
export interface FaultWatch {
  /**
   * @throws {Error} with the device's own words, when it has reported a fault
   */
  check(): void;
}

/** A watch for backends that report their faults by throwing. */
export const noFaults: FaultWatch = { check() {} };

const watches = new WeakMap<GPUDevice, FaultWatch>();

/** Starts the watch over a device; a second call gives the same watch. */
export function watchDevice(device: GPUDevice): FaultWatch {
  const known = watches.get(device);
  if (known) return known;
  let fault: string | undefined;
  device.addEventListener("uncapturederror", (event) => {
    // Otherwise Deno would end the process, with a less clear message.
    event.preventDefault();
    fault ??= (event as GPUUncapturedErrorEvent).error.message;
  });
  device.lost.then((info) => {
    if (info.reason !== "destroyed") fault ??= `the device was lost: ${info.message}`;
  });
  const watch: FaultWatch = {
    check() {
      if (fault !== undefined) {
        throw new Error(
          `Cannot go on as the WebGPU device must report no fault: ${fault.trim()}`,
        );
      }
    },
  };
  watches.set(device, watch);
  return watch;
}

/** tfjs's active backend, seen as the WebGPU one. */
export function activeWebGpuBackend(): WebGpuBackend {
  return tf.backend() as unknown as WebGpuBackend;
}
