/**
 * Losses of both models in plain double precision, written from the definitions and sharing
 * no code with the engines. Gradients come from central differences.
 */

import type { LayerSpec } from "../../models/network/stack.ts";
import type { ModelSpec } from "../../models/architecture.ts";

export type Weights = Map<string, Float64Array>;

type Rows = number[][];

function dense(x: Rows, weights: Weights, name: string, units: number): Rows {
  const w = weights.get(`${name}.weight`)!;
  const b = weights.get(`${name}.bias`)!;
  return x.map((row) =>
    Array.from({ length: units }, (_, o) => {
      let sum = b[o]!;
      row.forEach((value, i) => sum += value * w[i * units + o]!);
      return sum;
    })
  );
}

function batchNorm(x: Rows, weights: Weights, name: string): Rows {
  const gamma = weights.get(`${name}.weight`)!;
  const beta = weights.get(`${name}.bias`)!;
  const n = x.length;
  const means = gamma.map((_, c) => x.reduce((sum, row) => sum + row[c]!, 0) / n);
  const variances = gamma.map((_, c) =>
    x.reduce((sum, row) => sum + (row[c]! - means[c]!) ** 2, 0) / n
  );
  return x.map((row) =>
    row.map((value, c) =>
      (value - means[c]!) / Math.sqrt(variances[c]! + 1e-5) * gamma[c]! + beta[c]!
    )
  );
}

const functions = {
  relu: (x: number) => Math.max(0, x),
  leakyRelu: (x: number) => x > 0 ? x : 0.01 * x,
  elu: (x: number) => x > 0 ? x : Math.expm1(x),
  tanh: Math.tanh,
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
};

function run(
  x: Rows,
  specs: readonly LayerSpec[],
  weights: Weights,
  prefix: string,
): Rows {
  specs.forEach((spec, i) => {
    const name = `${prefix}.${i}`;
    if (spec.kind === "dense") x = dense(x, weights, name, spec.units);
    else if (spec.kind === "batchNorm") x = batchNorm(x, weights, name);
    else x = x.map((row) => row.map(functions[spec.function]));
  });
  return x;
}

/** The training loss of one batch, with its terms. */
export function referenceLoss(
  spec: ModelSpec,
  weights: Weights,
  images: Rows,
  { reduction, beta, epsilon }: {
    reduction: "mean" | "sum";
    beta: number;
    epsilon: ArrayLike<number>;
  },
): { loss: number; reconstruction: number; kl: number } {
  const h = run(images, spec.encoder, weights, "encoder");
  let z = h;
  let kl = 0;
  if (spec.kind === "vae") {
    const mean = dense(h, weights, "mean", spec.latent);
    const spread = dense(h, weights, spec.form, spec.latent);
    z = mean.map((row, r) =>
      row.map((m, c) => {
        const s = spread[r]![c]!;
        const e = epsilon[r * spec.latent + c]!;
        if (spec.form === "logVar") {
          kl += -0.5 * (1 + s - m ** 2 - Math.exp(s));
          return m + Math.exp(s / 2) * e;
        }
        kl += Math.exp(s) - (1 + s) + m ** 2;
        return m + Math.exp(s) * e;
      })
    );
    kl /= images.length;
  }
  const y = run(z, spec.decoder, weights, "decoder");
  let squared = 0;
  y.forEach((row, r) => row.forEach((v, c) => squared += (v - images[r]![c]!) ** 2));
  const per = reduction === "mean" ? images.length * spec.inputs : images.length;
  return { loss: squared / per + beta * kl, reconstruction: squared / per, kl };
}

/** Central differences of the loss, for every weight. */
export function referenceGradients(
  loss: (w: Weights) => number,
  weights: Weights,
): Weights {
  const h = 1e-5;
  const gradients: Weights = new Map();
  for (const [name, values] of weights) {
    gradients.set(
      name,
      values.map((old, i) => {
        values[i] = old + h;
        const up = loss(weights);
        values[i] = old - h;
        const down = loss(weights);
        values[i] = old;
        return (up - down) / (2 * h);
      }),
    );
  }
  return gradients;
}

/** Adam's first step from zero moments, as Kingma and Ba give it. */
export function referenceAdam(
  weight: number,
  gradients: readonly number[],
  rate = 1e-3,
): number {
  let m = 0;
  let v = 0;
  gradients.forEach((g, i) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const mHat = m / (1 - 0.9 ** (i + 1));
    const vHat = v / (1 - 0.999 ** (i + 1));
    weight -= rate * mHat / (Math.sqrt(vHat) + 1e-8);
  });
  return weight;
}
