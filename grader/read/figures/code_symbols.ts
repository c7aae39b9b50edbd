/**
 * Names in the submission's code and the role of what they hold: the encoded input, what
 * the decoder makes of the latent vector as it is, and of a changed one. A light data flow
 * over lines; nothing is run.
 *
 * @module
 */
import type { Evidence } from "../../../rubric/evidence.ts";
import type { LabelRole } from "./label_role.ts";

/** What a name stands for. */
type Meaning =
  | { readonly kind: "original" }
  | { readonly kind: "latent" }
  | { readonly kind: "changed"; readonly key: string }
  | { readonly kind: "reconstruction" }
  | { readonly kind: "adjusted"; readonly key: string };

const encode =
  /\b(?:[A-Za-z_]\w*\.)*(?:enc|encode|encoder|encode_fn|encoding)\w*(?:\.predict)?\s*\(/i;
const decode =
  /\b(?:[A-Za-z_]\w*\.)*(?:dec|decode|decoder|decoding)\w*(?:\.predict)?\s*\(/i;
const whole =
  /\b(?:model|net|ae|autoencoder|auto_encoder|fcn|network)\w*(?:\.predict|\.forward)?\s*\(/i;
const assignment =
  /^\s*([A-Za-z_][^=<>!()"'+*\/@%-]{0,120}?)\s*(\*\*|\/\/|[-+*\/@%])?=(?!=)\s*(\S.*)$/;
/** A name, or what only reshapes or moves it. */
const sameThing =
  /^\s*([A-Za-z_]\w*)(?:\.(?:view|reshape|cpu|detach|numpy|squeeze|permute|clone|data|transpose|to|float|clamp|clip)\b|\s*$|\[)/;
const inPlace =
  /^\s*([A-Za-z_]\w*)(?:\[[^\]]{0,60}\])*\.(?:add|mul|sub|div|neg|zero|fill|clamp)_\(/;
const arithmetic = /[-+*\/](?![^(]*=)|(?:^|[^\w])-\s*[A-Za-z_]/;

/**
 * Reads the roles of names from code, in the order it is given.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { codeSymbols } from "./code_symbols.ts";
 *
 * const symbols = codeSymbols(["z = encoder(x)\nr = decoder(z)\nz1 = z * 2\ny = decoder(z1)"]);
 * assertEquals(
 *   [...symbols].map(([name, { role }]) => `${name} ${role}`),
 *   ["x original", "r reconstruction", "z1 adjusted", "y adjusted"],
 * );
 * ```
 */
export function codeSymbols(sources: readonly string[]): ReadonlyMap<string, LabelRole> {
  const flow = new CodeFlow();
  for (const source of sources) flow.read(source);
  return flow.roles();
}

/**
 * The roles of names as they stand where each picture stands: a name that is used again
 * means what it was last given before the picture.
 */
export function symbolsAtPictures(
  evidence: readonly Evidence[],
): (picture: string) => ReadonlyMap<string, LabelRole> {
  const isCode = (e: Evidence) => e.kind === "code" && e.origin === "author";
  const whole = new CodeFlow();
  for (const e of evidence) if (isCode(e)) whole.read(e.text);
  const last = whole.roles();
  const flow = new CodeFlow(whole.inputs);
  const roles = new Map<string, ReadonlyMap<string, LabelRole>>();
  let known = last;
  let read = false;
  for (const e of evidence) {
    if (isCode(e)) {
      flow.read(e.text);
      read = true;
    } else if (e.kind === "image") {
      if (read) known = new Map([...last, ...flow.roles()]);
      read = false;
      roles.set(e.id, known);
    }
  }
  return (picture) => roles.get(picture) ?? last;
}

/** Names and what they mean while code is read line by line. */
class CodeFlow {
  readonly #meanings = new Map<string, Meaning>();
  /** Names that were given straight from another one. */
  readonly #aliases = new Map<string, string>();
  /** Names that went into an encoder, and the names that those came from. */
  readonly inputs: Set<string>;

  constructor(inputs: ReadonlySet<string> = new Set()) {
    this.inputs = new Set(inputs);
  }

  read(source: string): void {
    for (const line of source.slice(0, 100_000).split("\n")) {
      for (const part of withoutComment(line).split(/;(?=\s)/)) this.#line(part);
    }
  }

  roles(): ReadonlyMap<string, LabelRole> {
    const roles = new Map<string, LabelRole>();
    for (const [name, meaning] of this.#meanings) {
      const answer = (role: LabelRole["role"], confidence: number, key: string) =>
        roles.set(name, { role, confidence, several: false, key });
      if (meaning.kind === "original") answer("original", 0.8, name);
      if (meaning.kind === "reconstruction") answer("reconstruction", 0.8, name);
      if (meaning.kind === "adjusted" || meaning.kind === "changed") {
        answer("adjusted", 0.85, `code ${meaning.key}`);
      }
    }
    return roles;
  }

  #line(line: string): void {
    const meanings = this.#meanings;
    const touched = line.match(inPlace);
    if (touched) {
      change(touched[1]!, line, meanings);
      return;
    }
    const match = line.match(assignment);
    if (!match) {
      this.#input(line);
      return;
    }
    const targets = topLevel(match[1]!);
    const operator = match[2] ?? "";
    const values = topLevel(match[3]!);
    this.#input(match[3]!);
    targets.forEach((target, i) => {
      const value = targets.length === values.length ? values[i]! : match[3]!;
      const name = (target.match(/^\w+/)?.[0] ?? "").toLowerCase();
      const same = target.replace(/\s/g, "") === value.replace(/\s/g, "");
      if (operator !== "" || target.includes("[")) {
        if (!same) change(name, value, meanings);
        return;
      }
      const from = value.match(/^\s*([A-Za-z_]\w*)(?:[.[]|\s*$)/)?.[1]?.toLowerCase();
      if (from && from !== name) this.#aliases.set(name, from);
      const meaning = meaningOf(name, value, meanings);
      if (meaning) meanings.set(name, meaning);
      else if (this.inputs.has(name)) meanings.set(name, { kind: "original" });
      else meanings.delete(name);
    });
  }

  /** What goes into an encoder is an original, and so is what that was made from. */
  #input(value: string): void {
    const call = value.match(encode) ?? value.match(whole);
    if (!call) return;
    const inside = value.slice(call.index! + call[0].length);
    let name = inside.match(/^\s*([A-Za-z_]\w*)/)?.[1]?.toLowerCase();
    for (let step = 0; step < 4 && name; step++) {
      if (/^(?:self|torch|np|f|tf|nn|model)$/.test(name)) return;
      const known = this.#meanings.get(name);
      if (known && known.kind !== "original") return;
      this.#meanings.set(name, { kind: "original" });
      this.inputs.add(name);
      name = this.#aliases.get(name);
      if (name && /^(?:data|batch|loader|dataset|train|test)/.test(name)) return;
    }
  }
}

/** A line of Python without its comment. */
export function withoutComment(line: string): string {
  const text = line.slice(0, 500);
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "#") return text.slice(0, i);
  }
  return text;
}

function change(name: string, value: string, meanings: Map<string, Meaning>): void {
  const known = meanings.get(name.toLowerCase());
  if (known?.kind === "latent" || known?.kind === "changed") {
    const before = known.kind === "changed" ? known.key : "";
    meanings.set(name.toLowerCase(), {
      kind: "changed",
      key: `${before}${name}=${value.replace(/\s/g, "").slice(0, 40)};`,
    });
  }
}

function meaningOf(
  name: string,
  value: string,
  meanings: ReadonlyMap<string, Meaning>,
): Meaning | null {
  const names = [...value.matchAll(/[A-Za-z_]\w*/g)].map((m) => m[0].toLowerCase());
  const known = names.map((item) => meanings.get(item)).filter((item) =>
    item !== undefined
  );
  const changed = known.find((item) => item.kind === "changed");
  const decodes = value.match(decode);
  if (decodes) {
    if (changed?.kind === "changed") return { kind: "adjusted", key: changed.key };
    const inside = value.slice(decodes.index! + decodes[0].length);
    const latent = known.some((item) => item.kind === "latent") || encode.test(inside);
    if (!latent) return null;
    return arithmetic.test(inside.replace(/\([^()]*\)$/, ""))
      ? { kind: "adjusted", key: inside.replace(/\s/g, "").slice(0, 40) }
      : { kind: "reconstruction" };
  }
  if (encode.test(value)) return { kind: "latent" };
  if (changed?.kind === "changed") {
    return arithmetic.test(value)
      ? { kind: "changed", key: `${changed.key}${value.replace(/\s/g, "").slice(0, 40)}` }
      : changed;
  }
  if (known.some((item) => item.kind === "latent")) {
    const copy =
      /^[\w.]+(?:\.(?:clone|copy|detach|cpu|numpy)\(\))*$/.test(value.trim()) ||
      /^(?:copy\.|np\.|torch\.)?(?:copy|deepcopy|array|clone)\(\s*\w+\s*\)$/.test(
        value.trim(),
      );
    return copy ? { kind: "latent" } : {
      kind: "changed",
      key: `${name}=${value.replace(/\s/g, "").slice(0, 40)};`,
    };
  }
  const lead = value.match(sameThing);
  const source = lead && meanings.get(lead[1]!.toLowerCase());
  if (source) return source;
  const first = known[0];
  if (first && known.every((item) => item.kind === first.kind)) return first;
  if (whole.test(value) && !/\b(?:load|train|eval|summary)\b/.test(value)) {
    return /(?:=|\bModel\b|Autoencoder\(\)|nn\.)/.test(value) || /\(\s*\)/.test(value)
      ? null
      : { kind: "reconstruction" };
  }
  return null;
}

/** Splits at commas that are in no brackets. */
export function topLevel(value: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < value.length; i++) {
    const character = value[i]!;
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      parts.push(value.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(value.slice(from).trim());
  return parts;
}
