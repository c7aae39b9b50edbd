/**
 * Rows of printed model summaries: torchsummary, torchinfo, Keras, tfjs, Lightning.
 *
 * @module
 */
import { toDigits } from "./clean_code.ts";
import { layerType } from "./layer_types.ts";

/** A row as printed. */
export interface SummaryRow {
  readonly style: "torchsummary" | "torchinfo" | "keras" | "tfjs" | "lightning";
  /** As printed: `Linear-1`, `dense_3 (Dense)`. */
  readonly name: string;
  readonly type: string;
  /** Output shape without the batch axis; empty if none is printed. */
  readonly shape: readonly number[];
  readonly parameters?: number;
  /** Depth in the tree, index of the row, where printed. */
  readonly depth?: number;
  readonly index?: number;
  /** Printed again, weights shared with an earlier row. */
  readonly recursive: boolean;
  /** A printed name that stands for a whole model: `encoder (Functional)`. */
  readonly container: boolean;
  /** The type as OCR read it, where it was repaired. */
  readonly readAs?: string;
}

const BOX = /[│┃|├└─━┄┅╭╮╰╯┌┐┘┬┴┼╋┳┻┡┩┏┓┗┛┣┫╇╈═║╞╪╡╠╬╣╔╗╚╝┠┨┷┯┿╟╢╤╧]/g;

/** A summary line without its box drawing, columns kept apart. */
export function withoutBox(text: string): string {
  return text.normalize("NFKC").replace(BOX, "  ").replace(/\\_/g, "_").replace(
    /&/g,
    "  ",
  )
    .replace(/\\\\\s*$/, "").replace(/\t/g, "  ").trimEnd();
}

const SHAPE =
  /[[({<]+\s*(?:[-~—–]?\s?\d|None|null|\?|multiple|Batch|B\b|N\b|-)[^\])}|]{0,60}?[\])}]+|\bmultiple\b/g;
const NUMBER =
  /^\s*[:;]?\s*(--+|—+|-(?![\d])|[\dOolI]{1,3}(?:\s?[,.]\s?[\dOolI]{3})+(?![\d])|[\dOolI]+(?:\.\d+)?\s*[KMB]\b|[\dOolI]+)/;

/** Reads a count as printed: `50,335,744`, `50.335.744`; `--` is none. */
export function readCount(text: string): number | undefined {
  const plain = text.replace(/[\s,.]/g, "");
  if (!/\d/.test(plain) || !/^[\dOolI|S]+$/.test(plain)) return undefined;
  const n = Number(toDigits(plain));
  return Number.isSafeInteger(n) ? n : undefined;
}

/** The numbers of a printed shape, the batch axis removed. */
export function readShape(text: string): number[] {
  const parts = text.replace(/[[\](){}<>]/g, " ").split(/[,;x×]|\s\.\s?|\s{2,}|\.(?=\s)/)
    .map((part) => part.trim()).filter((part) => part !== "");
  const axes = parts.map((part) =>
    /^(none|null|\?|batch|b|n|[-~—–]\s?\d+|-)$/i.test(part) ? undefined : readCount(part)
  );
  // The first axis is the batch, unless it is the only one.
  const own = axes.length > 1 ? axes.slice(1) : axes;
  return own.filter((n) => n !== undefined && n > 0) as number[];
}

/**
 * A row of a summary, `undefined` for any other line.
 *
 * @param outputColumn Which of several shapes is the output; the last by default.
 */
export function summaryRow(line: string, outputColumn = -1): SummaryRow | undefined {
  const indent = /^[\s│├└─|]*/.exec(line)?.[0].length ?? 0;
  const text = withoutTree(withoutBox(line).trim());
  if (text.length < 6 || text.length > 400) return undefined;
  return torchinfoRow(text, outputColumn, indent) ?? kerasRow(text) ??
    torchsummaryRow(text) ??
    lightningRow(text);
}

/** A torchinfo row without the tree before its type, which OCR reads as letters. */
function withoutTree(text: string): string {
  const match =
    /^([A-Za-z1|]{1,2}?[-_=~.—–]{0,2}\s?)([A-Za-z]\w{2,30}\s*(?:\([^)]{0,40}\))?\s*:\s*\d{1,2}-\d{1,3}\b.*)$/
      .exec(text);
  const [, tree = "", rest = ""] = match ?? [];
  if (tree === "" || layerType(/^\w+/.exec(text)?.[0] ?? "")) return text;
  const type = /^\w+/.exec(rest)?.[0] ?? "";
  return layerType(type) || /^(sequential|modulelist)$/i.test(type) ? rest : text;
}

interface Columns {
  readonly shapes: readonly string[];
  readonly count?: number;
  readonly none: boolean;
  readonly recursive: boolean;
}

function columns(rest: string): Columns {
  const shapes = [...rest.matchAll(SHAPE)];
  const last = shapes.at(-1);
  // Keras prints what a layer is connected to after the count: `dense_1[0][0]`.
  const first = shapes[0];
  const after = rest.slice(last ? last.index + last[0].length : 0);
  const tail = NUMBER.exec(after) ??
    (first ? NUMBER.exec(rest.slice(first.index + first[0].length)) : null);
  const printed = tail?.[1] ?? "";
  const count = readCount(printed);
  return {
    shapes: shapes.map((match) => match[0]),
    ...(count === undefined ? {} : { count }),
    none: /^[-—]+$/.test(printed),
    recursive: /\(?recursive\)?/.test(after),
  };
}

function torchsummaryRow(text: string): SummaryRow | undefined {
  const match = /^([A-Za-z]\w{1,30}?)\s?[-_–—~]\s?(\d{1,3})\s+(.*)$/.exec(text);
  if (!match) return undefined;
  const [, type = "", index = "", rest = ""] = match;
  const { shapes, count, none } = columns(rest);
  const shape = shapes[0];
  if (shape === undefined || (count === undefined && !none)) return undefined;
  return {
    style: "torchsummary",
    name: `${type}-${index}`,
    type,
    shape: readShape(shape),
    ...(count === undefined ? {} : { parameters: count }),
    index: Number(index),
    recursive: false,
    container: false,
  };
}

function torchinfoRow(
  text: string,
  outputColumn: number,
  indent: number,
): SummaryRow | undefined {
  const match =
    /^([A-Za-z]\w{0,40})\s*(?:\(([^)]{0,40})\))?\s*:\s*(\d{1,2})-(\d{1,3})\s*(.*)$/
      .exec(text);
  const named = match
    ? null
    : /^([A-Z]\w{0,40})\s+\((\w[^)]{0,40})\)\s+(\[.*)$/.exec(text);
  if (!match && !named) return undefined;
  const type = match?.[1] ?? named?.[1] ?? "";
  if (named && !layerType(type) && !/Sequential|ModuleList/.test(type)) return undefined;
  const rest = match?.[5] ?? named?.[3] ?? "";
  const { shapes, count, recursive } = columns(rest);
  const shape = shapes.at(shapes.length > 1 ? outputColumn : 0) ?? shapes.at(-1) ?? "";
  const known = layerType(type) !== undefined;
  return {
    style: "torchinfo",
    name: match ? `${type}: ${match[3]}-${match[4]}` : `${type} (${named?.[2] ?? ""})`,
    type,
    shape: readShape(shape),
    ...(count === undefined ? {} : { parameters: count }),
    depth: match ? Number(match[3]) : indent,
    index: Number(match?.[4] ?? 0),
    recursive,
    container: !known,
  };
}

function kerasRow(text: string): SummaryRow | undefined {
  const match =
    /^\*?([A-Za-z_][\w./-]{0,60})\s*\(([A-Za-z]\w{0,40}?)(?:…|\.\.\.)?\)?\s+(.*)$/.exec(
      text,
    );
  // Keras 3 wraps long names: the type then stands in the next line.
  const wrapped = match ? null : /^([a-z_][a-z0-9_]{2,60})\s{2,}(\(.*)$/.exec(text);
  const rest = match?.[3] ?? wrapped?.[2] ?? "";
  if (!/None|null|\?|multiple/.test(rest)) return undefined;
  const { shapes, count, none } = columns(
    rest.replace(/(\w+\[\d+\]\[\d+\][,\s]*)+\s*$/, ""),
  );
  const shape = shapes[0];
  if (shape === undefined || (count === undefined && !none)) return undefined;
  const name = match?.[1] ?? wrapped?.[1] ?? "";
  const type = match?.[2] ?? typeOfName(name);
  return {
    style: /null/.test(shape) ? "tfjs" : "keras",
    name: match ? `${name} (${type})` : name,
    type,
    shape: readShape(shape),
    ...(count === undefined ? {} : { parameters: count }),
    recursive: false,
    container: /^(Functional|Sequential|Model|ModelWrapper)$/i.test(type) ||
      (layerType(type) === undefined && layerType(typeOfName(name)) === undefined &&
        (count ?? 0) > 0 && /enc|dec|model|gener|discr/i.test(name)),
  };
}

/** `batch_normalization_3` -> `BatchNormalization`, as Keras names layers. */
function typeOfName(name: string): string {
  return name.replace(/_\d+$/, "").replace(
    /(^|_)([a-z])/g,
    (_, __, c: string) => c.toUpperCase(),
  );
}

function lightningRow(text: string): SummaryRow | undefined {
  const match =
    /^(\d{1,3})\s{2,}([\w.]{1,40})\s{2,}([A-Z]\w{1,30})\s{2,}([\d.,]+\s?[KMB]?)(\s.*)?$/
      .exec(text);
  if (!match) return undefined;
  const [, index = "", name = "", type = "", printed = "", rest = ""] = match;
  const shapes = [...rest.matchAll(SHAPE)];
  const known = layerType(type) !== undefined;
  const exact = /[KMB.]/.test(printed) ? undefined : readCount(printed);
  return {
    style: "lightning",
    name: `${name} (${type})`,
    type,
    shape: readShape(shapes.at(-1)?.[0] ?? ""),
    ...(exact === undefined ? {} : { parameters: exact }),
    index: Number(index),
    recursive: false,
    container: !known,
  };
}

/** A printed total: all parameters, trainable ones, or neither. */
export function totalLine(
  line: string,
):
  | { readonly which: "all" | "trainable" | "frozen"; readonly count: number }
  | undefined {
  const text = withoutBox(line).trim();
  const match =
    /^(?:=|\*|\s)*(total|trainable|non[- ]?trainable|总|總)?\s*(?:number of\s+)?param(?:eter)?s?\b[^\d]{0,30}?[:=：]?\s*([\dOolI][\dOolI,.\s]*)/i
      .exec(text) ??
      /^(參數總量|参数总量|總參數|总参数)\D{0,12}([\d][\d,.\s]*)/.exec(text);
  if (!match) return undefined;
  const [, which = "", printed = ""] = match;
  if (/^params? size/i.test(text)) return undefined;
  const count = readCount(printed.replace(/\s{2,}.*$/, "").replace(/[\s,.]+$/, ""));
  if (count === undefined || which === "") return undefined;
  return {
    which: /^non/i.test(which)
      ? "frozen"
      : /^trainable/i.test(which)
      ? "trainable"
      : "all",
    count,
  };
}
