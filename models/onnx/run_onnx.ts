/**
 * Runs ONNX files with onnxruntime-web, on WebGPU or on WASM. A file that somebody else made
 * is to be read by `readOnnx` first, which refuses what is hostile.
 * @module
 */

import type * as ort from "onnxruntime-web";
import { findAdapter } from "../backend/adapter.ts";

/** Where to run; WebGPU fails when there is no adapter, it is never replaced. */
export type OnnxProvider = "webgpu" | "wasm";

/** Rows of numbers, row-major. */
export interface Rows {
  readonly data: Float32Array;
  /** The batch first: `[rows, units]`, or `[rows, channels, height, width]`. */
  readonly dims: readonly number[];
}

/** A loaded file. */
export interface OnnxSession {
  readonly provider: OnnxProvider;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs once.
   *
   * @throws {Error} when the device reported a fault meanwhile: its numbers may be zeros
   */
  run(inputs: Readonly<Record<string, Rows>>): Promise<Record<string, Rows>>;
  /** Frees the weights. */
  close(): Promise<void>;
}

type Runtime = typeof ort;

/** The runtime with what it was given, which it keeps for the whole process. */
interface Loaded {
  readonly runtime: Runtime;
  /** Faults that the device reported since the start. */
  readonly faults: string[];
  device: GPUDevice | undefined;
}

let loading: Promise<Loaded> | undefined;

/**
 * Loads a file.
 *
 * @param bytes the whole file, or its chunks' bytes joined
 * @param hostShapes lets WebGPU leave nodes to the processor, as files of others need for
 * the arithmetic on shapes; without it such a file is refused
 * @throws {Error} when the provider cannot be had or the runtime refuses the file
 */
export async function openOnnx(
  bytes: Uint8Array,
  provider: OnnxProvider,
  { hostShapes = false }: { hostShapes?: boolean } = {},
): Promise<OnnxSession> {
  loading ??= load();
  const loaded = await loading;
  if (provider === "webgpu") loaded.device ??= await openDevice(loaded);
  const session = await loaded.runtime.InferenceSession.create(bytes, {
    executionProviders: [provider],
    extra: {
      session: {
        disable_cpu_ep_fallback: provider === "webgpu" && !hostShapes ? "1" : "0",
      },
    },
    logSeverityLevel: 3,
  });
  return wrap(loaded, session, provider);
}

function wrap(
  { runtime, faults }: Loaded,
  session: ort.InferenceSession,
  provider: OnnxProvider,
): OnnxSession {
  return {
    provider,
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(inputs) {
      const before = faults.length;
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, dims }]) => [
          name,
          new runtime.Tensor("float32", data, [...dims]),
        ]),
      );
      const results = await session.run(feeds);
      const outputs: Record<string, Rows> = {};
      for (const name of session.outputNames) {
        const tensor = results[name]!;
        const data = await tensor.getData();
        if (!(data instanceof Float32Array)) {
          throw new TypeError(
            `Cannot use output "${name}" as outputs must be float32: it is ${tensor.type}`,
          );
        }
        outputs[name] = { data, dims: tensor.dims };
      }
      if (faults.length > before) {
        throw new Error(
          `Cannot run an ONNX file as the device must not report faults: ${
            faults.at(-1)
          }`,
        );
      }
      return outputs;
    },
    close: () => session.release(),
  };
}

/**
 * The package's own entry picks a build without WebGPU here, and its bundled builds import
 * `blob:` URLs, which is not possible; so the plain build is imported by its file's URL.
 */
async function load(): Promise<Loaded> {
  const folder = new URL("./", import.meta.resolve("onnxruntime-web"));
  const file = (name: string) => new URL(name, folder).href;
  const runtime: Runtime = await import(file("ort.webgpu.mjs"));
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = {
    mjs: file("ort-wasm-simd-threaded.asyncify.mjs"),
    wasm: file("ort-wasm-simd-threaded.asyncify.wasm"),
  };
  runtime.env.logLevel = "error";
  return { runtime, faults: [], device: undefined };
}

/** What the runtime's kernels may use as much of as there is. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
  "maxComputeWorkgroupsPerDimension",
] as const;

/** A device of our own, so that its faults can be heard. */
async function openDevice({ runtime, faults }: Loaded): Promise<GPUDevice> {
  const adapter = (await findAdapter())?.adapter;
  if (!adapter) {
    throw new Error(
      "Cannot run an ONNX file on WebGPU as an adapter must be present: none was found",
    );
  }
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(
      LIMITS.map((limit) => [limit, adapter.limits[limit]]),
    ),
  });
  device.addEventListener("uncapturederror", (event) => {
    faults.push((event as GPUUncapturedErrorEvent).error.message);
  });
  device.lost.then(({ message }) => faults.push(`the device was lost: ${message}`));
  runtime.env.webgpu.device = device;
  return device;
}
