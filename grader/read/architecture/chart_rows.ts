/**
 * One line of a chart of layers: `fc1: 12288 → 2048, ReLU`, `Dense: 30 units`, `↓`.
 *
 * @module
 */
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
import { plainNumbers, readCell, readSize, SIZE } from "./read_size.ts";

/** What a line of a chart says. */
export type ChartRow =
  /** An arrow downwards, alone or with an activation beside it. */
  | { readonly kind: "arrow" }
  /** A label or a layer without weights; belongs to the chart, says no size. */
  | {
    readonly kind: "neutral";
    readonly text: string;
    readonly half?: "encoder" | "decoder";
  }
  | {
    readonly kind: "layer";
    readonly text: string;
    readonly inUnits?: number;
    readonly outUnits: number;
    /** `784 x 128`: a product, or the two sides of a matrix of weights. */
    readonly sides?: readonly [number, number];
    readonly role: "input" | "linear" | "latent" | "plain" | "convolution";
    /** Whether a word says that it is a layer. */
    readonly worded: boolean;
  };

/** Longer lines are sentences. */
const MAX_ROW = 110;
/** An arrow downwards, and what is written beside it. */
const DOWN = /^[\s|│┃]*[↓⬇⇓▼▽⇩↧⤓]+\s*(.{0,60})$/u;
/** The same drawn with letters: `|`, `v`, `||`. */
const DRAWN_DOWN = /^[\s|│┃:.]*(?:[|│┃∨]|(?<![^\s|])[vV])[\s|│┃:.]*$/u;
const NUMBERING = /^[\s>*•●○▪·–+-]*(?:\(?\d{1,2}[).、:]\s|#\d{1,2}\s)?/;
/** `fc1`, `Linear-1`, `Layer 1:`, `第一層`, `隱藏層 2`: numbers that name a layer. */
const NAMES: readonly RegExp[] = [
  /第\s?[\d一二三四五六七八九十]{1,3}\s?[層层]/g,
  /(?:layer|hidden|block|stage|level|fc|dense|linear|enc|dec|encoder|decoder|capa|[層层층])\s?[#_-]?\s?\d{1,2}(?!(?<=\s\d\d)\s*(?:-{1,3}>|=>|[→⟶⇒]))(?=\s*(?:[^\s\d*×x,.]|$)|\s+(?!x\s?\d)[A-Za-z(\d])/gi,
  /[A-Za-z_]+\d{1,2}(?:d\b|\b)/g,
  /\d+(?:\.\d+)?\s?%|\d*\.\d+(?:e-?\d+)?/g,
  /\b\d{1,2}\s?(?:layers?|層|层)/gi,
];
const PAIR = new RegExp(
  `(${SIZE.source})\\s*(?:-{1,3}>|={1,2}>|[→⟶➔➜⇒▶⟹➡]|\\\\to|\\bto\\b|到)\\s*(${SIZE.source})`,
);

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)`;
/** Two sides of a matrix: `784 x 128`, `28*28 x 128`, `784*128`; no third side. */
const SIDES = new RegExp(
  String.raw`(?<![\d,.*×x]\s?)(${NUMBER}(?:\*${NUMBER})*)\s?[x×✕]\s?` +
    String.raw`(${NUMBER}(?:\*${NUMBER})*)(?!\s?[*×x✕]\s?\d)`,
);
const SIDES_STARRED = new RegExp(
  String.raw`(?<![\d,.*×x]\s?)(${NUMBER})\s?\*\s?(${NUMBER})(?!\s?[*×x✕]\s?\d|\d)`,
);

const IN_BRACKETS = new RegExp(
  `\\(\\s*(${SIZE.source})\\s*,\\s*(${SIZE.source})\\s*[,)]`,
);
/** Statements: code that is shown as text. */
const STATEMENT =
  /^\s*(?:>>>|In \[|def |for |if |import |print\b)|[\w\])]\s*[-+*/]?=\s*[\w.]+[.([]|\w\[[^\]]*\]\s*[-+*/]?=|;\s*\w+\s*=/;
/** Names of layers that have a size and do not change it. */
const WITHOUT_WEIGHTS =
  /drop\s?out|(?:batch\s?|layer\s?)?norm(?:ali[sz]ation|1d)?(?![A-Za-z])|\bbn\b/i;
const IN_OUT =
  /(?:\bin\w*|輸入|输入|入力)\s*[=:為为]?\s*(\d[\d,*]*)\D{1,12}?(?:\bout\w*|輸出|输出|出力)\s*[=:為为]?\s*(\d[\d,*]*)/i;

/** Reads a line of a chart; `undefined` for a line that can not belong to one. */
export function chartRow(line: string): ChartRow | undefined {
  const text = plainNumbers(line.slice(0, 400)).trim();
  if (text === "" || text.length > MAX_ROW || STATEMENT.test(text)) return undefined;
  const beside = DOWN.exec(text)?.[1];
  if (DRAWN_DOWN.test(text) || (beside !== undefined && /^[^\d。]{0,40}$/.test(beside))) {
    return { kind: "arrow" };
  }
  const own = text.replace(NUMBERING, "");
  const named = NAMES.reduce((rest, name) => rest.replace(name, " "), own);
  // `Linear 50` has no other number: it is a size, unless it counts layers.
  const sized = SIZE.test(named) || (readSize(own) ?? 0) <= 12 ? named : own;
  const pair = PAIR.exec(sized) ?? IN_BRACKETS.exec(sized) ?? IN_OUT.exec(sized);
  const sizes = [...sized.matchAll(new RegExp(SIZE.source, "g"))].map((match) =>
    match[0]
  );
  const worded = LAYER_WORD.test(own);
  if (sizes.length === 0) {
    if (own.length > 40 && !worded) return undefined;
    const encoder = ENCODER.test(own);
    const half = encoder === DECODER.test(own) ? {} : {
      half: encoder ? "encoder" as const : "decoder" as const,
    };
    const belongs = ACTIVATION.test(own) || /drop\s?out|norm|\bbn\b/i.test(own) ||
      (worded && own.length < 60 && !/[。]|[.?!]\s*$/.test(own));
    return belongs ? { kind: "neutral", text: own, ...half } : undefined;
  }
  // `Linear 512, BatchNorm, ReLU` is a layer and what follows it.
  const [head = ""] = own.split(WITHOUT_WEIGHTS, 1);
  if (!pair) {
    if (head.length < own.length && !LINEAR.test(head)) {
      return { kind: "neutral", text: own };
    }
    if (/seed|epoch|loss|learning|batch\b/i.test(own.replace(WITHOUT_WEIGHTS, " "))) {
      return head.length < own.length ? { kind: "neutral", text: own } : undefined;
    }
  }
  if (sizes.length > 4 || (own.match(/->|=>|→/g) ?? []).length > 3) return undefined;
  const inUnits = pair ? readSize(pair[1] ?? "") : undefined;
  const outUnits = pair
    ? readSize(pair[2] ?? "")
    : /^\D*[1-9]\d{0,2}(?: \d{3})+\D*$/.test(sized)
    ? readCell(sized)
    : product(sizes);
  if (outUnits === undefined) return undefined;
  const sides = sidesOf(own);
  const role = CONV.test(own)
    ? "convolution"
    : pair || LINEAR.test(own)
    ? "linear"
    : LATENT.test(own)
    ? "latent"
    : INPUT.test(own)
    ? "input"
    : OUTPUT.test(own) ||
        /units?\b|neuron|node|神經元|神经元|ユニット|ノード|유닛|뉴런/i.test(own)
    ? "linear"
    : "plain";
  return {
    kind: "layer",
    text: own,
    ...(inUnits === undefined ? {} : { inUnits }),
    outUnits,
    ...(sides && !pair ? { sides } : {}),
    role,
    worded: worded || pair !== null,
  };
}

/** `28×28 = 784` and `12288 (64x64x3)` say one size; of others the first counts. */
function product(sizes: readonly string[]): number | undefined {
  return readSize(sizes[0] ?? "");
}

function sidesOf(text: string): readonly [number, number] | undefined {
  const match = SIDES.exec(text) ?? SIDES_STARRED.exec(text);
  const [a, b] = [readSize(match?.[1] ?? ""), readSize(match?.[2] ?? "")];
  return a === undefined || b === undefined ? undefined : [a, b];
}
