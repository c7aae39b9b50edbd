/**
 * A tiny training run for tests of pages: small preset, digits, a few steps, made anew.
 *
 * @module
 */
import { presetRequest } from "../../../models/training/run_request.ts";
import { runWithOutputs } from "../../../models/training/write_outputs.ts";

/** Trains both models into a folder, on WebAssembly: everywhere the same. */
export async function madeRun(out: string): Promise<void> {
  const request = presetRequest("small");
  const result = await runWithOutputs(
    { ...request, backend: "wasm", data: "digits", steps: 6, validationFraction: 0.002 },
    { out },
  );
  if (result.status !== "done" || result.manifest.failures) {
    throw new Error(`The run of the test ended otherwise: ${JSON.stringify(result)}`);
  }
}
