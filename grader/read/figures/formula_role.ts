/**
 * What a formula in place of a caption names: `x`, `g(z)`, `D(E(x))`, `g(z + 3e)`, `x^`.
 *
 * @module
 */
import type { PanelRole } from "../../../rubric/facts.ts";
import { fold } from "../../text/fold.ts";

/** What a formula names. */
export interface FormulaRole {
  readonly role: PanelRole;
  /** 0 to 1. */
  readonly confidence: number;
}

const latent = "(?:z|h|c|e|latent|code|mu|μ)";
/** The name of a decoder, or of a whole model. */
const call = /^(?:(?:self|model|net|ae|vae|m)\.)?([a-zα-ω]\w{0,14})\((.*)\)$/u;
const encoder = /^(?:f|e|q|enc\w*|encode|φ|phi)\((?:x|img|image|inputs?)\)$/u;
const plainLatent = new RegExp(`^${latent}(?:_?x|_?0|_?orig)?$`, "u");
/** A latent vector that is not as it was: an operator, a mark, an index. */
const changedLatent = new RegExp(
  `(?:^|[^a-z])${latent}(?:_?[a-z0-9]{1,3}|['~"*]|\\[[^\\]]{1,24}\\])*(?:[-+*×·/]|[<←]|=|['~"])|` +
    `(?:^|[^a-z])${latent}_?(?:[1-9]|[ab]|mod|adj|new|edit\\w*)$|[-+*×·]${latent}(?:$|[^a-z])`,
  "u",
);
const latentName = new RegExp(`(?:^|[^a-z])${latent}(?:_?[a-z0-9]|[^a-z])`, "u");
const decoders = /^(?:g|d|f|p|h|dec\w*|decode|decoder|gen\w*|θ|ψ|model|net|ae|fcn?|m)$/u;
const models = /^(?:model|net|ae|autoencoder|fcn?|m|f)$/u;

/**
 * Reads a label that is one formula; `null` where it is none or says nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { formulaRole } from "./formula_role.ts";
 *
 * const role = (label: string) => formulaRole(label)?.role;
 * assertEquals(role("x"), "original");
 * assertEquals(role("g(z)"), "reconstruction");
 * assertEquals(role("dec(enc(x))"), "reconstruction");
 * assertEquals(role("g(z + 3e_17)"), "adjusted");
 * assertEquals(role("latent dim"), undefined);
 * ```
 */
export function formulaRole(label: string): FormulaRole | null {
  if (label.length > 60) return null;
  const text = bare(label);
  if (text === "") return null;
  if (/^x(?:_?(?:0|i|in|orig|true|test))?$/u.test(text)) {
    return { role: "original", confidence: 0.55 };
  }
  if (/^x(?:\^|_?hat|_?rec\w{0,7}|_?r)$/u.test(text)) {
    return { role: "reconstruction", confidence: 0.7 };
  }
  const outer = text.match(call);
  if (!outer || !balanced(outer[2]!)) return null;
  const [, name, argument] = outer as unknown as [string, string, string];
  if (!decoders.test(name)) return null;
  if (plainLatent.test(argument)) return { role: "reconstruction", confidence: 0.75 };
  if (encoder.test(argument)) return { role: "reconstruction", confidence: 0.85 };
  if (models.test(name) && /^x$/u.test(argument)) {
    return { role: "reconstruction", confidence: name === "f" ? 0.4 : 0.7 };
  }
  if (changedLatent.test(argument)) return { role: "adjusted", confidence: 0.85 };
  // Made up of several: `dec([c_x, c_y])`.
  const several = argument.includes(",") && latentName.test(argument);
  return several ? { role: "adjusted", confidence: 0.7 } : null;
}

/** A formula without blanks, markup and outer brackets; marks over letters behind them. */
function bare(label: string): string {
  const plain = label
    .replace(/\\(?:hat|widehat)\s*\{?\s*(\w)\s*\}?/g, "$1^")
    .replace(/\\(?:tilde|widetilde)\s*\{?\s*(\w)\s*\}?/g, "$1~")
    .replace(/\\(?:left|right|mathrm|text|,|;| )/g, "")
    .replace(/\\(\w{1,8})/g, "$1")
    .normalize("NFKD").replace(/\u0302/g, "^").replace(/\u0303/g, "~")
    .replace(/[\u2032\u2019]/g, "'");
  return fold(plain).text.replace(/[\s${}`]+/g, "").replace(/^[([](.{1,4})[)\]]$/u, "$1")
    .replace(/[:.,;]+$/u, "");
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    else if (character === ")" && --depth < 0) return false;
  }
  return depth === 0;
}
