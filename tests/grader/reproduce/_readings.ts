/** Hand-made readings of reports. */
import type {
  ReadAdjustment,
  ReadArchitecture,
} from "../../../grader/reproduce/readings_schema.ts";

type Layer = ReadArchitecture["layers"][number];

/** A linear layer. */
export function linear(inUnits: number, outUnits: number): Layer {
  return { kind: "linear", name: "nn.Linear", inUnits, outUnits };
}

/** An activation layer. */
export function activation(name: string): Layer {
  return { kind: "activation", name: `nn.${name}`, activation: name };
}

/** A batch norm. */
export const norm: Layer = { kind: "batch-norm", name: "nn.BatchNorm1d" };

/** An architecture that the answer is about. */
export function architecture(
  layers: readonly Layer[],
  more: Partial<ReadArchitecture> = {},
): ReadArchitecture {
  return {
    id: "m1",
    form: "pytorch-code",
    layers: [...layers],
    autoencoder: "yes",
    fullyConnected: "yes",
    variational: "no",
    answer: "yes",
    ...more,
  };
}

/** 784-64-16-64-784 with batch norm and ReLU. */
export const toy = architecture([
  linear(784, 64),
  norm,
  activation("relu"),
  linear(64, 16),
  linear(16, 64),
  norm,
  activation("relu"),
  linear(64, 784),
  activation("tanh"),
], { printedTotal: 785 * 64 + 128 + 65 * 16 + 17 * 64 + 128 + 65 * 784 });

/** An adjustment that counts, of all elements. */
export function adjustment(
  kind: string,
  parameters: Record<string, number> = {},
  more: Partial<ReadAdjustment> = {},
): ReadAdjustment {
  return {
    id: "a1",
    kind,
    target: { elements: "all" },
    parameters,
    counts: "yes",
    signature: JSON.stringify([kind, parameters, more.target ?? "all"]),
    ...more,
  };
}
