/**
 * The cells of an author's table -> layers.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { layerType } from "./layer_types.ts";
import {
  ACTIVATION,
  CONV,
  DECODER,
  ENCODER,
  INPUT,
  LATENT,
  LAYER_WORD,
  LINEAR,
  OUTPUT,
} from "./layer_words.ts";
import { isHourglass, narrowsOrWidens, readCell, readSize } from "./read_size.ts";
import { readCount } from "./summary_rows.ts";

const IN_COLUMN = /^\W*(in\b|inputs?\b|in[_ -]|輸入|输入|入力|from\b|entrada|입력|前)/i;
const OUT_COLUMN =
  /^\W*(out\b|outputs?\b|out[_ -]|輸出|输出|出力|to\b|salida|출력|後|后)/i;
const SIZE_COLUMN =
  /unit|neuron|node|size|dim|shape|feature|width|神經|神经|節點|节点|維|维|大小|尺寸|ユニット|ノード|次元|サイズ|크기|뉴런|유닛|노드|차원|unidad|neurona|tamaño/i;
const COUNT_COLUMN = /param|參數|参数|パラメ|매개변수|파라미터/i;
const ACTIVATION_COLUMN = /activ|激活|激勵|激励|活性化|활성|啟動|启动|non-?linear/i;
/** Columns of results and settings: such a table shows no layers. */
const RESULT_COLUMN =
  /mse|auc|loss|accuracy|\bacc\b|score|epoch|batch size|learning|before|after|誤差|误差|損失|损失|準確|准确|分數|分数|time/i;
const PAIR = /(\d[\d,*×x ]*?)\s*(?:-{1,2}>|→|=>|⟶|⇒)\s*(\d[\d,*×x ]*)/;
const BRACKETS = /(?:^|[A-Za-z]\d?|\s{2})\s*\(\s*(\d[\d*×x ]*)\s*,\s*(\d[\d*×x ]*)\s*\)/;

interface Columns {
  readonly header: readonly string[];
  readonly input: number;
  readonly output: number;
  readonly size: number;
  readonly count: number;
  readonly activation: number;
}

function columnsOf(header: readonly string[]): Columns {
  const find = (pattern: RegExp) => header.findIndex((cell) => pattern.test(cell));
  const input = find(IN_COLUMN);
  const output = find(OUT_COLUMN);
  return {
    header,
    input,
    output,
    size: header.findIndex((cell, i) =>
      SIZE_COLUMN.test(cell) && i !== input && !COUNT_COLUMN.test(cell)
    ),
    count: find(COUNT_COLUMN),
    activation: find(ACTIVATION_COLUMN),
  };
}

/** Cells under their headers: a cell that spans rows is missing from all but the first. */
function aligned(cells: readonly string[], width: number): readonly string[] {
  return cells.length < width
    ? [...Array.from({ length: width - cells.length }, () => ""), ...cells]
    : cells;
}

/**
 * The layers of a table with a layer a row.
 *
 * @param rows Cells, the header among them if there is one.
 * @returns `undefined` where the rows do not make a network.
 */
export function tableLayers(rows: readonly (readonly string[])[]): Layer[] | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const headed = first.slice(1).every((cell) => !/^\D{0,3}\d{2,}/.test(cell)) &&
    !isLikeNext(rows);
  const columns = columnsOf(headed ? first : []);
  const { header } = columns;
  const kernels = header.some((cell) =>
    /kernel|stride|padding|channel|filter|卷積核/i.test(cell)
  );
  const layers: Layer[] = [];
  let previous: number | undefined;
  let linearRows = 0;
  const body = (headed ? rows.slice(1) : rows).map((cells) =>
    aligned(cells, header.length)
  );
  body.forEach((cells, at) => {
    const text = cells.filter((_, i) => i !== columns.count && i !== columns.activation)
      .join("  ");
    const name = cells.find((cell, i) =>
      i !== columns.activation && /[^\W\d]/.test(cell)
    ) ??
      "";
    const parameters = columns.count < 0
      ? undefined
      : readCount(cells[columns.count] ?? "");
    if (CONV.test(text) || kernels && /\d/.test(text)) {
      layers.push(layer("convolution", name, { parameters }));
      return;
    }
    const { inUnits, outUnits } = sizesOfRow(cells, columns);
    const type = typeOf(cells, columns.activation);
    if (LINEAR.test(text)) linearRows++;
    if (outUnits === undefined) {
      if (type) layers.push(layer(type.kind, name, { activation: type.activation }));
      return;
    }
    const starts = previous === undefined && at === layers.length;
    const flat = type?.kind === "flatten" || type?.kind === "reshape";
    if (
      type && type.kind !== "linear" && type.kind !== "input" && !(flat && starts) &&
      !LINEAR.test(text) && inUnits === undefined
    ) {
      layers.push(
        layer(type.kind, name, { activation: type.activation, parameters }),
      );
      return;
    }
    const isInput = starts && inUnits === undefined && parameters === undefined &&
      (flat || INPUT.test(text)) &&
      !/linear|dense|\bfc\d*\b|全連接|全连接|全結合/i.test(text);
    if (isInput) {
      layers.push(layer("input", name, { outUnits }));
      previous = outUnits;
      return;
    }
    // `z | 64` after a layer of 64 names it again.
    const again = outUnits === previous && inUnits === undefined && !LINEAR.test(text) &&
      (LATENT.test(text) || flat || INPUT.test(text));
    if (again) return;
    const activation = /relu|tanh|sigmoid|elu|gelu|silu|selu|swish|mish/i
      .exec(cells.join(" "))?.[0];
    layers.push(layer("linear", name, {
      inUnits: inUnits ?? previous,
      outUnits,
      parameters,
      activation: activation && layerType(activation)?.activation,
    }));
    previous = outUnits;
  });
  return isNetwork(withCounted(withInput(layers)), header, linearRows);
}

/** Whether the first row is a layer as the second one is: `Linear | 784 -> 64 | ReLU`. */
function isLikeNext([first, second]: readonly (readonly string[])[]): boolean {
  const [own, next] = [first, second].map((cells) =>
    /^\W*(\p{L}+)[^\p{L}\d]+\d{2}/u.exec(cells?.join(" ") ?? "")?.[1]
  );
  return own !== undefined && own === next && LINEAR.test(own);
}

function sizesOfRow(
  cells: readonly string[],
  columns: Columns,
): { readonly inUnits?: number | undefined; readonly outUnits?: number | undefined } {
  const text = cells.filter((_, i) => i !== columns.count).join("  ");
  const pair = PAIR.exec(text) ?? BRACKETS.exec(text);
  if (pair) {
    return { inUnits: readSize(pair[1] ?? ""), outUnits: readSize(pair[2] ?? "") };
  }
  const inUnits = columns.input < 0 ? undefined : readCell(cells[columns.input] ?? "");
  const stated = columns.output < 0 ? undefined : readCell(cells[columns.output] ?? "");
  if (stated !== undefined) return { inUnits, outUnits: stated };
  const own = columns.size < 0 ? undefined : readCell(cells[columns.size] ?? "");
  if (own !== undefined || columns.size >= 0 && columns.header.length > 0) {
    return { inUnits, outUnits: own };
  }
  const cell = cells.filter((_, i) => i !== columns.count).reverse().find((one) =>
    /^\D{0,12}\d/.test(one) && !/(?<!\d)\d?[.]\d|^\D*\d\s*$/.test(one)
  );
  return { inUnits, outUnits: readCell(cell ?? "") };
}

/** The type that a row names; an activation in its own column belongs to the layer. */
function typeOf(cells: readonly string[], activation: number) {
  const types = cells.flatMap((cell, i) => {
    if (i === activation || !/[A-Za-z]/.test(cell)) return [];
    const type = layerType(cell.replace(/^[\W\d]+|\W.*$/g, ""));
    return type ? [type] : [];
  });
  const named = cells.some((cell, i) =>
    i !== activation && /[^\W\d_]/.test(cell) && !ACTIVATION.test(cell)
  );
  const [first] = types;
  // `hidden 1 | ReLU | 200` is a layer with an activation.
  const beside = first?.kind === "activation" && types.length === 1 &&
    (named || cells.filter((cell) => /\d/.test(cell)).length >= 3);
  return beside ? undefined : first;
}

/** A first row that is as wide as the last one, where no row names an input. */
function withInput(layers: readonly Layer[]): Layer[] {
  const own = [...layers];
  const at = own.findIndex((one) => one.kind === "linear");
  const outs = own.flatMap((one) => one.kind === "linear" ? one.outUnits ?? [] : []);
  const first = own[at];
  const bare = first && first.inUnits === undefined && own[0]?.kind !== "input" &&
    first.parameters === undefined;
  if (bare && isHourglass(outs) && outs.length >= 3 && first.outUnits !== undefined) {
    own[at] = layer("input", first.name, { outUnits: first.outUnits });
  }
  return own;
}

/** The first layer's input by its parameters, where the table has a column of them. */
function withCounted(layers: readonly Layer[]): Layer[] {
  const at = layers.findIndex((own) => own.kind === "linear");
  const first = layers[at];
  const { inUnits, outUnits, parameters } = first ?? {};
  if (inUnits !== undefined || !outUnits || !parameters || layers[0]?.kind === "input") {
    return [...layers];
  }
  const final = layers.findLast((own) => own.kind === "linear")?.outUnits;
  const inputs = [parameters / outUnits - 1, parameters / outUnits];
  const size = inputs.find((n) => n === final) ??
    inputs.find((n) => Number.isInteger(n) && n > outUnits);
  if (!first || size === undefined) return [...layers];
  return layers.with(at, layer("linear", first.name, { ...first, inUnits: size }));
}

function isNetwork(
  layers: Layer[],
  header: readonly string[],
  linearRows: number,
): Layer[] | undefined {
  const sizes = layers.filter((own) => own.kind === "linear" || own.kind === "input")
    .flatMap((own) => own.outUnits ?? []);
  const first = layers.find((own) => own.kind === "linear")?.inUnits;
  const chain = first !== undefined && !layers.some((own) => own.kind === "input")
    ? [first, ...sizes]
    : sizes;
  const spoken = header.some((cell) => SIZE_COLUMN.test(cell) || OUT_COLUMN.test(cell));
  const results = header.some((cell) => RESULT_COLUMN.test(cell));
  const conv = layers.some((own) => own.kind === "convolution");
  const convincing = linearRows >= 2 && !results ||
    (isHourglass(chain) && (!results || linearRows >= 2)) ||
    (conv && layers.length >= 3 && spoken);
  const enough = conv || (chain.length >= 3 && narrowsOrWidens(chain));
  return convincing && enough ? layers : undefined;
}

/** Sizes of a table with a column for the encoder and one for the decoder. */
export function sizesOfHalves(
  rows: readonly (readonly string[])[],
): number[] | undefined {
  const header = rows[0] ?? [];
  const encoder = header.findIndex((cell) => ENCODER.test(cell) && !DECODER.test(cell));
  const decoder = header.findIndex((cell) => DECODER.test(cell) && !ENCODER.test(cell));
  if (encoder < 0 || decoder < 0) return undefined;
  const column = (at: number) =>
    rows.slice(1).flatMap((cells) => {
      const cell = cells[at] ?? "";
      const pair = PAIR.exec(cell);
      if (pair) return [readSize(pair[1] ?? ""), readSize(pair[2] ?? "")];
      return /\d\.\d|drop/i.test(cell) || !/\d/.test(cell) ? [] : [readCell(cell)];
    });
  const sizes = [...column(encoder), ...column(decoder)].flatMap((n) => n ?? [])
    .filter((n, i, all) => n !== all[i - 1]);
  return isHourglass(sizes) && narrowsOrWidens(sizes) ? sizes : undefined;
}

/** Sizes in one row of a table whose columns are layers. */
export function sizesAcross(rows: readonly (readonly string[])[]): number[] | undefined {
  const words = rows.flat().join(" ");
  if (!LAYER_WORD.test(words) || CONV.test(words) || RESULT_COLUMN.test(words)) {
    return undefined;
  }
  const named = rows.some((cells) =>
    cells.some((cell) => INPUT.test(cell) || OUTPUT.test(cell) || LATENT.test(cell))
  );
  if (!named) return undefined;
  for (const cells of rows) {
    const numbers = cells.filter((cell) => /\d/.test(cell) && !/\d\.\d/.test(cell));
    if (numbers.length < 3 || numbers.length < cells.length - 1) continue;
    const sizes = numbers.flatMap((cell) => readCell(cell) ?? []);
    if (sizes.length === numbers.length && isHourglass(sizes) && narrowsOrWidens(sizes)) {
      return sizes;
    }
  }
  return undefined;
}
