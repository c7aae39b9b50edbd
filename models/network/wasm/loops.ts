/**
 * The loops of the WASM engine, over plain arrays: pure, in double precision between loads
 * and stores, in a fixed order. A matrix is row-major; the length of a row-sized argument
 * gives the number of columns.
 * @module
 */

import type {
  ActivationKind,
  AdamRates,
  BatchNormSettings,
  LatentForm,
} from "../engine.ts";

type Numbers = Float32Array;

/** `y[r, c] += row[c]`. */
export function addRow(y: Numbers, row: Numbers): void {
  const columns = row.length;
  for (let start = 0; start < y.length; start += columns) {
    for (let c = 0; c < columns; c++) y[start + c] = y[start + c]! + row[c]!;
  }
}

/** Sums over rows. */
export function columnSums(y: Numbers, sums: Numbers): void {
  const columns = sums.length;
  const exact = new Float64Array(columns);
  for (let start = 0; start < y.length; start += columns) {
    for (let c = 0; c < columns; c++) exact[c] = exact[c]! + y[start + c]!;
  }
  sums.set(exact);
}

/** Written so that what is no number stays none: a run that diverges must not look sane. */
const FORWARD: Record<ActivationKind, (x: number) => number> = {
  relu: (x) => x <= 0 ? 0 : x,
  leakyRelu: (x) => x > 0 ? x : 0.01 * x,
  elu: (x) => x > 0 ? x : Math.exp(x) - 1,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/** Derivatives as functions of the result. */
const DERIVATIVE: Record<ActivationKind, (y: number) => number> = {
  relu: (y) => y > 0 ? 1 : 0,
  leakyRelu: (y) => y > 0 ? 1 : 0.01,
  elu: (y) => y > 0 ? 1 : y + 1,
  tanh: (y) => 1 - y * y,
  sigmoid: (y) => y * (1 - y),
};

/** In place. */
export function activate(kind: ActivationKind, y: Numbers): void {
  const apply = FORWARD[kind];
  for (let i = 0; i < y.length; i++) y[i] = apply(y[i]!);
}

/** In place on `dy`. */
export function activationGradient(kind: ActivationKind, y: Numbers, dy: Numbers): void {
  const slope = DERIVATIVE[kind];
  for (let i = 0; i < y.length; i++) dy[i] = dy[i]! * slope(y[i]!);
}

/** Writes mean and 1 / standard deviation to `saved`, and moves the running statistics. */
export function batchNormStatistics(
  x: Numbers,
  saved: Numbers,
  running: Numbers,
  { epsilon, momentum }: BatchNormSettings,
): void {
  const columns = saved.length / 2;
  const rows = x.length / columns;
  const means = new Float64Array(columns);
  for (let start = 0; start < x.length; start += columns) {
    for (let c = 0; c < columns; c++) means[c] = means[c]! + x[start + c]!;
  }
  for (let c = 0; c < columns; c++) means[c] = means[c]! / rows;
  const squares = new Float64Array(columns);
  for (let start = 0; start < x.length; start += columns) {
    for (let c = 0; c < columns; c++) {
      const d = x[start + c]! - means[c]!;
      squares[c] = squares[c]! + d * d;
    }
  }
  const unbiased = 1 / (Math.max(rows, 2) - 1);
  for (let c = 0; c < columns; c++) {
    saved[c] = means[c]!;
    saved[columns + c] = 1 / Math.sqrt(squares[c]! / rows + epsilon);
    running[c] = (1 - momentum) * running[c]! + momentum * means[c]!;
    running[columns + c] = (1 - momentum) * running[columns + c]! +
      momentum * squares[c]! * unbiased;
  }
}

/** `saved` as inference has it. */
export function savedFromRunning(running: Numbers, epsilon: number): Float32Array {
  const columns = running.length / 2;
  return running.map((value, i) => i < columns ? value : 1 / Math.sqrt(value + epsilon));
}

/** `y = (x - mean) * inverse * gamma + beta`. */
export function batchNormApply(
  x: Numbers,
  saved: Numbers,
  gamma: Numbers,
  beta: Numbers,
  y: Numbers,
): void {
  const columns = gamma.length;
  for (let start = 0; start < x.length; start += columns) {
    for (let c = 0; c < columns; c++) {
      y[start + c] = (x[start + c]! - saved[c]!) * saved[columns + c]! * gamma[c]! +
        beta[c]!;
    }
  }
}

/** Writes the three gradients. */
export function batchNormGradient(
  dy: Numbers,
  x: Numbers,
  gamma: Numbers,
  saved: Numbers,
  dx: Numbers,
  dGamma: Numbers,
  dBeta: Numbers,
): void {
  const columns = gamma.length;
  const rows = x.length / columns;
  const sums = new Float64Array(columns);
  const products = new Float64Array(columns);
  for (let start = 0; start < x.length; start += columns) {
    for (let c = 0; c < columns; c++) {
      const d = dy[start + c]!;
      sums[c] = sums[c]! + d;
      products[c] = products[c]! + d * (x[start + c]! - saved[c]!) * saved[columns + c]!;
    }
  }
  dBeta.set(sums);
  dGamma.set(products);
  for (let start = 0; start < x.length; start += columns) {
    for (let c = 0; c < columns; c++) {
      const inverse = saved[columns + c]!;
      const normal = (x[start + c]! - saved[c]!) * inverse;
      dx[start + c] = gamma[c]! * inverse / rows *
        (rows * dy[start + c]! - sums[c]! - normal * products[c]!);
    }
  }
}

/** Writes the gradient, and each row's squared error. */
export function squaredError(
  y: Numbers,
  target: Numbers,
  scale: number,
  gradient: Numbers,
  sums: Numbers,
): void {
  const columns = y.length / sums.length;
  for (let r = 0; r < sums.length; r++) {
    let sum = 0;
    for (let i = r * columns; i < (r + 1) * columns; i++) {
      const d = y[i]! - target[i]!;
      sum += d * d;
      gradient[i] = scale * 2 * d;
    }
    sums[r] = sum;
  }
}

/** Writes the samples, and each row's penalty. */
export function sampleLatent(
  mean: Numbers,
  spread: Numbers,
  epsilon: Numbers,
  form: LatentForm,
  z: Numbers,
  sums: Numbers,
): void {
  const columns = z.length / sums.length;
  const half = form === "logVar";
  for (let r = 0; r < sums.length; r++) {
    let sum = 0;
    for (let i = r * columns; i < (r + 1) * columns; i++) {
      const m = mean[i]!;
      const s = spread[i]!;
      z[i] = m + Math.exp(half ? s / 2 : s) * epsilon[i]!;
      const penalty = Math.exp(s) - 1 - s + m * m;
      sum += half ? penalty / 2 : penalty;
    }
    sums[r] = sum;
  }
}

/** Writes the gradients of loss and penalty for mean and spread. */
export function latentGradient(
  from: { dz: Numbers; mean: Numbers; spread: Numbers; epsilon: Numbers },
  form: LatentForm,
  scale: number,
  dMean: Numbers,
  dSpread: Numbers,
): void {
  const { dz, mean, spread, epsilon } = from;
  for (let i = 0; i < dz.length; i++) {
    const s = spread[i]!;
    const m = mean[i]!;
    if (form === "logVar") {
      dMean[i] = dz[i]! + scale * m;
      dSpread[i] = dz[i]! * epsilon[i]! * 0.5 * Math.exp(s / 2) +
        scale * 0.5 * (Math.exp(s) - 1);
    } else {
      dMean[i] = dz[i]! + scale * 2 * m;
      dSpread[i] = dz[i]! * epsilon[i]! * Math.exp(s) + scale * (Math.exp(s) - 1);
    }
  }
}

/** One pass over weight, moments and gradient. */
export function adam(
  weight: Numbers,
  changed: Numbers,
  first: Numbers,
  second: Numbers,
  gradient: Numbers,
  { beta1, beta2, epsilon }: AdamRates,
  { size, secondScale }: { size: number; secondScale: number },
): void {
  const rest1 = 1 - beta1;
  const rest2 = 1 - beta2;
  for (let i = 0; i < weight.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * first[i]! + rest1 * g;
    const v = beta2 * second[i]! + rest2 * g * g;
    first[i] = m;
    second[i] = v;
    changed[i] = weight[i]! - size * m / (Math.sqrt(v) * secondScale + epsilon);
  }
}
