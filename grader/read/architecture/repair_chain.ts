/**
 * Misread sizes in OCR'd code: a layer reads what the layer before it gives.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { distance } from "./solve_rows.ts";

/** Layers whose sizes fit, and a note a repair. */
export interface RepairedChain {
  readonly layers: readonly Layer[];
  readonly notes: readonly string[];
}

/**
 * Makes the sizes of consecutive linear layers equal where they differ by one digit. Of
 * two readings the one that people choose for sizes is taken: a power of two, else a
 * rounder number, else what the layer before gives. A larger difference stays.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const { layers, notes } = repairChain([
 *   { kind: "linear", name: "a", inUnits: 784, outUnits: 100 },
 *   { kind: "linear", name: "b", inUnits: 106, outUnits: 784 },
 * ]);
 * assertEquals(layers[1]?.inUnits, 100);
 * assertEquals(notes.length, 1);
 * ```
 */
export function repairChain(layers: readonly Layer[]): RepairedChain {
  const fixed = [...layers];
  const notes: string[] = [];
  const linear = fixed.flatMap((own, i) => own.kind === "linear" ? [i] : []);
  linear.slice(1).forEach((at, k) => {
    const before = linear[k] ?? 0;
    const a = fixed[before];
    const b = fixed[at];
    if (a?.outUnits === undefined || b?.inUnits === undefined) return;
    if (a.outUnits === b.inUnits || a.inUnits === b.inUnits) return;
    if (distance(String(a.outUnits), String(b.inUnits)) > 1) return;
    const size = preferred(a.outUnits, b.inUnits);
    notes.push(
      `${b.name}: OCR read ${a.outUnits} and ${b.inUnits} for one size, taken as ${size}`,
    );
    fixed[before] = { ...a, outUnits: size };
    fixed[at] = { ...b, inUnits: size };
  });
  return { layers: fixed, notes };
}

function preferred(a: number, b: number): number {
  const rank = (n: number) => (Math.log2(n) % 1 === 0 ? 10 : 0) + zeros(n);
  return rank(b) > rank(a) ? b : a;
}

function zeros(n: number): number {
  return /0*$/.exec(String(n))?.[0].length ?? 0;
}
