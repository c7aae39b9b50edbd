/**
 * Adam in one pass over weight, moments and gradient, in place. tfjs's own takes about ten.
 * Source: Kingma and Ba, "Adam" (2015); the order of operations is PyTorch's.
 * @module
 */

import { declareReads, type Kernel } from "./run_kernel.ts";

/** Invocations of a workgroup; two dimensions of them cover any block. */
export const ADAM_GROUP = 64;

/** The kernel for numbers one by one (`lanes` 1) or in fours, optionally read by textures. */
export function adamKernel(lanes: 4 | 1, textures: boolean): Kernel {
  const type = lanes === 4 ? "vec4<f32>" : "f32";
  const reads = textures
    ? ["OldWeight", "OldFirst", "OldSecond", "Gradient"]
    : ["Gradient"];
  const old = (name: string) =>
    textures ? `loadOld${name}(i)` : `${name.toLowerCase()}[i]`;
  const code = `
struct Uniforms { n: u32, size: f32, secondScale: f32, epsilon: f32, beta1: f32, beta2: f32 }
@group(0) @binding(0) var<storage, read_write> weight: array<${type}>;
@group(0) @binding(1) var<storage, read_write> first: array<${type}>;
@group(0) @binding(2) var<storage, read_write> second: array<${type}>;
${declareReads(reads, 3, type, textures)}
@group(0) @binding(${3 + reads.length}) var<uniform> u: Uniforms;
@compute @workgroup_size(${ADAM_GROUP})
fn main(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let i = id.x + id.y * groups.x * ${ADAM_GROUP}u;
  if (i >= u.n) { return; }
  let g = loadGradient(i);
  let m = u.beta1 * ${old("First")} + (1.0 - u.beta1) * g;
  let v = u.beta2 * ${old("Second")} + (1.0 - u.beta2) * g * g;
  let w = ${old("Weight")};
  first[i] = m;
  second[i] = v;
  weight[i] = w - u.size * m / (sqrt(v) * u.secondScale + u.epsilon);
}`;
  return {
    name: `adam-${lanes}-${textures ? "texture" : "storage"}`,
    code,
    writes: 3,
    reads: reads.length,
    readsTextures: textures,
    uniformsChange: true,
  };
}
