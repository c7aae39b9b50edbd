/**
 * From the wanted backend to an engine: the one place that knows both implementations.
 * @module
 */

import {
  type BackendName,
  selectBackend,
  type SelectedBackend,
} from "../backend/select_backend.ts";
import type { Engine } from "./engine.ts";
import { WasmEngine } from "./wasm/wasm_engine.ts";
import { WebGpuEngine } from "./webgpu/webgpu_engine.ts";

/** An engine and the line that tells the user where it runs. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly line: string;
}

/**
 * Selects a backend and opens its engine. tfjs has one active backend at a time, and an
 * engine works only while its own is the active one.
 *
 * @param want `"auto"` takes WebGPU when there is any adapter, else WASM
 * @param options a smaller limit for parameter blocks than the device's, for tests
 * @throws {Error} when a forced backend cannot be had
 */
export async function openEngine(
  want: "auto" | BackendName = "auto",
  options: { maxBlockBytes?: number } = {},
): Promise<OpenedEngine> {
  const selected: SelectedBackend = await selectBackend(want);
  const engine = selected.facts.name === "webgpu"
    ? new WebGpuEngine(selected, options)
    : new WasmEngine(selected, options);
  return { engine, line: selected.line };
}
