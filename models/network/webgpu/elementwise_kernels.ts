/**
 * The small kernels: one invocation an element, or one a column that walks the rows of the
 * batch in order, so that sums always come out the same.
 * @module
 */

import type { ActivationKind, LatentForm } from "../engine.ts";
import type { Kernel } from "./run_kernel.ts";

/** Invocations of a workgroup. */
export const GROUP = 64;

/** Partial sums that the last reduction leaves to the host. */
export const PARTIALS = 64;

/** Parameters of `kernel`. */
interface Parts {
  readonly writes: readonly string[];
  readonly reads?: readonly string[];
  readonly uniforms: readonly string[];
  /** Statements; `i` is the invocation, and `n` the number of them. */
  readonly body: string;
  readonly functions?: string;
}

function kernel(name: string, parts: Parts): Kernel {
  const reads = parts.reads ?? [];
  const bind = (names: readonly string[], access: string, first: number) =>
    names.map((each, i) =>
      `@group(0) @binding(${first + i}) var<storage, ${access}> ${each}: array<f32>;`
    ).join("\n");
  const code = `
struct Uniforms { n: u32, ${parts.uniforms.join(", ")} }
${bind(parts.writes, "read_write", 0)}
${bind(reads, "read", parts.writes.length)}
@group(0) @binding(${parts.writes.length + reads.length}) var<uniform> u: Uniforms;
${parts.functions ?? ""}
@compute @workgroup_size(${GROUP})
fn main(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let i = id.x + id.y * groups.x * ${GROUP}u;
  if (i >= u.n) { return; }
${parts.body}
}`;
  return {
    name,
    code,
    writes: parts.writes.length,
    reads: reads.length,
    readsTextures: false,
  };
}

/** `y[r, c] += row[c]`. */
export const addRowKernel = kernel("add-row", {
  writes: ["y"],
  reads: ["row"],
  uniforms: ["columns: u32"],
  body: "y[i] += row[i % u.columns];",
});

/** `y += other`. */
export const addKernel = kernel("add", {
  writes: ["y"],
  reads: ["other"],
  uniforms: [],
  body: "y[i] += other[i];",
});

/** One invocation a column. */
export const columnSumsKernel = kernel("column-sums", {
  writes: ["sums"],
  reads: ["y"],
  uniforms: ["rows: u32"],
  body: `
  var sum = 0.0;
  for (var r = 0u; r < u.rows; r++) { sum += y[r * u.n + i]; }
  sums[i] = sum;`,
});

/** Invocation `i` sums elements `i`, `i + 64`, ... */
export const partialSumsKernel = kernel("partial-sums", {
  writes: ["partial"],
  reads: ["values"],
  uniforms: ["count: u32"],
  body: `
  var sum = 0.0;
  for (var at = i; at < u.count; at += ${PARTIALS}u) { sum += values[at]; }
  partial[i] = sum;`,
});

/** Written so that what is no number stays none: a run that diverges must not look sane. */
const FORWARD: Record<ActivationKind, string> = {
  relu: "select(x, 0.0, x <= 0.0)",
  leakyRelu: "select(0.01 * x, x, x > 0.0)",
  elu: "select(exp(min(x, 0.0)) - 1.0, x, x > 0.0)",
  // Some drivers' tanh overflows for large arguments; float32's is 1 from 9.1 on.
  tanh: "select(tanh(x), sign(x), abs(x) >= 15.0)",
  sigmoid: "1.0 / (1.0 + exp(-x))",
};

/** Derivatives as functions of the result `v`. */
const DERIVATIVE: Record<ActivationKind, string> = {
  relu: "select(0.0, 1.0, v > 0.0)",
  leakyRelu: "select(0.01, 1.0, v > 0.0)",
  elu: "select(v + 1.0, 1.0, v > 0.0)",
  tanh: "1.0 - v * v",
  sigmoid: "v * (1.0 - v)",
};

/** In place. */
export const activationKernel = (kind: ActivationKind): Kernel =>
  kernel(`activate-${kind}`, {
    writes: ["y"],
    uniforms: [],
    body: `let x = y[i]; y[i] = ${FORWARD[kind]};`,
  });

/** In place on `dy`. */
export const activationGradientKernel = (kind: ActivationKind): Kernel =>
  kernel(`activation-gradient-${kind}`, {
    writes: ["dy"],
    reads: ["y"],
    uniforms: [],
    body: `let v = y[i]; dy[i] *= ${DERIVATIVE[kind]};`,
  });

/** One invocation a column; `running` and `saved` are two rows of `n`. */
export const batchNormTrainKernel = kernel("batch-norm-train", {
  writes: ["y", "saved", "running"],
  reads: ["x", "gamma", "beta"],
  uniforms: ["rows: u32", "epsilon: f32", "momentum: f32"],
  body: `
  var mean = 0.0;
  for (var r = 0u; r < u.rows; r++) { mean += x[r * u.n + i]; }
  mean /= f32(u.rows);
  var squares = 0.0;
  for (var r = 0u; r < u.rows; r++) {
    let d = x[r * u.n + i] - mean;
    squares += d * d;
  }
  let inverse = 1.0 / sqrt(squares / f32(u.rows) + u.epsilon);
  saved[i] = mean;
  saved[u.n + i] = inverse;
  let unbiased = squares / f32(max(u.rows, 2u) - 1u);
  running[i] = (1.0 - u.momentum) * running[i] + u.momentum * mean;
  running[u.n + i] = (1.0 - u.momentum) * running[u.n + i] + u.momentum * unbiased;
  let scale = gamma[i];
  let shift = beta[i];
  for (var r = 0u; r < u.rows; r++) {
    y[r * u.n + i] = (x[r * u.n + i] - mean) * inverse * scale + shift;
  }`,
});

/** One invocation an element. */
export const batchNormInferKernel = kernel("batch-norm-infer", {
  writes: ["y"],
  reads: ["x", "gamma", "beta", "running"],
  uniforms: ["columns: u32", "epsilon: f32"],
  body: `
  let c = i % u.columns;
  let inverse = 1.0 / sqrt(running[u.columns + c] + u.epsilon);
  y[i] = (x[i] - running[c]) * inverse * gamma[c] + beta[c];`,
});

/** One invocation a column. */
export const batchNormGradientKernel = kernel("batch-norm-gradient", {
  writes: ["dx", "dGamma", "dBeta"],
  reads: ["dy", "x", "gamma", "saved"],
  uniforms: ["rows: u32"],
  body: `
  let mean = saved[i];
  let inverse = saved[u.n + i];
  var sum = 0.0;
  var product = 0.0;
  for (var r = 0u; r < u.rows; r++) {
    let d = dy[r * u.n + i];
    sum += d;
    product += d * (x[r * u.n + i] - mean) * inverse;
  }
  dBeta[i] = sum;
  dGamma[i] = product;
  let share = gamma[i] * inverse / f32(u.rows);
  for (var r = 0u; r < u.rows; r++) {
    let normal = (x[r * u.n + i] - mean) * inverse;
    dx[r * u.n + i] = share * (f32(u.rows) * dy[r * u.n + i] - sum - normal * product);
  }`,
});

/** One invocation a column: the gradient, and the column's squared error. */
export const squaredErrorKernel = kernel("squared-error", {
  writes: ["gradient", "sums"],
  reads: ["y", "wanted"],
  uniforms: ["rows: u32", "scale: f32"],
  body: `
  var sum = 0.0;
  for (var r = 0u; r < u.rows; r++) {
    let d = y[r * u.n + i] - wanted[r * u.n + i];
    sum += d * d;
    gradient[r * u.n + i] = u.scale * 2.0 * d;
  }
  sums[i] = sum;`,
});

/** Per form: standard deviation and penalty from mean `m` and spread `s`. */
const STD_DEV: Record<LatentForm, string> = { logVar: "exp(0.5 * s)", sigma: "exp(s)" };
const PENALTY: Record<LatentForm, string> = {
  logVar: "0.5 * (exp(s) - 1.0 - s + m * m)",
  sigma: "exp(s) - (1.0 + s) + m * m",
};
const PENALTY_BY_MEAN: Record<LatentForm, string> = { logVar: "m", sigma: "2.0 * m" };
const PENALTY_BY_SPREAD: Record<LatentForm, string> = {
  logVar: "0.5 * (exp(s) - 1.0)",
  sigma: "exp(s) - 1.0",
};
const STD_DEV_BY_SPREAD: Record<LatentForm, string> = {
  logVar: "0.5 * exp(0.5 * s)",
  sigma: "exp(s)",
};

/** One invocation a column: the samples, and the column's penalty. */
export const sampleLatentKernel = (form: LatentForm): Kernel =>
  kernel(`sample-latent-${form}`, {
    writes: ["z", "sums"],
    reads: ["mean", "spread", "epsilon"],
    uniforms: ["rows: u32"],
    body: `
  var sum = 0.0;
  for (var r = 0u; r < u.rows; r++) {
    let at = r * u.n + i;
    let m = mean[at];
    let s = spread[at];
    z[at] = m + ${STD_DEV[form]} * epsilon[at];
    sum += ${PENALTY[form]};
  }
  sums[i] = sum;`,
  });

/** One invocation an element. */
export const latentGradientKernel = (form: LatentForm): Kernel => ({
  ...kernel(`latent-gradient-${form}`, {
    writes: ["dMean", "dSpread"],
    reads: ["dz", "mean", "spread", "epsilon"],
    uniforms: ["scale: f32"],
    body: `
  let m = mean[i];
  let s = spread[i];
  dMean[i] = dz[i] + u.scale * (${PENALTY_BY_MEAN[form]});
  dSpread[i] = dz[i] * epsilon[i] * ${STD_DEV_BY_SPREAD[form]} +
    u.scale * (${PENALTY_BY_SPREAD[form]});`,
  }),
  // The weight of the KL term may grow.
  uniformsChange: true,
});
