/**
 * Layers named in a line of text: `nn.Linear(64*64*3, 512)`, `(0): Linear(in_features=12,
 * out_features=3)`, `Dense(128, activation="relu")`, `ReLU`.
 *
 * @module
 */
import type { Layer } from "../../../rubric/facts.ts";
import { layer } from "./build_layer.ts";
import { toDigits } from "./clean_code.ts";
import { layerType, plainTypeName } from "./layer_types.ts";

const TYPE =
  /(?:\b[A-Za-z_]\w{0,20}\.){0,3}\b((?:Lazy)?Linear|[Dd]ense|FC|(?:Lazy)?Conv(?:Transpose)?[123]?[dD]?(?:Transpose)?|conv2d(?:Transpose)?|(?:Max|Avg|AdaptiveAvg|AdaptiveMax|GlobalAverage|Average)Pool(?:ing)?[123]?[dD]|UpSampling2D|Upsample|BatchNorm(?:alization)?(?:[123lI]d)?|batchNormalization|LayerNorm|Dropout|Flatten|flatten|Unflatten|Reshape|InputLayer|ReLU6?|LeakyReLU|PReLU|RReLU|ELU|SELU|CELU|GELU|SiLU|Swish|Mish|Tanh|Sigmoid|Softplus|Softmax|Hardtanh|relu|tanh|sigmoid|leaky_relu|LSTM|GRU|MultiheadAttention)(?![\w])/g;

/**
 * Layers of a line, in order.
 *
 * @param text One line (or a short text); its length bounds the work.
 * @param value Evaluates an expression; by default whole numbers only.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const [linear] = scanLayers("Linear(in_features=784, out_features=64, bias=True)");
 * assertEquals([linear?.inUnits, linear?.outUnits], [784, 64]);
 * ```
 */
export function scanLayers(
  text: string,
  value: (expression: string) => number | undefined = literal,
): readonly Layer[] {
  const found: Layer[] = [];
  for (const match of text.matchAll(TYPE)) {
    const name = match[1] ?? "";
    const type = layerType(name === "FC" ? "Linear" : name);
    if (!type) continue;
    const after = text.slice(
      match.index + match[0].length,
      match.index + match[0].length + 240,
    );
    const inner = argumentsOf(after);
    if (type.kind === "linear") {
      if (!inner) continue;
      const own = linear(match[0], name, inner, value);
      if (own) found.push(own);
      continue;
    }
    if (type.kind === "batch-norm") {
      const size = inner?.[0]
        ? units(inner[0].replace(/^\s*num_features\s*=/, ""), value)
        : undefined;
      found.push(layer("batch-norm", match[0], { inUnits: size, outUnits: size }));
      continue;
    }
    // `activation="relu"` belongs to its layer, a lower-case word alone is prose.
    if (/^[a-z]/.test(name) && (!inner || type.kind === "activation")) continue;
    found.push(layer(type.kind, match[0], { activation: type.activation }));
  }
  return found;
}

function literal(expression: string): number | undefined {
  const parts = expression.split("*").map((part) => part.trim());
  if (!parts.every((part) => /^[\dOolIS|]{1,9}$/.test(part) && /\d/.test(part))) {
    return undefined;
  }
  return parts.reduce((total, part) => total * Number(toDigits(part)), 1);
}

function units(
  text: string,
  value: (expression: string) => number | undefined,
): number | undefined {
  const cleaned = text.replace(/(?<=\d),(?=\d{3}\b)/g, "").trim();
  const n = literal(cleaned) ?? value(cleaned);
  return n !== undefined && Number.isSafeInteger(n) && n > 0 ? n : undefined;
}

/** Arguments between the brackets that follow; an unclosed bracket ends with the text. */
function argumentsOf(after: string): string[] | undefined {
  const open = /^\s*[([{]/.exec(after);
  if (!open) return undefined;
  const parts: string[] = [""];
  let depth = 0;
  for (const c of after.slice(open[0].length)) {
    if ("([{".includes(c)) depth++;
    if (")]}".includes(c)) {
      if (depth === 0) break;
      depth--;
    }
    if ((c === "," || c === ";") && depth === 0) parts.push("");
    else parts[parts.length - 1] += c;
  }
  return parts;
}

function linear(
  shown: string,
  name: string,
  inner: readonly string[],
  value: (expression: string) => number | undefined,
): Layer | undefined {
  const named = new Map<string, string>();
  const positional: string[] = [];
  for (const part of inner) {
    const pair = /^\s*([a-zA-Z_ ]{2,24}?)\s*[=:]\s*(?!=)(.*)$/.exec(
      part.replace(/^\s*\{/, ""),
    );
    if (pair?.[1]) named.set(pair[1].replace(/[\s_]/g, "").toLowerCase(), pair[2] ?? "");
    else positional.push(part);
  }
  const dense = plainTypeName(name) === "dense" || plainTypeName(name) === "lazylinear";
  const arrow = /^(.{1,40}?)\s*(?:->|→|=>|⟶|➔|to)\s*(.{1,40})$/.exec(positional[0] ?? "");
  const [a, b] = arrow ? [arrow[1], arrow[2]] : positional;
  const single = dense ||
    (b === undefined && a !== undefined && !named.has("infeatures"));
  const inText = named.get("infeatures") ?? named.get("inputdim") ??
    (single ? undefined : a);
  const outText = named.get("outfeatures") ?? named.get("units") ??
    (single ? a : b ?? (named.has("infeatures") ? a : undefined));
  const inUnits = inText === undefined ? undefined : units(inText, value);
  const outUnits = outText === undefined ? undefined : units(outText, value);
  if (
    inUnits === undefined && outUnits === undefined && !dense && positional.length < 2
  ) {
    return undefined;
  }
  const activation = /([A-Za-z_]+)/.exec(
    (named.get("activation") ?? "").replace(/\w+\./g, ""),
  )?.[1];
  const type = activation && layerType(activation);
  return layer("linear", shown, {
    inUnits,
    outUnits,
    activation: type ? type.activation : undefined,
  });
}
