/**
 * Tables of layers that an author wrote: Markdown, LaTeX, or columns kept apart by tabs.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { type Draft, partOf, placeOf } from "./draft.ts";
import { layerType } from "./layer_types.ts";
import { evidenceOf, type Line, viaOf } from "./lines.ts";
import { isHourglass, narrowsOrWidens, readSize } from "./read_chains.ts";
import { scanLayers } from "./scan_layers.ts";
import { readCount } from "./summary_rows.ts";

const LINEAR =
  /linear|dense|\bfc\d*\b|fully|全連接|全连接|全結合|線性|线性|affine|인접|완전|mlp|densa/i;
const CONV = /conv|卷積|卷积|捲積|pool|resnet|畳み込み/i;
const SIZE_COLUMN =
  /in|out|size|dim|unit|neuron|node|shape|feature|輸|输|維|维|神|大小|尺寸|節點|节点|次元|入力|出力|ユニット|크기|unidad|neurona/i;

/** A row, or the header, of a table whose columns are one space apart. */
const SPACED =
  /^\s*(?:layer\s+(?:type\s+)?in\w*\s+out\w*|(?:\d\s+)?(?:linear|dense|fc\d*|全連接層?|全连接层?|線性層?|线性层?)\s+\d[\d*,]*\s+\d[\d*,]*(?:\s+\S{1,12}){0,2}\s*$)/i;

/** Reads tables; also says which lines they took. */
export function readTables(
  lines: readonly Line[],
): { readonly drafts: readonly Draft[]; readonly taken: ReadonlySet<Line> } {
  const drafts: Draft[] = [];
  const taken = new Set<Line>();
  let run: { line: Line; cells: string[] }[] = [];
  const flush = () => {
    const draft = run.length >= 3 ? toDraft(run) : undefined;
    if (draft) {
      drafts.push(draft);
      for (const { line } of run) taken.add(line);
    }
    run = [];
  };
  for (const line of lines) {
    const cells = cellsOf(line);
    if (!cells) {
      if (line.text.trim() !== "" && !/^\s*(\\[a-z]+.*|[-=|+:\s]+)$/.test(line.text)) {
        flush();
      }
      continue;
    }
    run.push({ line, cells });
  }
  flush();
  return { drafts, taken };
}

function cellsOf(line: Line): string[] | undefined {
  const text = line.text.normalize("NFKC");
  if (/^\s*\|?[\s:|+-]+\|?\s*$/.test(text)) return undefined;
  const split = /\|/.test(text)
    ? text.replace(/^\s*\||\|\s*$/g, "").split("|")
    : /(?<!\\)&/.test(text)
    ? text.replace(/\\\\.*$/, "").split(/(?<!\\)&/)
    : /\t/.test(text)
    ? text.split("\t")
    : SPACED.test(text) && !/\S\s{2,}\S/.test(text.trim())
    ? text.trim().split(/\s+/)
    : line.evidence.kind === "table" || /\S\s{3,}\S/.test(text)
    ? text.trim().split(/\s{2,}/)
    : [];
  const cells = split.map((cell) => cell.replace(/[*_`$]|\\text\w*\{|[{}]/g, "").trim());
  return cells.length >= 2 && cells.length <= 12 ? cells : undefined;
}

/** Layers of cells such as `Linear(12288, 512)`, a column (encoder, decoder) after the other. */
function callsInCells(run: readonly { cells: string[] }[]): Layer[] {
  const width = Math.max(...run.map(({ cells }) => cells.length));
  const layers = Array.from(
    { length: width },
    (_, column) => run.flatMap(({ cells }) => scanLayers(cells[column] ?? "")),
  ).flat();
  const sized = layers.filter((own) =>
    own.inUnits !== undefined && own.kind === "linear"
  );
  return sized.length >= 2 ? layers : [];
}

function toDraft(run: readonly { line: Line; cells: string[] }[]): Draft | undefined {
  const [head] = run;
  if (!head) return undefined;
  const called = callsInCells(run);
  if (called.length > 0) {
    const lines = run.map((own) => own.line);
    return {
      form: "table",
      via: viaOf(lines),
      layers: called,
      evidence: evidenceOf(lines),
      ...placeOf(lines),
      part: "whole",
      variational: false,
      other: false,
      notes: [],
    };
  }
  const headed = head.cells.slice(1).every((cell) => !/^\D{0,3}\d{2,}/.test(cell));
  const header = headed ? head.cells : [];
  const column = (pattern: RegExp) => header.findIndex((cell) => pattern.test(cell));
  const inColumn = column(/^\s*(in\b|input|輸入|输入|入力|in[_ ]|entrada|입력)/i);
  const outColumn = column(/^\s*(out\b|output|輸出|输出|出力|out[_ ]|salida|출력)/i);
  const sizeColumn = column(
    /unit|neuron|node|size|dim|神經|神经|節點|节点|維|维|大小|尺寸|ユニット|次元|shape|unidad|neurona|뉴런/i,
  );
  const countColumn = column(/param|參數|参数|パラメ/i);
  const layers: Layer[] = [];
  const rows = headed ? run.slice(1) : run;
  let previous: number | undefined;
  let linearRows = 0;
  for (const { cells } of rows) {
    const text = cells.filter((_, i) => i !== countColumn).join("  ");
    const parameters = countColumn < 0 ? undefined : readCount(cells[countColumn] ?? "");
    if (CONV.test(text)) {
      layers.push(layer("convolution", cells[0] ?? "", { parameters }));
      continue;
    }
    const inOut = /(\d[\d,*×x ]*?)\s*(?:->|→|=>|⟶)\s*(\d[\d,*×x ]*)/.exec(text) ??
      /\(\s*(\d[\d*×x ]*)\s*,\s*(\d[\d*×x ]*)\s*\)/.exec(text);
    let inUnits = inColumn < 0 ? undefined : readSize(cells[inColumn] ?? "");
    let outUnits = outColumn < 0 ? undefined : readSize(cells[outColumn] ?? "");
    if (inOut) {
      inUnits = readSize(inOut[1] ?? "");
      outUnits = readSize(inOut[2] ?? "");
    } else if (outUnits === undefined) {
      const sized = sizeColumn >= 0
        ? cells[sizeColumn]
        : [...cells].reverse().find((cell) =>
          /^\D{0,12}\d/.test(cell) && !/\d[.]\d/.test(cell)
        );
      outUnits = readSize(sized ?? "");
    }
    const isInput = /^\W*(input|輸入|输入|入力)/i.test(
      cells.find((cell) => /\D/.test(cell)) ?? "",
    ) &&
      !LINEAR.test(text) && previous === undefined && inUnits === undefined;
    if (LINEAR.test(text)) linearRows++;
    if (outUnits === undefined) {
      const type = cells.map((cell) => layerType(cell)).find((own) => own !== undefined);
      if (type) {
        layers.push(
          layer(type.kind, cells[0] ?? "", { activation: type.activation }),
        );
      }
      continue;
    }
    const named = cells.map((cell) => layerType(cell.replace(/\W.*$/, "")))
      .find((own) => own !== undefined);
    if (
      named && named.kind !== "linear" && named.kind !== "input" && !LINEAR.test(text)
    ) {
      layers.push(
        layer(named.kind, cells[0] ?? "", { activation: named.activation, parameters }),
      );
      continue;
    }
    if (
      isInput ||
      (previous === undefined && inUnits === undefined && /input|輸入|输入/i.test(text))
    ) {
      layers.push(layer("input", cells[0] ?? "", { outUnits }));
      previous = outUnits;
      continue;
    }
    const activation = /relu|tanh|sigmoid|elu|gelu|silu|selu|swish|mish/i.exec(text)?.[0];
    layers.push(layer("linear", cells[0] ?? "", {
      inUnits: inUnits ?? previous,
      outUnits,
      parameters,
      activation: activation && layerType(activation)?.activation,
    }));
    previous = outUnits;
  }
  const sizes = layers.filter((own) => own.kind === "linear" || own.kind === "input")
    .flatMap((own) => own.outUnits ?? []);
  const first = layers.find((own) => own.kind === "linear")?.inUnits;
  const chain = first !== undefined && layers[0]?.kind !== "input"
    ? [first, ...sizes]
    : sizes;
  const spoken = header.some((cell) => SIZE_COLUMN.test(cell));
  const conv = layers.some((own) => own.kind === "convolution");
  const convincing = linearRows >= 2 || isHourglass(chain) ||
    (conv && layers.length >= 3 && spoken);
  if (!convincing || (!conv && (chain.length < 3 || !narrowsOrWidens(chain)))) {
    return undefined;
  }
  const lines = run.map((own) => own.line);
  return {
    form: "table",
    via: viaOf(lines),
    layers,
    evidence: evidenceOf(lines),
    ...placeOf(lines),
    part: partOf(undefined),
    variational: /\bmu\b|μ|log_?var|logσ/i.test(
      run.flatMap((own) => own.cells).join(" "),
    ),
    other: false,
    notes: [],
  };
}
