/**
 * The table that PyTorch's `torchsummary` prints, to the last digit, from an architecture
 * alone: no weight is made.
 *
 * Its counting: a Linear has `in * out + out` parameters and a BatchNorm1d `2 * features`;
 * the forward/backward size takes every layer's output twice (for the gradients); all sizes
 * are float32 in units of 1024^2 bytes, for one image.
 * @module
 */

import type { ModelSpec } from "./architecture.ts";
import type { ActivationKind } from "./network/engine.ts";
import type { LayerSpec } from "./network/stack.ts";

/** One line of the table. */
export interface SummaryRow {
  /** torch's name of the layer's class, as in `"Linear"`. */
  readonly type: string;
  readonly outputs: number;
  readonly parameters: number;
}

/** The table and its totals; sizes in MB (1024^2 bytes). */
export interface Summary {
  readonly rows: readonly SummaryRow[];
  readonly parameters: number;
  readonly inputMegabytes: number;
  readonly passMegabytes: number;
  readonly parameterMegabytes: number;
  readonly totalMegabytes: number;
}

const TORCH_NAMES: Record<ActivationKind, string> = {
  relu: "ReLU",
  leakyRelu: "LeakyReLU",
  elu: "ELU",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
};

/** Counts an architecture as torchsummary does. */
export function summarize(spec: ModelSpec): Summary {
  const rows: SummaryRow[] = [];
  let width = spec.inputs;
  const dense = (inputs: number, outputs: number) =>
    rows.push({ type: "Linear", outputs, parameters: inputs * outputs + outputs });
  const add = (layers: readonly LayerSpec[]) => {
    for (const layer of layers) {
      if (layer.kind === "dense") {
        dense(width, layer.units);
        width = layer.units;
      } else if (layer.kind === "batchNorm") {
        rows.push({ type: "BatchNorm1d", outputs: width, parameters: 2 * width });
      } else {
        rows.push({ type: TORCH_NAMES[layer.function], outputs: width, parameters: 0 });
      }
    }
  };
  add(spec.encoder);
  if (spec.kind === "vae") {
    dense(width, spec.latent);
    dense(width, spec.latent);
    width = spec.latent;
  }
  add(spec.decoder);
  const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const parameters = total(rows.map((row) => row.parameters));
  const megabytes = (numbers: number) => numbers * 4 / 1024 ** 2;
  const inputMegabytes = megabytes(spec.inputs);
  const passMegabytes = 2 * megabytes(total(rows.map((row) => row.outputs)));
  const parameterMegabytes = megabytes(parameters);
  return {
    rows,
    parameters,
    inputMegabytes,
    passMegabytes,
    parameterMegabytes,
    totalMegabytes: inputMegabytes + passMegabytes + parameterMegabytes,
  };
}

/**
 * The table as text, in torchsummary's layout, without a line break at its end.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { presetSpec } from "./architecture.ts";
 * import { formatSummary, summarize } from "./summary.ts";
 * const text = formatSummary(summarize(presetSpec("ae", "seed", 64 * 64 * 3)));
 * assertStringIncludes(text, "Total params: 117,483,520");
 * ```
 */
export function formatSummary(summary: Summary): string {
  const count = (value: number) => value.toLocaleString("en-US");
  const line = (name: string, shape: string, parameters: string) =>
    `${name.padStart(20)}  ${shape.padStart(25)} ${parameters.padStart(15)}`;
  const thin = "-".repeat(64);
  const thick = "=".repeat(64);
  return [
    thin,
    line("Layer (type)", "Output Shape", "Param #"),
    thick,
    ...summary.rows.map(({ type, outputs, parameters }, i) =>
      line(`${type}-${i + 1}`, `[-1, ${outputs}]`, count(parameters))
    ),
    thick,
    `Total params: ${count(summary.parameters)}`,
    `Trainable params: ${count(summary.parameters)}`,
    "Non-trainable params: 0",
    thin,
    `Input size (MB): ${summary.inputMegabytes.toFixed(2)}`,
    `Forward/backward pass size (MB): ${summary.passMegabytes.toFixed(2)}`,
    `Params size (MB): ${summary.parameterMegabytes.toFixed(2)}`,
    `Estimated Total Size (MB): ${summary.totalMegabytes.toFixed(2)}`,
    thin,
  ].join("\n");
}
