/**
 * The words of a label -> the role of the panel that they name.
 *
 * @module
 */
import type { PanelRole } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";
import { findTerms, hasTerm } from "../../text/terms.ts";
import { formulaRole } from "./formula_role.ts";
import words from "./role_words.json" with { type: "json" };

/** What a label says. */
export interface LabelRole {
  readonly role: PanelRole;
  /** 0 to 1. */
  readonly confidence: number;
  /** The label names several panels at once; `role` is `unknown`. */
  readonly several: boolean;
  /** Labels with one key mean one and the same thing: `z * 2`. */
  readonly key: string;
}

/** What names mean in this submission. */
export interface SymbolRoles {
  /** The role of what a name of the code holds; names are lower case. */
  get(name: string): LabelRole | undefined;
  /** Reads a label by the report's own names for its adjustments. */
  readonly named?: (label: string) => LabelRole | null;
}

/** An expression over a latent vector: `z[12] <- -z[12]`, `z * 2`, `h'`, `latent + noise`. */
const expressions: readonly RegExp[] = [
  /(?<![a-z])(?:z|h|c|latent|code|vector|vec|v|feature|emb(?:edding)?)(?:_?\w{1,3})? ?(?:\[[^\]]{1,24}\])* ?(?:[*×+\/-]=?|<-|←|:=|=|->) ?[-+(]?(?:\d|z|h|n\(|eps|ε|noise|rand|latent|σ|sigma|max|min|mean|alpha|α|beta|β|lambda|λ|delta|δ|[ekvs]\b|[a-z]_?\d)/,
  /(?<![a-z])(?:z|h|c|latent|code)(?:_?\w{1,3})? ?\[[^\]]{1,24}\](?: ?\[[^\]]{1,24}\])* ?(?:[-+*×\/]?=(?!=)|<-|←|->|→) ?\S/,
  // OCR takes a `z` for a 2.
  /^[z2] ?\[[^\]]{1,24}\] ?(?:[-+*×=]|<-|←|->)/,
  /(?<![a-z])(?:z|h|c|latent|code)(?:_?\d)?(?:'|′|"|̃|\*$)/,
  /(?<![a-z])(?:z|h|latent|code|dim|element|unit|feature)s? ?\[ ?:?,? ?-?\d/,
  /(?<![a-z])(?:dim|dims|element|unit|node|index|idx)s? ?#?\d+ ?(?:[*×+\/=-]|to |by |set|-> ?)/,
  /\d ?(?:\.\d)?[*×] ?(?:z|h|latent|code)(?![a-z])/,
  /\d ?% ?(?:of )?(?:random|noise|gauss)/,
  /^[^\d]{0,12}\d{1,2} ?%$/,
  /^[-+*×x] ?\d/,
  /^\W{0,3}after (?!we\b|(?:the )?train|\d+ ?epoch|epoch)[^。]{1,30}$/,
];

/**
 * Tells what a label names. Words decide, in this order: other things (a loss curve), no
 * adjustment, an adjustment, a reconstruction, an original.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { labelRole } from "./label_role.ts";
 *
 * const role = (label: string) => labelRole(label).role;
 * assertEquals(role("原圖"), "original");
 * assertEquals(role("Decoder Output (No Latent Space Change)"), "reconstruction");
 * assertEquals(role("z[12] <- -z[12]"), "adjusted");
 * assertEquals(role("training loss"), "other");
 * ```
 *
 * @param label the words, raw
 * @param symbols names of the submission's code, see `code_symbols.ts`
 */
export function labelRole(label: string, symbols?: SymbolRoles): LabelRole {
  const folded = fold(label.replace(/_/g, " ")).text
    .replace(/(?<![a-z])([a-z]{3,})(?=\d)/g, "$1 ");
  const key = folded.replace(/^[\s\p{P}]+|[\s:.,]+$/gu, "");
  const answer = (role: PanelRole, confidence: number, several = false): LabelRole => ({
    role,
    confidence,
    several,
    key,
  });
  if (key === "") return answer("unknown", 0);
  const has = (list: readonly string[]) => hasTerm(folded, list);
  const original = has(words.original);
  const rebuilt = has(words.reconstruction);
  const changed = has(words.adjusted) || expressions.some((form) => form.test(folded));
  if (has(words.other) && !(changed && (rebuilt || original))) {
    return answer("other", 0.85);
  }
  if (has(words.unadjusted)) {
    const rest = withoutTerms(folded, words.unadjusted);
    const plainOriginal = hasTerm(rest, words.original);
    if (hasTerm(rest, words.adjusted)) return answer("unknown", 0, true);
    return plainOriginal && !rebuilt
      ? answer("original", 0.85)
      : answer("reconstruction", 0.9);
  }
  if (original && changed) {
    const plain = !rebuilt &&
      firstOf(folded, words.adjusted) < firstOf(folded, words.original);
    return plain && folded.length < 24
      ? answer("adjusted", 0.6)
      : answer("unknown", 0, true);
  }
  if (original && rebuilt) return answer("unknown", 0, true);
  if (has(words.otherModel) && !changed) {
    return rebuilt || /\d/.test(folded)
      ? answer("reconstruction", 0.7)
      : answer("unknown", 0);
  }
  if (changed) return answer("adjusted", 0.9);
  const own = original ? null : symbols?.named?.(label) ?? null;
  if (own && own.confidence >= 0.7 && !(rebuilt && own.role !== "adjusted")) return own;
  const formula = original ? null : formulaRole(label);
  if (formula?.role === "adjusted") return answer("adjusted", formula.confidence);
  const named = symbolRole(label, symbols);
  if (!rebuilt && !original) {
    if (named) return { ...named, key: named.key || key };
    if (formula) return answer(formula.role, formula.confidence);
    if (own && !has(words.weakReconstruction) && !has(words.weakOriginal)) return own;
  }
  if (rebuilt) return named?.role === "adjusted" ? named : answer("reconstruction", 0.85);
  if (original) return answer("original", 0.9);
  if (has(words.weakReconstruction)) return answer("reconstruction", 0.4);
  if (/^x ?\(.{0,20}\)$/.test(key)) return answer("original", 0.5);
  if (has(words.weakOriginal) && folded.length < 40) return answer("original", 0.5);
  return answer("unknown", 0);
}

/**
 * The role of what an expression of code shows: the names' own meaning first, then the
 * words that the names are made of. Functions and methods say nothing.
 */
export function expressionRole(expression: string, symbols: SymbolRoles): LabelRole {
  const names = [...expression.matchAll(/(?<![\w.])([A-Za-z_]\w{0,60})(?!\w|\s*\()/g)]
    .map((match) => match[1]!).slice(0, 8);
  const known = symbolRole(names.join(" . "), symbols);
  if (known) return known;
  const bare = expression.replace(
    /\.(?:cpu|detach|numpy|squeeze|view|reshape|permute|clamp|clip|data)\b(?:\([^()]{0,60}\))?/g,
    "",
  ).replace(/^(?:[a-z]\w{0,20})\((\w[\w.]*\(.{1,60}\))\)$/i, "$1");
  const formula = formulaRole(bare);
  if (formula) {
    return { ...formula, several: false, key: `code ${bare.replace(/\s/g, "")}` };
  }
  const said = labelRole(names.join(" "));
  return { ...said, confidence: Math.min(said.confidence, 0.75) };
}

/** The role of the one name of the code that stands in a label. */
function symbolRole(label: string, symbols: SymbolRoles | undefined): LabelRole | null {
  if (!symbols || label.length > 80) return null;
  const bare = /[()[\].]/.test(label) || /^\W*[\w]+(?:\W+[\w]+)?\W*$/.test(label);
  let found: LabelRole | null = null;
  for (const match of label.matchAll(/[A-Za-z_][A-Za-z0-9_]{0,40}/g)) {
    const role = symbols.get(match[0].toLowerCase());
    // A plain word of a sentence is no name of the code.
    if (
      !role ||
      !(/[\d_]/.test(match[0]) || bare || match[0].length === label.trim().length)
    ) {
      continue;
    }
    if (found && found.key !== role.key) return null;
    found = role;
  }
  return found;
}

function firstOf(folded: string, terms: readonly string[]): number {
  return findTerms(folded, terms)[0]?.start ?? Infinity;
}

/** Blanks what the terms cover, with the rest of their phrase. */
function withoutTerms(folded: string, terms: readonly string[]): string {
  let rest = folded;
  for (const match of findTerms(folded, terms)) {
    const tail = folded.slice(match.end).search(/[),.;:|、]|$/u);
    const end = match.end + Math.min(30, tail);
    rest = rest.slice(0, match.start) + " ".repeat(end - match.start) + rest.slice(end);
  }
  return rest;
}
