/**
 * Matrix products on row-major matrices, in the three forms that a dense layer needs, with no
 * transposed copy: `nn` = A . B (forward), `tn` = AT . B (gradient of the weight), `nt` =
 * A . BT (gradient of the input). B or C may be a window of columns of a wider matrix.
 *
 * Every element of the result is one chain of products in the order of k, whatever the tile
 * or the window; so a weight that is split by columns gives exactly the numbers of a whole
 * one. Each invocation holds its tile in registers: no shared memory, no barrier, which on a
 * software device would cost a switch of contexts.
 * @module
 */

import { declareReads, type Kernel, type KernelCall } from "./run_kernel.ts";

/** Which operand is transposed. */
export type ProductForm = "nn" | "tn" | "nt";

/** How the work is cut. */
export interface MatmulTile {
  /** Rows of C an invocation computes; a multiple of 4. */
  readonly rows: number;
  /** Vectors (of `lanes` columns) of C an invocation computes. */
  readonly vectors: number;
  /** Workgroup size along the columns and along the rows. */
  readonly group: readonly [x: number, y: number];
}

const LARGE: MatmulTile = { rows: 16, vectors: 2, group: [8, 1] };

/** Tiles for large products, by form: the fastest of those tried on Mesa's device. */
export const softwareTiles: Record<ProductForm, MatmulTile> = {
  nn: { ...LARGE, vectors: 4 },
  tn: LARGE,
  nt: LARGE,
};

/** For small products, which take little time: one that compiles fast. */
export const smallTile: MatmulTile = { rows: 4, vectors: 1, group: [8, 1] };

/** For real devices: not measured on one yet. */
export const hardwareTile: MatmulTile = { rows: 4, vectors: 1, group: [16, 4] };

/** Sizes of a product `C[m, n] (+)= A . B` with `k` products an element; strides of rows. */
export interface ProductShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aStride: number;
  readonly aStart: number;
  readonly bStride: number;
  readonly bStart: number;
  /** Whether C's old values start the chains. */
  readonly accumulate: boolean;
}

/** Whether four numbers can be loaded at once everywhere. */
export function canUseVectors(form: ProductForm, shape: ProductShape): boolean {
  const { m, n, k, aStride, aStart, bStride, bStart } = shape;
  const sizes = [n, aStride, aStart, bStride, bStart, form === "tn" ? m : k];
  return sizes.every((size) => size % 4 === 0);
}

/**
 * Products of the forward form that are summed before the sum is added to the result: one
 * running sum of many thousand products loses a digit. The other forms do without, as a split
 * weight cuts their chains, which must not change the numbers.
 */
export const LINK = 1024;

/** Uniforms and workgroups of a call; sizes are counted in vectors where vectors are used. */
export function productCall(
  form: ProductForm,
  shape: ProductShape,
  tile: MatmulTile,
  lanes: 4 | 1,
): Omit<KernelCall, "tensors"> {
  const columns = shape.n / lanes;
  const chain = form === "tn" ? shape.k : shape.k / lanes;
  return {
    uniforms: [
      ["u32", shape.m],
      ["u32", columns],
      ["u32", chain],
      ["u32", shape.accumulate ? 1 : 0],
      ["u32", shape.aStride / lanes],
      ["u32", shape.aStart / lanes],
      ["u32", shape.bStride / lanes],
      ["u32", shape.bStart / lanes],
    ],
    workgroups: [
      Math.ceil(columns / tile.vectors / tile.group[0]),
      Math.ceil(shape.m / tile.rows / tile.group[1]),
    ],
  };
}

/** The kernel of one form. With `textures`, A and B are read through texture copies. */
export function matmulKernel(
  form: ProductForm,
  tile: MatmulTile,
  lanes: 4 | 1,
  textures: boolean,
): Kernel {
  const { rows, vectors, group } = tile;
  const type = lanes === 4 ? "vec4<f32>" : "f32";
  const each = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("\n");
  const tiles = (line: (r: number, v: number) => string) =>
    each(rows, (r) => each(vectors, (v) => line(r, v)));
  const at = (r: number, v: number) => `C[r${r} * s.n + c${v}]`;
  const load = (r: number, v: number) => `      t${r}_${v} = ${at(r, v)};`;
  const add = (r: number, v: number) => `      t${r}_${v} += ${at(r, v)};`;
  // The other forms are one link, whose chain goes on from what C holds.
  const link = form === "nn" ? LINK / lanes : 2 ** 31;
  const code = `
struct Shape { m: u32, n: u32, k: u32, accumulate: u32,
  aStride: u32, aStart: u32, bStride: u32, bStart: u32 }
@group(0) @binding(0) var<storage, read_write> C: array<${type}>;
${declareReads(["A", "B"], 1, type, textures)}
@group(0) @binding(3) var<uniform> s: Shape;
@compute @workgroup_size(${group[0]}, ${group[1]})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let column = id.x * ${vectors}u;
  let row = id.y * ${rows}u;
  if (column >= s.n || row >= s.m) { return; }
  // Past the edge the last row or column is read again, and not stored.
${each(rows, (r) => `  let r${r} = min(row + ${r}u, s.m - 1u);`)}
${each(vectors, (v) => `  let c${v} = min(column + ${v}u, s.n - 1u);`)}
  for (var start = 0u; start < s.k; start += ${link}u) {
    let end = min(start + ${link}u, s.k);
    let adds = start > 0u || s.accumulate == 1u;
${tiles((r, v) => `    var t${r}_${v} = ${type}();`)}
${form === "nn" ? "" : `    if (adds) {\n${tiles(load)}\n    }`}
    for (var k = start; k < end; k++) {
${chainLinks(form, tile, lanes)}
    }
${form === "nn" ? `    if (adds) {\n${tiles(add)}\n    }` : ""}
${
    each(rows, (r) =>
      `    if (row + ${r}u < s.m) {
${each(vectors, (v) => `      if (column + ${v}u < s.n) { ${at(r, v)} = t${r}_${v}; }`)}
    }`)
  }
  }
}`;
  const name = `matmul-${form}-${rows}x${vectors}x${lanes}-${group.join("x")}-${
    textures ? "texture" : "storage"
  }`;
  return { name, code, writes: 1, reads: 2, readsTextures: textures };
}

/** One round of the loop over k: the loads, then the products in the order of k. */
function chainLinks(form: ProductForm, tile: MatmulTile, lanes: 4 | 1): string {
  const { rows, vectors } = tile;
  const lines: string[] = [];
  const lane = (name: string, q: number) => lanes === 4 ? `${name}[${q}]` : name;
  const R = Array.from({ length: rows }, (_, r) => r);
  const V = Array.from({ length: vectors }, (_, v) => v);
  const Q = Array.from({ length: lanes }, (_, q) => q);
  if (form === "tn") {
    for (let r = 0; r < rows; r += lanes) {
      // Rows of C are columns of A here; m is a multiple of the lanes, so that a clamped
      // row starts a whole vector.
      const at = lanes === 4 ? `min(row + ${r}u, s.m - 4u) / 4u` : `r${r}`;
      lines.push(`    let a${r} = loadA(k * s.aStride + s.aStart + ${at});`);
    }
    for (const v of V) {
      lines.push(`    let b${v} = loadB(k * s.bStride + s.bStart + c${v});`);
    }
    for (const r of R) {
      const a = lane(`a${r - r % lanes}`, r % lanes);
      for (const v of V) lines.push(`    t${r}_${v} += ${a} * b${v};`);
    }
    return lines.join("\n");
  }
  for (const r of R) {
    lines.push(`    let a${r} = loadA(r${r} * s.aStride + s.aStart + k);`);
  }
  if (form === "nt") {
    for (const v of V) {
      for (const q of Q) {
        lines.push(
          `    let b${v}_${q} = loadB((c${v} * ${lanes}u + ${q}u) * s.bStride + s.bStart + k);`,
        );
      }
    }
  }
  for (const q of Q) {
    for (const v of V) {
      if (form === "nn") {
        lines.push(
          `    let b${v}_${q} = loadB((k * ${lanes}u + ${q}u) * s.bStride + s.bStart + c${v});`,
        );
      } else if (lanes === 4) {
        const gathered = Q.map((p) => `b${v}_${p}[${q}]`).join(", ");
        lines.push(`    let g${v}_${q} = vec4<f32>(${gathered});`);
      }
    }
    for (const r of R) {
      for (const v of V) {
        const b = form === "nt" && lanes === 4 ? `g${v}_${q}` : `b${v}_${q}`;
        lines.push(`    t${r}_${v} += ${lane(`a${r}`, q)} * ${b};`);
      }
    }
  }
  return lines.join("\n");
}
