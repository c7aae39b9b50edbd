/**
 * Charts with one layer a line: arrows downwards, a bullet a layer, Mermaid, Graphviz.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type ChartRow, chartRow } from "./chart_rows.ts";
import { type Draft, placeOf } from "./draft.ts";
import { graphLabels, isGraph } from "./graph_text.ts";
import { layerType } from "./layer_types.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";
import { isHourglass, narrowsOrWidens } from "./read_size.ts";

/** Longer runs of short paragraphs are no chart. */
const MAX_PARTS = 60;

interface Placed {
  readonly line: Line;
  readonly row: ChartRow;
}

/** Reads charts; also says which lines they took. */
export function readCharts(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  const add = (run: readonly Placed[]) => {
    const found = longestChart(run);
    if (!found) return;
    const { draft, from, to } = found;
    drafts.push(draft);
    for (const { line } of run.slice(from, to)) taken.add(line);
    // What stands before or after it may be another chart.
    if (from > 0) add(run.slice(0, from));
    if (to < run.length) add(run.slice(to));
  };
  const graphs = new Map<string, Line[]>();
  let run: Placed[] = [];
  const flush = () => {
    add(run);
    run = [];
  };
  for (const line of lines) {
    if (isGraph(line.evidence.text.slice(0, 200), line.evidence.language)) {
      graphs.set(line.evidence.id, [...graphs.get(line.evidence.id) ?? [], line]);
      flush();
      continue;
    }
    if (line.text.trim() === "") continue;
    if (line.evidence.kind === "table") {
      flush();
      continue;
    }
    const row = chartRow(line.text);
    if (!row) {
      flush();
      continue;
    }
    // A heading starts another chart, unless it names a half.
    const heading = line.evidence.kind === "heading";
    if (heading && !(row.kind === "neutral" && row.half)) flush();
    run.push({ line, row });
  }
  flush();
  for (const own of graphs.values()) {
    const [line] = own;
    if (!line) continue;
    add(
      graphLabels(line.evidence.text.slice(0, 20_000)).flatMap((label) => {
        const row = chartRow(label);
        return row ? [{ line, row }, { line, row: { kind: "arrow" as const } }] : [];
      }),
    );
    for (const rest of own) if (taken.has(line)) taken.add(rest);
  }
  return { drafts, taken };
}

/** Rows that read like a chart, or the longest part of them that is whole evidence. */
function longestChart(
  run: readonly Placed[],
): { readonly draft: Draft; readonly from: number; readonly to: number } | undefined {
  const starts = run.flatMap((own, i) =>
    i === 0 || own.line.evidence.id !== run[i - 1]?.line.evidence.id ? [i] : []
  );
  const ends = [...starts.slice(1), run.length];
  if (starts.length > MAX_PARTS) return undefined;
  const spans = starts.flatMap((from) =>
    ends.filter((to) => to > from).map((to) => ({ from, to }))
  ).sort((a, b) => (b.to - b.from) - (a.to - a.from) || a.from - b.from);
  for (const { from, to } of spans) {
    const draft = toDraft(run.slice(from, to));
    if (draft) return { draft, from, to };
  }
  return undefined;
}

/**
 * Rows such as `Linear 784 x 128`, read as the sides of matrices where each one begins
 * with what the one before ends with; as printed in times out or, of weights, out times in.
 */
function withSides(run: readonly Placed[]): readonly Placed[] {
  const isMatrix = (row: ChartRow) =>
    row.kind === "layer" && row.role !== "input" && row.role !== "convolution" &&
    row.sides !== undefined;
  const sides = run.flatMap(({ row }) =>
    row.kind === "layer" && isMatrix(row) && row.sides ? [row.sides] : []
  );
  if (sides.length < 2) return run;
  const turned = sides.map(([a, b]) => [b, a] as const);
  const chained = [sides, turned].find((own) =>
    own.every(([input], i) => i === 0 || input === own[i - 1]?.[1]) &&
    narrowsOrWidens([own[0]?.[0] ?? 0, ...own.map(([, out]) => out)])
  );
  if (!chained) return run;
  let at = 0;
  return run.map(({ line, row }): Placed => {
    const [inUnits, outUnits] = (isMatrix(row) ? chained[at++] : undefined) ?? [];
    return row.kind === "layer" && inUnits !== undefined && outUnits !== undefined
      ? { line, row: { ...row, inUnits, outUnits, role: "linear" } }
      : { line, row };
  });
}

function toDraft(placed: readonly Placed[]): Draft | undefined {
  const run = withSides(placed);
  const rows = run.flatMap(({ row }) => row.kind === "layer" ? [row] : []);
  if (rows.length < 3) return undefined;
  const arrows = run.filter(({ row }) => row.kind === "arrow").length;
  const drawn = arrows >= 2;
  // Code that is no drawing is read as code.
  if (!drawn && run.some(({ line }) => line.evidence.kind === "code")) {
    const prose = run.every(({ line }) => !/[=({[]/.test(line.text));
    if (!prose) return undefined;
  }
  const [first] = rows;
  if (!first) return undefined;
  const outs = rows.map((own) => own.outUnits);
  const stated = first.inUnits !== undefined;
  const startsAtInput = !stated &&
    (first.role === "input" || first.role === "plain" || isHourglass(outs));
  const layers: Layer[] = [];
  let previous: number | undefined;
  for (const { row } of run) {
    if (row.kind === "arrow") continue;
    if (row.kind === "neutral") {
      const type = row.text.length < 40
        ? layerType(row.text.replace(/\W.*$/, ""))
        : undefined;
      if (type && type.kind !== "linear" && type.kind !== "input") {
        layers.push(layer(type.kind, row.text, { activation: type.activation }));
      }
      continue;
    }
    if (row === first && startsAtInput) {
      layers.push(layer("input", row.text, { outUnits: row.outUnits }));
      previous = row.outUnits;
      continue;
    }
    if (row.role === "convolution") {
      layers.push(layer("convolution", row.text, { outUnits: row.outUnits }));
      previous = undefined;
      continue;
    }
    // `z: 64` after `Linear 64` says the same layer again.
    const again = row.outUnits === previous && row.inUnits === undefined;
    if (again && row.role !== "linear") continue;
    // `Input: 784` of a decoder, or of a second model.
    if (row.role === "input" && previous !== undefined) {
      if (again || row.outUnits === previous) continue;
      return undefined;
    }
    const activation = /relu|tanh|sigmoid|elu|gelu|silu|selu|swish|mish/i.exec(row.text)
      ?.[0];
    layers.push(layer("linear", row.text, {
      inUnits: row.inUnits ?? previous,
      outUnits: row.outUnits,
      activation: activation && layerType(activation)?.activation,
    }));
    previous = row.outUnits;
  }
  const linear = layers.filter((own) => own.kind === "linear");
  const chain = [
    ...(startsAtInput
      ? [first.outUnits]
      : first.inUnits === undefined
      ? []
      : [first.inUnits]),
    ...linear.flatMap((own) => own.outUnits ?? []),
  ];
  const worded = rows.filter((own) => own.worded).length;
  const conv = layers.some((own) => own.kind === "convolution");
  const convincing = conv
    ? worded === rows.length
    : isHourglass(chain)
    ? Math.max(...chain) >= 16 && (drawn || worded * 2 > rows.length)
    : narrowsOrWidens(chain) && worded * 3 > rows.length * 2 && chain.length >= 3 &&
      rows.some((own) => own.role === "linear");
  const continuous = linear.every((own, i) =>
    i === 0 || own.inUnits === linear[i - 1]?.outUnits || conv
  );
  if (!convincing || !continuous) return undefined;
  const lines = ownLines(run);
  const text = lines.map((own) => own.text).join(" ");
  return {
    form: "arrows",
    via: viaOf(lines),
    layers,
    evidence: evidenceOf(lines),
    ...placeOf(lines),
    part: partOfRun(run),
    variational: /\bVAE\b|variational|變分|变分|\bmu\b|μ|log_?var/i.test(text),
    other: /classif|GAN|discrimin|分類器|分类器/i.test(text),
    notes: [],
  };
}

/** The lines without labels of other things before and after the layers. */
function ownLines(run: readonly Placed[]): readonly Line[] {
  const sized = run.filter(({ row }) => row.kind === "layer").map(({ line }) =>
    line.order
  );
  const [first = 0] = sized;
  const last = sized.at(-1) ?? 0;
  return run.filter(({ line, row }) =>
    line.order >= first && line.order <= last ||
    line.order < first && row.kind === "neutral" && row.half !== undefined
  ).map(({ line }) => line);
}

function partOfRun(run: readonly Placed[]): Draft["part"] {
  const halves = new Set(
    run.flatMap(({ row }) => row.kind === "neutral" && row.half ? [row.half] : []),
  );
  const [only] = halves;
  return halves.size === 1 && only ? only : "whole";
}
