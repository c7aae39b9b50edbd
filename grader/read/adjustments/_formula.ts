/**
 * Formulas in words: `latent pixel value * 0.8 + 0.2 * (random noise)`, `h' = -h`.
 *
 * @module
 */
import type { Linear, Operation, Tensor } from "./_values.ts";
import { add, multiply, number, only, other } from "./_values.ts";
import { classify } from "./_classify.ts";
import cues from "./cues.json" with { type: "json" };

/** A formula that changes a latent. */
export interface Formula {
  readonly start: number;
  readonly end: number;
  readonly operation: Operation;
}

interface Token {
  readonly k:
    | "number"
    | "latent"
    | "noise"
    | "name"
    | "op"
    | "open"
    | "close"
    | "skip"
    | "stop";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const longest = 4000;
const greek = /^\\?(?:[α-ω]|alpha|beta|gamma|delta|lambda|sigma|eta|std)/;

/**
 * The formulas in folded text. `letters` are the single letters that stand for a latent
 * in this report, besides `z`.
 */
export function formulasIn(text: string, letters: readonly string[]): readonly Formula[] {
  const tokens = tokenize(text.slice(0, longest), letters);
  const found: Formula[] = [];
  let i = 0;
  while (i < tokens.length) {
    const read = new FormulaReader(tokens, i).sum();
    const formula = read && read.next > i + 1 ? formulaOf(tokens, i, read) : null;
    if (formula) {
      found.push(formula);
      i = read?.next ?? i + 1;
    } else i++;
  }
  return found;
}

function tokenize(text: string, letters: readonly string[]): readonly Token[] {
  const kinds: readonly (readonly [Token["k"], string])[] = [
    ["number", "\\d+(?:\\.\\d+)?%?"],
    ["noise", cues.formula.noise],
    [
      "latent",
      `${cues.formula.latent}|(?<![a-z\\\\])(?:${
        ["z", ...letters].join("|")
      })(?:[_^]?\\{?(?:[a-z0-9']|\\d+|′)\\}?|['′]+)?(?![a-z(])(?:\\[[^\\]]{1,12}\\])?`,
    ],
    ["op", "(?<=[a-z\\])] ?)x(?= ?\\d)|[-+*×·⋅∗=−←]|<-|:=|\\\\(?:cdot|times|odot|ast)|⊙"],
    ["name", cues.formula.name],
    ["open", "[(\\[]"],
    ["close", "[)\\]]"],
    ["skip", cues.formula.decoration],
  ];
  const pattern = new RegExp(
    kinds.map(([, source]) => `(${source})`).join("|") + "|(\\S)",
    "gu",
  );
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const group = kinds.findIndex((_, n) => match[n + 1] !== undefined);
    if (kinds[group]?.[0] === "skip") continue;
    tokens.push({
      k: kinds[group]?.[0] ?? "stop",
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return tokens;
}

/** The latent that a formula changes, and any other that it mixes in. */
const latent: Tensor = { id: 0, root: 0, changes: [], encoded: true, used: false, at: 0 };
const foreign: Tensor = { ...latent, id: 1, root: 1 };

interface Read {
  readonly value: Linear;
  readonly next: number;
}

class FormulaReader {
  readonly #tokens: readonly Token[];
  #at: number;
  #depth = 0;
  /** How the formula spells the latent that it changes. */
  #own: string | null = null;

  constructor(tokens: readonly Token[], at: number) {
    this.#tokens = tokens;
    this.#at = at;
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  sum(): Read | null {
    let value = this.#product();
    if (!value) return null;
    for (;;) {
      const token = this.#token;
      if (token?.k !== "op" || !/^[-+−]$/.test(token.text)) break;
      const before = this.#at++;
      const right = this.#product();
      if (!right) {
        this.#at = before;
        break;
      }
      value = add(value, right, token.text === "+" ? 1 : -1);
    }
    return { value, next: this.#at };
  }

  #product(): Linear | null {
    let value = this.#factor();
    if (!value) return null;
    for (;;) {
      const token = this.#token;
      const before = this.#at;
      const sign = token?.k === "op" && !/^[-+=−]$/.test(token.text);
      const last = this.#tokens[this.#at - 1];
      const numeric = last?.k === "number" ||
        (last?.k === "name" && greek.test(last.text));
      const close = token && numeric &&
        (token.k !== "latent" || token.text.length <= 4) &&
        ["latent", "noise", "name", "open"].includes(token.k) &&
        token.start - (last?.end ?? 0) <= 2;
      if (sign) this.#at++;
      else if (!close) break;
      const right = this.#factor();
      if (!right) {
        this.#at = before;
        break;
      }
      value = multiply(value, right, "product");
    }
    return value;
  }

  #factor(): Linear | null {
    const token = this.#token;
    if (!token || ++this.#depth > 40) return null;
    if (token.k === "op" && /^[-−]$/.test(token.text)) {
      this.#at++;
      const inner = this.#factor();
      return inner ? multiply(inner, number(-1), "-") : null;
    }
    this.#at++;
    switch (token.k) {
      case "number":
        return token.text.endsWith("%")
          ? number(Number(token.text.slice(0, -1)) / 100)
          : number(Number(token.text));
      case "latent": {
        const spelled = token.text.replace(/[{}_\s]/g, "");
        this.#own ??= spelled;
        const tensor = spelled === this.#own || spelled.length > 4 ? latent : foreign;
        return only({ a: "latent", tensor, path: [], rank: null });
      }
      case "noise":
        return only({ a: "noise", sampled: false });
      case "name":
        // By any other name than sigma: noise of this size is added, not sampled.
        return other(greek.test(token.text) ? "scalar" : token.text);
      case "open": {
        const inner = this.sum();
        if (!inner) break;
        this.#at = this.#closing(inner.next);
        return inner.value;
      }
    }
    this.#at--;
    return null;
  }

  /** After the bracket that closes; a remark may stand before it. */
  #closing(from: number): number {
    for (let i = from; i < Math.min(from + 40, this.#tokens.length); i++) {
      if (this.#tokens[i]?.k === "close") return i + 1;
    }
    return from;
  }
}

function formulaOf(tokens: readonly Token[], from: number, read: Read): Formula | null {
  const used = tokens.slice(from, read.next);
  const [first, name] = [tokens[from], tokens[from - 1]];
  const applied = first?.k === "open" && name?.k === "name" && name.end === first.start;
  if (applied) return null;
  if (!used.some((token) => token.k === "latent")) return null;
  const [start, end] = [used[0]?.start ?? 0, used.at(-1)?.end ?? 0];
  const target = { a: "latent", tensor: latent, path: [], rank: null } as const;
  const operation = classify(target, read.value);
  if (!operation || operation.kind === "set" || operation.kind === "zero") return null;
  const before = tokens[from - 1];
  const assigned = !before ||
    (before.k === "op" && /^(?:=|←|<-|:=)$/.test(before.text)) ||
    /[:→]/.test(before.text);
  const counted = used.some((token) => token.k === "number" || token.k === "noise");
  if (operation.kind === "negate" && !assigned) return null;
  if (!counted && !assigned) return null;
  const shown = used.filter((token) => token.k === "name").map((token) => token.text)
    .join("");
  return { start, end, operation: { ...operation, detail: shown } };
}
