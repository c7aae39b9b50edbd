/** Toy networks with made-up weights, and what they compute in double precision. */

import type {
  DenseLayer,
  PlainAutoencoder,
  PlainLayer,
  PlainStack,
  PlainVae,
} from "../../../models/onnx/plain_model.ts";

/** Numbers between -1 and 1 that look irregular and repeat. */
export function numbers(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (x - Math.floor(x)) - 1;
  });
}

export function dense(name: string, inputs: number, outputs: number): DenseLayer {
  const seed = name.length + inputs + 7 * outputs;
  const weight = numbers(inputs * outputs, seed).map((w) => w / Math.sqrt(inputs));
  const bias = numbers(outputs, seed + 1);
  return { kind: "dense", name, inputs, outputs, weight, bias };
}

function batchNorm(name: string, width: number): PlainLayer {
  return {
    kind: "batchNorm",
    name,
    gamma: numbers(width, 1).map((x) => 1 + x / 4),
    beta: numbers(width, 2),
    mean: numbers(width, 3),
    variance: numbers(width, 4).map((x) => 1 + x / 2),
    epsilon: 1e-5,
  };
}

function stack(
  prefix: string,
  widths: readonly number[],
  last: "relu" | "tanh",
): PlainStack {
  const layers = widths.slice(1).flatMap((outputs, i): PlainLayer[] => {
    const name = (k: number) => `${prefix}.${3 * i + k}`;
    const isLast = i === widths.length - 2;
    const plain = isLast && last === "tanh";
    return [
      dense(name(0), widths[i]!, outputs),
      ...plain ? [] : [batchNorm(name(1), outputs)],
      { kind: "activation", name: name(2), function: isLast ? last : "relu" },
    ];
  });
  return { inputs: widths[0]!, outputs: widths.at(-1)!, layers };
}

export const autoencoder: PlainAutoencoder = {
  kind: "ae",
  encoder: stack("encoder", [12, 8, 3], "relu"),
  decoder: stack("decoder", [3, 8, 12], "tanh"),
};

export const vae: PlainVae = {
  kind: "vae",
  encoder: stack("encoder", [12, 8], "relu"),
  mean: dense("mean", 8, 3),
  spread: dense("logVar", 8, 3),
  form: "logVar",
  decoder: stack("decoder", [3, 8, 12], "tanh"),
};

const functions = {
  relu: (x: number) => Math.max(0, x),
  leakyRelu: (x: number) => x > 0 ? x : 0.01 * x,
  elu: (x: number) => x > 0 ? x : Math.expm1(x),
  tanh: Math.tanh,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
};

/** Applies layers to rows, in double precision. */
export function forward(rows: number[][], layers: readonly PlainLayer[]): number[][] {
  let x = rows;
  for (const layer of layers) {
    if (layer.kind === "activation") {
      x = x.map((row) => row.map(functions[layer.function]));
    } else if (layer.kind === "batchNorm") {
      x = x.map((row) =>
        row.map((value, i) =>
          (value - layer.mean[i]!) / Math.sqrt(layer.variance[i]! + layer.epsilon) *
            layer.gamma[i]! + layer.beta[i]!
        )
      );
    } else {
      x = x.map((row) =>
        Array.from(
          layer.bias,
          (bias, o) =>
            row.reduce(
              (sum, v, i) => sum + v * layer.weight[i * layer.outputs + o]!,
              bias,
            ),
        )
      );
    }
  }
  return x;
}

/** Rows as one array, and back. */
export function pack(rows: number[][]) {
  return { data: Float32Array.from(rows.flat()), dims: [rows.length, rows[0]!.length] };
}

export function rowsOf(count: number, width: number, seed: number): number[][] {
  const flat = [...numbers(count * width, seed)];
  return Array.from({ length: count }, (_, i) => flat.slice(i * width, (i + 1) * width));
}

export function largestDifference(a: Float32Array, rows: number[][]): number {
  const flat = rows.flat();
  if (a.length !== flat.length) return Infinity;
  return Math.max(...flat.map((value, i) => Math.abs(value - a[i]!)));
}
