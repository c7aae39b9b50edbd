/**
 * Trained dense networks as plain arrays: what is exported to ONNX, and what ONNX is tested
 * against. No engine, no tensors.
 * @module
 */

/** Element-wise functions, with PyTorch's constants: leaky ReLU 0.01, ELU 1. */
export type PlainActivation = "relu" | "leakyRelu" | "elu" | "tanh" | "sigmoid";

/** `y = x . weight + bias`. */
export interface DenseLayer {
  readonly kind: "dense";
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly weight: Float32Array;
  /** `[outputs]`. */
  readonly bias: Float32Array;
}

/** `y = (x - mean) / sqrt(variance + epsilon) * gamma + beta`, a number each a unit. */
export interface BatchNormLayer {
  readonly kind: "batchNorm";
  readonly name: string;
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/** A function of each number. */
export interface ActivationLayer {
  readonly kind: "activation";
  readonly name: string;
  readonly function: PlainActivation;
}

/** One layer. */
export type PlainLayer = DenseLayer | BatchNormLayer | ActivationLayer;

/** Layers one after another. */
export interface PlainStack {
  readonly inputs: number;
  readonly outputs: number;
  readonly layers: readonly PlainLayer[];
}

/** A trained autoencoder. */
export interface PlainAutoencoder {
  readonly kind: "ae";
  readonly encoder: PlainStack;
  readonly decoder: PlainStack;
}

/** A trained VAE: `encoder`, then the heads `mean` and `spread` side by side. */
export interface PlainVae {
  readonly kind: "vae";
  readonly encoder: PlainStack;
  readonly mean: DenseLayer;
  readonly spread: DenseLayer;
  /** `logVar`: `z = mean + exp(spread / 2) * epsilon`; `sigma`: without the half. */
  readonly form: "logVar" | "sigma";
  readonly decoder: PlainStack;
}

/** Either. */
export type PlainModel = PlainAutoencoder | PlainVae;

/**
 * Checks that all arrays fit the widths.
 *
 * @returns the width after the last layer
 * @throws {TypeError} when an array has another length than its layer needs
 */
export function checkLayers(inputs: number, layers: readonly PlainLayer[]): number {
  let width = inputs;
  for (const layer of layers) {
    if (layer.kind === "activation") continue;
    const wanted = layer.kind === "dense"
      ? { weight: layer.inputs * layer.outputs, bias: layer.outputs }
      : { gamma: width, beta: width, mean: width, variance: width };
    if (layer.kind === "dense" && layer.inputs !== width) {
      throw new TypeError(
        `Cannot use layer "${layer.name}" as its inputs must be the ${width} numbers ` +
          `before it: it has ${layer.inputs}`,
      );
    }
    for (const [role, length] of Object.entries(wanted)) {
      const array = layer[role as keyof typeof layer] as unknown as Float32Array;
      if (array.length === length) continue;
      throw new TypeError(
        `Cannot use layer "${layer.name}" as its ${role} must hold ${length} numbers: ` +
          `it has ${array.length}`,
      );
    }
    if (layer.kind === "dense") width = layer.outputs;
  }
  return width;
}
