/**
 * Rows of a summary -> layers with in and out units, by the rows' own arithmetic; misreads
 * of OCR are repaired where it leaves no doubt.
 *
 * @module
 */
import type { ArchitectureForm, Layer } from "../../../rubric/facts.ts";
import { expectedCounts, show } from "./arithmetic.ts";
import { layer } from "./build_layer.ts";
import { layerType } from "./layer_types.ts";
import type { SummaryRow } from "./summary_rows.ts";

/** A row and other readings of its count. */
export interface ReadRow {
  readonly row: SummaryRow;
  readonly others: readonly number[];
}

/** Layers, and what was repaired to get them. */
export interface SolvedRows {
  readonly layers: readonly Layer[];
  readonly repairs: readonly string[];
}

/** Layers as printed; no count is changed. */
export function solveRows(rows: readonly SummaryRow[], inputSize?: number): Layer[] {
  const layers: Layer[] = [];
  const outs: number[] = inputSize === undefined ? [] : [inputSize];
  let previous = inputSize;
  let flattened: number | undefined;
  const finalOut = rows.filter((row) => layerType(row.type)?.kind === "linear").at(-1)
    ?.shape.at(-1);
  for (const row of rows) {
    const type = layerType(row.type) ?? { kind: "other" as const };
    const last = row.shape.at(-1);
    const flat = row.shape.length > 0 ? row.shape.reduce((a, b) => a * b, 1) : undefined;
    if (type.kind === "linear") {
      const inUnits = last === undefined
        ? undefined
        : inputOf(row.parameters, last, previous, outs, flattened, finalOut);
      layers.push(layer("linear", row.name, {
        inUnits,
        outUnits: last,
        parameters: row.recursive ? undefined : row.parameters,
      }));
      if (last !== undefined) {
        previous = last;
        outs.push(last);
      }
      flattened = undefined;
      continue;
    }
    const size = row.shape.length === 1 ? last : undefined;
    const sized = type.kind === "batch-norm" || type.kind === "activation";
    layers.push(layer(type.kind, row.name, {
      ...(sized ? { inUnits: size } : {}),
      outUnits: type.kind === "convolution" || type.kind === "pooling" ? undefined : flat,
      parameters: row.recursive ? undefined : row.parameters,
      activation: type.activation,
    }));
    if (type.kind === "input" || type.kind === "flatten" || type.kind === "reshape") {
      if (flat !== undefined) {
        previous = flat;
        outs.push(flat);
      }
    } else if (row.shape.length > 1) {
      flattened = flat;
      if (
        type.kind === "convolution" || type.kind === "pooling" || type.kind === "other"
      ) {
        previous = flat;
      }
    }
  }
  return layers;
}

/** In units of a linear layer: the layer before, if the count agrees, else by the count. */
function inputOf(
  parameters: number | undefined,
  out: number,
  previous: number | undefined,
  outs: readonly number[],
  flattened: number | undefined,
  finalOut: number | undefined,
): number | undefined {
  if (parameters === undefined) return previous;
  const fits = (n: number | undefined): n is number =>
    n !== undefined && (parameters === n * out + out || parameters === n * out);
  if (fits(previous)) return previous;
  if (fits(flattened)) return flattened;
  // A second head reads the same layer as the first one.
  const earlier = [...outs].reverse().find(fits);
  if (earlier !== undefined) return earlier;
  if (previous === undefined && parameters % out === 0) {
    const quotient = parameters / out;
    return quotient === finalOut ? quotient : quotient - 1;
  }
  return previous;
}

/**
 * Layers of rows that OCR read. A shape is repaired by the shapes of the rows beside it,
 * a count by the sizes, both only by a small edit; counts stay as read unless the
 * repaired ones add up to the printed total.
 */
export function solveOcrRows(
  read: readonly ReadRow[],
  totals: readonly number[],
  form: ArchitectureForm,
): SolvedRows {
  const repairs: string[] = [];
  const rows = alternativeCounts(repairShapes(read, repairs), repairs);
  const layers = withFirstInput(solveRows(rows.map(({ row }) => row)), form);
  const fixed = layers.map((own): Layer => {
    const expected = expectedCounts(own, form);
    if (!expected || own.parameters === undefined || expected.includes(own.parameters)) {
      return own;
    }
    const near = expected.find((n) =>
      distance(String(n), String(own.parameters)) <= allowed(n)
    );
    if (near === undefined) return own;
    return { ...own, parameters: near };
  });
  const sum = fixed.reduce((total, own) => total + (own.parameters ?? 0), 0);
  const agreed = totals.length === 0 ? false : totals.some((total) => total === sum);
  fixed.forEach((own, i) => {
    const before = layers[i]?.parameters;
    if (before !== own.parameters && agreed) {
      repairs.push(
        `${own.name}: OCR read ${show(before ?? 0)}, repaired to ${
          show(own.parameters ?? 0)
        }`,
      );
    }
  });
  return { layers: agreed ? fixed : layers, repairs };
}

/** A first count that fits no input may be a misread of the one that fits the output. */
function withFirstInput(
  layers: readonly Layer[],
  form: ArchitectureForm,
): readonly Layer[] {
  const at = layers.findIndex((own) => own.kind === "linear");
  const first = layers[at];
  const final = layers.filter((own) => own.kind === "linear").at(-1)?.outUnits;
  if (!first || first.parameters === undefined || first.inUnits === final) return layers;
  const guess = { ...first, ...(final === undefined ? {} : { inUnits: final }) };
  const [n] = expectedCounts(guess, form) ?? [];
  if (n === undefined || distance(String(n), String(first.parameters)) > allowed(n)) {
    return layers;
  }
  return layers.map((own, i) => i === at ? guess : own);
}

/** Rows between two linear layers show the same size: the most frequent one is right. */
function repairShapes(read: readonly ReadRow[], repairs: string[]): readonly ReadRow[] {
  const blocks: ReadRow[][] = [];
  for (const own of read) {
    if (layerType(own.row.type)?.kind === "linear" || blocks.length === 0) {
      blocks.push([]);
    }
    blocks.at(-1)?.push(own);
  }
  let previous: number | undefined;
  return blocks.flatMap((block) => {
    const votes = new Map<number, number>();
    for (const { row } of block) {
      const n = row.shape.length === 1 ? row.shape[0] : undefined;
      if (n !== undefined) votes.set(n, (votes.get(n) ?? 0) + 1);
    }
    const head = block[0];
    let size = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
    // What the count of the linear layer says, if it is the smaller edit.
    for (const count of head ? [head.row.parameters, ...head.others] : []) {
      if (count === undefined || previous === undefined || size === undefined) continue;
      if (count === (previous + 1) * size || count === previous * size) break;
      const said = count / (previous + 1);
      if (Number.isInteger(said) && distance(String(said), String(size)) <= 1) {
        size = said;
        break;
      }
    }
    if (size !== undefined) previous = size;
    return block.map((own): ReadRow => {
      const n = own.row.shape[0];
      if (own.row.shape.length > 1 || size === undefined || n === size) return own;
      if (n !== undefined && distance(String(n), String(size)) > 2) return own;
      repairs.push(
        `${own.row.name}: OCR read size ${
          n === undefined ? "nothing" : n
        }, repaired to ${size}`,
      );
      return { ...own, row: { ...own.row, shape: [size] } };
    });
  });
}

/** Takes another reading of a count where the sizes agree with it. */
function alternativeCounts(
  read: readonly ReadRow[],
  repairs: string[],
): readonly ReadRow[] {
  const layers = solveRows(read.map(({ row }) => row));
  const final = layers.filter((own) => own.kind === "linear").at(-1)?.outUnits;
  return read.map((own, i): ReadRow => {
    const at = layers[i];
    const { parameters } = own.row;
    if (!at || at.kind === "other") return own;
    const first = layers.findIndex((one) => one.kind === "linear") === i;
    const sizes = first && final !== undefined ? [final, at.inUnits] : [at.inUnits];
    const expected = sizes.flatMap((inUnits) =>
      expectedCounts(layer(at.kind, at.name, { ...at, inUnits }), "torchsummary") ?? []
    );
    if (parameters !== undefined && expected.includes(parameters)) return own;
    const better = own.others.find((n) => expected.includes(n));
    if (better === undefined) return own;
    repairs.push(
      `${own.row.name}: OCR read ${
        parameters === undefined ? "no count" : show(parameters)
      }, its second reading ${show(better)} agrees with the sizes`,
    );
    return { ...own, row: { ...own.row, parameters: better } };
  });
}

function allowed(n: number): number {
  return String(n).length >= 6 ? 2 : 1;
}

/** Edit distance of two short strings. */
export function distance(a: string, b: string): number {
  if (a.length > 24 || b.length > 24) return Math.max(a.length, b.length);
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      ));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
